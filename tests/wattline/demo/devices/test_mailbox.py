"""A mailbox of the demo with the gateway's own composer, mail server and reader."""

import base64
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import Any

import pytest

from channels.contract import Button, OutboundFile, OutboundMessage
from channels.mail.authentication import Verdict
from channels.mail.composing import Composer, Mailbox
from channels.mail.content import MailContent, MailKind
from channels.mail.layout import Layout, Look
from channels.mail.reading import read_mail
from tests.channels.fakes import PNG
from tests.wattline.demo.devices.conftest import OURS, World
from wattline.demo.devices import owners
from wattline.demo.inbox import InboxMessage

JULIA = "julia.meier@post.example"
TOKEN = "abcdefghijklmnopqrstuvwxyz"
COMPOSER = Composer(
    Mailbox(OURS),
    Layout(Look("Zorza", imprint="Zorza Energie GmbH")),
    None,
    lambda: datetime.now(UTC),
)
ENDING = {"en": "wrote:", "de": "schrieb Zorza:", "pl": "pisze:"}


def read(world: World) -> MailContent:
    """The newest mail, as the gateway reads it."""
    mail = world.post.mails[-1]
    return read_mail(mail.content, ours={OURS}, sender=mail.sender, recipients=mail.recipients)


async def arrived(world: World, to: str = JULIA, **more: Any) -> InboxMessage:
    """A mail of the gateway's in a mailbox."""
    data = {"case_token": TOKEN, "language": "de", "references": ["first@post.example"]}
    message = OutboundMessage(
        "m-1", to, "Ihre Rechnung", "Die Rechnung beträgt 120 €.\n\nStimmt das?", data=data, **more
    )
    await world.stand_ins.mailboxes.carry(COMPOSER.compose(message))
    return (await world.inbox.newest(to))[0]


async def test_a_new_mail_reaches_the_server_and_its_sender_is_believed(world: World) -> None:
    done = await world.write(channel="email", address=JULIA, subject="Zähler", text="Guten Tag,\nwas kostet das? 😀")
    assert done["status"] == 250
    mail, content = world.post.mails[-1], read(world)
    assert (mail.sender, mail.recipients, mail.peer) == (JULIA, (OURS,), "127.0.0.1")
    assert (content.subject, content.text) == ("Zähler", "Guten Tag,\nwas kostet das? 😀")
    check = world.check(mail)
    assert (check.verdict, check.address) == (Verdict.PASSED, JULIA)


async def test_a_forged_sender_is_not_believed(world: World) -> None:
    await world.write(channel="email", address=JULIA, subject="Zähler", text="hello", kind="forged")
    assert world.check(world.post.mails[-1]).verdict is Verdict.FAILED


async def test_an_answer_goes_to_the_case_with_the_thread_and_a_quote(world: World) -> None:
    before = await arrived(world)
    await world.write(channel="email", address=JULIA, text="Nein, das stimmt nicht.", reply_to=before.id)
    content = read(world)
    assert world.post.mails[-1].recipients == (f"service+{TOKEN}@zorza.example",)
    assert content.thread.case_tokens == (TOKEN,)
    assert content.thread.in_reply_to == ("m-1@zorza.example",)
    assert content.thread.references == ("first@post.example", "m-1@zorza.example")
    assert content.subject == "Re: Ihre Rechnung"
    assert content.text == "Nein, das stimmt nicht."
    assert b"> Die Rechnung" in world.post.mails[-1].content


@pytest.mark.parametrize("language", ["en", "de", "pl"])
async def test_quotes_are_cut_off_in_every_language(world: World, language: str) -> None:
    owner = next(one for one in owners.all_owners() if one.language == language and one.mailbox)
    assert owner.mailbox
    before = await arrived(world, owner.mailbox)
    await world.write(address=owner.mailbox, text="OK, 12345", reply_to=before.id)
    assert read(world).text == "OK, 12345"
    mail = message_from_bytes(world.post.mails[-1].content, policy=policy.default)
    assert ENDING[language] in mail.get_content()


async def test_files_go_along(world: World) -> None:
    files = [
        {"name": "Zähler.png", "content": base64.b64encode(PNG).decode()},
        {"name": "paper.pdf", "content": base64.b64encode(b"%PDF-1.7 paper").decode()},
    ]
    await world.write(channel="email", address=JULIA, text="anbei", files=files)
    assert [(file.name, file.content) for file in read(world).files] == [
        ("Zähler.png", PNG),
        ("paper.pdf", b"%PDF-1.7 paper"),
    ]


async def test_what_the_gateway_sends_is_kept_with_layout_pictures_and_choices(world: World) -> None:
    files = (
        OutboundFile("use.png", "image/png", PNG, "Use by month"),
        OutboundFile("Rechnung.pdf", "application/pdf", b"%PDF-1.7 paper", "Invoice"),
    )
    kept = await arrived(world, files=files, buttons=(Button("Ja", "tok-1"), Button("Nein", "tok-2")))
    assert kept.subject == "Ihre Rechnung"
    assert kept.text.startswith("Die Rechnung beträgt 120 €.\n\nStimmt das?")
    assert kept.html
    assert {(file.name, file.media_type, file.size) for file in kept.files} == {
        ("use.png", "image/png", len(PNG)),
        ("Rechnung.pdf", "application/pdf", 14),
    }
    picture = next(file for file in kept.files if file.is_picture)
    assert picture.cid
    assert f"cid:{picture.cid}" in kept.html
    assert [button.as_json() for button in kept.buttons] == [
        {"title": "1. Ja", "payload": "1"},
        {"title": "2. Nein", "payload": "2"},
    ]
    await world.write(address=JULIA, kind="button", button="2", reply_to=kept.id)
    assert read(world).text == "2"


async def test_an_absence_note_and_a_bounce_are_known_for_what_they_are(world: World) -> None:
    before = await arrived(world)
    await world.write(address=JULIA, kind="away", reply_to=before.id)
    assert read(world).kind is MailKind.AUTO_REPLY
    assert world.post.mails[-1].is_bounce
    await world.write(address=JULIA, kind="bounce", reply_to=before.id)
    content = read(world)
    assert content.kind is MailKind.BOUNCE
    assert world.post.mails[-1].recipients == ("service+bounces@zorza.example",)
    assert content.bounce
    [reported] = content.bounce.recipients
    assert (reported.address, reported.status) == (JULIA, "5.1.1")
    assert content.bounce.original_message_id == "m-1@zorza.example"


async def test_what_could_not_be_stored_is_told_and_can_be_sent_again(world: World) -> None:
    world.gateway.broken = True
    done = await world.write(channel="email", address=JULIA, text="hello")
    assert done["status"] == 451
    world.gateway.broken = False
    assert (await world.write(address=JULIA, kind="again", reply_to=done["id"]))["status"] == 250


async def test_without_a_server_the_mail_waits(world: World) -> None:
    object.__setattr__(world.stand_ins.accounts.mail, "port", 1)
    assert (await world.write(channel="email", address=JULIA, text="hello"))["status"] == 421


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"address": "a@b", "channel": "email", "text": "x"}, "address_invalid"),
        ({"address": "a\r\nBcc: x@y.example", "channel": "email", "text": "x"}, "address_invalid"),
        ({"address": JULIA, "text": " "}, "empty"),
        ({"address": JULIA, "kind": "away"}, "nothing_to_answer"),
        ({"address": JULIA, "text": "x", "cc": "nobody"}, "copy_invalid"),
        ({"address": JULIA, "text": "x", "cc": "a@b.example\r\nBcc: x@y.example"}, "copy_invalid"),
    ],
)
async def test_what_a_mail_program_refuses(world: World, fields: dict[str, str], code: str) -> None:
    answer = await world.client.post("/demo/inbox/messages", json=fields)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_a_subject_cannot_bring_headers_along(world: World) -> None:
    fields = {"address": JULIA, "text": "x", "subject": "a\r\nBcc: other@zorza.example"}
    answer = await world.client.post("/demo/inbox/messages", json=fields)
    assert (answer.status_code, answer.json()["code"]) == (422, "subject_invalid")
    assert world.post.mails == []


LANDLORD = "vermieter@haus.example"


async def test_who_is_in_copy_gets_the_mail_and_answers_all(world: World) -> None:
    await world.write(channel="email", address=JULIA, subject="Einzug", text="Guten Tag", cc=f"{LANDLORD}, {JULIA}")
    content = read(world)
    assert world.post.mails[-1].recipients == (OURS,)
    assert content.cc == (LANDLORD,)
    [copied] = await world.inbox.newest(LANDLORD)
    assert (copied.subject, copied.text) == ("Einzug", "Guten Tag")
    assert (copied.headers["to"], copied.headers["cc"]) == (OURS, LANDLORD)
    assert JULIA in copied.headers["from"]
    assert "return_path" not in copied.headers

    await world.write(channel="email", address=LANDLORD, text="Das stimmt.", reply_to=copied.id)
    answer = read(world)
    assert world.post.mails[-1].recipients == (OURS,)
    assert answer.cc == (JULIA,)
    assert (answer.text, answer.subject) == ("Das stimmt.", "Re: Einzug")
    assert answer.thread.in_reply_to == (content.thread.message_id,)
    assert (await world.inbox.newest(JULIA))[0].text.startswith("Das stimmt.")


async def test_an_answer_to_the_case_can_have_somebody_in_copy(world: World) -> None:
    before = await arrived(world)
    await world.write(channel="email", address=JULIA, text="Gern.", reply_to=before.id, cc=LANDLORD)
    assert world.post.mails[-1].recipients == (f"service+{TOKEN}@zorza.example",)
    [copied] = await world.inbox.newest(LANDLORD)
    await world.write(channel="email", address=LANDLORD, text="Das stimmt.", reply_to=copied.id)
    assert world.post.mails[-1].recipients == (f"service+{TOKEN}@zorza.example",)
    assert read(world).thread.case_tokens == (TOKEN,)
