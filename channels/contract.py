"""What a channel is to the gateway: messages in, messages out, and what the channel can show.

Knows no web framework, no database and no provider.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

JsonObject = dict[str, Any]


class DeliveryStatus(StrEnum):
    """What became of a message we sent."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a channel can show; the engine shapes its replies by it."""

    buttons: bool
    images: bool
    files: bool
    max_chars: int
    pulled: bool = False
    """The customer's side fetches stored messages; storing one is sending it."""

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
class OutboundMessage:
    """One message to send to an address."""

    id: str
    """Ours; travels to the provider as idempotency key where it takes one."""
    address: str = field(repr=False)
    subject: str | None = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SendResult:
    """The provider took the message."""

    provider_id: str
    status: DeliveryStatus = DeliveryStatus.SENT


@dataclass(frozen=True, slots=True)
class Button:
    """A choice as the customer's side sees it."""

    title: str
    payload: str

    def as_json(self) -> JsonObject:
        """As sent to the customer's side."""
        return {"title": self.title, "payload": self.payload}


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
