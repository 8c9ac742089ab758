"""How large an upload may be, and the error that says in words why one is not taken."""

from __future__ import annotations

from django.utils.translation import gettext as _

# Bytes of a picture or document as it is handed in, and as it is stored.
MAX_FILE_BYTES = 15 * 1024 * 1024
# Dots of a picture as it is handed in, and the longest side of one that is stored.
MAX_DOTS = 60_000_000
MAX_SIDE = 4096


class RefusedUploadError(ValueError):
    """A file that is not taken; its text says why, in the language of whoever handed it in."""


def locked() -> RefusedUploadError:
    """Return the error for a document that asks for a password."""
    return RefusedUploadError(_("The document is locked with a password. Save it without one, and upload that."))
