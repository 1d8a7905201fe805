"""Pictures of customers are drawn anew: what is stored has the pixels of what came, and nothing else of it.

Runs in the process of `opening`, never in the gateway's own.
"""

import io
import math
import warnings

import pi_heif
from PIL import Image, ImageOps

from channels.conversations.file_reasons import FileReason, UnfitFileError

MOST_PIXELS = 8192 * 6144
"""The largest sensor of usual phones (50 MP); one that says more is a bomb or useless to us. Checked 2026-11."""
KEPT_PIXELS = (16_000_000, 4_000_000, 1_000_000)
"""A picture is made smaller than the first, and than the next one as long as it takes too many bytes.

By area and not by side, so that the screenshot of a long bill stays legible.
"""
_QUALITY = 85
_READ_AS = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
    "image/heic": "HEIF",
}
_STORED_AS: dict[str, tuple[str, str, dict[str, int]]] = {
    "image/png": ("PNG", "image/png", {}),
    "image/jpeg": ("JPEG", "image/jpeg", {"quality": _QUALITY}),
    "image/webp": ("WEBP", "image/webp", {"quality": _QUALITY, "method": 2}),
    "image/gif": ("PNG", "image/png", {}),
    "image/heic": ("JPEG", "image/jpeg", {"quality": _QUALITY}),
}
"""A GIF becomes its first picture; HEIC, which browsers do not show, becomes JPEG."""
_JPEG_MODES = frozenset({"L", "RGB"})
_OTHER_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})

MEDIA_TYPES = frozenset(_READ_AS)


def redrawn(content: bytes, media_type: str, at_most_bytes: int) -> tuple[str, bytes]:
    """A picture without metadata, the right way up, and of a sensible size.

    Args:
        content: The file as it came.
        media_type: One of `MEDIA_TYPES`; the content has to be readable as this and nothing else is tried.
        at_most_bytes: The result's limit.

    Returns:
        Media type and content of what may be stored.

    Raises:
        UnfitFileError: Too many pixels or bytes.
        Exception: Whatever a decoder raises for content that is no such picture.
    """
    picture = _decoded(content, _READ_AS[media_type])
    written_as, stored_type, options = _STORED_AS[media_type]
    picture = _plain(picture, _JPEG_MODES if written_as == "JPEG" else _OTHER_MODES)
    for pixels in KEPT_PIXELS:
        picture = _within(picture, pixels)
        written = io.BytesIO()
        picture.save(written, written_as, **options)
        if written.tell() <= at_most_bytes:
            return stored_type, written.getvalue()
    raise UnfitFileError(FileReason.SIZE)


def _decoded(content: bytes, read_as: str) -> Image.Image:
    if read_as == "HEIF":
        pi_heif.register_heif_opener(thumbnails=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture: Image.Image = Image.open(io.BytesIO(content), formats=(read_as,))
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise UnfitFileError(FileReason.SIZE) from error
    if picture.width * picture.height > MOST_PIXELS:
        raise UnfitFileError(FileReason.SIZE)
    picture.load()
    return picture


def _plain(picture: Image.Image, modes: frozenset[str]) -> Image.Image:
    """Upright, in a mode that can be written, without anything that was beside the pixels."""
    if picture.mode not in modes:
        picture = _converted(picture, modes)
    upright = ImageOps.exif_transpose(_within(picture, KEPT_PIXELS[0]))
    kept = upright.info.get("transparency") if upright.mode in {"P", "RGB", "L"} else None
    upright.info = {} if kept is None or modes == _JPEG_MODES else {"transparency": kept}
    return upright


def _converted(picture: Image.Image, modes: frozenset[str]) -> Image.Image:
    if picture.mode.startswith("I;16"):
        # Pillow cuts values off at 255 where the eye wants them divided
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data and "RGBA" in modes:
        return picture.convert("RGBA")
    return picture.convert("RGB")


def _within(picture: Image.Image, pixels: int) -> Image.Image:
    scale = math.sqrt(pixels / (picture.width * picture.height))
    if scale >= 1:
        return picture
    size = max(1, int(picture.width * scale)), max(1, int(picture.height * scale))
    if picture.mode in {"1", "P"}:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    smaller = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    smaller.info = dict(picture.info)
    return smaller
