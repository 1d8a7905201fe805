"""Mail under test: our server on a loopback port, DNS from a table, a relay that answers as a test says."""

import contextlib
import email
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.policy import default
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import aiosmtplib

from channels.adapters.email import EmailAdapter, MailAccount, ReplyBudget
from channels.mail.layout import Look
from channels.mail.lookups import DnsUnavailable
from channels.mail.sending import Encryption, Relay, SmtpRelay
from channels.mail.smtp_server import SmtpServer
from tests.channels.adapters.conformance import Answer, Case, Gateway
from tests.channels.mail.relays import ScriptedRelay, scripted

CORPUS = Path(__file__).parents[2] / "mail/corpus"
OURS = "service@wattline.example"
BOUNCES = "service+bounces@wattline.example"
ANNA = "anna@post.example"
FRONT = "mx.wattline.example"
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

RECORDS = {
    # Proven from here; wants forgeries refused; wants them only counted; says nothing; does not answer.
    ("_dmarc.post.example", "TXT"): ["v=DMARC1; p=reject"],
    ("post.example", "TXT"): ["v=spf1 ip4:127.0.0.1 -all"],
    ("_dmarc.strict.example", "TXT"): ["v=DMARC1; p=reject"],
    ("strict.example", "TXT"): ["v=spf1 -all"],
    ("_dmarc.suspicious.example", "TXT"): ["v=DMARC1; p=quarantine"],
    ("_dmarc.loose.example", "TXT"): ["v=DMARC1; p=none"],
    ("loose.example", "TXT"): ["v=spf1 -all"],
}
SILENT = "_dmarc.slow.example"


def lookup(name: str, kind: str) -> list[str]:
    if name == SILENT:
        raise DnsUnavailable
    return RECORDS.get((name, kind), [])


@dataclass
class Time:
    """A clock that a test moves."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass(frozen=True)
class Posted:
    """A mail to hand over."""

    content: bytes
    sender: str = ANNA
    recipients: tuple[str, ...] = (OURS,)


def written(text: str = "Wie hoch ist mein Abschlag?", author: str = ANNA, **fields: str) -> bytes:
    """A plain mail; header fields by their names with underscores."""
    head = {"From": author, "To": OURS, "Subject": "Abschlag", "Message-ID": "<m1@post.example>"} | {
        name.replace("_", "-"): value for name, value in fields.items()
    }
    lines = [f"{name}: {value}" for name, value in head.items() if value]
    body = text.replace("\n", "\r\n")
    return ("\r\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "", body]) + "\r\n").encode()


def report(action: str, status: str, original: str = "out-77@wattline.example") -> bytes:
    """A delivery report of RFC 3464."""
    return "\r\n".join(
        (
            "From: MAILER-DAEMON@mx.post.example",
            f"To: {BOUNCES}",
            "Subject: Delivery report",
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
            "",
            "--b\r\nContent-Type: text/plain\r\n\r\nSomething became of your mail.",
            "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.post.example\r\n",
            f"Final-Recipient: rfc822; {ANNA}\r\nAction: {action}\r\nStatus: {status}\r\n",
            f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{original}>\r\n",
            "--b--\r\n",
        )
    ).encode()


def account(**fields: Any) -> MailAccount:
    known: dict[str, Any] = {"address": OURS, "look": Look("Zorza"), "hostname": FRONT}
    return MailAccount(**known | fields)


TRUSTING: dict[str, Any] = {"trusted": (ip_network("127.0.0.1/32"),), "authserv_id": FRONT}


@dataclass
class MailBench:
    """The adapter with a provider on either side."""

    adapter: EmailAdapter
    server: SmtpServer
    relay: ScriptedRelay
    gateway: Gateway
    clock: Time
    replies: list[str] = field(default_factory=list)

    async def hand_over(self, case: Case) -> Answer:
        mail = case.payload
        if isinstance(mail, str):
            mail = Posted((CORPUS / f"{mail}.eml").read_bytes())
        code = await self.post(mail if isinstance(mail, Posted) else Posted(mail))
        return Answer.TAKEN if code < 300 else Answer.AGAIN if code < 500 else Answer.REFUSED

    async def post(self, mail: Posted) -> int:
        """Hand a mail over as another server would; gives the last reply's code."""
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=self.server.port, start_tls=False, timeout=20)
        async with client:
            await client.ehlo()
            replies = [await client.execute_command(b"MAIL FROM:<" + mail.sender.encode() + b">")]
            for recipient in mail.recipients:
                replies.append(await client.execute_command(b"RCPT TO:<" + recipient.encode() + b">"))
            try:
                replies.append(await client.data(mail.content))
            except aiosmtplib.SMTPResponseException as error:
                self.replies.append(error.message)
                return error.code
        self.replies.append(replies[-1].message)
        return replies[-1].code

    def provider_answers(self, case: Case) -> None:
        self.relay.replies.update(case.provider or {})

    def sent(self) -> Sequence[str]:
        return [words(envelope.content) for envelope in self.relay.taken]


def words(content: Any) -> str:
    """The plain text of a mail, without what stands below each."""
    part = email.message_from_bytes(content, policy=default).get_body(("plain",))
    assert part is not None
    text: str = part.get_content()
    return text.replace("\r\n", "\n").split("\n\n-- \n")[0]


@contextlib.asynccontextmanager
async def mail_bench(
    *, budget: ReplyBudget | None = None, relayed: bool = True, **fields: Any
) -> AsyncIterator[MailBench]:
    clock, gateway = Time(), Gateway()
    async with scripted() as relay:
        carrier = SmtpRelay(Relay("127.0.0.1", relay.port, Encryption.NONE), FRONT) if relayed else None
        adapter = EmailAdapter(account(**fields), carrier, clock, lookup, budget)
        gateway.read = adapter.read
        server = adapter.server(gateway.keep)
        await server.start("127.0.0.1", 0)
        try:
            yield MailBench(adapter, server, relay, gateway, clock)
        finally:
            await server.stop(0.2)
