"""Opens one file of a customer in a process of its own, which may hang, crash or be taken over without the gateway.

`python -m channels.conversations.opening <limit in bytes> <seconds of the processor>` reads the file from its input
and writes one line of JSON, `{"media_type"}` or `{"reason"}`, and after it the content to store; none means: as it
came. It knows no setting, has no secret in its environment, and gives itself limits before it looks at anything.
"""

import json
import resource
import sys

import puremagic

from channels.conversations import papers, pictures
from channels.conversations.file_reasons import FileReason, UnfitFileError

MEMORY_BYTES = 1_500_000_000
"""Address space; a photo of 50 MP needs 200 MB decoded, and a little more while it is made smaller."""
OPEN_FILES = 64
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
"""ISO/IEC 23008-12, annex B and 10.2: still pictures; puremagic takes them for films."""


def opened(content: bytes, at_most_bytes: int) -> tuple[str, bytes | None]:
    """Find out what a file is, and make it harmless.

    Returns:
        Its media type, and what to store instead of it; none for a file that is kept as it came.

    Raises:
        UnfitFileError: It is not taken.
        Exception: Whatever a decoder raises for content that it cannot read.
    """
    media_type = _media_type(content)
    if media_type == papers.MEDIA_TYPE:
        if len(content) > at_most_bytes:
            raise UnfitFileError(FileReason.SIZE)
        papers.check(content)
        return media_type, None
    if media_type in pictures.MEDIA_TYPES:
        return pictures.redrawn(content, media_type, at_most_bytes)
    raise UnfitFileError(FileReason.TYPE)


def _media_type(content: bytes) -> str:
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "image/heic"
    try:
        return puremagic.from_string(content, mime=True)
    except (puremagic.PureError, ValueError) as error:
        raise UnfitFileError(FileReason.TYPE) from error


def _limit_self(cpu_seconds: int) -> None:
    for kind, most in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def main() -> None:
    """Answer for the file at the input; ends without an answer when a limit is reached."""
    at_most_bytes, cpu_seconds = map(int, sys.argv[1:])
    _limit_self(cpu_seconds)
    content = sys.stdin.buffer.read()
    head, stored = {}, None
    try:
        head["media_type"], stored = opened(content, at_most_bytes)
    except UnfitFileError as error:
        head["reason"] = error.reason.value
    except Exception:  # noqa: BLE001 decoders raise anything at hostile content; this process does nothing else
        head["reason"] = FileReason.UNREADABLE.value
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + (stored or b""))


if __name__ == "__main__":
    main()
