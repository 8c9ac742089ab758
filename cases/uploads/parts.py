"""What the parts of office documents are, which of them are not taken, and what is taken out of them. A pure core."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import unescape

from django.utils.translation import gettext as _

from cases.uploads.bounds import RefusedUploadError, locked
from cases.uploads.stripping import strip_picture

_TYPES = "[Content_Types].xml"
_MANIFEST = "META-INF/manifest.xml"
_OFFICE = b"application/vnd.openxmlformats-officedocument."
_MAIN = {
    "docx": _OFFICE + b"wordprocessingml.document.main+xml",
    "xlsx": _OFFICE + b"spreadsheetml.sheet.main+xml",
    "pptx": _OFFICE + b"presentationml.presentation.main+xml",
}
_PROGRAMS = re.compile(rb"macroEnabled|vbaProject|vbaData|activeX|oleObject", re.IGNORECASE)
_PROGRAM_NAMES = re.compile(
    r"vba(?:Project|Data)|/activeX/|/embeddings/.*\.bin$|^(?:Basic|Scripts)/"
    r"|\.(?:exe|dll|com|scr|js|jse|vbs|vbe|wsf|bat|cmd|ps1|jar|lnk|hta|html?|svgz)$",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(r"/embeddings/[^/]+\.(docx|xlsx|pptx)$", re.IGNORECASE)
_ODF_EVENTS = re.compile(rb"<script:event-listener\b|<office:script\b")

_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/%s-properties"/>'
)
_META = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office='
    b'"urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/></office:document-meta>'
)
_EMPTIED = (
    (re.compile(r"(?:^|/)docProps/core[^/]*\.xml$"), _CORE),
    (re.compile(r"(?:^|/)docProps/app[^/]*\.xml$"), _PROPERTIES % b"extended"),
    (re.compile(r"(?:^|/)docProps/custom[^/]*\.xml$"), _PROPERTIES % b"custom"),
    (re.compile(r"(?:^|/)meta\.xml$"), _META),
)
_PEOPLE = rb"(\s(?:\w+:)?(?:%s)=)(?:\"[^\"]*\"|'[^']*')"
# Where people are named in the midst of a document, and what stays of it.
_NAMED = (
    (re.compile(r"^word/"), re.compile(_PEOPLE % rb"author|initials|userId|providerId"), rb'\1""'),
    (re.compile(r"^word/settings\.xml$"), re.compile(rb"<w:attachedTemplate\b[^>]*/>"), b""),
    (re.compile(r"^xl/comments|^xl/.*/comment"), re.compile(rb"(<(?:\w+:)?author>)[^<]*"), rb"\1"),
    (re.compile(r"^xl/persons/"), re.compile(_PEOPLE % rb"displayName|userId|providerId"), rb'\1""'),
    (re.compile(r"^xl/workbook\.xml$"), re.compile(rb"(<x15ac:absPath\b[^>]*?\surl=)\"[^\"]*\""), rb'\1""'),
    (re.compile(r"^xl/workbook\.xml$"), re.compile(_PEOPLE % rb"userName"), rb'\1""'),
    (re.compile(r"^ppt/(?:commentA|a)uthors"), re.compile(_PEOPLE % rb"name|initials|userId|providerId"), rb'\1""'),
    (re.compile(r"(?:content|styles)\.xml$"), re.compile(rb"(<dc:creator>)[^<]*"), rb"\1"),
    (re.compile(r"(?:content|styles)\.xml$"), re.compile(rb"(<meta:creator-initials>)[^<]*"), rb"\1"),
    (re.compile(r"settings\.xml$"), re.compile(rb"(config:name=\"Printer(?:Name|Setup)\"[^>]*>)[^<]*"), rb"\1"),
)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ELSEWHERE = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']")
_KIND = re.compile(rb"\sType\s*=\s*[\"']([^\"']*)[\"']")


@dataclass(frozen=True)
class Package:
    """A document's ending and the names of its parts."""

    ending: str
    names: set[str]

    @property
    def deciding(self) -> list[str]:
        """Return the parts that say what the document is; LookupError if they are missing."""
        wanted = ["mimetype", _MANIFEST, "content.xml"] if self.ending == "odt" else [_TYPES, "_rels/.rels"]
        if missing := [name for name in wanted if name not in self.names]:
            raise LookupError(missing)
        return wanted

    def check(self, parts: Mapping[str, bytes]) -> None:
        """Raise RefusedUploadError for a document with programs, and ValueError for one of another kind."""
        told = parts[_MANIFEST] if self.ending == "odt" else parts[_TYPES]
        if _PROGRAMS.search(told) or any(_PROGRAM_NAMES.search(name) for name in self.names):
            raise _has_programs()
        if self.ending == "odt":
            if parts["mimetype"].strip() != b"application/vnd.oasis.opendocument.text":
                raise ValueError(self.ending)
            if b"encryption-data" in told:
                raise locked()
            if _ODF_EVENTS.search(parts["content.xml"]):
                raise _has_programs()
        elif _MAIN[self.ending] not in told:
            raise ValueError(self.ending)

    def is_xml(self, name: str) -> bool:
        """Say whether a part must be XML."""
        return name.lower().endswith((".xml", ".rels", ".rdf", ".vml"))

    def is_embedded(self, name: str) -> bool:
        """Say whether a part is a document of its own, such as the numbers behind a chart."""
        return bool(_EMBEDDED.search(name))

    def cleaned(self, name: str, part: bytes) -> bytes:
        """Return a part without what names people; RefusedUploadError for one that fetches something."""
        for where, instead in _EMPTIED:
            if where.search(name):
                return instead
        if name.endswith(".rels"):
            return _without_elsewhere(part)
        if self.is_xml(name):
            for where, what, instead in _NAMED:
                if where.search(name):
                    part = what.sub(instead, part)
            return part
        return strip_picture(part)


def family_of(name: str) -> str:
    """Return the ending of a part's name."""
    return name.rpartition(".")[2].lower()


def _without_elsewhere(part: bytes) -> bytes:
    """Return a list of relations without the template on its author's disk; links that readers click on stay."""

    def kept(found: re.Match[bytes]) -> bytes:
        if not _ELSEWHERE.search(found[0]):
            return found[0]
        kind = _KIND.search(found[0])
        what = unescape(kind[1].decode("utf-8", "replace")).rpartition("/")[2] if kind else ""
        if what == "attachedTemplate":
            return b""
        if what != "hyperlink":
            raise _fetches()
        return found[0]

    return _RELATION.sub(kept, part)


def _has_programs() -> RefusedUploadError:
    return RefusedUploadError(
        _("The document contains macros or other programs. Save it without them, and upload that.")
    )


def _fetches() -> RefusedUploadError:
    return RefusedUploadError(
        _("The document fetches a picture, file or video from elsewhere. Put it into the document, and upload that.")
    )
