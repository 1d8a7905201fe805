"""What the pages of the inbox show: devices with their owners, and messages with what to do about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parseaddr
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wattline.demo import plan
from wattline.demo.devices.owners import STRANGER, Channel, Owner, all_owners, owner_of
from wattline.demo.devices.written_mail import others_of
from wattline.demo.inbox import InboxMessage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from wattline.demo.personas import Persona

ACCEPTED = frozenset({200, 204, 250})
"""Answers that mean: the gateway has it."""
EXCERPT = 90
"""Characters of a message in a list."""
_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_CHOICE = re.compile(r"^(\d{1,2})\. (\S.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Choice:
    """A numbered line of a text message."""

    number: str
    title: str


@dataclass(frozen=True)
class Shown:
    """A message as a page shows it."""

    message: InboxMessage
    changed_to: str | None = None
    """What its writer made of it later."""

    @property
    def text(self) -> str:
        """As it stands now."""
        return self.message.text if self.changed_to is None else self.changed_to

    @property
    def writer(self) -> str:
        """Of a mail, as its header names him."""
        name, address = parseaddr(self.message.headers.get("from", ""))
        return name or address

    @property
    def answers_to(self) -> str:
        """Where an answer to a mail that arrived goes; empty for one that was written here."""
        headers = self.message.headers
        return "" if self.message.written else parseaddr(headers.get("reply_to") or headers.get("from", ""))[1]

    @property
    def others(self) -> tuple[str, ...]:
        """Who else got a mail; an answer goes to them too."""
        return others_of(self.message, self.message.address)

    @property
    def code(self) -> str | None:
        """A one-time code in it."""
        found = None if self.message.written else _CODE.search(self.text)
        return found.group() if found else None

    @property
    def excerpt(self) -> str:
        """Its beginning, in one line."""
        words = " ".join(self.text.split()) or ", ".join(file.name for file in self.message.files)
        return words if len(words) <= EXCERPT else words[:EXCERPT].rstrip() + "…"

    @property
    def failed(self) -> bool:
        """Whether the gateway did not take it."""
        return self.message.status is not None and self.message.status not in ACCEPTED

    @property
    def choices(self) -> list[Choice]:
        """Its numbered lines."""
        return [Choice(number, title) for number, title in _CHOICE.findall(self.text)]

    @property
    def clock(self) -> str:
        """Local time of day."""
        return f"{self._local:%H:%M}"

    @property
    def day(self) -> str:
        """Local date, ISO."""
        return self._local.date().isoformat()

    @property
    def _local(self) -> datetime:
        return self.message.sent_at.astimezone(ZoneInfo(plan.supplier().time_zone))


@dataclass(frozen=True)
class Device:
    """A phone, a mailbox or a Telegram account, with its latest message."""

    channel: Channel
    address: str
    latest: Shown | None = None


@dataclass(frozen=True)
class OwnerCard:
    """Somebody with the devices one can pick up."""

    owner: Owner
    devices: list[Device]

    @property
    def newest(self) -> int:
        """Number of the latest message on any of them; 0 for none."""
        return max((device.latest.message.number for device in self.devices if device.latest), default=0)


@dataclass(frozen=True)
class Arrival:
    """A message that came to somebody, for the list of the newest."""

    shown: Shown
    owner: Owner | None


def shown(messages: Sequence[InboxMessage]) -> list[Shown]:
    """A conversation, its changed messages as they stand now; the changes themselves are not shown."""
    changes = {message.refers_to: message.text for message in messages if message.kind == "edit"}
    return [Shown(message, changes.get(message.id)) for message in messages if message.kind != "edit"]


def arrivals(messages: Sequence[InboxMessage]) -> list[Arrival]:
    """The newest messages, each with whom it came to."""
    return [Arrival(Shown(message), owner_of(message.channel, message.address)) for message in messages]


def owner_cards(latest: Sequence[InboxMessage], signed_in: Persona | None) -> list[OwnerCard]:
    """Everybody: who is signed in, then the stranger, then who has news, then the others in the order of the plan."""
    newest = {(message.channel, message.address.lower()): message for message in latest}
    cards = [_card(owner, newest) for owner in all_owners()]
    known = signed_in.key if signed_in else None

    def place(card: OwnerCard) -> tuple[bool, bool, int]:
        return card.owner.key != known, card.owner is not STRANGER, -card.newest

    return sorted(cards, key=place)


def asks_phone(chat: Sequence[InboxMessage]) -> str | None:
    """Title of the key that shares the own phone number, while it stands in the keyboard's place."""
    for message in reversed(chat):
        if message.kind == "contact":
            return None
        if title := next((button.title for button in message.buttons if button.payload is None), None):
            return title
    return None


def devices_of(owner: Owner) -> list[Device]:
    """Somebody's devices."""
    return [Device(channel, address) for channel, address in owner.addresses.items()]


def _card(owner: Owner, newest: dict[tuple[str, str], InboxMessage]) -> OwnerCard:
    found = ((device, newest.get((device.channel, device.address.lower()))) for device in devices_of(owner))
    return OwnerCard(owner, [Device(one.channel, one.address, Shown(new) if new else None) for one, new in found])
