"""Translates between our words and those of a telecom's CRM; nothing here knows a database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal
from uuid import UUID

import phonenumbers

from backend_api.crm.port import PostalAddress
from backend_api.customers.numbers import NO_NUMBER

if TYPE_CHECKING:
    from backend_api.customers.models import AddressKind, Branch, CustomerRole

type Of = Literal["subscriber", "reach"]

LANGUAGES = {"en": "ENG", "de": "DEU", "pl": "POL"}
COUNTRIES = {"DE": "DEU", "PL": "POL"}
ROLES: tuple[CustomerRole, ...] = ("private_customer", "company_reads", "company_orders", "company_approves")
"""In the order of ``auth_class``."""
MEDIA: dict[AddressKind, str] = {"phone": "TEL", "email": "MAIL"}

_BRANCHES: tuple[Branch, ...] = ("energy", "telecom")
_KINDS: tuple[Of, ...] = ("subscriber", "reach")
_PREFIX = 0x7E1EC0DE0000_8000_8000_0000_00000000
"""First bits of every id of ours that stands for one of theirs: version 8 of RFC 9562, for one's own layouts."""
_NUMBER_BITS = 32
_NOBODYS_NUMBER = -1


def our_id(branch: Branch, kind: Of, number: int) -> UUID:
    """Their number as an id of ours: the branch, the table and the number stand in it, so nothing has to be kept."""
    code = _BRANCHES.index(branch) << 1 | _KINDS.index(kind)
    return UUID(int=_PREFIX | code << _NUMBER_BITS | number)


def their_number(branch: Branch, kind: Of, our: UUID) -> int | None:
    """The number in an id of ours; None when the id stands for something else."""
    number = our.int & ((1 << _NUMBER_BITS) - 1)
    return number if our_id(branch, kind, number) == our else None


def account_no(customer_number: str) -> int:
    """Eight digits as a whole number; for no number one that nobody has (null would find those without a number)."""
    return _NOBODYS_NUMBER if customer_number == NO_NUMBER else int(customer_number)


def split_name(full_name: str, person_type: str) -> tuple[str | None, str]:
    """First name and family name of "Nowak, Maria"; a company has one name, with whatever commas."""
    family, comma, first = full_name.partition(", ")
    return (first, family) if comma and person_type == "P" else (None, full_name)


def join_name(first_name: str | None, name: str) -> str:
    """The other way round."""
    return f"{name}, {first_name}" if first_name else name


def their_phone(e164: str) -> str:
    """``+4915112001000`` as ``0049-15112001000``."""
    number = phonenumbers.parse(e164)
    return f"00{number.country_code}-{e164.removeprefix(f'+{number.country_code}')}"


def our_phone(target: str) -> str:
    """``0049-15112001000``, also with blanks and slashes, as ``+4915112001000``."""
    return "+" + "".join(sign for sign in target if sign.isdigit()).removeprefix("00")


def their_target(kind: AddressKind, value: str) -> str:
    """An address in their form; mail addresses are written small there."""
    return their_phone(value) if kind == "phone" else value.lower()


def our_value(kind: AddressKind, target: str) -> str:
    """An address in our form."""
    return our_phone(target) if kind == "phone" else target


def postal_of(street_line: str | None, zip_city: str | None) -> PostalAddress | None:
    """ "Domstr. 12a" and "50667 Köln" in their parts: the house number is the last word, the postcode the first."""
    if not street_line or not zip_city:
        return None
    street, _, house_number = street_line.rpartition(" ")
    postcode, _, city = zip_city.partition(" ")
    return PostalAddress(street or house_number, house_number if street else "", postcode, city)


def seconds(moment: datetime) -> int:
    """Unix seconds."""
    return int(moment.timestamp())


def moment_of(unix_seconds: int | None) -> datetime | None:
    """An aware time in UTC."""
    return None if unix_seconds is None else datetime.fromtimestamp(unix_seconds, UTC)
