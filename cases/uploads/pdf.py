"""Cleans PDF documents: no author, no program, no other file in it. A pure core on bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape
from typing import Any

import pikepdf
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name, Stream

from cases.uploads.bounds import RefusedUploadError, locked
from cases.uploads.stripping import strip_picture

MAX_OBJECTS = 300_000
_MAX_UNPACKED = 64 * 1024 * 1024
# Process-wide, and so set once: a small file must not unpack to more than the machine has.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=_MAX_UNPACKED,
    png_max_memory=_MAX_UNPACKED,
    tiff_max_memory=_MAX_UNPACKED,
    run_length_max_memory=_MAX_UNPACKED,
    doc_max_warnings=100,
)
# Who wrote it with what, other files, and what runs by itself or sends what a reader fills in.
_TAKEN_OUT = (
    "/Metadata",
    "/PieceInfo",
    "/AF",
    "/EF",
    "/EmbeddedFiles",
    "/Collection",
    "/AA",
    "/JS",
    "/JavaScript",
    "/XFA",
)
_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToE",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/RichMediaExecute",
}
_NOTES = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
_TITLE_ALONE = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{title}{accessible}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def clean_pdf(content: bytes) -> bytes:
    """Return a PDF document without what names people, runs or hides in it; RefusedUploadError in words."""
    if not content.startswith(b"%PDF-"):
        raise RefusedUploadError(_("This is not a PDF document, although its name says so."))
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            return _cleaned(pdf)
    except RefusedUploadError:
        raise
    except pikepdf.PasswordError as error:
        raise locked() from error
    except Exception as error:
        # The reader raises errors of many kinds on damaged and hostile files; all mean the same to a person.
        raise RefusedUploadError(
            _("The document is damaged: not all of it can be read. Save or export it anew, and upload that.")
        ) from error


def _cleaned(pdf: pikepdf.Pdf) -> bytes:
    if len(pdf.objects) > MAX_OBJECTS:
        raise RefusedUploadError(_("The document has too many parts to be checked. Split it, and upload the pieces."))
    if not len(pdf.pages):
        raise RefusedUploadError(_("The document has no pages."))
    title = _title_of(pdf)
    for page in pdf.pages:
        if isinstance(notes := page.obj.get("/Annots"), Array):
            page.obj.Annots = Array([note for note in notes if not _is_unwanted(note)])
    for thing in _things(pdf):
        _clean_thing(thing)
    _keep_title(pdf, *title)
    buffer = io.BytesIO()
    # The streams stay packed as they are: nothing in them is unpacked here that need not be.
    pdf.save(buffer, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none, encryption=False)
    return buffer.getvalue()


def _is_unwanted(note: Any) -> bool:
    return isinstance(note, Dictionary) and str(note.get("/Subtype", "")) in _NOTES


def _things(pdf: pikepdf.Pdf) -> Iterator[Dictionary | Stream]:
    """Yield every dictionary and stream of a document, those within others too."""
    for known in pdf.objects:
        waiting: list[Any] = [known]
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, Dictionary | Stream):
                yield thing
                inner = [value for _key, value in thing.items()]
            elif isinstance(thing, Array):
                inner = list(thing)
            else:
                continue
            waiting += [one for one in inner if isinstance(one, Dictionary | Array) and not one.is_indirect]


def _clean_thing(thing: Dictionary | Stream) -> None:
    for key in _TAKEN_OUT:
        if key in thing:
            del thing[key]
    if isinstance(thing, Stream):
        if thing.get("/Subtype") == Name.Image and thing.get("/Filter") == Name.DCTDecode:
            whole = thing.read_raw_bytes()
            parameters: Any = thing.get("/DecodeParms")
            if (stripped := strip_picture(whole)) != whole:
                thing.write(stripped, filter=Name.DCTDecode, decode_parms=parameters)
        return
    if str(thing.get("/S", "")) in _ACTIONS:
        for key in list(thing.keys()):
            del thing[key]
    # The author of a note; in a form the same key is the name of a field.
    if "/T" in thing and "/Subtype" in thing and "/Rect" in thing and thing.get("/Subtype") != Name.Widget:
        del thing["/T"]


def _title_of(pdf: pikepdf.Pdf) -> tuple[str, bool]:
    """Return the document's title, and whether it says that it is accessible (PDF/UA): readers need both."""
    about, stored = pdf.trailer.get("/Info"), pdf.Root.get("/Metadata")
    title = str(about.get("/Title", "")) if isinstance(about, Dictionary) else ""
    is_accessible = isinstance(stored, Stream) and b"pdfuaid:part" in stored.read_bytes()
    return "".join(letter for letter in title if letter.isprintable())[:200], is_accessible


def _keep_title(pdf: pikepdf.Pdf, title: str, is_accessible: bool) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    if title:
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=title))
    if title or is_accessible:
        named = f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        marked = "<pdfuaid:part>1</pdfuaid:part>" if is_accessible else ""
        about = Stream(pdf, _TITLE_ALONE.format(title=named, accessible=marked).encode())
        about.Type, about.Subtype = Name.Metadata, Name.XML
        pdf.Root.Metadata = pdf.make_indirect(about)
