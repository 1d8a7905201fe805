"""The pages of the devices: everything on them in three languages, without a script, and nothing that leads out."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from tests.channels.fakes import PNG
from wattline.demo.devices import owners, shown_mail
from wattline.demo.devices.gateway import Answer
from wattline.demo.devices.owners import STRANGER
from wattline.demo.devices.standins import StandIns
from wattline.demo.devices.threads import threads_of
from wattline.demo.inbox import Inbox, InboxButton, InboxFile, InboxMessage

HTML = {"Accept": "text/html"}
JULIA = owners.named("meier-doubled-bill")
assert JULIA is not None
LANGUAGES = ("en", "de", "pl")


class SettableDoor:
    """A gateway that answers as a test says."""

    def __init__(self) -> None:
        self.answer = Answer(200)
        self.calls: list[str] = []

    async def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        self.calls.append(url)
        return self.answer


@pytest.fixture
def door() -> SettableDoor:
    return SettableDoor()


def message(channel: str, text: str, **more: Any) -> InboxMessage:
    assert JULIA is not None
    address = {"sms": JULIA.phone, "email": JULIA.mailbox, "telegram": JULIA.telegram}[channel]
    assert address
    return InboxMessage(address, channel, more.pop("subject", None), text, datetime.now(UTC), **more)


async def page(demo: httpx2.AsyncClient, address: str, **more: str) -> str:
    answer = await demo.get("/inbox", params={"address": address, "language": "en"} | more, headers=HTML)
    assert answer.status_code == 200
    return answer.text


async def form(demo: httpx2.AsyncClient, **fields: str) -> httpx2.Response:
    return await demo.post("/inbox/messages", data={"language": "en"} | fields)


@pytest.fixture
async def filled(inbox: Inbox) -> Inbox:
    """Something on every device."""
    picture = InboxFile("meter.png", "image/png", PNG)
    await inbox.add(message("sms", "What do I owe?", written=True, status=200))
    await inbox.add(message("sms", "Which flat?\n1. Domstraße\n2. Hafenstraße"))
    await inbox.add(message("telegram", "look <b>", written=True, status=503, files=(picture,), kind="photo"))
    await inbox.add(message("telegram", "Is that right?", buttons=(InboxButton("Yes", "tok-1"),)))
    await inbox.add(message("telegram", "And your number?", buttons=(InboxButton("Share it", None),)))
    await inbox.add(
        message(
            "email",
            "Hello <i>",
            subject="Bill",
            html="<p>Hello</p>",
            headers={"message_id": "<a@b>", "return_path": "x"},
        )
    )
    return inbox


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", owners.CHANNELS)
async def test_a_device_keeps_to_the_policy(
    demo: httpx2.AsyncClient, filled: Inbox, channel: owners.Channel, language: str
) -> None:
    assert JULIA is not None
    for owner in (JULIA, STRANGER):
        text = await page(demo, str(owner.address(channel)), language=language)
        assert f'<html lang="{language}">' in text
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", text)
        assert not re.findall(r"<script(?![^>]*\bsrc=)", text)
        assert not re.findall(r'(?:src|href)="(?:https?:)?//', text)
        assert not re.search(r"<b>\s*</b>|<i>|Undefined|None<", text)
        assert "built-in method" not in text


async def test_the_overview_shows_what_arrived_and_everybody(demo: httpx2.AsyncClient, filled: Inbox) -> None:
    text = (await demo.get("/inbox?language=en", headers=HTML)).text
    assert "Julia Meier" in text
    assert "look" not in text
    assert text.count('class="owner ') == len(owners.all_owners())
    assert text.index("Somebody unknown") < text.index("Thomas Schmidt")


async def test_choices_of_a_text_message_can_be_tapped(demo: httpx2.AsyncClient, filled: Inbox) -> None:
    assert JULIA is not None
    text = await page(demo, str(JULIA.phone))
    assert re.search(r'name="text" value="2"><button class="chip"><b>2</b> Hafenstraße', text)


async def test_a_chat_has_buttons_a_key_for_the_number_and_a_way_to_send_again(
    demo: httpx2.AsyncClient, filled: Inbox
) -> None:
    assert JULIA is not None
    text = await page(demo, JULIA.telegram)
    assert 'name="button" value="tok-1"><button>Yes</button>' in text
    assert "Share it" in text
    assert "Not taken (answer 503)" in text
    assert "look &lt;b&gt;" in text
    await filled.add(message("telegram", "+49", written=True, kind="contact", status=200))
    assert "Share it" not in (await page(demo, JULIA.telegram)).split("data-foot")[1]


async def test_a_form_writes_without_a_script(demo: httpx2.AsyncClient, door: SettableDoor, inbox: Inbox) -> None:
    assert JULIA is not None
    answer = await form(demo, address=str(JULIA.phone), channel="sms", text="Hello\r\nthere")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/inbox?address=%2B4917604069000&language=en#end"
    [kept] = await inbox.conversation("sms", str(JULIA.phone))
    assert (kept.text, kept.status, kept.written) == ("Hello\nthere", 200, True)
    assert door.calls == ["http://gateway.example/sms/messages"]


async def test_a_form_takes_files(demo: httpx2.AsyncClient, inbox: Inbox) -> None:
    fields = {"address": STRANGER.telegram, "channel": "telegram", "text": "", "language": "en"}
    files = [("files", ("meter.png", PNG)), ("files", ("paper.pdf", b"%PDF-1.7"))]
    assert (await demo.post("/inbox/messages", data=fields, files=files)).status_code == 303
    assert [kept.kind for kept in await inbox.conversation("telegram", STRANGER.telegram)] == ["photo", "document"]


async def test_an_empty_form_is_refused_in_words(demo: httpx2.AsyncClient) -> None:
    answer = await form(demo, address=str(STRANGER.phone), channel="sms", text=" ")
    shown = await demo.get(answer.headers["location"].partition("#")[0], headers=HTML)
    assert "Please write something or add a file." in shown.text


async def test_a_link_leads_to_the_chat_of_who_is_signed_in(demo: httpx2.AsyncClient) -> None:
    chosen = await demo.get("/telegram?start=tok-en_1&language=en", headers=HTML)
    assert STRANGER.telegram in chosen.text
    await demo.get("/account?persona=meier-doubled-bill")
    assert JULIA is not None
    answer = await demo.get("/telegram?start=tok-en_1&language=en", headers=HTML)
    assert answer.headers["location"] == f"/inbox?address={JULIA.telegram}&start=tok-en_1&language=en#write"
    text = await page(demo, JULIA.telegram, start="tok-en_1")
    assert 'name="text" value="tok-en_1"><button class="button" id="write">Start' in text


async def test_a_customer_goes_on_in_telegram_with_a_link_of_the_gateways(
    demo: httpx2.AsyncClient, door: SettableDoor
) -> None:
    await demo.get("/account?persona=meier-doubled-bill")
    door.answer = Answer(200, b'{"links": {"telegram": "http://gateway.example/demo/telegram?start=abc"}}')
    answer = await demo.post("/telegram-link?language=en")
    assert answer.headers["location"] == "http://gateway.example/demo/telegram?start=abc&language=en"
    assert door.calls == ["http://gateway.example/links"]
    door.answer = Answer(503)
    refused = (await demo.post("/telegram-link?language=en")).headers["location"]
    shown = await demo.get(refused.partition("#")[0].removeprefix("/demo"))
    assert "There is no link at the moment." in shown.text
    demo.cookies.clear()
    assert (await demo.post("/telegram-link?language=en")).headers["location"] == "/demo?language=en#customers"


async def test_the_state_of_a_device_tells_a_page_when_to_look_again(
    demo: httpx2.AsyncClient, stand_ins: StandIns, filled: Inbox
) -> None:
    assert JULIA is not None
    state = (await demo.get("/inbox/state", params={"address": JULIA.telegram})).json()
    assert state == {"newest": (await filled.conversation("telegram", JULIA.telegram))[-1].number, "typing": False}
    stand_ins.bot_api._typing[JULIA.telegram] = float("inf")
    assert (await demo.get("/inbox/state", params={"address": JULIA.telegram})).json()["typing"]
    assert (await demo.get("/inbox/state")).json()["newest"] == await filled.last_number()


async def test_the_layout_of_a_mail_is_shown_alone_and_loads_nothing(demo: httpx2.AsyncClient, inbox: Inbox) -> None:
    layout = (
        '<p><img src="cid:a@b"><a href="mailto:service+x@zorza.example?body=2">2. Nein</a>'
        '<a href="https://www.zorza.example/">site</a><script>alert(1)</script></p>'
    )
    file = InboxFile("use.png", "image/png", PNG, cid="a@b")
    kept = await inbox.add(message("email", "Hello", html=layout, files=(file,)))
    answer = await demo.get(f"/inbox/mails/{kept.id}?thread=7&language=de")
    assert answer.headers["content-security-policy"] == shown_mail.POLICY
    assert 'src="data:image/png;base64,' in answer.text
    assert "text=2#write" in answer.text
    assert 'target="_blank" rel="noopener"' in answer.text
    assert "<script" not in answer.text
    assert (await demo.get("/inbox/mails/unknown")).status_code == 404


def test_mails_are_put_together_by_their_ids() -> None:
    def mail(number: int, **headers: str) -> InboxMessage:
        return message("email", "x", number=number, written=number % 2 == 1, headers=headers)

    question, answer = mail(1, message_id="<1>"), mail(2, message_id="<2>", in_reply_to="<1>", references="<1>")
    other, again = mail(3, message_id="<3>"), mail(5, message_id="<5>", references="<1> <2>")
    found = threads_of([question, answer, other, again])
    assert [[kept.number for kept in thread.mails] for thread in found] == [[1, 2, 5], [3]]
    assert found[0].answerable.number == 2


def test_every_owner_has_devices_of_his_own() -> None:
    found = [address for owner in owners.all_owners() for address in owner.addresses.values()]
    assert len(found) == len(set(found))
    for owner in owners.all_owners():
        assert all(owners.channel_of(address) == channel for channel, address in owner.addresses.items())


@pytest.mark.parametrize(("language", "label"), [("en", "Cc"), ("de", "Kopie (Cc)"), ("pl", "DW")])
async def test_a_mail_in_copy_shows_its_writer_and_is_answered_to_all(
    demo: httpx2.AsyncClient, inbox: Inbox, language: str, label: str
) -> None:
    headers = {"from": "Olena Ivanova <olena@kanzlei.example>", "to": "service@zorza.example", "cc": "me@haus.example"}
    await inbox.add(message("email", "Moved in", subject="Flat", headers=headers | {"message_id": "<c@d>"}))
    assert JULIA is not None
    shown = await page(demo, str(JULIA.mailbox), language=language)
    assert "<h3>Olena Ivanova</h3>" in shown
    assert f"{label}: me@haus.example" in shown
    composer = shown.split('class="letter"')[1]
    assert '<span class="address">olena@kanzlei.example</span>' in composer
    assert '<span class="address">service@zorza.example, me@haus.example</span>' in composer
    assert 'name="cc"' not in composer
    new = await page(demo, str(JULIA.mailbox), language=language, thread="new")
    assert f'<label for="cc">{label}</label><input id="cc" name="cc"' in new
