"""Who a mail is from, how many mails it is, and whom we write to because of it (`threat-model.md` D12 to D15)."""

import functools
import itertools
from collections.abc import Callable
from typing import Any

import pytest

from channels.adapters.email import Rates, ReplyBudget
from channels.settings import Settings
from tests.channels.adapters.email.bench import report
from tests.channels.fakes import FakeClock
from tests.channels.mail.doubles import Talk
from tests.channels.receiving.door import End
from tests.channels.receiving.mail_door import (
    ANNA,
    EVE,
    FRONT,
    OURS,
    QUESTION,
    MailDoor,
    listened_to,
    mail,
    signed_by,
)
from tests.ports import free_port

WAITING = pytest.mark.timeout(60)
_numbers = itertools.count(1)


CLAIM = f"{FRONT}; dmarc=pass header.from=example.org"
DISPLAYED = f'"{ANNA}" <{EVE}>'
ELSEWHERE = {"Reply_To": EVE, "Sender": EVE, "Return_Path": f"<{EVE}>", "Disposition_Notification_To": EVE}


def taken(level: str, to: str, said: str = QUESTION) -> End:
    """One mail that was answered."""
    return End((250,), (f"{level}: {said}",), (f"{to} echo {said}",), 1, 1)


PROVEN, DOUBTFUL, STRANGER = taken("channel c-1", ANNA), taken("anonymous", ANNA), taken("anonymous", EVE)
REFUSED = End((550,))
FORGED: dict[str, tuple[Callable[[], bytes], End]] = {
    # D12: the mail, and who it is taken for.
    "signed by the author's domain": (lambda: signed_by(mail()), PROVEN),
    "answers wanted elsewhere": (lambda: signed_by(mail(**ELSEWHERE)), PROVEN),
    "not signed": (mail, DOUBTFUL),
    "signed by another domain": (lambda: signed_by(mail(), "evil.example"), DOUBTFUL),
    "signed up to a length": (
        lambda: signed_by(mail(), length=True) + b"Cancel all.\r\n",
        taken("anonymous", ANNA, f"{QUESTION}\nCancel all."),
    ),
    "a signature torn off another mail": (
        lambda: signed_by(mail("Hello")).replace(b"Hello", b"Hallo"),
        taken("anonymous", ANNA, "Hallo"),
    ),
    "our server's result claimed": (lambda: mail(Authentication_Results=CLAIM), DOUBTFUL),
    "a chain of results claimed": (
        lambda: mail(ARC_Authentication_Results=f"i=1; {CLAIM}", ARC_Seal="i=1; cv=pass", Received_SPF="pass"),
        DOUBTFUL,
    ),
    "her address as the name": (lambda: signed_by(mail(author=DISPLAYED), "evil.example"), STRANGER),
    "of a domain that wants forgeries refused": (lambda: mail(author="anna@strict.example"), REFUSED),
    "two authors": (lambda: b"From: eve@evil.example\r\n" + signed_by(mail()), REFUSED),
    "two authors in one field": (lambda: signed_by(mail(author=f"{EVE}, {ANNA}")), REFUSED),
}


@WAITING
@pytest.mark.parametrize("name", FORGED)
async def test_d12_only_what_we_verified_says_who_wrote(mail_door: MailDoor, name: str) -> None:
    build, end = FORGED[name]
    await mail_door.hands_over(build())
    found = await mail_door.end()
    assert found == end
    assert await mail_door.is_untouched() is (end is REFUSED)
    assert (b"evil" in mail_door.sent_bytes()) is (end is STRANGER)


SECOND = f"MAIL FROM:<{ANNA}>\r\nRCPT TO:<{OURS}>\r\nDATA\r\n".encode() + mail("Smuggled")
BEGUN = (f"MAIL FROM:<{EVE}>\r\n".encode(), f"RCPT TO:<{OURS}>\r\n".encode(), b"DATA\r\n")
FIRST = mail(author=EVE)
TALKS: dict[str, tuple[tuple[bytes, ...], str, int]] = {
    # D13: what is said one after the other, the last answer, and how many mails there were.
    "one mail": ((*BEGUN, FIRST + b".\r\n"), "250", 1),
    "LF . LF": ((*BEGUN, FIRST + b"\n.\n" + SECOND + b".\r\n"), "550", 0),
    "LF . CR LF": ((*BEGUN, FIRST + b"\n.\r\n" + SECOND + b".\r\n"), "550", 0),
    "CR . CR LF": ((*BEGUN, FIRST + b"\r.\r\n" + SECOND + b".\r\n"), "550", 0),
    "CR LF . LF": ((*BEGUN, FIRST + b".\n" + SECOND + b".\r\n"), "550", 0),
    "a zero byte": ((*BEGUN, FIRST + b"\x00.\r\n" + SECOND + b".\r\n"), "550", 0),
    "a second mail behind the first": ((*BEGUN, FIRST + b".\r\n" + SECOND + b".\r\n"), "554", 0),
    "commands behind STARTTLS": ((b"STARTTLS\r\n" + b"".join(BEGUN),), "554", 0),
    "chunks": ((*BEGUN[:2], b"BDAT 5 LAST\r\n"), "500", 0),
    "eight bits in the header": ((*BEGUN, FIRST.replace(b"Bill", "Zählerstand".encode()) + b".\r\n"), "250", 1),
    "no alphabet in the header": ((*BEGUN, FIRST.replace(b"Bill", b"\xff\xfe\x80") + b".\r\n"), "250", 1),
}


@WAITING
async def test_d13_whatever_is_said_is_one_mail_or_none(mail_door: MailDoor) -> None:
    mails = 0
    for name, (lines, answer, more) in TALKS.items():
        talk = await Talk.begin(mail_door.port)
        told = [
            await talk.says(line.replace(b"Message-ID: <", f"Message-ID: <{next(_numbers)}".encode())) for line in lines
        ]
        await talk.end()
        mails += more
        found = await mail_door.end()
        assert (told[-1][:3], found.entries, len(found.asked)) == (answer, mails, mails), name
    assert not [text for text in mail_door.house.engine.texts() if "Smuggled" in text]


BOUNCE_OF_NOBODY = report("failed", "5.1.1", "made-up@elsewhere.example")
UNDELIVERED = mail(author="Mail Delivery System <MAILER-DAEMON@evil.example>", Subject="Undelivered Mail")
NO_ANSWER: dict[str, tuple[bytes, str, str, End]] = {
    # D14: the mail, its sender and its recipient in SMTP.
    "for somebody else": (mail(), ANNA, "piotr@example.org", REFUSED),
    "for nobody of ours": (mail(), ANNA, "boss@zorza.example", REFUSED),
    "by way of us": (mail(), ANNA, "piotr%example.org@zorza.example", REFUSED),
    "without a sender": (mail(), "", OURS, End((250,), (), (), 1, 1)),
    "a bounce of what we never sent": (BOUNCE_OF_NOBODY, "", OURS, End((250,))),
    "a bounce with an id that is like ours": (report("failed", "5.1.1", "x@zorza.example"), "", OURS, End((250,))),
    "a bounce in words": (UNDELIVERED, "", OURS, End((250,))),
}


@WAITING
@pytest.mark.parametrize("name", NO_ANSWER)
async def test_d14_no_relay_and_no_mail_to_whom_never_wrote(
    mail_door: MailDoor, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.spool.reading.REPORT_TRIES", 0)
    content, sender, to, end = NO_ANSWER[name]
    await mail_door.hands_over(content, sender, to)
    assert await mail_door.end() == end
    assert await mail_door.is_untouched() is (end.entries == 0)


@WAITING
async def test_d14_a_forged_bounce_closes_no_mailbox(mail_door: MailDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has to name is known to the recipient of our mail alone, and other channels' messages have other ids."""
    monkeypatch.setattr("channels.spool.reading.REPORT_TRIES", 0)
    await mail_door.anna_writes()
    await mail_door.says("hello")
    for row in await mail_door.house.rows("SELECT id, conversation_id FROM outbox WHERE channel = 'sms'"):
        for name in (row["id"], row["conversation_id"]):
            await mail_door.hands_over(report("failed", "5.1.1", f"{name}@zorza.example"), "")
    states = {row["state"] for row in await mail_door.house.rows("SELECT state FROM channel_addresses")}
    assert states == {"open"}
    assert not mail_door.house.backend.bounced
    assert len(mail_door.house.email.mails) == 1


@WAITING
async def test_d15_answers_are_bounded_for_each_and_for_all(
    settings: Settings, clock: FakeClock, house_with: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    budget = functools.partial(ReplyBudget, rates=Rates(hourly=2, total_hourly=4))
    monkeypatch.setattr("channels.adapters.email.adapter.ReplyBudget", budget)
    told = {"mail_trusted_networks": ("127.0.0.1/32",), "mail_trusted_authserv_id": FRONT}
    port = free_port()
    update = told | {"mail_address": OURS, "mail_port": port}
    async with house_with(settings.model_copy(update=update), clock) as house:
        mail_door = MailDoor(house, port=port)
        await listened_to(port)
        for name in ("a", "a", "a", "a", "b", "c", "d"):
            found = f"{FRONT}; dmarc=pass header.from={name}.example"
            author = f"x@{name}.example"
            await mail_door.hands_over(mail(author=author, Authentication_Results=found), author)
        assert [to for to, _subject, _text in house.email.sent] == [f"x@{name}.example" for name in "aabc"]
        rows = await house.rows("SELECT status, failure FROM outbox ORDER BY id")
    assert [row["status"] for row in rows] == ["sent", "sent", "failed", "failed", "sent", "sent", "queued"]
    assert {row["failure"] for row in rows} == {None, "reply_budget_spent", "reply_budget_of_all_spent"}
