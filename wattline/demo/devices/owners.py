"""Whose phone, mailbox and Telegram account is which: every persona has them, and so has somebody unknown."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from wattline.demo import personas

Channel = Literal["sms", "email", "telegram"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
_FIRST_ACCOUNT = 7_000_000_000
"""Account numbers of people who came to Telegram of late have ten digits; any number below 2**52 is possible."""
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Owner:
    """Somebody who has devices."""

    key: str
    name: str | None
    """None: a stranger, whom the pages name in the visitor's language."""
    language: str
    phone: str | None
    mailbox: str | None
    telegram: str

    def address(self, channel: Channel) -> str | None:
        """Of the device for a channel; None where there is none."""
        return {"sms": self.phone, "email": self.mailbox, "telegram": self.telegram}[channel]

    @property
    def addresses(self) -> dict[Channel, str]:
        """Of every device."""
        found = ((channel, self.address(channel)) for channel in CHANNELS)
        return {channel: address for channel, address in found if address}


def telegram_account(key: str) -> str:
    """The number of somebody's Telegram account, the same on every machine."""
    return str(_FIRST_ACCOUNT + int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) % 900_000_000)


# A number nobody has: see `identifiers`.
STRANGER = Owner(UNKNOWN, None, "en", "+491713920077", "somebody.unknown@post.example", telegram_account(UNKNOWN))


@lru_cache(maxsize=1)
def all_owners() -> tuple[Owner, ...]:
    """The personas in the order of the plan, then the stranger."""
    return (*(_owner(persona) for persona in personas.all_personas()), STRANGER)


def named(key: str) -> Owner | None:
    """The owner of that key, if there is one."""
    return next((owner for owner in all_owners() if owner.key == key), None)


def owner_of(channel: str, address: str) -> Owner | None:
    """Whose device it is; None for an address nobody here has."""
    return _by_address().get((channel, address.lower()))


def channel_of(address: str) -> Channel:
    """Of which channel an address is."""
    if "@" in address:
        return "email"
    return "sms" if address.startswith("+") else "telegram"


@lru_cache(maxsize=1)
def _by_address() -> dict[tuple[str, str], Owner]:
    return {(channel, address.lower()): owner for owner in all_owners() for channel, address in owner.addresses.items()}


def _owner(persona: personas.Persona) -> Owner:
    phone = next((address for address in persona.addresses if address.startswith("+")), None)
    mailbox = next((address for address in persona.addresses if "@" in address), None)
    return Owner(persona.key, persona.name, persona.language, phone, mailbox, telegram_account(persona.key))
