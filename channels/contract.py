"""What a channel is to the gateway: what comes in, what goes out, what became of it, and what the channel can show.

Knows no web framework, no database and no provider.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

JsonObject = dict[str, Any]
type ShowTyping = Callable[[str], Coroutine[None, None, None]]
"""Shows at an address that an answer is being written."""
type DeepLink = Callable[[str], str]
"""Makes the address that opens a channel with a one-time token."""

ASK_PHONE = "ask_phone"
"""In a message's data: the title of a button with which the customer shares the own phone number.

It takes the keyboard's place, so it shows only on a message without buttons.
"""


class DeliveryStatus(StrEnum):
    """What became of a message we sent."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


class InboundKind(StrEnum):
    """What a customer did on a channel."""

    MESSAGE = "message"
    STARTED = "started"
    CONTACT = "contact"
    STOP = "stop"
    START = "start"
    HELP = "help"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a channel can show; the engine shapes its replies by it."""

    buttons: bool
    images: bool
    files: bool
    max_chars: int
    pulled: bool = False
    """The customer's side fetches stored messages; storing one is sending it."""
    receives: bool = True
    """Customers can answer; false for a text message's sender that is a name."""
    joined: bool = False
    """All messages of an answer go out as one, as in a mail."""
    introduces: bool = False
    """Every message says by itself that a machine wrote it, as the foot of a mail does."""
    late_notice: bool = True
    """Somebody waits in front of it and is told when an answer takes longer."""

    def for_engine(self) -> JsonObject:
        """The part the engine is told."""
        return {"buttons": self.buttons, "images": self.images, "files": self.files, "max_chars": self.max_chars}


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message from a customer, as an adapter hands it over."""

    id: str
    """The provider's id, or the one the customer's page made; the same again is the same message."""
    text: str | None = field(default=None, repr=False)
    payload: str | None = field(default=None, repr=False)
    """Token of a button we sent."""
    attachment_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InboundFile:
    """A file that came with a message."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Received:
    """One thing a provider delivered, translated; the same (account, id) again is the same thing."""

    channel: str
    account: str
    """Our number, bot name or mailbox."""
    id: str
    """The provider's."""
    kind: InboundKind
    address: str = field(repr=False)
    """Whom to answer: E.164, chat id, mailbox."""
    text: str | None = field(default=None, repr=False)
    choice: str | None = None
    """Token of a pressed button, or the bare number typed on a channel without buttons."""
    files: tuple[InboundFile, ...] = ()
    proves_address: bool = True
    """Signature or DMARC says that it really comes from there; level `channel` at most."""
    language: str | None = None
    """What the client says it speaks, a hint."""
    data: JsonObject = field(default_factory=dict, repr=False)
    """Deep-link token, shared contact, message ids for threading and the like."""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What became of something we sent."""

    channel: str
    provider_id: str
    status: DeliveryStatus
    code: str | None = None
    """Stable failure code."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that is nobody's question: taken, and never answered."""

    reason: str
    """Stable, safe to log."""


type Arrival = Received | StatusReport | SetAside


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One thing as a provider handed it over: known to come from there, and not read yet."""

    channel: str
    key: str = field(repr=False)
    """The same when the same thing is handed over again; unique within the channel."""
    sender: str = field(repr=False)
    """What comes from one sender is read in its order; empty where nobody has to wait for it."""
    content: bytes = field(repr=False)
    context: JsonObject = field(default_factory=dict, repr=False)
    """What was told beside the content: an SMTP envelope, what kind of call it was."""


@dataclass(frozen=True, slots=True)
class Button:
    """A choice as the customer's side sees it."""

    title: str
    payload: str

    def as_json(self) -> JsonObject:
        """As sent to the customer's side."""
        return {"title": self.title, "payload": self.payload}


@dataclass(frozen=True, slots=True)
class OutboundFile:
    """A file that goes with a message."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    alt: str
    """What it shows, in words."""


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """One message to send to an address."""

    id: str
    """Ours; travels to the provider as idempotency key where it takes one."""
    address: str = field(repr=False)
    subject: str | None = field(repr=False)
    text: str = field(repr=False)
    buttons: tuple[Button, ...] = ()
    files: tuple[OutboundFile, ...] = ()
    data: JsonObject = field(default_factory=dict, repr=False)
    """Threading headers, list headers."""


@dataclass(frozen=True, slots=True)
class SendResult:
    """The provider took the message."""

    provider_id: str
    status: DeliveryStatus = DeliveryStatus.SENT
    notes: tuple[str, ...] = ()
    """Stable codes of what the channel had to leave out or show otherwise."""


class Adapter(Protocol):
    """A channel: translates between a provider and the contract, nothing else."""

    name: str
    abilities: Abilities

    @property
    def ready(self) -> bool:
        """Whether a provider's client is there to send with."""
        ...

    async def send(self, message: OutboundMessage) -> SendResult:
        """Hand a message to the provider.

        Raises:
            ChannelError: It was not taken; the error says whether trying again makes sense.
        """
        ...


class Keep(Protocol):
    """Takes what a provider hands over; given to every channel."""

    async def __call__(self, raw: RawMessage) -> None:
        """Stored durably when it returns; raises when it could not be stored."""
        ...


class Read(Protocol):
    """A channel's reading of what it was handed over; called after the provider was told that it arrived."""

    async def __call__(self, raw: RawMessage) -> Arrival:
        """What it is.

        Raises:
            UnreadableError: It is not what the provider promises to send, and never will be.
            ChannelError: It cannot be read now: what belongs to it cannot be fetched.
        """
        ...


class ProviderClient(Protocol):
    """How a sending adapter reaches its provider; the demo passes one that writes into its inbox."""

    async def send(self, to: str, *, subject: str | None, text: str) -> str:
        """Send one message.

        Returns:
            The provider's id of the message.
        """
        ...


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...
