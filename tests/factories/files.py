"""Files as people hand them in: pictures from a camera, documents with names in them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

# Stands in all of them, and in nothing that is stored.
SECRET = "Kari-Hemmelig"
_GPS, _ORIENTATION, _ARTIST, _MAKER_NOTE = 0x8825, 0x0112, 0x013B, 0x927C


def camera_data(orientation: int = 6) -> bytes:
    """Return EXIF with a place, a photographer and a way up."""
    exif = Image.Exif()
    exif[_ORIENTATION], exif[_ARTIST] = orientation, SECRET
    exif.get_ifd(_GPS).update({1: "N", 2: (59.0, 54.0, 40.0), 3: "E", 4: (10.0, 44.0, 21.0)})
    return exif.tobytes()


def camera_picture(kind: str = "JPEG", size: tuple[int, int] = (80, 60), orientation: int = 6) -> bytes:
    """Return a picture with all that a camera and a program of pictures write beside it."""
    image = Image.new("RGB", size, "white")
    image.paste((220, 20, 20), (0, 0, size[0] // 2, size[1] // 2))
    buffer = io.BytesIO()
    options: dict[str, Any] = {"exif": camera_data(orientation)}
    if kind == "GIF":
        options = {"comment": SECRET.encode()}
    elif kind == "HEIF":
        pillow_heif.from_pillow(image).save(buffer, **options)
        return buffer.getvalue()
    else:
        options["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if kind == "JPEG":
        options |= {"comment": SECRET.encode(), "quality": 92}
    elif kind == "PNG":
        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_text("Author", SECRET)
    elif kind in ("WEBP", "AVIF"):
        options["xmp"] = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def package(parts: dict[str, bytes | str]) -> bytes:
    """Return a zip file of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation.main+xml"),
}
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def office_parts(kind: str) -> dict[str, bytes | str]:
    """Return the parts of a docx, xlsx or pptx document that names its author wherever it can."""
    main, content_type = _MAIN[kind]
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{_OFFICE}.{content_type}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="x/officeDocument" '
        f'Target="{main}"/></Relationships>',
        main: '<w:document xmlns:w="w"><w:t>Møte på Sørøya</w:t></w:document>',
        "word/comments.xml": f'<w:comments xmlns:w="w"><w:comment w:id="1" w:author="{SECRET}"/></w:comments>',
        "xl/persons/person.xml": f'<personList><person displayName="{SECRET}" id="1"/></personList>',
        "ppt/authors.xml": f'<p:authorLst xmlns:p="p"><p:author id="1" name="{SECRET}"/></p:authorLst>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="c"><creator>{SECRET}</creator></cp:coreProperties>',
        "docProps/app.xml": f"<Properties><Company>{SECRET}</Company></Properties>",
        f"{main.partition('/')[0]}/media/image1.jpeg": camera_picture(),
        "word/_rels/settings.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="x/hyperlink" '
        f'TargetMode="External" Target="https://example.org/"/><Relationship Id="r2" Type="x/attachedTemplate" '
        f'TargetMode="External" Target="file:///C:/Users/{SECRET}/Normal.dotm"/></Relationships>',
    }


def odt_parts() -> dict[str, bytes | str]:
    """Return the parts of an odt document that names its author wherever it can."""
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="m"/>',
        "content.xml": f'<o xmlns:dc="d"><dc:creator>{SECRET}</dc:creator><p>Møte på Sørøya</p></o>',
        "meta.xml": f'<o xmlns:dc="d"><dc:creator>{SECRET}</dc:creator></o>',
        "Pictures/1.jpg": camera_picture(),
    }


def pdf(**root: Any) -> bytes:
    """Return a PDF document that names its author, runs a program and hides a file; `root` adds to its root."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    document.docinfo["/Author"], document.docinfo["/Title"] = SECRET, "Veileder i samskaping"
    document.Root.Metadata = document.make_indirect(Stream(document, f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()))
    run = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
    start = Dictionary(S=Name.Launch, F=String(f"{SECRET}.exe"))
    file = Dictionary(Type=Name.Filespec, F=String(SECRET), EF=Dictionary(F=Stream(document, SECRET.encode())))
    document.Root.OpenAction = run
    document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a"), document.make_indirect(file)])))
    photo = Stream(document, camera_picture())
    photo.Subtype, photo.Filter, photo.Width, photo.Height = Name.Image, Name.DCTDecode, 80, 60
    photo.ColorSpace, photo.BitsPerComponent = Name.DeviceRGB, 8
    page = document.pages[0]
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=document.make_indirect(photo)))
    page.obj.Annots = Array(
        [
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=start),
            Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], T=String(SECRET)),
            Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], FS=file),
        ]
    )
    for key, value in root.items():
        document.Root[f"/{key}"] = value
    buffer = io.BytesIO()
    document.save(buffer, compress_streams=False)
    return buffer.getvalue()


def document(ending: str) -> bytes:
    """Return a document of a kind, with its author's name in it unless it is plain text."""
    if ending == "pdf":
        return pdf()
    if ending == "odt":
        return package(odt_parts())
    return package(office_parts(ending)) if ending in _MAIN else "navn;sted\nSamskaping;Sørøya\n".encode()
