"""Whose a record is and which point it is: by ids only. Names and addresses lead to a review list, never to a match."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from stdnum.de import idnr
from stdnum.pl import pesel

from backend_api.billing_systems.port import OwnerId
from backend_api.values import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backend_api.billing_systems.port import PointRecord

ALIKE = 80
"""A company's name from here on is worth a look, 0 to 100."""
ALIKE_AT_ADDRESS = 60
"""The same at an address that the customer has; a person's name never suffices without one."""

_LEGAL_FORMS = {"gmbh", "ag", "kg", "ohg", "ug", "ek", "co", "mbh", "sp", "zoo", "oo", "sa", "sc", "spolka"}
_FOLDED = str.maketrans(
    {"ß": "ss", "ł": "l", "Ł": "l", "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"}
)


class Place(Protocol):
    """What has an address."""

    @property
    def street(self) -> str:
        """Without the house number."""

    @property
    def house_number(self) -> str:
        """With letter and flat."""

    @property
    def postcode(self) -> str:
        """As written in its country."""


@dataclass(frozen=True)
class KnownPoint:
    """One of the customer's points in our books, as far as matching needs it."""

    id: UUID
    scheme: str
    identifier: str
    commodity: str
    meter_number: str | None
    street: str
    house_number: str
    postcode: str


def owner_ids(tax_id: str | None, personal_id: str | None, country: str) -> tuple[OwnerId, ...]:
    """The ids by which a customer's points are found.

    Eleven digits that are valid both as PESEL and as Steuer-IdNr are taken for that of the customer's country.
    """
    found = [] if tax_id is None else [OwnerId("tax_id", tax_id)]
    if personal_id is not None:
        polish = pesel.is_valid(personal_id) and (country == "PL" or not idnr.is_valid(personal_id))
        found.append(OwnerId("pesel" if polish else "idnr", personal_id))
    return tuple(found)


def same_point(record: PointRecord, known: Iterable[KnownPoint]) -> KnownPoint | None:
    """The point in our books that the record is about.

    By MaLo-ID, PPE code or line number; by the meter's number only where the system has none of these, because two
    market locations may share a meter.
    """
    if record.identifier is not None:
        wanted = (record.scheme, record.identifier)
        return next((point for point in known if (point.scheme, point.identifier) == wanted), None)
    meter = compact(record.meter_number or "")
    fitting = [
        point for point in known if point.commodity == record.commodity and compact(point.meter_number or "") == meter
    ]
    return fitting[0] if len(fitting) == 1 else None


def telling_word(name: str) -> str | None:
    """The longest word of a name as written, legal forms aside; none when all are shorter than four letters."""
    words = [word for word in re.split(r"[^\w-]+", name) if fold(word) not in _LEGAL_FORMS and len(word) >= 4]
    return max(words, key=len, default=None)


def likeness(name: str, other: str) -> int:
    """How much two names are alike, 0 to 100; accents, legal forms and the order of words do not matter."""
    first, second = _telling(name), _telling(other)
    return round(100 * SequenceMatcher(None, first, second, autojunk=False).ratio()) if first and second else 0


def has_address(place: Place, points: Sequence[Place]) -> bool:
    """Whether one of the points stands there."""
    return _address(place) in {_address(point) for point in points}


def worth_a_look(alike: int, *, same_address: bool, company: bool) -> bool:
    """Whether staff should decide on a point without an id."""
    return alike >= ALIKE_AT_ADDRESS if same_address else company and alike >= ALIKE


def fold(text: str) -> str:
    """Small letters and digits without accents, words parted by one blank."""
    plain = unicodedata.normalize("NFKD", text.translate(_FOLDED))
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()
    return " ".join(re.findall(r"[a-z0-9]+", kept))


def _telling(name: str) -> str:
    return " ".join(sorted(word for word in fold(name).split() if word not in _LEGAL_FORMS and len(word) > 1))


def _address(place: Place) -> tuple[str, str, str]:
    street = re.sub(r"(strasse|str)$", "str", fold(place.street))
    street = re.sub(r"^(ul|ulica|al|os) ", "", street)
    return street, fold(place.house_number), fold(place.postcode)
