"""Files are opened beside the gateway, within limits, by a process that knows none of its secrets."""

import asyncio
import os
import subprocess
from typing import Any

import pytest

from channels.conversations.file_reasons import FileReason, UnfitFileError
from channels.conversations.opener import Opener
from tests.channels.conversations import made_files as made

LIMIT = 5_000_000


def endless() -> bytes:
    """A PDF of 4 MB that takes the parser many seconds."""
    objects = b"".join(b"%d 0 obj\n<</A[[[[]]]]>>\nendobj\n" % number for number in range(4, 130_000))
    return made.pdf().replace(b"4 0 obj", objects + b"4 0 obj", 1)


async def test_opened_beside_the_loop() -> None:
    opening = asyncio.ensure_future(Opener(LIMIT).open(made.talkative("JPEG")))
    turns = 0
    while not opening.done():
        turns += 1
        await asyncio.wait({opening}, timeout=0.005)
    found = opening.result()
    assert turns > 3
    assert found.media_type == "image/jpeg"
    assert made.SECRET.encode() not in found.content


async def test_paper_comes_back_as_it_was() -> None:
    content = made.pdf()
    assert (await Opener(LIMIT).open(content)).content == content


@pytest.mark.parametrize(
    ("content", "reason"), [(made.png_of(100, 100), FileReason.UNREADABLE), (b"text", FileReason.TYPE)]
)
async def test_refused(content: bytes, reason: FileReason) -> None:
    with pytest.raises(UnfitFileError) as refused:
        await Opener(LIMIT).open(content)
    assert refused.value.reason is reason


async def test_one_that_takes_too_much_of_the_processor() -> None:
    with pytest.raises(UnfitFileError) as refused:
        await Opener(LIMIT, cpu_seconds=1).open(endless())
    assert refused.value.reason is FileReason.UNREADABLE


async def test_one_that_takes_too_long() -> None:
    with pytest.raises(UnfitFileError) as refused:
        await Opener(LIMIT, wait_seconds=0.01).open(endless())
    assert refused.value.reason is FileReason.NOT_CHECKED


async def test_no_process_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object, **_options: object) -> None:
        raise OSError

    monkeypatch.setattr(subprocess, "run", fails)
    with pytest.raises(UnfitFileError) as refused:
        await Opener(LIMIT).open(made.pdf())
    assert refused.value.reason is FileReason.NOT_CHECKED


async def test_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATTLINE_TOKEN_KEY", "k" * 40)
    given: list[dict[str, str]] = []
    real = subprocess.run

    def run(*args: Any, **options: Any) -> Any:
        given.append(options.get("env", os.environ))
        return real(*args, **options)

    monkeypatch.setattr(subprocess, "run", run)
    await Opener(LIMIT).open(made.pdf())
    assert given == [{"MALLOC_ARENA_MAX": "2"}]
