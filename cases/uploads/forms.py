"""The fields and forms that every door of the editors' interface uses for pictures and documents."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.fields import Field, FileField
from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cases.uploads.bounds import MAX_FILE_BYTES, RefusedUploadError
from cases.uploads.documents import clean_document
from cases.uploads.pictures import clean_picture


def read_upload(upload: UploadedFile) -> bytes:
    """Return the bytes of an upload; ValidationError for more than a file may have, before any of it is read."""
    size = upload.size or 0
    if size > MAX_FILE_BYTES:
        sizes = {"size": filesizeformat(size), "most": filesizeformat(MAX_FILE_BYTES)}
        raise ValidationError(_("The file is too large: %(size)s. It may be of at most %(most)s.") % sizes)
    upload.seek(0)
    return upload.read()


def replace_content(upload: UploadedFile, content: bytes, ending: str) -> None:
    """Put other content into an upload, and a name that fits it.

    In place, since Wagtail's multiple uploader stores the request's own file where a form lacks something else.
    """
    # An upload always has a file, and we give it one word more than Django knows of.
    kept: Any = upload
    kept.arrived_hash = hashlib.sha1(_read(upload), usedforsecurity=False).hexdigest()
    kept.file.seek(0)
    kept.file.truncate()
    kept.file.write(content)
    kept.file.flush()
    upload.seek(0)
    upload.size = len(content)
    stem = slugify(PurePath(upload.name or "").stem)[:60]
    upload.name = f"{stem or 'file'}.{ending}"


def _read(upload: UploadedFile) -> bytes:
    upload.seek(0)
    return upload.read()


def in_place_of(field: Any, kind: type[Field]) -> Any:
    """Return a field of another kind with the label, widget and demands of one; a long file name is no fault."""
    return kind(label=field.label, required=field.required, widget=field.widget, initial=field.initial)


class PictureField(WagtailImageField):
    """A picture by its content; what it gives on is always tidy, and its name has the right ending."""

    def to_python(self, data: Any) -> UploadedFile | None:
        """Return the upload, cleaned; ValidationError in words where it cannot be used."""
        upload: Any = FileField.to_python(self, data)
        if upload is None:
            return None
        try:
            picture = clean_picture(read_upload(upload))
        except RefusedUploadError as error:
            raise ValidationError(str(error), code="refused") from error
        replace_content(upload, picture.content, picture.ending_for(upload.name))
        return upload


class PictureForm(BaseImageForm):
    """A picture in the editors' interface: adding one or many, changing, uploading from a chooser."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"] = in_place_of(self.fields["file"], PictureField)

    def save(self, commit: bool = True) -> Any:
        """Save the picture, and what its file was known as when it came."""
        if "file" in self.changed_data:
            self.instance.arrived_hash = self.cleaned_data["file"].arrived_hash
        return super().save(commit=commit)


class DocumentField(WagtailDocumentField):
    """A document that is what its name says, without what names people or runs."""

    def to_python(self, data: Any) -> UploadedFile | None:
        """Return the upload, cleaned; ValidationError in words where it cannot be used."""
        upload: Any = FileField.to_python(self, data)
        if upload is None:
            return None
        ending = PurePath(upload.name).suffix.lower().removeprefix(".")
        try:
            content = clean_document(read_upload(upload), ending)
        except RefusedUploadError as error:
            raise ValidationError(str(error), code="refused") from error
        replace_content(upload, content, ending)
        return upload


class DocumentForm(BaseDocumentForm):
    """A document in the editors' interface: adding one or many, changing, uploading from a chooser."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"] = in_place_of(self.fields["file"], DocumentField)
