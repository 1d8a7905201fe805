"""The supplier as it presents itself, and when its people answer next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from backend_api.calendars import is_holiday
from backend_api.errors import NotFoundError
from backend_api.supplier import repository
from backend_api.supplier.schemas import Contact, Emergency, EmergencyNumber, Hours, SupplierOut

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.supplier.models import OpeningHours, Supplier, SupplierContact

_HOUR = timedelta(hours=1)
_DAYS_AHEAD = 15


@dataclass(frozen=True)
class Window:
    """A stretch of time, aware, in UTC."""

    from_at: datetime
    until_at: datetime


async def describe(session: AsyncSession) -> SupplierOut:
    """The supplier for anybody; raises NotFoundError before it was set up."""
    supplier = await load(session)
    return SupplierOut(
        name=supplier.name,
        website=supplier.website,
        time_zone=supplier.time_zone,
        contacts=[_contact(contact) for contact in _home_first(supplier)],
        countries=supplier.countries,
    )


async def load(session: AsyncSession) -> Supplier:
    """The supplier's record; raises NotFoundError before it was set up."""
    supplier = await repository.the_supplier(session)
    if supplier is None:
        raise NotFoundError
    return supplier


def grouped(hours: Sequence[OpeningHours]) -> list[Hours]:
    """Weekdays with the same hours in one entry, by their first day."""
    days: dict[tuple[time, time], list[int]] = {}
    for entry in sorted(hours, key=lambda entry: (entry.weekday, entry.opens)):
        days.setdefault((entry.opens, entry.closes), []).append(entry.weekday)
    return [
        Hours(days=weekdays, opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}")
        for (opens, closes), weekdays in days.items()
    ]


def next_opening_hour(
    supplier: Supplier, *, country: str | None, now: datetime, not_before: datetime | None = None
) -> Window:
    """The next hour, beginning on the hour, in which the people for a country answer; not on its holidays.

    Args:
        supplier: With its contacts and their hours.
        country: The customer's, ISO 3166; those at home answer where nobody else does.
        now: Aware.
        not_before: The earliest time that suits, if there is one; aware.

    Raises:
        NotFoundError: Nobody ever answers.
    """
    contacts = sorted(_home_first(supplier), key=lambda contact: contact.country != country)
    answering = next((contact for contact in contacts if contact.hours), None)
    if answering is None:
        raise NotFoundError
    zone = ZoneInfo(supplier.time_zone)
    soonest = _on_the_hour(now, not_before).astimezone(zone)
    for ahead in range(_DAYS_AHEAD):
        day = (soonest + timedelta(days=ahead)).date()
        for entry in sorted(answering.hours, key=lambda entry: entry.opens):
            if entry.weekday != day.isoweekday() or is_holiday(day, answering.country):
                continue
            start = max(datetime.combine(day, entry.opens, zone), soonest)
            if start.date() == day and start + _HOUR <= datetime.combine(day, entry.closes, zone):
                return Window(start.astimezone(UTC), (start + _HOUR).astimezone(UTC))
    raise NotFoundError


def _on_the_hour(now: datetime, not_before: datetime | None) -> datetime:
    """The first whole hour after now that is not before the earliest time that suits."""
    after_now = (now + _HOUR).replace(minute=0, second=0, microsecond=0)
    if not_before is None or not_before <= after_now:
        return after_now
    begun = not_before.replace(minute=0, second=0, microsecond=0)
    return begun if begun == not_before else begun + _HOUR


def _home_first(supplier: Supplier) -> list[SupplierContact]:
    order = {country: place for place, country in enumerate(supplier.countries)}
    return sorted(supplier.contacts, key=lambda contact: order.get(contact.country, len(order)))


def _contact(contact: SupplierContact) -> Contact:
    return Contact(
        country=contact.country,
        phone=contact.phone,
        email=contact.email,
        hours=grouped(contact.hours),
        emergency=Emergency(
            gas=EmergencyNumber(phone=contact.gas_emergency_phone),
            electricity=EmergencyNumber(phone=contact.electricity_emergency_phone),
            general=contact.general_emergency_phone,
        ),
    )
