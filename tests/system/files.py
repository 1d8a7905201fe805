"""Files that customers of the scripted conversations send."""

import base64
import io

from pypdf import PdfWriter


def paper(*, beyond: int = 0) -> bytes:
    """A paper of one blank page, larger by so many bytes that no packing makes small."""
    writer, written = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=200, height=200)
    if beyond:
        writer.add_metadata({"/Keywords": base64.b85encode(bytes(beyond)).decode()[:beyond]})
    writer.write(written)
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
