"""Which of the pictures in a mail the writer sent, and which are only its decoration."""

from dataclasses import dataclass, field

from channels.mail.parts import FilePart

SMALLEST_PHOTO_BYTES = 8 * 1024
"""Icons of a signature are smaller; a photo that shows a meter legibly is not."""
LARGEST_LOGO_BYTES = 150 * 1024
"""What is larger was put below the signature by a phone, not by a signature."""


@dataclass(slots=True)
class ShownPictures:
    """Where the HTML shows pictures, by content id; what is in none of these is shown nowhere."""

    own: set[str] = field(default_factory=set)
    quoted: set[str] = field(default_factory=set)
    anywhere: set[str] = field(default_factory=set)


def is_decoration(file: FilePart, shown: ShownPictures) -> bool:
    """Whether a picture belongs to a signature or to what was quoted."""
    if not file.is_picture:
        return False
    if file.content_id not in shown.anywhere:
        return file.inline and len(file.content) < SMALLEST_PHOTO_BYTES
    if file.content_id in shown.own:
        return len(file.content) < SMALLEST_PHOTO_BYTES
    return file.content_id in shown.quoted or len(file.content) <= LARGEST_LOGO_BYTES
