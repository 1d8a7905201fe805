"""What the demo's three billing systems hold: each point belongs to one of them, and two points carry no id at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Literal
from zlib import crc32

from backend_api.consumption.seasons import profile_of
from backend_api.consumption.segments import Segment, months, usage
from backend_api.readings.metering import Metered, segments_of
from wattline.demo import identifiers
from wattline.demo.calendar import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backend_api.customers.models import Customer
    from wattline.demo.bills import Bill
    from wattline.demo.points import PointRows

SystemName = Literal["meridian", "kontor", "odczyt"]

_BAKERY = "Bäckerei Morgenrot GmbH"
_BAKERY_IN_KONTOR = {"Ofenhalle Gas", "Filiale Neuss", "Filiale Aachen", "Filiale Leverkusen", "Filiale Wuppertal"}
_BAKERY_IN_ODCZYT = {"Filiale Essen", "Kühllager"}
"""The rest of its fourteen points is in Meridian."""


@dataclass(frozen=True)
class BilledParty:
    """Whom a system bills."""

    name: str
    country: str
    tax_id: str | None = None
    personal_id: str | None = None


@dataclass(frozen=True)
class BilledPoint:
    """A point as a billing system is going to hold it, in our units."""

    party: BilledParty
    commodity: str
    identifier: str
    name: str
    street: str
    house_number: str
    postcode: str
    city: str
    country: str
    tariff: str
    contract_number: str
    meter_number: str | None = None
    melo_id: str | None = None
    grid_operator: str | None = None
    months: dict[date, Decimal] = field(default_factory=dict)
    """kWh or GB by the first of the month; whole months only."""
    open_amounts: tuple[Decimal, ...] = ()
    """Of each invoice that is not settled."""
    currency: str = "EUR"

    @property
    def unit(self) -> str:
        """``GB`` for a line."""
        return "GB" if self.commodity in ("fibre", "mobile") else "kWh"


def billed_points(customers: Iterable[Customer], points: Iterable[PointRows]) -> dict[SystemName, list[BilledPoint]]:
    """Every point that is supplied, by the system that bills it; and the two that only look like the bakery's."""
    owners = {customer.id: customer for customer in customers}
    found: dict[SystemName, list[BilledPoint]] = {"meridian": [], "kontor": [], "odczyt": []}
    for rows in points:
        owner = owners[rows.point.customer_id]
        if owner.customer_number is not None and rows.point.state == "active":
            found[_system(owner, rows)].append(_billed(owner, rows))
    for system, point in lookalikes():
        found[system].append(point)
    return found


def lookalikes() -> list[tuple[SystemName, BilledPoint]]:
    """Points of parties without a tax id whose name is like the bakery's: for staff to decide on."""
    random = Random("lookalikes")  # noqa: S311 - a demo, not a secret
    places: tuple[tuple[SystemName, str, str, str, str, str, str], ...] = (
        ("kontor", "Bäckerei Morgenrot", "Filiale Mülheim", "Wallstraße", "12", "51063", "Köln"),
        ("odczyt", "Baeckerei Morgenrot Inh. Peters", "Café", "Industriestraße", "40", "50735", "Köln"),
    )
    return [
        (
            system,
            BilledPoint(
                party=BilledParty(name, "DE"),
                commodity="electricity",
                identifier=identifiers.malo_id(random),
                name=place,
                street=street,
                house_number=house_number,
                postcode=postcode,
                city=city,
                country="DE",
                tariff="Zorza Gewerbe Strom 24",
                contract_number=f"V-{random.randint(900_000, 999_999)}",
                meter_number=identifiers.meter_number(random, "DE"),
                grid_operator=f"Stadtnetz {city}",
            ),
        )
        for system, name, place, street, house_number, postcode, city in places
    ]


def _system(owner: Customer, rows: PointRows) -> SystemName:
    point = rows.point
    if point.commodity in ("fibre", "mobile"):
        return "meridian"
    if owner.country == "PL":
        return "odczyt"
    if owner.name == _BAKERY:
        return (
            "kontor" if point.name in _BAKERY_IN_KONTOR else "odczyt" if point.name in _BAKERY_IN_ODCZYT else "meridian"
        )
    return "kontor" if crc32(str(point.id).encode()) % 2 else "meridian"


def _billed(owner: Customer, rows: PointRows) -> BilledPoint:
    point, contract = rows.point, rows.contracts[-1]
    name = f"{owner.first_name} {owner.name}" if owner.first_name else owner.name
    return BilledPoint(
        party=BilledParty(name, owner.country, owner.tax_id, owner.personal_id),
        commodity=point.commodity,
        identifier=point.identifier,
        name=point.name,
        street=point.street,
        house_number=point.house_number,
        postcode=point.postcode,
        city=point.city,
        country=point.country,
        tariff=contract.product_name,
        contract_number=contract.number,
        meter_number=point.meter_number,
        melo_id=point.melo_ids[0] if point.melo_ids else None,
        grid_operator=point.grid_operator,
        months=_months(rows),
        open_amounts=tuple(amount for amount in map(_open, rows.bills) if amount),
        currency=owner.currency,
    )


def _months(rows: PointRows) -> dict[date, Decimal]:
    """Whole calendar months, worked out as the backend does it."""
    profile = profile_of(rows.point.commodity)
    segments = segments_of(rows.readings, Metered(rows.exchanged, profile=profile))
    segments += [Segment(used.month_on, used.counted_until_on + DAY, used.data_gb, "measured") for used in rows.usages]
    if not segments:
        return {}
    found = {}
    for month in months(segments[0].from_on, segments[-1].until_on - DAY):
        used = usage(segments, month.from_on, month.to_on)
        following = month.to_on + DAY
        if month.from_on.day == 1 and following.day == 1 and used.covered_until_on == month.to_on:
            found[month.from_on] = used.amount
    return found


def _open(bill: Bill) -> Decimal:
    return bill.invoice.total_amount - sum((payment.amount for payment in bill.payments), Decimal(0))
