"""A customer's mail as his mail program makes it, and as it stands after the server in front of us has checked it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_string
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses, parseaddr
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

from wattline.demo import plan
from wattline.demo.devices.owners import Owner
from wattline.demo.rendering import words_in

if TYPE_CHECKING:
    from wattline.demo.inbox import InboxFile, InboxMessage

Words = dict[str, str]
KEPT_HEADERS = {
    "message_id": "Message-ID",
    "in_reply_to": "In-Reply-To",
    "references": "References",
    "to": "To",
    "cc": "Cc",
}
_LINES_KEPT = 998
"""Characters of a line in a mail, at most (RFC 5322 section 2.1.1)."""


@dataclass(frozen=True)
class Writer:
    """Whose mail program writes."""

    mailbox: str
    owner: Owner | None
    supplier: str
    """Our mailbox, for a mail that answers none."""
    front: str
    """Name of the server that checks the sender."""

    @property
    def words(self) -> Words:
        """Of the program's language."""
        found: Words = words_in("mail")[self.owner.language if self.owner else "en"]
        return found

    @property
    def name(self) -> str:
        """As the program writes it beside the address."""
        return (self.owner.name if self.owner else None) or ""

    @property
    def domain(self) -> str:
        """Of the mailbox."""
        return self.mailbox.rpartition("@")[2]


@dataclass(frozen=True)
class Posted:
    """A mail on its way."""

    sender: str
    """Of the envelope; empty for what no answer may be sent to."""
    recipients: tuple[str, ...]
    """Of the envelope: those of the supplier."""
    copies: tuple[str, ...]
    """Everybody else's mailboxes that it goes to."""
    subject: str
    text: str
    headers: dict[str, str]
    content: bytes
    written: bytes
    """The same without the lines of the server in front."""


def letter(
    writer: Writer, before: InboxMessage | None, subject: str | None, text: str, copies: tuple[str, ...] = ()
) -> EmailMessage:
    """A mail, or an answer to one with that quoted below; it goes to all whom that one went to."""
    mail = _begun(writer, before, subject or _reply_subject(writer, before))
    told = dict.fromkeys((*(others_of(before, writer.mailbox) if before else ()), *copies))
    if named := [address for address in told if address not in (str(mail["To"]), writer.mailbox)]:
        mail["Cc"] = ", ".join(named)
    mail.set_content(text if before is None else f"{text}\n\n{_quoted(writer, before)}", cte="quoted-printable")
    return mail


def others_of(before: InboxMessage, mailbox: str) -> tuple[str, ...]:
    """Who got a mail besides its writer and the owner of a mailbox."""
    named = getaddresses([before.headers.get("to", ""), before.headers.get("cc", "")])
    return tuple(address for _name, address in named if address and address.lower() != mailbox.lower())


def away_note(writer: Writer, before: InboxMessage) -> EmailMessage:
    """What a mail program answers while its owner is away (RFC 3834)."""
    mail = _begun(writer, before, writer.words["away_subject"].format(subject=before.subject))
    mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(writer.words["away"], cte="quoted-printable")
    return mail


def bounce(writer: Writer, before: InboxMessage) -> EmailMessage:
    """What a mail server says of a mailbox that is no more (RFC 3464)."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address("Mail Delivery System", "MAILER-DAEMON", writer.domain)
    _head(mail, writer, before.headers["return_path"], "Undelivered Mail Returned to Sender")
    mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(
        f"The mail system at {writer.domain} could not deliver your message.\n\n<{writer.mailbox}>: unknown\n"
    )
    mail.make_mixed()
    mail.set_type("multipart/report")
    mail.set_param("report-type", "delivery-status")
    fields = (
        f"Reporting-MTA: dns; {writer.domain}\r\n\r\nFinal-Recipient: rfc822; {writer.mailbox}\r\n"
        "Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\r\n"
    )
    mail.attach(_part("message/delivery-status", fields))
    returned = {"Message-ID": before.headers.get("message_id", ""), "To": writer.mailbox, "Subject": before.subject}
    mail.attach(_part("text/rfc822-headers", "".join(f"{name}: {value}\r\n" for name, value in returned.items())))
    return mail


def posted(writer: Writer, mail: EmailMessage, text: str, files: tuple[InboxFile, ...], *, passed: bool) -> Posted:
    """A mail with its files, as the server in front hands it on.

    Args:
        writer: Who sends it.
        mail: Without files.
        text: What the customer wrote himself.
        files: What goes with it.
        passed: Whether that server finds that it comes from the mailbox it names (DMARC).
    """
    for file in files:
        main, _slash, sub = file.media_type.partition("/")
        mail.add_attachment(file.content, main, sub, filename=file.name)
    automatic = "Auto-Submitted" in mail
    everybody = [address for _name, address in getaddresses([str(mail["To"]), str(mail.get("Cc", ""))]) if address]
    ours = tuple(address for address in everybody if address.rpartition("@")[2] == writer.supplier.rpartition("@")[2])
    written = mail.as_bytes()
    return Posted(
        sender="" if automatic else writer.mailbox,
        recipients=ours,
        copies=tuple(address for address in everybody if address not in ours),
        subject=str(mail["Subject"]),
        text=text,
        headers={name: str(mail[header]) for name, header in KEPT_HEADERS.items() if header in mail},
        content=_checked(writer, mail, passed=passed) + written,
        written=written,
    )


def _checked(writer: Writer, mail: EmailMessage, *, passed: bool) -> bytes:
    """The lines of the server in front (RFC 8601); it has removed such lines of others."""
    _name, author = parseaddr(str(mail["From"]))
    domain = author.rpartition("@")[2]
    now = format_datetime(datetime.now(UTC))
    results = f"dmarc={'pass' if passed else 'fail'} header.from={domain}"
    lines = (
        f"Authentication-Results: {writer.front}; {results}",
        f"Received: from mail.{domain} by {writer.front} with ESMTPS; {now}",
    )
    return "".join(f"{line}\r\n" for line in lines).encode()


def _begun(writer: Writer, before: InboxMessage | None, subject: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(writer.name, addr_spec=writer.mailbox)
    answer_to = before.headers.get("reply_to") or before.headers.get("from", "") if before else ""
    _name, recipient = parseaddr(answer_to)
    _head(mail, writer, recipient or writer.supplier, subject)
    if before is not None and (answered := before.headers.get("message_id")):
        mail["In-Reply-To"] = answered
        mail["References"] = " ".join(filter(None, (before.headers.get("references"), answered)))
    return mail


def _head(mail: EmailMessage, writer: Writer, recipient: str, subject: str) -> None:
    mail["To"] = recipient
    mail["Subject"] = subject
    mail["Date"] = format_datetime(datetime.now(_zone()))
    mail["Message-ID"] = f"<{uuid4()}@{writer.domain}>"
    mail["User-Agent"] = "Mozilla Thunderbird"


def _reply_subject(writer: Writer, before: InboxMessage | None) -> str:
    subject = (before.subject if before else None) or ""
    if before is None or subject.lower().startswith("re:"):
        return subject
    return writer.words["reply"].format(subject=subject)


def _quoted(writer: Writer, before: InboxMessage) -> str:
    """An earlier mail as Thunderbird quotes it: without its signature."""
    name, address = parseaddr(before.headers.get("from", ""))
    said = before.text.split("\n-- \n")[0].rstrip()
    lines = (f"> {line[:_LINES_KEPT]}".rstrip() for line in said.splitlines())
    above = writer.words["wrote"].format(day=before.sent_at.astimezone(_zone()), name=name or address)
    return "\n".join((above, *lines)) + "\n"


def _part(kind: str, text: str) -> EmailMessage:
    return message_from_string(f"Content-Type: {kind}\r\n\r\n{text}", policy=SMTP)


def _zone() -> ZoneInfo:
    return ZoneInfo(plan.supplier().time_zone)
