"""The inbox: what a provider took is there, after a restart too, and a browser gets a page of it."""

import asyncio
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.wattline.demo.conftest import mailed
from wattline.demo.devices.standins import StandIns
from wattline.demo.inbox import Inbox, InboxFile, InboxMessage

JSON = {"Accept": "application/json"}
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


async def test_messages_come_newest_first_with_their_links(stand_ins: StandIns, demo: httpx2.AsyncClient) -> None:
    await stand_ins.phones.send("+4917604069000", subject=None, text="Your code is 123456.")
    await mailed(stand_ins.inbox, "a@post.example", subject="Hello", text="See https://zorza.example/a?b=1.")
    messages = (await demo.get("/inbox", headers=JSON)).json()
    assert [message["channel"] for message in messages] == ["email", "sms"]
    assert messages[0]["links"] == ["https://zorza.example/a?b=1"]
    assert set(messages[0]) == {"address", "channel", "subject", "text", "links", "attachments", "at", "buttons", "id"}
    assert messages[0]["at"].endswith("Z")


async def test_one_address_is_found_also_with_a_bare_plus_sign(stand_ins: StandIns, demo: httpx2.AsyncClient) -> None:
    await stand_ins.phones.send("+4917604069000", subject=None, text="one")
    await stand_ins.phones.send("+4917604069001", subject=None, text="two")
    for query in ("address=%2B4917604069001", "address=+4917604069001"):
        assert [entry["text"] for entry in (await demo.get(f"/inbox?{query}")).json()] == ["two"]
    assert (await demo.get("/inbox", params={"address": "nobody@post.example"})).json() == []


async def test_a_browser_gets_a_page_with_the_code_apart(stand_ins: StandIns, demo: httpx2.AsyncClient) -> None:
    await mailed(stand_ins.inbox, "claudia.weber@post.example", subject="Code", text="Ihr Code: 482913 <b>")
    page = await demo.get("/inbox?language=de", headers=HTML)
    assert page.headers["content-type"].startswith("text/html")
    assert "<b>482913</b>" in page.text
    assert 'data-copy="482913"' in page.text
    assert "Claudia Weber" in page.text
    assert "Ihr Code: 482913 &lt;b&gt;" in page.text


async def test_an_empty_inbox_says_so(demo: httpx2.AsyncClient) -> None:
    assert "Nothing has arrived yet" in (await demo.get("/inbox?language=en", headers=HTML)).text


async def test_messages_outlive_the_process_and_writers_do_not_lose_any(tmp_path: Path) -> None:
    first = Inbox(tmp_path / "inbox.db")
    kept = await asyncio.gather(*(first.add(message(str(number))) for number in range(40)))
    assert len({one.id for one in kept}) == len({one.number for one in kept}) == 40
    again = await Inbox(tmp_path / "inbox.db").newest()
    assert {one.text for one in again} == {str(number) for number in range(40)}


async def test_what_a_customer_wrote_is_in_the_conversation_and_not_in_the_inbox(
    inbox: Inbox, demo: httpx2.AsyncClient
) -> None:
    paper = InboxFile("Rechnung.pdf", "application/pdf", b"%PDF-1.7 paper")
    await inbox.add(message("question", written=True, files=(paper,)))
    await inbox.add(message("answer"))
    both = await inbox.conversation("sms", "+4917604069000")
    assert [(one.text, one.written) for one in both] == [("question", True), ("answer", False)]
    [file] = both[0].files
    assert (file.name, file.size) == ("Rechnung.pdf", 14)
    assert [entry["text"] for entry in (await demo.get("/inbox")).json()] == ["answer"]
    found = await demo.get(f"/inbox/files/{file.id}")
    assert (found.content, found.headers["content-type"]) == (b"%PDF-1.7 paper", "application/pdf")
    assert (await demo.get("/inbox/files/unknown")).status_code == 404


async def test_a_telegram_account_is_a_bare_number(inbox: Inbox, demo: httpx2.AsyncClient) -> None:
    await inbox.add(message("hello", address="7012345678", channel="telegram"))
    assert [entry["text"] for entry in (await demo.get("/inbox?address=7012345678")).json()] == ["hello"]


async def test_a_file_of_the_first_version_gets_its_new_columns(tmp_path: Path) -> None:
    path = tmp_path / "inbox.db"
    with closing(sqlite3.connect(path)) as old:
        old.execute(
            "CREATE TABLE messages (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " address TEXT NOT NULL, channel TEXT NOT NULL, subject TEXT, text TEXT NOT NULL, sent_at TEXT NOT NULL)"
        )
        old.execute("INSERT INTO messages VALUES (7, 'a', '+1', 'sms', NULL, 'old', '2026-11-01T10:00:00+00:00')")
        old.commit()
    inbox = Inbox(path)
    assert (await inbox.add(message("new"))).number == 8
    assert [(one.text, one.kind, one.written) for one in await Inbox(path).newest()] == [
        ("new", "text", False),
        ("old", "text", False),
    ]


async def test_a_new_file_does_not_use_the_numbers_of_one_that_was_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await Inbox(tmp_path / "one.db").add(message("one"))
    later = time.time() + 60
    monkeypatch.setattr(time, "time", lambda: later)
    second = await Inbox(tmp_path / "two.db").add(message("two"))
    assert second.number > first.number + 50


def message(text: str, *, address: str = "+4917604069000", channel: str = "sms", **more: Any) -> InboxMessage:
    return InboxMessage(address, channel, None, text, datetime.now(UTC), **more)
