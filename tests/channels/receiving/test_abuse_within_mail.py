"""What a mail brings along, and who hears of what is sent to a case (`threat-model.md` D16 to D19)."""

import zlib

import pytest

from tests.channels.conversations import made_files as made
from tests.channels.fakes import PNG
from tests.channels.receiving.door import CHAT
from tests.channels.receiving.mail_door import (
    ANNA,
    EVE,
    OURS,
    QUESTION,
    MailDoor,
    mail,
    signed_by,
    with_file,
)

WAITING = pytest.mark.timeout(60)


CRLF = "=?utf-8?q?Hi=0D=0ABcc=3A_eve=40evil.example=0D=0A=0D=0AHello?="
INJECTED: dict[str, dict[str, str]] = {
    # D16: fields that would become more than one if their line breaks survived.
    "subject": {"Subject": CRLF},
    "name": {"author": f"{CRLF} <{ANNA}>"},
    "id of the mail": {"Message_ID": f"<m1@example.org{CRLF}>"},
    "ids of a thread": {"References": f"<{CRLF}@example.org> <a@b>\r\n\tBcc: {EVE}"},
    "answered id": {"In_Reply_To": f"<a@b>\r\n Bcc: {EVE}"},
    "copies": {"Cc": f"{CRLF} <{EVE}>"},
    "a name of code": {"author": f'"{{{{7*7}}}} {{slot}} %s <script>" <{ANNA}>', "Subject": "{{7*7}} {slot} %s"},
}


@WAITING
async def test_d16_nothing_breaks_out_into_our_headers(mail_door: MailDoor) -> None:
    for name, fields in INJECTED.items():
        await mail_door.anna_writes(**fields)
        answer = mail_door.house.email.mails[-1]
        parsed = {
            field.partition(":")[0].lower() for field in answer.content.decode().split("\r\n\r\n")[0].split("\r\n")
        }
        assert answer.recipient == ANNA, name
        assert not parsed & {"bcc", "cc", "hello"}, name
        assert b"\r\nTo: anna@example.org\r\n" in answer.content, name
        assert b"<script>" not in answer.content, name
    assert {to for to, _subject, _text in mail_door.house.email.sent} == {ANNA}
    assert len(mail_door.house.email.mails) == len(INJECTED)
    assert mail_door.house.email.sent[-1][1] == "Re: {{7*7}} {slot} %s"


def bombs() -> dict[str, tuple[bytes, str]]:
    """D17: mails beyond measure, and what is said of them."""
    levels = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(20)).encode()
    head = mail().partition(b"\r\n\r\n")[0] + b"\r\n"
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    many = head + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + part * 1_000 + b"--b--\r\n"
    return {
        "levels": (head + levels, "<refused_too_deep>"),
        "parts": (many, "<refused_too_many_parts>"),
        "header": (
            head + b"X-A: " + b"y" * 800 + b"\r\n" + b"X-B: y\r\n" * 3_000 + b"\r\nhi\r\n",
            "<refused_header_too_large>",
        ),
        "quoted thread": (
            head + b"\r\nHi\r\n\r\n" + b"> a long thread indeed\r\n" * 220_000,
            "<refused_text_too_long>",
        ),
        "zipped zeros": (with_file("zeros.zip", zlib.compress(b"\0" * 50_000_000, 9), "application/zip"), "file"),
        "an unknown charset": (head + b"Content-Type: text/plain; charset=none-such\r\n\r\n" + b"\xffa\r\n", "echo"),
    }


@WAITING
@pytest.mark.parametrize("name", ["levels", "parts", "header", "quoted thread", "zipped zeros", "an unknown charset"])
async def test_d17_what_is_beyond_measure_is_answered_politely_and_the_next_mail_is_read(
    mail_door: MailDoor, name: str
) -> None:
    content, said = bombs()[name]
    await mail_door.hands_over(content, ANNA)
    await mail_door.anna_writes()
    found = await mail_door.end()
    assert (found.answers, found.entries, found.unread) == ((250, 250), 2, 0)
    first, last = found.sent
    assert said in first if said.startswith("<") else ("echo" in first)
    assert last == f"{ANNA} echo {QUESTION}"
    assert found.asked[-1] == f"channel c-1: {QUESTION}"


FILES: dict[str, tuple[str, bytes, tuple[tuple[str, str], ...]]] = {
    # D18: the name it claims, what it is, and what is kept of it.
    "a picture named as a path": ("../../etc/cron.d/x.png", PNG, (("image/png", "x.png"),)),
    "a picture that says it is a paper": ("bill.pdf", PNG, (("image/png", "bill.png"),)),
    "a program": ("bill.pdf", b"MZ\x90\x00\x03" + b"\0" * 300, ()),
    "a drawing with a script": ("meter.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>', ()),
    "a page in front of a picture": ("meter.png", made.SCRIPT + PNG, ()),
    "a picture with a page behind it": ("meter.png", PNG + made.SCRIPT, (("image/png", "meter.png"),)),
    "what every scanner finds": ("bill.pdf", made.EICAR, ()),
    "more than we take": ("bill.pdf", made.pdf() + b"\n" * 5_000_001, ()),
}


@WAITING
@pytest.mark.parametrize("way", ["mail", "telegram"])
async def test_d18_of_files_only_what_is_harmless_is_kept(mail_door: MailDoor, way: str) -> None:
    for name, (claimed, content, kept) in FILES.items():
        if way == "mail":
            await mail_door.hands_over(signed_by(with_file(claimed, content)), ANNA)
        else:
            mail_door.house.telegram.file = content
            document = {"file_id": "f", "file_unique_id": "u", "file_name": claimed, "file_size": len(content)}
            await mail_door.updates("document", document=document, caption=QUESTION)
        rows = await mail_door.house.rows("SELECT id, media_type, title, content FROM attachments")
        assert [(row["media_type"], row["title"]) for row in rows] == list(kept), name
        assert not any(b"script" in row["content"] or claimed in row["id"] for row in rows), name
        await mail_door.house.gateway.database.write(
            lambda connection: connection.exec_driver_sql("DELETE FROM attachments")
        )
    assert set(mail_door.answers) == {250 if way == "mail" else 200}
    assert {line.split(" ")[0] for line in (await mail_door.end()).sent} == {ANNA if way == "mail" else CHAT}


CONFIRM = "Welcome! Confirm your mailbox: https://shop.example/confirm/s3cret"
THIRD: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    # D19: fields of the mail to Anna's case, and who is answered.
    "a shop's confirmation": ({"author": "noreply@shop.example"}, ()),
    "a shop's confirmation under a person's name": (
        {"author": "Anna <hello@shop.example>"},
        ("hello@shop.example <third_party_noted>",),
    ),
    "Anna's own name, not proven": ({}, ()),
    "a stranger": ({"author": EVE}, (f"{EVE} <third_party_noted>",)),
}


@WAITING
@pytest.mark.parametrize("name", THIRD)
async def test_d19_what_others_send_to_a_case_reaches_nobody(mail_door: MailDoor, name: str) -> None:
    fields, answered = THIRD[name]
    await mail_door.anna_writes()
    case = await mail_door.case()
    sender = fields.get("author", EVE).partition("<")[2].rstrip(">") or fields.get("author", EVE)
    await mail_door.hands_over(mail(CONFIRM, **fields), sender, case)
    await mail_door.anna_writes("And now?", case)
    found = await mail_door.end()
    assert found.asked == (f"channel c-1: {QUESTION}", "channel c-1: And now?")
    assert found.sent == (f"{ANNA} echo {QUESTION}", *answered, f"{ANNA} echo And now?")
    assert (found.entries, found.conversations) == (3, 1)
    assert b"s3cret" not in mail_door.sent_bytes()
    assert "s3cret" not in str(mail_door.house.engine.turns)


@WAITING
async def test_d19_an_address_of_no_case_opens_none(mail_door: MailDoor) -> None:
    await mail_door.anna_writes()
    guessed = OURS.replace("@", f"+{'a' * 26}@")
    await mail_door.hands_over(mail(author=EVE), EVE, guessed)
    assert (await mail_door.end()).asked[-1] == f"anonymous: {QUESTION}"
    assert (await mail_door.end()).conversations == 2
    assert mail_door.house.engine.turns[-1]["state"] is None
