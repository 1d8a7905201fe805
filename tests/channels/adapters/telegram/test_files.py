"""Photos and documents come with their content, or with the reason why not."""

import asyncio
import gzip
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from structlog.testing import capture_logs

from channels.adapters.telegram.files import LARGEST_DOWNLOAD
from tests.channels.adapters.telegram.standin import API, SENT_AT, TOKEN, Chat, update


async def test_the_largest_photo_is_fetched(chat: Chat) -> None:
    chat.telegram.file_facts = {"file_path": "photos/file_1.jpg", "file_size": 17}
    received = await chat.comes("photo")
    (file,) = received.files
    assert file.content == chat.telegram.file
    assert file.name == f"photo-{received.data['message_id']}.jpg"
    assert received.text == "Zählerstand 12345,6"
    assert chat.telegram.calls[0].fields == {"file_id": "AgACAgIAAxkBAAIQx"}
    assert unquote(chat.telegram.urls[-1]) == f"{API}/file/bot{TOKEN}/photos/file_1.jpg"
    assert "PDF" not in repr(received)


async def waits(chat: Chat, name: str) -> None:
    """An update is taken, and its reading has to be tried again."""
    assert (await chat.post(update(name))).status_code == 200
    assert (len(chat.received), len(chat.not_read)) == (0, 1)


async def test_documents_keep_their_name(chat: Chat) -> None:
    assert (await chat.comes("document")).files[0].name == "Rechnung 2026-10.pdf"
    assert (await chat.comes("document_nameless")).files[0].name == "document"


async def test_declared_too_large_is_not_fetched(chat: Chat) -> None:
    received = await chat.comes("document_large")
    assert (received.files, received.text) == ((), None)
    assert received.data["refused"] == "file_too_large"
    assert chat.telegram.calls == []


@pytest.mark.parametrize("size", [None, 100])
async def test_larger_than_it_said(chat: Chat, size: int | None) -> None:
    chat.telegram.file = b"x" * 5_000_001
    chat.telegram.file_facts |= {} if size is None else {"file_size": size}
    assert (await chat.comes("document_nameless")).data["refused"] == "file_too_large"


async def test_telegram_says_it_is_too_large(chat: Chat) -> None:
    chat.telegram.answers["getFile"] = ["file_too_big"]
    assert (await chat.comes("document")).data["refused"] == "file_too_large"
    chat.telegram.file_facts["file_size"] = 6_000_000
    assert (await chat.comes("document")).data["refused"] == "file_too_large"
    assert not any("/file/" in url for url in chat.telegram.urls)


async def test_an_endless_file_is_not_read_to_its_end(chat: Chat) -> None:
    read = 0

    class Endless(httpx.AsyncByteStream):
        async def __aiter__(self) -> Any:
            nonlocal read
            while True:
                read += 1_000_000
                yield b"x" * 1_000_000

    chat.telegram._file = lambda: httpx.Response(200, stream=Endless())  # type: ignore[method-assign]
    assert (await chat.comes("document")).data["refused"] == "file_too_large"
    assert read == LARGEST_DOWNLOAD + 1_000_000


@pytest.mark.parametrize("answer", ["internal", "bad_gateway", "throttled", "file_unknown", httpx.ReadTimeout("slow")])
async def test_a_file_is_tried_again_for_ten_minutes(chat: Chat, answer: object) -> None:
    chat.telegram.answers["getFile"] = [answer, answer]
    await waits(chat, "photo")
    chat.now = SENT_AT + timedelta(minutes=11)
    received = await chat.comes("photo")
    assert (received.files, received.data["refused"], received.text) == ((), "file_unavailable", None)


async def test_a_failed_download_is_tried_again(chat: Chat) -> None:
    chat.telegram.answers["file"] = ["internal"]
    await waits(chat, "photo")
    assert len((await chat.comes("photo")).files) == 1


@pytest.mark.parametrize("path", ["/etc/hostname", "", None])
async def test_nothing_but_telegrams_files_is_read(chat: Chat, path: str | None) -> None:
    chat.telegram.file_facts = {"file_path": path}
    received = await chat.comes("document")
    assert (received.files, received.data["refused"]) == ((), "file_unavailable")
    assert not any("/file/" in url for url in chat.telegram.urls)


async def test_nothing_compressed_is_unpacked(chat: Chat) -> None:
    bomb = gzip.compress(b"x" * 100_000_000)
    chat.telegram._file = lambda: httpx.Response(  # type: ignore[method-assign]
        200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(bomb)
    )
    await waits(chat, "document")


async def test_redirects_are_not_followed(chat: Chat) -> None:
    elsewhere = httpx.Response(302, headers={"location": "http://169.254.169.254/"})
    chat.telegram._file = lambda: elsewhere  # type: ignore[method-assign]
    await waits(chat, "document")
    assert not any("169.254" in url for url in chat.telegram.urls)


async def test_a_file_that_never_ends_coming(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent(httpx.AsyncByteStream):
        async def __aiter__(self) -> Any:
            await asyncio.Event().wait()
            yield b""

    monkeypatch.setattr("channels.adapters.telegram.files.TIMEOUT_SECONDS", 0.01)
    chat.telegram._file = lambda: httpx.Response(200, stream=Silent())  # type: ignore[method-assign]
    with capture_logs() as logs:
        await waits(chat, "document")
    assert [entry["code"] for entry in logs] == ["provider_slow"]
