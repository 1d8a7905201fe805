"""What a mail says: the result of reading one, and why reading one can be refused.

Nothing here is proven: whether the sender is who the mail says is the verifier's finding, whether a message id is one
of ours the caller's.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from channels.contract import DeliveryStatus, InboundFile


class RefusalReason(StrEnum):
    """Why a mail is not read; the closed set."""

    TOO_LARGE = "too_large"
    HEADER_TOO_LARGE = "header_too_large"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_MANY_FILES = "too_many_files"
    TOO_DEEP = "too_deep"
    TEXT_TOO_LONG = "text_too_long"
    TOO_SLOW = "too_slow"
    UNREADABLE = "unreadable"


class MailRefusedError(Exception):
    """The mail is beyond what we take apart: to be parked, with a polite answer to a proven sender."""

    def __init__(self, reason: RefusalReason) -> None:
        """Keep the reason, which is safe to log."""
        super().__init__(reason.value)
        self.reason = reason


class MailKind(StrEnum):
    """What sort of mail it is; only an ordinary one is ever answered."""

    ORDINARY = "ordinary"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    LIST = "list"
    LOOP = "loop"


class KindReason(StrEnum):
    """What told the kind."""

    PERSON = "person"
    OUR_MARK = "our_mark"
    OUR_ADDRESS = "our_address"
    TOO_MANY_HOPS = "too_many_hops"
    DELIVERY_REPORT = "delivery_report"
    MAIL_SYSTEM = "mail_system"
    OTHER_REPORT = "other_report"
    AUTO_SUBMITTED = "auto_submitted"
    AUTO_HEADER = "auto_header"
    PRECEDENCE = "precedence"
    NULL_SENDER = "null_sender"
    AUTO_SUBJECT = "auto_subject"
    NO_REPLY_ADDRESS = "no_reply_address"
    LIST_HEADER = "list_header"


class LeftOutReason(StrEnum):
    """Why a part is not among the files."""

    SIGNATURE_PICTURE = "signature_picture"
    CRYPTOGRAPHIC_SIGNATURE = "cryptographic_signature"
    TNEF_UNREADABLE = "tnef_unreadable"
    ENCRYPTED = "encrypted"
    ELSEWHERE = "elsewhere"
    """The mail holds only a reference to it."""


NEVER_READABLE = frozenset([LeftOutReason.TNEF_UNREADABLE, LeftOutReason.ENCRYPTED, LeftOutReason.ELSEWHERE])
"""What the writer should be told about: it may be the very thing that was meant."""

ACTIONS = {
    "failed": DeliveryStatus.FAILED,
    "delayed": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "relayed": DeliveryStatus.SENT,
    "expanded": DeliveryStatus.SENT,
}
"""What became of a mail, by the action of RFC 3464 2.3.3, which knows no others."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part that came with the mail and is not handed on."""

    name: str = field(repr=False)
    reason: LeftOutReason


@dataclass(frozen=True, slots=True)
class NamedAddress:
    """An address with the name written before it; the name is anybody's claim."""

    address: str = field(repr=False)
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Thread:
    """What the mail claims to belong to; the caller looks each claim up."""

    message_id: str | None = field(default=None, repr=False)
    in_reply_to: tuple[str, ...] = field(default=(), repr=False)
    references: tuple[str, ...] = field(default=(), repr=False)
    """Oldest first, as in the header."""
    case_tokens: tuple[str, ...] = field(default=(), repr=False)
    """From the addresses of ours it was sent to; those of the envelope first."""


@dataclass(frozen=True, slots=True)
class ReportedRecipient:
    """What a delivery report says of one address."""

    address: str | None = field(repr=False)
    action: str | None
    """As RFC 3464 names it: failed, delayed, delivered, relayed, expanded."""
    status: str | None
    """Of RFC 3463: `5.1.1`."""

    @property
    def delivery_status(self) -> DeliveryStatus | None:
        """What became of our mail; None when the report does not say."""
        return None if self.action is None else ACTIONS[self.action]


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report."""

    recipients: tuple[ReportedRecipient, ...]
    original_message_id: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A calendar entry that came with the mail."""

    method: str
    """Of RFC 5546, in capitals: REQUEST, CANCEL, REPLY, PUBLISH."""
    summary: str | None = field(repr=False)
    starts_at: datetime | None
    """None also when its time zone is unknown."""
    ends_at: datetime | None
    location: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class MailContent:
    """One mail, read."""

    kind: MailKind
    reason: KindReason
    sender: NamedAddress | None
    """None unless there is exactly one From header with exactly one address."""
    reply_to: NamedAddress | None
    subject: str = field(repr=False)
    text: str = field(repr=False)
    """The writer's own words: without quotes, signature and disclaimer."""
    paragraphs: tuple[str, ...] = field(repr=False)
    """What to answer, one matter each; those of the forwarded mail when the writer added nothing."""
    forwarded: tuple[str, ...] = field(repr=False)
    """Mails passed on, each with its header lines; somebody else's words."""
    quoted: str = field(repr=False)
    """What was cut off as quotation."""
    files: tuple[InboundFile, ...]
    left_out: tuple[LeftOut, ...]
    cc: tuple[str, ...] = field(repr=False)
    """Others who got it, by its header; they are never written to."""
    invitation: Invitation | None
    bounce: Bounce | None
    thread: Thread
    sent_at: datetime | None
    """As the mail claims."""
    language: str | None
    """As the mail claims, in two letters: a hint."""

    @property
    def may_be_answered(self) -> bool:
        """Whether a person wrote it, and it is clear who; that the address is proven is another question."""
        return self.kind is MailKind.ORDINARY and self.sender is not None

    @property
    def unreadable(self) -> tuple[LeftOut, ...]:
        """What the writer should send again in another form."""
        return tuple(part for part in self.left_out if part.reason in NEVER_READABLE)
