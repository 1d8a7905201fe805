"""What a file is, is in its bytes."""

import pytest

from backend_api.documents.content import content_type_of

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "image/jpeg"),
        (b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00", "image/jpeg"),
        (b"II*\x00\x08\x00\x00\x00", "image/tiff"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "image/heic"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", None),
        (b"MZ\x90\x00", None),
        (b"<html><script>", None),
        (b"<svg onload=alert(1)>", None),
        (b"GIF89a", None),
        (b"PK\x03\x04", None),
        (b"text before %PDF-1.7", None),
        (b"", None),
    ],
)
def test_the_bytes_decide(content: bytes, kind: str | None) -> None:
    assert content_type_of(content) == kind
