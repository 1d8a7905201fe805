"""What systems tell: readings measured or estimated, exchanged meters; and asking customers for a reading in time."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from backend_api.consumption.seasons import profile_of
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.readings import repository
from backend_api.readings.errors import NoMeterError, ReadingDuplicateError, ReadingInFutureError, ReadingTooOldError
from backend_api.readings.known import known_of
from backend_api.readings.models import MeterExchange, MeterReading, ReadingRequest
from backend_api.readings.plausibility import Taken, judge
from backend_api.readings.registers import GAS, RegisterCode, unit_of
from backend_api.readings.schemas import DueOut, MeterExchangeOut, ReadingOut, ReadingsTaken
from backend_api.readings.taking import GAS_FACTOR, HISTORY, Judged, accepted, named_values, register_codes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.readings.schemas import ExchangeIn, ReadingToldIn, RegisterValue
    from backend_api.service_points.models import ServicePoint

READ_EVERY = timedelta(days=365)
"""A year after the last reading the next one is due: supplies are billed at least once in twelve months (section 40b
EnWG, read 2026-11)."""
ASK_BEFORE = timedelta(days=14)
"""Customers are asked so long before."""
OLDEST = timedelta(days=10 * 366)
"""A system may tell what is as old as this."""
_BATCH = 500


async def tell(session: AsyncSession, told: ReadingToldIn, *, now: datetime, today: date) -> ReadingsTaken:
    """Store what a system read or estimated; a real reading takes the place of an estimate of the same day.

    Raises:
        NotFoundError: There is no such point.
        ReadingDuplicateError: The counter was read on that day already.
        ReadingInFutureError, ReadingTooOldError: The day is not there yet, or ten years ago.
        RegisterUnknownError, NoMeterError: As named.
    """
    point = await _point(session, told.service_point_id)
    if told.read_on > today:
        raise ReadingInFutureError
    if told.read_on < today - OLDEST:
        raise ReadingTooOldError
    judged = await _judged(session, point, told.values, told.read_on, replace=told.source == "measured")
    rows = [_row(entry, point, told) for entry in judged]
    if not await repository.add(session, *rows):
        raise ReadingDuplicateError
    if told.source == "measured":
        await accepted(session, point, judged, read_on=told.read_on, source=told.source, now=now)
    else:
        about = {"service_point_id": str(point.id), "read_on": told.read_on.isoformat()}
        await emit(session, "reading_estimated", customer_id=point.customer_id, about=about, at=now)
    return ReadingsTaken(
        service_point_id=point.id,
        readings=[ReadingOut.model_validate(row) for row in rows],
        check_state="accepted",
        used=None,
        used_since_on=None,
        unusual=next((entry.verdict.unusual for entry in judged if entry.verdict.unusual), None),
        below_estimate=any(entry.verdict.below_estimate for entry in judged),
    )


async def exchange(session: AsyncSession, told: ExchangeIn, *, now: datetime, today: date) -> MeterExchangeOut:
    """Write down an exchanged meter and give the point its new number.

    Raises:
        NotFoundError: There is no such point.
        ReadingDuplicateError: The exchange is there already.
        ReadingInFutureError: The day is not there yet.
        RegisterUnknownError, NoMeterError: As named.
    """
    point = await _point(session, told.service_point_id)
    if told.exchanged_on > today:
        raise ReadingInFutureError
    codes = await _codes(session, point)
    row = MeterExchange(
        service_point_id=point.id,
        register_code=told.register_code or codes[0],
        exchanged_on=told.exchanged_on,
        old_meter_number=point.meter_number if point.meter_number != told.new_meter_number else None,
        new_meter_number=told.new_meter_number,
        old_final_value=told.old_final_value,
        new_start_value=told.new_start_value,
    )
    if not await repository.add(session, row):
        raise ReadingDuplicateError
    first_counter = point.meter_number != told.new_meter_number
    point.meter_number = told.new_meter_number
    if first_counter:
        about = {
            "service_point_id": str(point.id),
            "exchanged_on": told.exchanged_on.isoformat(),
            "meter_number": told.new_meter_number,
        }
        await emit(session, "meter_changed", customer_id=point.customer_id, about=about, at=now)
    return MeterExchangeOut.model_validate(row)


async def ask_for_readings(session: AsyncSession, *, after: UUID | None, now: datetime, today: date) -> DueOut:
    """Emit ``reading_due`` for points whose yearly reading is due soon; once per point and due day.

    Points that are read more often than once a year never come up.
    """
    found = await repository.points_without_request(session, after=after or UUID(int=0), limit=_BATCH)
    asked = 0
    for point, last_on in found:
        if last_on is None or last_on + READ_EVERY - ASK_BEFORE > today:
            continue
        due_on = max(last_on + READ_EVERY, today)
        if await repository.add(session, ReadingRequest(service_point_id=point.id, due_on=due_on, asked_at=now)):
            about = {"service_point_id": str(point.id), "due_on": due_on.isoformat()}
            await emit(session, "reading_due", customer_id=point.customer_id, about=about, at=now)
            asked += 1
    return DueOut(asked=asked, next_after=found[-1][0].id if len(found) == _BATCH else None)


async def _point(session: AsyncSession, point_id: UUID) -> ServicePoint:
    point = await repository.point_of(session, point_id)
    if point is None:
        raise NotFoundError
    if point.kind != "metering_point":
        raise NoMeterError
    return point


async def _codes(session: AsyncSession, point: ServicePoint) -> list[RegisterCode]:
    described = [row.code for row in await repository.registers(session, point.id)]
    return register_codes(point, described, await repository.latest_per_register(session, point.id))


async def _judged(
    session: AsyncSession, point: ServicePoint, values: Sequence[RegisterValue], read_on: date, *, replace: bool
) -> list[Judged]:
    history = await repository.history_of(session, point.id, read_on - HISTORY)
    same_day = {row.register_code: row for row in await repository.of_day(session, point.id, read_on)}
    known = await known_of(session, point.id, profile_of(point.commodity))
    factors = {row.code: row.kwh_per_unit for row in await repository.registers(session, point.id)}
    found = []
    for code, value in named_values(values, await _codes(session, point)).items():
        there = same_day.get(code)
        if there is not None and not (replace and there.source == "estimated"):
            raise ReadingDuplicateError
        of_code = [row for row in history if row.register_code == code and row is not there]
        usual = factors.get(code) or (of_code[-1].kwh_per_unit if of_code else None) or _usual(code)
        verdict = judge(Taken(read_on, value, unit_of(code)), of_code, known[code])
        found.append(Judged(code, value, verdict, usual, None, there))
    return found


def _usual(code: RegisterCode) -> Decimal:
    return GAS_FACTOR if code == GAS else Decimal(1)


def _row(entry: Judged, point: ServicePoint, told: ReadingToldIn) -> MeterReading:
    row = entry.replaces or MeterReading(
        service_point_id=point.id, read_on=told.read_on, register_code=entry.code, unit=unit_of(entry.code)
    )
    row.replaced_value = entry.replaces.value if entry.replaces else None
    row.value, row.kwh_per_unit, row.source = entry.value, entry.kwh_per_unit, told.source
    return row
