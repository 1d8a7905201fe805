"""What a file is, by its bytes: never by the name or type the sender gave it; pure."""

from __future__ import annotations

import puremagic

TAKEN: dict[str, str] = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "image/webp": "webp",
    "image/heic": "heic",
}
"""Content types that are taken in, and the ending a download gets: what phones and scanners make."""
_STARTS: tuple[tuple[str, bytes], ...] = (
    ("application/pdf", b"%PDF-"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/png", b"\x89PNG\r\n\x1a\n"),
    ("image/tiff", b"II*\x00"),
    ("image/tiff", b"MM\x00*"),
    ("image/webp", b"RIFF"),
)
"""How such files begin; a file has to begin so as well, since a guess that looks inside could be led astray."""
_HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1")


def content_type_of(content: bytes) -> str | None:
    """The content type, when it is one that is taken in."""
    begun = _by_start(content)
    if begun is None:
        return None
    if begun == "image/heic":
        return begun  # every product names its brands otherwise; the start decides
    try:
        guesses = {match.mime_type for match in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        return None
    return begun if begun in guesses else None


def _by_start(content: bytes) -> str | None:
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "image/heic"
    if content.startswith(b"RIFF") and content[8:12] != b"WEBP":
        return None
    return next((kind for kind, start in _STARTS if content.startswith(start)), None)
