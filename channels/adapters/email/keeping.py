"""A mail as it is kept between its taking and its reading."""

import hashlib
from datetime import datetime

from channels.adapters.email.intake import CHANNEL, Author
from channels.contract import RawMessage
from channels.mail.envelope import Envelope


def as_raw(envelope: Envelope, author: Author | None) -> RawMessage:
    """A mail with what SMTP said of it, and with what came of its check.

    Args:
        envelope: The mail.
        author: Whom it is from; None where that was not asked.
    """
    digest = hashlib.blake2b(envelope.content, digest_size=20)
    digest.update("\0".join((envelope.sender, *envelope.recipients)).encode("utf-8", "surrogateescape"))
    told = {
        "peer": envelope.peer,
        "helo": envelope.helo,
        "sender": envelope.sender,
        "recipients": list(envelope.recipients),
        "encrypted": envelope.encrypted,
        "received_at": envelope.received_at.isoformat(),
        "author": None if author is None else [author.address, author.doubt],
    }
    sender = envelope.sender if author is None else author.address
    return RawMessage(CHANNEL, digest.hexdigest(), sender.lower(), envelope.content, told)


def from_raw(raw: RawMessage) -> tuple[Envelope, Author | None]:
    """The mail, and whom it is from if that was asked."""
    told = raw.context
    envelope = Envelope(
        peer=told["peer"],
        helo=told["helo"],
        sender=told["sender"],
        recipients=tuple(told["recipients"]),
        content=raw.content,
        encrypted=told["encrypted"],
        received_at=datetime.fromisoformat(told["received_at"]),
    )
    return envelope, None if told["author"] is None else Author(*told["author"])
