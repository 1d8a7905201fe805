"""A customer hands in what a meter shows: judged by its history, stored or sent back for a photo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from backend_api.consumption.seasons import profile_of
from backend_api.customers.rights import rights_of
from backend_api.documents import repository as documents
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.readings import repository
from backend_api.readings.errors import (
    MeterNumberDiffersError,
    NoMeterError,
    ReadingDuplicateError,
    ReadingImplausibleError,
    ReadingInFutureError,
    ReadingTooOldError,
    RegisterUnknownError,
)
from backend_api.readings.known import known_of
from backend_api.readings.models import MeterReading, ReadingReview
from backend_api.readings.plausibility import Taken, Verdict, judge
from backend_api.readings.registers import GAS, TOTAL, RegisterCode, unit_of
from backend_api.readings.schemas import ReadingOut, ReadingsTaken
from backend_api.security import Identity, Level
from backend_api.values import compact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.readings.metering import Metered
    from backend_api.readings.schemas import ReadingIn, RegisterValue
    from backend_api.service_points.models import ServicePoint

OLDEST = timedelta(days=366)
"""Readings of days further back are not taken: they are billed."""
HISTORY = timedelta(days=3 * 366)
"""How far back a reading is compared."""
GAS_FACTOR = Decimal("10.5")
"""kWh per m3 of the first gas reading of all, where nobody described the register: German high-calorific gas has 10 to
12 (own judgement); the bill uses the true one."""
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Judged:
    """A value of one counter beside its history."""

    code: RegisterCode
    value: Decimal
    verdict: Verdict
    kwh_per_unit: Decimal
    last_on: date | None
    replaces: MeterReading | None
    """The estimate of the same day."""


async def take(
    session: AsyncSession, identity: Identity, wanted: ReadingIn, *, now: datetime, today: date
) -> ReadingsTaken:
    """Store a reading, with a photo also one that is out of range.

    Raises:
        NotFoundError: The customer has no such point, or no such photo.
        ReadingImplausibleError: A value is out of range, and there is no photo.
        ReadingDuplicateError: A counter was read on that day already.
        ReadingInFutureError, ReadingTooOldError, RegisterUnknownError, MeterNumberDiffersError, NoMeterError: As named.
    """
    read_on = wanted.read_on or today
    point = await _point(session, identity, wanted)
    if read_on > today:
        raise ReadingInFutureError
    if read_on < today - OLDEST:
        raise ReadingTooOldError
    judged = await _judged(session, identity, point, wanted.values, read_on)
    photo = None
    if wanted.photo_document_id is not None:
        photo = await documents.find_own(session, identity, wanted.photo_document_id, needed=Level.CHANNEL)
        if photo is None:
            raise NotFoundError
    implausible = next((entry for entry in judged if entry.verdict.problem), None)
    tell = identity.level >= Level.VERIFIED
    if implausible and (photo is None or photo.state == "expected"):  # nothing of it has come in
        raise ReadingImplausibleError(implausible.code, implausible.verdict, unit_of(implausible.code), tell=tell)
    rows = [_row(entry, wanted, point, read_on, now) for entry in judged]
    if implausible:
        for row in rows:
            row.check_state = "to_check"
    if not await repository.add(session, *rows):
        raise ReadingDuplicateError
    if implausible:
        await repository.add(session, *(ReadingReview(reading_id=row.id, asked_at=now) for row in rows))
    else:
        await accepted(session, point, judged, read_on=read_on, source="customer", now=now)
    return _answer(point, rows, judged, tell=tell)


async def accepted(
    session: AsyncSession, point: ServicePoint, judged: Sequence[Judged], *, read_on: date, source: str, now: datetime
) -> None:
    """What follows from a reading that counts: requests are answered, events say so."""
    for request in await repository.open_requests(session, point.id):
        request.answered_on = read_on
    about = {"service_point_id": str(point.id), "read_on": read_on.isoformat(), "source": source}
    await emit(session, "reading_taken", customer_id=point.customer_id, about=about, at=now)
    change = change_percent(judged)
    if change is not None:
        unusual = {"service_point_id": str(point.id), "change_percent": change}
        await emit(session, "unusual_use", customer_id=point.customer_id, about=unusual, at=now)


def change_percent(judged: Sequence[Judged]) -> int | None:
    """By how many percent an unusual use differs from the expected one; None when nothing is unusual."""
    for entry in judged:
        used, expected = entry.verdict.used, entry.verdict.expected
        if entry.verdict.unusual and used is not None and expected:
            return int(((used - expected) / expected * 100).quantize(Decimal(1), ROUND_HALF_UP))
    return None


async def _point(session: AsyncSession, identity: Identity, wanted: ReadingIn) -> ServicePoint:
    point = await repository.find_point(session, identity, wanted.service_point_id, Level.CHANNEL)
    if point is None:
        raise NotFoundError
    if point.kind != "metering_point":
        raise NoMeterError
    if not (await rights_of(session, identity)).covers(point.id):
        raise NotFoundError
    if wanted.meter_number and point.meter_number and compact(wanted.meter_number) != compact(point.meter_number):
        raise MeterNumberDiffersError
    return point


async def _judged(
    session: AsyncSession, identity: Identity, point: ServicePoint, values: Sequence[RegisterValue], read_on: date
) -> list[Judged]:
    history = await repository.history(session, identity, point.id, read_on - HISTORY, needed=Level.CHANNEL)
    same_day = await repository.of_day(session, point.id, read_on)
    known = await known_of(session, point.id, profile_of(point.commodity))
    factors = {row.code: row.kwh_per_unit for row in await repository.registers(session, point.id)}
    codes = register_codes(point, list(factors), history)
    found = []
    for code, value in named_values(values, codes).items():
        estimate = _replaceable(same_day, code)
        of_code = [entry for entry in history if entry.register_code == code and entry is not estimate]
        found.append(_judge(code, value, read_on, of_code, (known[code], factors.get(code), estimate)))
    return found


async def highest_on(
    session: AsyncSession, identity: Identity, point: ServicePoint, read_on: date
) -> dict[RegisterCode, Decimal]:
    """The highest value of a day that needs no photo, by counter; nothing of one that too little is known of."""
    history = await repository.history(session, identity, point.id, read_on - HISTORY, needed=Level.VERIFIED)
    known = await known_of(session, point.id, profile_of(point.commodity))
    found = {}
    for code in {entry.register_code for entry in history}:
        of_code = [entry for entry in history if entry.register_code == code]
        verdict = judge(Taken(read_on, of_code[-1].value, unit_of(code)), of_code, known[code])
        if verdict.highest is not None:
            found[code] = verdict.highest
    return found


def register_codes(
    point: ServicePoint, described: list[RegisterCode], history: Sequence[MeterReading]
) -> list[RegisterCode]:
    """The counters of a meter: as described, else as it was read before, else the one that every meter has."""
    read = sorted({entry.register_code for entry in history})
    return sorted(described) or read or codes_of(point.commodity)


def codes_of(commodity: str) -> list[RegisterCode]:
    """The counter of a meter of which nothing else is known."""
    return [GAS if commodity == "gas" else TOTAL]


def named_values(values: Sequence[RegisterValue], codes: list[RegisterCode]) -> dict[RegisterCode, Decimal]:
    """Each value with its counter.

    Raises:
        RegisterUnknownError: They are not exactly the meter's counters.
    """
    only = codes[0] if len(codes) == 1 else None
    named = {entry.register_code or only: entry.value for entry in values}
    if set(named) != set(codes) or len(named) != len(values):
        raise RegisterUnknownError(codes)
    return {code: named[code] for code in codes}


def _replaceable(same_day: Sequence[MeterReading], code: RegisterCode) -> MeterReading | None:
    """The estimate of the same day; raises ReadingDuplicateError for any other reading of it."""
    found = next((entry for entry in same_day if entry.register_code == code), None)
    if found is not None and found.source != "estimated":
        raise ReadingDuplicateError
    return found


def _judge(
    code: RegisterCode,
    value: Decimal,
    read_on: date,
    history: list[MeterReading],
    known: tuple[Metered, Decimal | None, MeterReading | None],
) -> Judged:
    metered, factor, estimate = known
    unit = unit_of(code)
    before = [entry for entry in history if entry.source != "estimated" and entry.read_on < read_on]
    usual = factor or (history[-1].kwh_per_unit if history else (GAS_FACTOR if unit == "m3" else Decimal(1)))
    verdict = judge(Taken(read_on, value, unit), history, metered)
    return Judged(code, value, verdict, usual, before[-1].read_on if before else None, estimate)


def _row(entry: Judged, wanted: ReadingIn, point: ServicePoint, read_on: date, now: datetime) -> MeterReading:
    """A new row, or the estimate of the same day with what was really read."""
    unit = unit_of(entry.code)
    row = entry.replaces or MeterReading(
        service_point_id=point.id, read_on=read_on, register_code=entry.code, unit=unit
    )
    row.replaced_value = entry.replaces.value if entry.replaces else None
    row.value, row.kwh_per_unit, row.source = entry.value, entry.kwh_per_unit, "customer"
    row.photo_document_id, row.taken_at = wanted.photo_document_id, now
    return row


def _answer(
    point: ServicePoint, rows: Sequence[MeterReading], judged: Sequence[Judged], *, tell: bool
) -> ReadingsTaken:
    state = "to_check" if any(row.check_state == "to_check" for row in rows) else "accepted"
    used = [entry.verdict.used * entry.kwh_per_unit for entry in judged if entry.verdict.used is not None]
    known = tell and state == "accepted" and len(used) == len(judged)
    return ReadingsTaken(
        service_point_id=point.id,
        readings=[ReadingOut.model_validate(row) for row in rows],
        check_state=state,
        used=sum(used, Decimal()).quantize(_TENTH) if known else None,
        used_since_on=judged[0].last_on if known else None,
        unusual=next((entry.verdict.unusual for entry in judged if entry.verdict.unusual), None) if known else None,
        below_estimate=state == "accepted" and any(entry.verdict.below_estimate for entry in judged),
    )
