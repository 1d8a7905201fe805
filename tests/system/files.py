"""Files that customers of the scripted conversations send."""

import base64
import io

from PIL import Image
from pypdf import PdfWriter


def paper() -> bytes:
    """A paper of one blank page."""
    writer, written = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=200, height=200)
    writer.write(written)
    return written.getvalue()


def photo(width: int = 900, height: int = 1200) -> bytes:
    """A photo as a phone takes it, in pixels."""
    written = io.BytesIO()
    Image.new("L", (width, height), 200).save(written, "JPEG")
    return written.getvalue()


def huge_picture() -> bytes:
    """Few bytes, but more pixels than any camera's."""
    written = io.BytesIO()
    Image.new("1", (16_000, 16_000)).save(written, "PNG")
    return written.getvalue()


FILES = {
    "photo": (
        "meter.png",
        base64.b64decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        ),
    ),
    "paper": ("paper.pdf", paper()),
}
"""Name and content by what a step calls them."""
