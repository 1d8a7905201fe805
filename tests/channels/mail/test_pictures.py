"""Photos stay, logos and what was quoted go."""

import pytest

from channels.mail.parts import FilePart
from channels.mail.pictures import ShownPictures, is_decoration

SHOWN = ShownPictures(own={"own"}, quoted={"quoted"}, anywhere={"own", "quoted", "signature"})
KILOBYTE = 1024


@pytest.mark.parametrize(
    ("content_id", "size", "inline", "decoration"),
    [
        ("own", 60 * KILOBYTE, True, False),
        ("own", 2 * KILOBYTE, True, True),
        ("signature", 30 * KILOBYTE, True, True),
        ("signature", 900 * KILOBYTE, True, False),
        ("quoted", 30 * KILOBYTE, True, True),
        ("quoted", 900 * KILOBYTE, True, True),
        (None, 60 * KILOBYTE, True, False),
        (None, 2 * KILOBYTE, True, True),
        (None, 2 * KILOBYTE, False, False),
        ("elsewhere", 60 * KILOBYTE, True, False),
    ],
)
def test_decoration(content_id: str | None, size: int, inline: bool, decoration: bool) -> None:
    picture = FilePart("a.png", b"x" * size, is_picture=True, content_id=content_id, inline=inline)
    assert is_decoration(picture, SHOWN) is decoration


def test_a_paper_is_never_decoration() -> None:
    paper = FilePart("a.pdf", b"x", is_picture=False, content_id="signature", inline=True)
    assert not is_decoration(paper, SHOWN)
