"""Cleans documents that are packages of parts (docx, xlsx, pptx, odt). A pure core on bytes."""

from __future__ import annotations

import io
import re
import zipfile
from xml.parsers import expat

from django.utils.translation import gettext as _

from cases.uploads.bounds import RefusedUploadError, locked
from cases.uploads.parts import Package, family_of

MAX_PARTS = 4_000
MAX_UNPACKED = 150 * 1024 * 1024
# XML packs well; what packs better than this holds nothing to read.
MAX_RATIO = 200
_SMALL = 1024 * 1024
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BAD_NAME = re.compile(r"^/|\\|(?:^|/)\.\.?(?:/|$)|[\x00-\x1f:]")
_WHEN = (1980, 1, 1, 0, 0, 0)


def clean_package(content: bytes, ending: str, *, depth: int = 0) -> bytes:
    """Return a package without what names people or runs, twice the same; RefusedUploadError in words."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_bounds(archive)
            package = Package(ending, {info.filename for info in archive.infolist() if not info.is_dir()})
            read = {name: archive.read(name) for name in package.deciding}
            package.check(read)
            return _rewritten(archive, package, depth)
    except RefusedUploadError:
        raise
    except Exception as error:
        # Unpacking raises errors of many kinds on damaged and hostile files; all mean the same to a person.
        raise RefusedUploadError(
            _("This is no whole document of the kind that its name says. Save it anew, and upload that.")
        ) from error


def _check_bounds(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(set(map(str.lower, names))) != len(names) or any(_BAD_NAME.search(name) for name in names):
        raise ValueError(names[:1])
    if any(part.compress_type not in _PACKED for part in parts):
        raise ValueError(names[:1])
    if any(part.flag_bits & 1 for part in parts):
        raise locked()
    huge = any(p.file_size > max(_SMALL, p.compress_size * MAX_RATIO) for p in parts)
    if huge or len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise RefusedUploadError(
            _("The document unpacks to more than can be checked. Make it smaller, and upload that.")
        )


def _rewritten(archive: zipfile.ZipFile, package: Package, depth: int) -> bytes:
    """Return the package with cleaned parts, in the same order, without anything between them or about its making."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for info in archive.infolist():
            if info.is_dir():
                continue
            part = archive.read(info)
            if package.is_xml(info.filename):
                _check_xml(part)
            if package.is_embedded(info.filename) and depth == 0:
                part = clean_package(part, family_of(info.filename), depth=1)
            else:
                part = package.cleaned(info.filename, part)
            entry = zipfile.ZipInfo(info.filename, _WHEN)
            entry.compress_type = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(entry, part)
    return buffer.getvalue()


def _check_xml(part: bytes) -> None:
    """Raise ExpatError for what is no XML, and ValueError for XML that defines words of its own."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_definitions
    parser.Parse(part, True)


def _refuse_definitions(*_about: object) -> None:
    raise ValueError("doctype")
