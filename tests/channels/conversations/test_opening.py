"""Files are what their content says, and what is stored of them is harmless: threat model D18."""

import io
import zlib
from collections.abc import Callable

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.actions import JavaScript

from channels.conversations.file_reasons import FileReason, UnfitFileError
from channels.conversations.opening import opened
from tests.channels.conversations import made_files as made

LIMIT = 5_000_000
TYPE, SIZE, UNREADABLE, ACTIVE = (
    FileReason.TYPE,
    FileReason.SIZE,
    FileReason.UNREADABLE,
    FileReason.ACTIVE_CONTENT,
)

PNG = made.saved(made.picture(), "PNG")
JPEG = made.saved(made.picture(640, 480), "JPEG")
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

REFUSED: dict[str, tuple[FileReason | None, Callable[[], bytes]]] = {
    "nothing": (TYPE, lambda: b""),
    "text": (TYPE, lambda: b"just text"),
    "EICAR": (TYPE, lambda: made.EICAR),
    "Windows program": (TYPE, lambda: b"MZ\x90\x00\x03" + b"\0" * 300),
    "Linux program": (TYPE, lambda: b"\x7fELF\x02\x01\x01" + b"\0" * 300),
    "macOS program": (TYPE, lambda: b"\xcf\xfa\xed\xfe\x07\x00\x00\x01" + b"\0" * 300),
    "shell script": (TYPE, lambda: b"#!/bin/sh\nrm -rf /\n"),
    "SVG with a script": (TYPE, lambda: SVG),
    "web page": (TYPE, lambda: b"<!doctype html>" + made.SCRIPT),
    "archive": (TYPE, made.zipped),
    "office document": (TYPE, lambda: made.zipped("word/document.xml", b"<w/>")),
    "TIFF": (TYPE, lambda: made.saved(made.picture(), "TIFF")),
    "BMP": (TYPE, lambda: made.saved(made.picture(), "BMP")),
    "film": (TYPE, lambda: b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + b"\0" * 300),
    "EPS": (TYPE, lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(x) run"),
    "web page before a PDF": (None, lambda: made.SCRIPT + made.pdf()),
    "archive before a PDF": (None, lambda: made.zipped() + made.pdf()),
    "half a PNG": (UNREADABLE, lambda: PNG[: len(PNG) // 2]),
    "half a JPEG": (UNREADABLE, lambda: JPEG[: len(JPEG) // 2]),
    "half a HEIC": (UNREADABLE, lambda: made.HEIC[: len(made.HEIC) // 2]),
    "half a WebP": (UNREADABLE, lambda: made.saved(made.picture(), "WEBP")[:60]),
    "the head of a JPEG": (UNREADABLE, lambda: JPEG[:20]),
    "a wrong byte in a PNG": (UNREADABLE, lambda: PNG[:45] + b"\xff" + PNG[46:]),
    "a script that begins as a GIF": (UNREADABLE, lambda: made.gif_script()[:13] + made.GIF_TAIL),
    "a page that begins as a PNG": (UNREADABLE, lambda: b"\x89PNG\r\n\x1a\n" + made.SCRIPT),
    "a page that begins as a JPEG": (None, lambda: b"\xff\xd8\xff\xe0" + made.SCRIPT),
    "a small file of 50,000 x 50,000": (SIZE, lambda: made.png_of(50_000, 50_000)),
    "a small file of 9,000 x 9,000": (SIZE, lambda: made.png_of(9_000, 9_000)),
    "a text of 100 MB in a PNG": (
        UNREADABLE,
        lambda: made.png_of(8, 8, (b"zTXt", b"c\0\0" + zlib.compress(b"x" * 100_000_000, 9))),
    ),
    "the head of a PDF": (UNREADABLE, lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "half a PDF": (UNREADABLE, lambda: made.pdf()[:150]),
    "a PDF with a password": (UNREADABLE, lambda: made.pdf(lambda writer: writer.encrypt("pw", algorithm="AES-256"))),
    "a PDF that is a page": (ACTIVE, lambda: made.pdf().replace(b"%PDF-1.3\n", b"%PDF-1.3\n%" + made.SCRIPT + b"\n")),
    "a PDF that is an archive": (ACTIVE, lambda: made.pdf() + made.zipped()),
    "a script in a PDF": (ACTIVE, lambda: made.pdf(lambda writer: writer.add_open_action(JavaScript("x")))),
    "a script when opened": (ACTIVE, lambda: made.pdf(made.opens_with(made.action("/JavaScript", JS="x")))),
    "a script under another name": (
        ACTIVE,
        lambda: made.hidden_name(made.pdf(made.opens_with(made.action("/JavaScript", JS="x")))),
    ),
    "a script to which nothing leads": (ACTIVE, lambda: made.pdf(made.unlisted)),
    "a program started": (ACTIVE, lambda: made.pdf(made.opens_with(made.action("/Launch", F="cmd.exe")))),
    "a form that is sent": (ACTIVE, lambda: made.pdf(made.link(made.action("/SubmitForm", F="http://x")))),
    "a packed script": (ACTIVE, lambda: made.packed_pdf(b"<</S/JavaScript/JS(app.alert\\(1\\))>>")),
    "a packed script under another name": (ACTIVE, lambda: made.packed_pdf(b"<</S/J#61vaScript/J#53(x)>>")),
    "a packed program started": (ACTIVE, lambda: made.packed_pdf(b"<</S/Launch/F(cmd.exe)>>")),
    "a script in a locked PDF": (ACTIVE, lambda: made.pdf(made.locked_script)),
    "an action named elsewhere": (ACTIVE, lambda: made.pdf(made.said_elsewhere)),
    "another file opened": (ACTIVE, lambda: made.pdf(made.link(made.action("/GoToR", F="//host/x")))),
    "an action of an annotation": (ACTIVE, lambda: made.pdf(made.link(made.action("/Movie"), key="/AA"))),
    "a film in a PDF": (ACTIVE, lambda: made.pdf(made.link(made.action("/X"), subtype="/RichMedia"))),
    "a form with a program": (ACTIVE, lambda: made.pdf(made.form)),
    "a program in a PDF": (ACTIVE, lambda: made.pdf(lambda writer: writer.add_attachment("a.exe", b"MZ\x90"))),
    "a program called an invoice": (
        ACTIVE,
        lambda: made.pdf(lambda writer: writer.add_attachment("factur-x.xml", b"MZ\x90")),
    ),
    "a page called an invoice": (
        ACTIVE,
        lambda: made.pdf(lambda writer: writer.add_attachment("factur-x.xml", made.SCRIPT)),
    ),
}
"""None: either of type and unreadable; which one rests with the library that looks at the first bytes."""

PAPERS: dict[str, Callable[[PdfWriter], object]] = {
    "plain": lambda _writer: None,
    "with a link": made.link(made.action("/URI", URI="https://supplier.example")),
    "an e-invoice": lambda writer: writer.add_attachment("factur-x.xml", made.INVOICE),
    "not to be printed": lambda writer: writer.encrypt("", "owner", algorithm="AES-256"),
    "by an author": lambda writer: writer.add_metadata({"/Author": "Anna"}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    reason, content = REFUSED[name]
    try:
        opened(content(), LIMIT)
    except UnfitFileError as error:
        found = error.reason
    except Exception:  # noqa: BLE001 decoders raise anything
        found = UNREADABLE  # as `main` does
    else:
        pytest.fail("taken")
    assert found in ({TYPE, UNREADABLE} if reason is None else {reason})


@pytest.mark.parametrize("name", PAPERS)
def test_paper_is_kept_as_it_came(name: str) -> None:
    assert opened(made.pdf(PAPERS[name]), LIMIT) == ("application/pdf", None)


def test_packed_paper_that_only_shows_pages() -> None:
    assert opened(made.packed_pdf(b"[3 0 R/Fit]"), LIMIT) == ("application/pdf", None)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_what_hangs_on_a_picture_is_gone(kind: str) -> None:
    for tail in (made.SCRIPT, made.zipped(), b"MZ" + b"\0" * 100, made.EICAR):
        _type, stored = opened(made.saved(made.picture(), kind) + tail, LIMIT)
        assert stored is not None
        assert tail[:20] not in stored


def test_a_picture_that_is_a_script_becomes_a_picture() -> None:
    media_type, stored = opened(made.gif_script(), LIMIT)
    assert stored is not None
    assert media_type == "image/png"
    assert made.GIF_TAIL not in stored


@pytest.mark.parametrize(
    ("kind", "stored_as"), [("PNG", "PNG"), ("JPEG", "JPEG"), ("WEBP", "WEBP"), ("GIF", "PNG"), ("HEIC", "JPEG")]
)
def test_metadata_is_gone(kind: str, stored_as: str) -> None:
    content = made.HEIC if kind == "HEIC" else made.talkative(kind)
    secrets = (b"SECRETNOTE", b"Phonemaker") if kind == "HEIC" else (made.SECRET.encode(),)
    assert all(secret in content for secret in secrets)
    media_type, stored = opened(content, LIMIT)
    assert stored is not None
    assert media_type == f"image/{stored_as.lower()}"
    for word in (*secrets, b"Phonemaker", b"Exif", b"xmpmeta", b"ICC_PROFILE", b"iCCP", b"ICCP", b"tEXt", b"iTXt"):
        assert word not in stored
    with Image.open(io.BytesIO(stored)) as shown:
        assert shown.format == stored_as
        assert not shown.getexif()
        assert not shown.getexif().get_ifd(0x8825)
        assert not shown.info.keys() & {"exif", "xmp", "comment", "icc_profile", "photoshop"}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_right_way_up(kind: str, orientation: int) -> None:
    turns = Image.Transpose
    lying = {
        2: turns.FLIP_LEFT_RIGHT,
        3: turns.ROTATE_180,
        4: turns.FLIP_TOP_BOTTOM,
        5: turns.TRANSPOSE,
        6: turns.ROTATE_90,
        7: turns.TRANSVERSE,
        8: turns.ROTATE_270,
    }
    upright = made.picture()
    taken = upright.transpose(lying[orientation]) if orientation in lying else upright
    _type, stored = opened(made.saved(taken, kind, exif=made.exif(orientation)), LIMIT)
    assert stored is not None
    with Image.open(io.BytesIO(stored)) as shown:
        assert shown.size == upright.size
        pixels = shown.convert("L")
        light = [pixels.crop((x, y, x + 1, y + 1)).tobytes()[0] for x, y in ((8, 8), (55, 8), (8, 40), (55, 40))]
    assert [value > 128 for value in light] == [True, False, False, False]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_picture_is_kept(kind: str) -> None:
    _type, stored = opened(made.animated(kind), LIMIT)
    assert stored is not None
    with Image.open(io.BytesIO(stored)) as shown:
        assert getattr(shown, "n_frames", 1) == 1
        assert shown.convert("L").getpixel((8, 8)) == pytest.approx(255, abs=3)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("PNG", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")),
        *(("JPEG", mode) for mode in ("L", "RGB", "CMYK", "YCbCr")),
    ],
)
def test_every_mode_is_shown_alike(kind: str, mode: str) -> None:
    image = made.picture(mode="I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else None
    content = made.saved(image or made.picture().convert(mode), kind)
    _type, stored = opened(content, LIMIT)
    assert stored is not None
    with Image.open(io.BytesIO(stored)) as shown:
        light = [shown.convert("RGB").convert("L").getpixel(at) for at in ((8, 8), (55, 40))]
    assert light == pytest.approx([255, 0], abs=12)


def test_transparency_stays() -> None:
    image = made.picture().convert("RGBA")
    image.putalpha(0)
    _type, stored = opened(made.saved(image.convert("P"), "PNG", transparency=0), LIMIT)
    assert stored is not None
    with Image.open(io.BytesIO(stored)) as shown:
        assert shown.has_transparency_data


def test_photo_keeps_its_pixels_and_about_its_size() -> None:
    small = Image.effect_noise((1008, 756), 40).convert("RGB")
    photo = made.saved(small.resize((4032, 3024), Image.Resampling.BICUBIC), "JPEG", quality=92)
    _type, stored = opened(photo, LIMIT)
    assert stored is not None
    assert 0.2 * len(photo) < len(stored) < 1.1 * len(photo)
    with Image.open(io.BytesIO(stored)) as shown:
        assert shown.size == (4032, 3024)


def test_the_largest_photo_is_made_smaller() -> None:
    _type, stored = opened(made.saved(made.picture(8160, 6120), "JPEG"), LIMIT)
    assert stored is not None
    with Image.open(io.BytesIO(stored)) as shown:
        assert 15_000_000 < shown.width * shown.height <= 16_000_000
        assert shown.width / shown.height == pytest.approx(8160 / 6120, rel=0.001)


def test_a_long_screenshot_stays_legible() -> None:
    _type, stored = opened(made.saved(made.picture(1080, 12_000), "PNG"), LIMIT)
    assert stored is not None
    with Image.open(io.BytesIO(stored)) as shown:
        assert shown.size == (1080, 12_000)


def test_what_grows_by_drawing_it_anew_is_made_smaller() -> None:
    noise = Image.effect_noise((1600, 1600), 90).convert("RGB")
    content = made.saved(noise, "JPEG", quality=20)
    _type, stored = opened(content, 900_000)
    assert stored is not None
    assert len(stored) <= 900_000
    with pytest.raises(UnfitFileError) as refused:
        opened(content, 1_000)
    assert refused.value.reason is SIZE
