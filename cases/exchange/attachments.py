"""The pictures and documents that travel beside case records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cases.exchange.blocks import DocumentValue
from cases.exchange.files import Files
from cases.models.media import PortalDocument, PortalImage
from cases.uploads.bounds import RefusedUploadError
from cases.uploads.documents import clean_document
from cases.uploads.pictures import ENDINGS, clean_picture, kind_of


class Pictures(Files):
    """The pictures of records."""

    model = PortalImage

    def cleaned(self, content: bytes, name: str) -> tuple[bytes, str]:
        """Return the picture without what does not belong to it, and its ending."""
        if name.rsplit(".", 1)[1] not in ENDINGS.get(kind_of(content), ()):
            raise RefusedUploadError(_("the file is not a picture of the kind that its name says"))
        picture = clean_picture(content)
        return picture.content, picture.ending_for(name)

    def too_large(self) -> str:
        """Return how large a picture may be."""
        return _("expected a picture of at most 15 MB")


class Documents(Files):
    """The documents of records."""

    model = PortalDocument

    def cleaned(self, content: bytes, name: str) -> tuple[bytes, str]:
        """Return the document without what names people or runs, and its ending."""
        ending = name.rsplit(".", 1)[1]
        return clean_document(content, ending), ending

    def too_large(self) -> str:
        """Return how large a document may be."""
        return _("expected a document of at most 15 MB")


class Attachments:
    """Pictures and documents of one import together."""

    def __init__(self, folder: Path | None) -> None:
        self.pictures, self.documents = Pictures(folder), Documents(folder)

    def of(self, part: Any) -> Files:
        """Return where the file of a part of a record belongs."""
        return self.documents if isinstance(part, DocumentValue) else self.pictures

    def discard(self) -> None:
        """Delete the files that were taken in: for an import that is undone, since no database undoes them."""
        self.pictures.discard()
        self.documents.discard()

    def close(self) -> None:
        """Delete what was put aside on the way."""
        self.pictures.close()
        self.documents.close()
