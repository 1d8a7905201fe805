"""A conversation by mail, from port to port: our SMTP server, the journal, the engine, the outbox, the carrier."""

import email
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from typing import Any

import aiosmtplib
import pytest

from channels.settings import Settings
from tests.channels.adapters.email.bench import report
from tests.channels.fakes import FakeClock, House, says
from tests.ports import free_port

OURS, FRONT = "service@zorza.example", "mx.zorza.example"
ANNA, EVE = "anna@example.org", "eve@evil.example"
WAITING = pytest.mark.timeout(30)


@dataclass
class Post:
    """Hands mails to the gateway's port, as the supplier's own server in front of it does."""

    house: House
    port: int
    _number: int = 0

    async def brings(
        self, text: str, author: str = ANNA, to: str = OURS, *, passed: bool = True, **fields: Any
    ) -> None:
        """A mail, with what the front server found out about its sender; until all that follows from it is done."""
        self._number += 1
        finding = f"dmarc={'pass' if passed else 'fail'} header.from={author.rpartition('@')[2]}"
        head = {
            "Authentication-Results": f"{FRONT}; {finding}",
            "From": author,
            "To": to,
            "Subject": "Abschlag",
            "Message-ID": f"<m{self._number}@example.org>",
        } | {name.replace("_", "-"): value for name, value in fields.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        await self.hands_over((lines + "\r\n" + text.replace("\n", "\r\n")).encode(), author, to)

    async def hands_over(self, content: bytes, sender: str, to: str) -> None:
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=self.port, start_tls=False) as client:
            await client.sendmail(sender, [to], content)
        await self.house.rest()

    @property
    def answers(self) -> list[EmailMessage]:
        """What went out."""
        parsed = [email.message_from_bytes(mail.content, policy=default) for mail in self.house.email.mails]
        return [mail for mail in parsed if isinstance(mail, EmailMessage)]


def words(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    text: str = body.get_content()
    return text.replace("\r\n", "\n").split("\n\n-- \n")[0]


@pytest.fixture
async def post(settings: Settings, clock: FakeClock, house_with: Callable[..., Any]) -> AsyncIterator[Post]:
    port = free_port()
    update = {
        "mail_address": OURS,
        "mail_port": port,
        "mail_trusted_networks": ("127.0.0.1/32",),
        "mail_trusted_authserv_id": FRONT,
    }
    async with house_with(settings.model_copy(update=update), clock) as house:
        yield Post(house, port)


@WAITING
async def test_several_questions_are_answered_in_one_mail(post: Post) -> None:
    await post.brings("Hallo,\n\nwie hoch ist mein Abschlag?\n\nUnd wann wird abgelesen?\n\nViele Grüße\nAnna")
    (answer,) = post.answers
    assert words(answer) == "echo wie hoch ist mein Abschlag?\n\necho Und wann wird abgelesen?"
    assert (answer["To"], answer["Subject"]) == (ANNA, "Re: Abschlag")
    assert answer["In-Reply-To"] == answer["References"] == "<m1@example.org>"
    assert answer["Auto-Submitted"] == "auto-replied"
    assert post.house.engine.claims()["level"] == "channel"


@WAITING
async def test_an_answer_goes_on_with_its_case(post: Post) -> None:
    await post.brings("Wie hoch ist mein Abschlag?")
    case = post.answers[0]["Reply-To"].addresses[0].addr_spec
    assert re.fullmatch(r"service\+[a-z2-7]{26}@zorza\.example", case)
    await post.brings("Und im Dezember?", to=case, References=post.answers[0]["Message-ID"])
    assert words(post.answers[1]) == "echo Und im Dezember?"
    assert post.house.engine.turns[-1]["state"] == {"count": 1}
    assert len(await post.house.rows("SELECT id FROM conversations")) == 1


@WAITING
async def test_who_knows_the_case_hears_nothing_of_it(post: Post) -> None:
    """D19: its address takes mail from anybody, and answers only its party."""
    await post.brings("Wie hoch ist mein Abschlag?")
    case = post.answers[0]["Reply-To"].addresses[0].addr_spec
    turns = len(post.house.engine.turns)
    await post.brings("What does she pay?", EVE, case)
    assert len(post.house.engine.turns) == turns
    assert "echo" not in words(post.answers[-1])


@WAITING
async def test_whoever_is_not_proven_is_a_stranger(post: Post) -> None:
    await post.brings("Wie hoch ist mein Abschlag?", passed=False)
    assert post.house.engine.claims()["level"] == "anonymous"
    await post.brings("Und im Dezember?", passed=False)
    assert len(post.answers) == 1, "once an hour"


@WAITING
async def test_the_same_mail_again_is_one_turn(post: Post) -> None:
    for _time in range(20):
        post._number = 0
        await post.brings("Wie hoch ist mein Abschlag?")
    assert (len(post.house.engine.turns), len(post.answers)) == (1, 1)


@WAITING
async def test_a_number_chooses(post: Post) -> None:
    async def offers(turn: dict[str, Any]) -> dict[str, Any]:
        if "intent" in turn["message"]:
            return says(turn["message"]["intent"])
        answer = says("Passt der 3. Dezember?")
        answer["replies"][0]["buttons"] = [
            {"title": "Ja", "intent": "affirm", "entities": {}},
            {"title": "Nein", "intent": "deny", "entities": {}},
        ]
        return answer

    post.house.engine.script = offers
    await post.brings("Wann kommt der Techniker?")
    assert "1. Ja\n2. Nein" in words(post.answers[0])
    await post.brings("2\n\n-- \nAnna", to=post.answers[0]["Reply-To"].addresses[0].addr_spec)
    assert words(post.answers[1]) == "deny"


@WAITING
async def test_a_bounce_marks_the_message_and_the_address(post: Post) -> None:
    await post.brings("Wie hoch ist mein Abschlag?")
    sent = post.house.email.mails[0]
    await post.hands_over(report("failed", "5.1.1", sent.message_id), "", sent.sender)
    (row,) = await post.house.rows("SELECT status, failure FROM outbox WHERE channel = 'email'")
    assert row == {"status": "failed", "failure": "address_unknown"}
    (address,) = await post.house.rows("SELECT state FROM channel_addresses WHERE channel = 'email'")
    assert address["state"] == "dead"


@WAITING
async def test_machines_get_no_answer(post: Post) -> None:
    marks: tuple[dict[str, Any], ...] = (
        {"Auto_Submitted": "auto-replied"},
        {"List_Id": "<a.example>"},
        {"Precedence": "bulk"},
    )
    for number, fields in enumerate(marks):
        await post.brings(f"Ich bin bis zum {number}. nicht da.", **fields)
    assert not post.house.engine.turns
    assert not post.answers


@WAITING
async def test_a_mail_beyond_all_measure_gets_a_polite_answer(post: Post) -> None:
    levels = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(20))
    head = f"Authentication-Results: {FRONT}; dmarc=pass header.from=example.org\nFrom: {ANNA}\nSubject: Alles\n"
    await post.hands_over((head + levels).replace("\n", "\r\n").encode(), ANNA, OURS)
    assert len(post.answers) == 1
    assert post.answers[-1]["Subject"] == "Re: Alles"
    assert "echo" not in words(post.answers[-1])
