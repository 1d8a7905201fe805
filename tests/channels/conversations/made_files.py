"""Files as customers, phones and attackers make them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

SECRET = "Hauptstr-17-SECRET"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The test text of eicar.org, which every scanner has to find."""
SCRIPT = b"<html><script>alert(1)</script></html>"
HEIC = Path(__file__).with_name("files").joinpath("meter.heic").read_bytes()
GIF_TAIL = b"*/=1;alert(document.cookie);//"
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()


def picture(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """Dark, with a light upper left quarter: one sees which way it lies."""
    made = Image.new(mode, (width, height), 0)
    made.paste(Image.new(mode, (width // 2, height // 2), "white" if mode == "RGB" else 255))
    return made


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112], made[0x010F], made[0x9286] = orientation, "Phonemaker", SECRET
    place = made.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (52.0, 31.0, 12.0), "E", (13.0, 24.0, 18.0)
    return made


def talkative(kind: str) -> bytes:
    """A picture that says who took it, where, and more."""
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", SECRET)
        texts.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=False)
        return saved(picture(), "PNG", pnginfo=texts, exif=exif(), icc_profile=SECRET.encode() * 20)
    if kind == "GIF":
        return saved(picture().convert("P"), "GIF", comment=SECRET.encode())
    if kind == "WEBP":
        return saved(picture(), "WEBP", exif=exif(), xmp=XMP, icc_profile=SECRET.encode() * 20)
    return saved(picture(), "JPEG", exif=exif(), xmp=XMP, comment=SECRET, icc_profile=SECRET.encode() * 20)


def animated(kind: str) -> bytes:
    frames = [picture(), Image.new("RGB", (64, 48), "red")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def png_of(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG that says its size, whether it has so many pixels or not."""
    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), *chunks, (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    body = b"".join(
        struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body


def zipped(name: str = "a.txt", content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def gif_script() -> bytes:
    """A good GIF that is a script to a browser: its width is the beginning of a comment."""
    content = saved(Image.new("P", (int.from_bytes(b"/*", "little"), 1)), "GIF")
    assert content.startswith((b"GIF87a/*", b"GIF89a/*"))
    return content + GIF_TAIL


def pdf(change: Callable[[PdfWriter], object] = lambda _writer: None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def action(kind: str, **more: str) -> DictionaryObject:
    made = DictionaryObject({NameObject("/S"): NameObject(kind)})
    made.update({NameObject(f"/{key}"): TextStringObject(value) for key, value in more.items()})
    return made


def opens_with(made: DictionaryObject) -> Callable[[PdfWriter], object]:
    """A document that does something when it is opened."""
    return lambda writer: writer.root_object.update({NameObject("/OpenAction"): made})


def link(made: DictionaryObject, key: str = "/A", subtype: str = "/Link") -> Callable[[PdfWriter], object]:
    """A page with an annotation that does something."""

    def change(writer: PdfWriter) -> None:
        annotation = DictionaryObject({NameObject("/Subtype"): NameObject(subtype), NameObject(key): made})
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])

    return change


def unlisted(writer: PdfWriter) -> None:
    """A script in a compressed part to which no page leads."""
    writer._add_object(action("/JavaScript", JS="app.alert(1)"))


def said_elsewhere(writer: PdfWriter) -> None:
    """A program started, by a name that stands in another object."""
    made = action("/X")
    made[NameObject("/S")] = writer._add_object(NameObject("/GoToE"))
    opens_with(made)(writer)


def locked_script(writer: PdfWriter) -> None:
    """Encrypted, but to be opened without a password."""
    unlisted(writer)
    writer.encrypt("", "owner", algorithm="AES-256")


def packed_pdf(action_body: bytes) -> bytes:
    """A PDF 1.5 whose objects are compressed together: nothing of what it does can be read in the file."""
    inside = {
        1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        4: action_body,
    }
    places, bodies = [], b""
    for number, body in inside.items():
        places.append(b"%d %d" % (number, len(bodies)))
        bodies += body + b" "
    index = b" ".join(places) + b" "
    packed = zlib.compress(index + bodies)
    head = b"%PDF-1.5\n"
    container = (
        b"5 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>stream\n%s\nendstream\nendobj\n"
        % (len(inside), len(index), len(packed), packed)
    )
    at = len(head) + len(container)
    rows = [(0, 0, 255), *((2, 5, place) for place in range(len(inside))), (1, len(head), 0), (1, at, 0)]
    table = b"".join(struct.pack("!BHB", *row) for row in rows)
    xref = b"6 0 obj\n<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream\nendobj\n" % (
        len(table),
        table,
    )
    return head + container + xref + b"startxref\n%d\n%%%%EOF\n" % at


def form(writer: PdfWriter) -> None:
    template = StreamObject()
    template.set_data(b"<template/>")
    fields = DictionaryObject({NameObject("/XFA"): writer._add_object(template)})
    writer.root_object[NameObject("/AcroForm")] = fields


def hidden_name(content: bytes) -> bytes:
    """The same document with the name of its action written otherwise."""
    return content.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/Launch", b"/L#61unch")


INVOICE = b'<?xml version="1.0"?><rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard"/>'
