"""Meters of the demo beside their readings: registers, two tariffs, exchanged meters, readings under review."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.readings.metering import Exchange
from backend_api.readings.models import (
    MeterExchange,
    MeterReading,
    ReadingRequest,
    ReadingReview,
    Register,
)
from backend_api.readings.registers import TARIFFS, TOTAL, RegisterCode, main_register
from wattline.demo.calendar import add_months
from wattline.demo.ids import row_id
from wattline.demo.meters import KWH_PER_M3
from wattline.demo.money import ExchangePlan, RequestPlan, ReviewPlan, TariffsPlan, written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from backend_api.database import Base
    from wattline.demo.points import PointRows

_DIGITS = {"kWh": 6, "m3": 5}
_TENTH = Decimal("0.1")


def batches(points: Sequence[PointRows], today: date) -> list[Sequence[Base]]:
    """Rows beside the readings; the readings after an exchange become those of the new meter."""
    plan = written()
    by_id = {rows.point.id: rows for rows in points}
    described = [_register(rows.point.id, code, rows) for rows in points if _has_meter(rows) for code in _codes(rows)]
    exchanges = [_exchange(entry, by_id[row_id(entry.customer, entry.point)]) for entry in plan.exchanged]
    tariffs = [row for entry in plan.tariffs for row in _tariffs(entry, by_id[row_id(entry.customer, entry.point)])]
    under_review = [_implausible(entry, by_id[row_id(entry.customer, entry.point)], today) for entry in plan.reviews]
    reviews = [ReadingReview(reading_id=reading.id, asked_at=reading.taken_at) for reading in under_review]
    requests = [_request(entry, today) for entry in plan.requests]
    return [described, exchanges, tariffs, under_review, reviews, requests]


def _has_meter(rows: PointRows) -> bool:
    return rows.point.kind == "metering_point"


def _codes(rows: PointRows) -> tuple[RegisterCode, ...]:
    two = {row_id(entry.customer, entry.point) for entry in written().tariffs}
    if rows.point.id in two:
        return (TOTAL, *TARIFFS)
    return (main_register("m3" if rows.point.commodity == "gas" else "kWh"),)


def _register(point_id: UUID, code: RegisterCode, rows: PointRows) -> Register:
    unit = "m3" if rows.point.commodity == "gas" else "kWh"
    return Register(
        id=row_id(point_id, "register", code),
        service_point_id=point_id,
        code=code,
        unit=unit,
        digits=_DIGITS[unit],
        kwh_per_unit=KWH_PER_M3[rows.point.country] if unit == "m3" else Decimal(1),
    )


def _exchange(entry: ExchangePlan, rows: PointRows) -> MeterExchange:
    """On a day of a reading: it is the old meter's last, and what follows counts on from the new one's first value."""
    exchanged_on = add_months(rows.readings[-1].read_on, -entry.months_ago)
    last = next(reading for reading in reversed(rows.readings) if reading.read_on <= exchanged_on)
    for reading in rows.readings:
        if reading.read_on > last.read_on:
            reading.value += entry.start - last.value
    rows.exchanged = (Exchange(last.read_on, last.value, entry.start),)
    new = rows.point.meter_number or ""
    return MeterExchange(
        id=row_id(rows.point.id, "exchange", last.read_on),
        service_point_id=rows.point.id,
        register_code=main_register(last.unit),
        exchanged_on=last.read_on,
        old_meter_number=f"{new[:-3]}{(int(new[-3:]) + 389) % 1000:03d}" if new[-3:].isdigit() else None,
        new_meter_number=new,
        old_final_value=last.value,
        new_start_value=entry.start,
    )


def _tariffs(entry: TariffsPlan, rows: PointRows) -> list[MeterReading]:
    """Both tariff registers at each reading of the total, adding up to it."""
    start, found = rows.readings[0].value, []
    for reading in rows.readings:
        first = ((reading.value - start) * entry.first).quantize(_TENTH)
        for code, value in zip(TARIFFS, (first, reading.value - start - first), strict=True):
            found.append(
                MeterReading(
                    id=row_id(rows.point.id, "reading", code, reading.read_on),
                    service_point_id=rows.point.id,
                    read_on=reading.read_on,
                    value=value,
                    unit="kWh",
                    source=reading.source,
                    register_code=code,
                )
            )
    return found


def _implausible(entry: ReviewPlan, rows: PointRows, today: date) -> MeterReading:
    """A value many times above what the last period would let expect."""
    before, last = rows.readings[-2:]
    read_on = today - timedelta(days=entry.days_ago)
    per_day = (last.value - before.value) / (last.read_on - before.read_on).days
    used = (per_day * (read_on - last.read_on).days * entry.times).quantize(Decimal(1))
    return MeterReading(
        id=row_id(rows.point.id, "reading", read_on),
        service_point_id=rows.point.id,
        read_on=read_on,
        value=last.value + used,
        unit=last.unit,
        kwh_per_unit=last.kwh_per_unit,
        source="customer",
        register_code=main_register(last.unit),
        check_state="to_check",
        photo_document_id=row_id(rows.point.id, "photo", read_on),
        taken_at=datetime.combine(read_on, time(18, 40), UTC),
    )


def _request(entry: RequestPlan, today: date) -> ReadingRequest:
    point_id = row_id(entry.customer, entry.point)
    asked_on = today - timedelta(days=14 - entry.due_in_days)
    return ReadingRequest(
        id=row_id(point_id, "request"),
        service_point_id=point_id,
        due_on=today + timedelta(days=entry.due_in_days),
        asked_at=datetime.combine(asked_on, time(7), UTC),
    )
