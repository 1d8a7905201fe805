"""A mail as a mailbox keeps it, ours or a customer's: read out of its bytes, as any mail program would."""

from __future__ import annotations

import email
import re
from datetime import UTC, datetime
from email import policy
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import html as lxml_html

from wattline.demo.inbox import InboxButton, InboxFile, InboxMessage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

KEPT_HEADERS = {
    "message_id": "Message-ID",
    "in_reply_to": "In-Reply-To",
    "references": "References",
    "reply_to": "Reply-To",
    "from": "From",
    "to": "To",
    "cc": "Cc",
    "auto_submitted": "Auto-Submitted",
    "unsubscribe": "List-Unsubscribe",
}
_UNNAMED = "attachment"


def read(recipient: str, return_path: str, content: bytes) -> InboxMessage:
    """Read a mail.

    Args:
        recipient: Of the envelope: whose mailbox it is for.
        return_path: Sender of the envelope, where a bounce would go; empty for none, and for a customer's mail.
        content: The mail itself.
    """
    mail = email.message_from_bytes(content, policy=policy.default)
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    layout = None if html is None else str(html.get_content())
    shown = (part for part in (plain, html) if part is not None)
    headers = {name: _one_line(mail.get(header)) for name, header in KEPT_HEADERS.items()}
    headers["return_path"] = return_path
    return InboxMessage(
        address=recipient,
        channel="email",
        subject=_one_line(mail.get("Subject")),
        text="" if plain is None else str(plain.get_content()).replace("\r\n", "\n").rstrip("\n"),
        sent_at=datetime.now(UTC),
        html=layout,
        buttons=tuple(_answers(layout)) if layout else (),
        files=tuple(_files(mail, set(map(id, shown)))),
        headers={name: value for name, value in headers.items() if value},
    )


def _one_line(value: object) -> str:
    return " ".join(re.sub(r"\s+", " ", str(value or "")).split())


def _files(mail: EmailMessage, shown: set[int]) -> Iterator[InboxFile]:
    for part in mail.walk():
        if part.is_multipart() or id(part) in shown:
            continue
        content = part.get_payload(decode=True)
        cid = str(part.get("Content-ID", "")).strip("<> ") or None
        if isinstance(content, bytes):
            yield InboxFile(part.get_filename() or _UNNAMED, part.get_content_type(), content, cid=cid)


def _answers(layout: str) -> Iterator[InboxButton]:
    """Links that prepare an answer: what they show, and what they write."""
    seen: set[str] = set()
    for link in lxml_html.document_fromstring(layout).iter("a"):
        written = answer_in(str(link.get("href", "")))
        title = " ".join(link.text_content().split())
        if written is not None and written not in seen:
            seen.add(written)
            yield InboxButton(title, written)


def answer_in(url: str) -> str | None:
    """The text that a `mailto:` link prepares; None when it prepares none."""
    parts = urlsplit(url)
    bodies = parse_qs(parts.query).get("body") if parts.scheme == "mailto" else None
    return bodies[0] if bodies else None


def address_in(url: str) -> str:
    """Whom a `mailto:` link writes to."""
    return unquote(urlsplit(url).path)
