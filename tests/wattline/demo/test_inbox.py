"""The inbox: what a provider took is there, after a restart too, and a browser gets a page of it."""

import asyncio
from pathlib import Path

import httpx2

from wattline.demo.inbox import Inbox

JSON = {"Accept": "application/json"}
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


async def test_messages_come_newest_first_with_their_links(inbox: Inbox, demo: httpx2.AsyncClient) -> None:
    clients = inbox.providers()
    await clients["sms"].send("+4917604069000", subject=None, text="Your code is 123456.")
    await clients["email"].send("a@post.example", subject="Hello", text="See https://zorza.example/a?b=1.")
    messages = (await demo.get("/inbox", headers=JSON)).json()
    assert [message["channel"] for message in messages] == ["email", "sms"]
    assert messages[0]["links"] == ["https://zorza.example/a?b=1"]
    assert set(messages[0]) == {"address", "channel", "subject", "text", "links", "attachments", "at"}
    assert messages[0]["at"].endswith("Z")


async def test_one_address_is_found_also_with_a_bare_plus_sign(inbox: Inbox, demo: httpx2.AsyncClient) -> None:
    await inbox.providers()["sms"].send("+4917604069000", subject=None, text="one")
    await inbox.providers()["sms"].send("+4917604069001", subject=None, text="two")
    for query in ("address=%2B4917604069001", "address=+4917604069001"):
        assert [entry["text"] for entry in (await demo.get(f"/inbox?{query}")).json()] == ["two"]
    assert (await demo.get("/inbox", params={"address": "nobody@post.example"})).json() == []


async def test_a_browser_gets_a_page_with_the_code_apart(inbox: Inbox, demo: httpx2.AsyncClient) -> None:
    await inbox.providers()["email"].send("claudia.weber@post.example", subject="Code", text="Ihr Code: 482913 <b>")
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
    client = first.providers()["sms"]
    ids = await asyncio.gather(*(client.send("+1", subject=None, text=str(number)) for number in range(40)))
    assert len(set(ids)) == 40
    again = await Inbox(tmp_path / "inbox.db").newest()
    assert {message.text for message in again} == {str(number) for number in range(40)}
