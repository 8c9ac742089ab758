"""Makes of an uploaded file a document that can be stored, or says in words why it cannot. A pure core on bytes.

The ending says what a document means to be, and the content must be just that. What names people, runs programs or
fetches something is taken out where the document stays whole without it, and else the document is refused.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from cases.uploads.bounds import MAX_FILE_BYTES, RefusedUploadError
from cases.uploads.packages import clean_package
from cases.uploads.pdf import clean_pdf

ENDINGS = ("csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")


def clean_document(content: bytes, ending: str) -> bytes:
    """Return the document to store; RefusedUploadError where there is none."""
    ending = ending.lower()
    if ending not in ENDINGS:
        kinds = ", ".join(known.upper() for known in ENDINGS)
        raise RefusedUploadError(_("Documents of this kind are not taken. Use one of: %(kinds)s.") % {"kinds": kinds})
    if not content:
        raise RefusedUploadError(_("The file is empty."))
    if len(content) > MAX_FILE_BYTES:
        raise RefusedUploadError(_("The document is too large. It may be of at most 15 MB."))
    if content.startswith(_OLD_OFFICE) and ending not in ("txt", "csv"):
        raise RefusedUploadError(
            _("The document is locked with a password or saved in an old format. Save it anew, and upload that.")
        )
    if ending in ("txt", "csv"):
        cleaned = _clean_text(content)
    else:
        cleaned = clean_pdf(content) if ending == "pdf" else clean_package(content, ending)
    if len(cleaned) > MAX_FILE_BYTES:
        raise RefusedUploadError(_("The document is too large. It may be of at most 15 MB."))
    return cleaned


def _clean_text(content: bytes) -> bytes:
    """Return a text as UTF-8; older files from Windows are read as such."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NO_TEXT.search(text):
            # What had the mark of UTF-8 keeps it: spreadsheets need it to read æ, ø and å.
            return text.encode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8")
        break
    raise RefusedUploadError(_("This is not a plain text. Save it as text in UTF-8, and upload that."))
