"""The readings of a metering point, and what people decide about those out of range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.readings import repository
from backend_api.readings.errors import ReviewDecidedError
from backend_api.readings.registers import unit_of
from backend_api.readings.schemas import (
    MeterExchangeOut,
    MeterList,
    MeterOut,
    ReadingList,
    ReadingOut,
    RegisterOut,
    RegisterToReadOut,
    ReviewList,
    ReviewOut,
)
from backend_api.readings.taking import codes_of, highest_on, register_codes
from backend_api.service_points import repository as service_points

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.readings.models import MeterReading, ReadingReview
    from backend_api.readings.schemas import DecisionIn
    from backend_api.security import Identity
    from backend_api.service_points.models import ServicePoint

_REVIEWS = 100

NUMBER_END = 4
"""Characters of a meter's number that tell it from another one in the house."""


async def list_own(
    session: AsyncSession, identity: Identity, service_point_id: UUID, *, limit: int, today: date
) -> ReadingList:
    """The latest readings of a point with its counters; raises NotFoundError."""
    point = await service_points.find_own(session, identity, service_point_id)
    items = await repository.list_own(session, identity, service_point_id, limit=limit)
    if point is None:
        raise NotFoundError
    requests = await repository.open_requests(session, point.id)
    return ReadingList(
        items=[ReadingOut.model_validate(item) for item in items],
        registers=await _registers(session, identity, point, list(items), today),
        exchanges=[MeterExchangeOut.model_validate(row) for row in await repository.exchanges(session, point.id)],
        due_on=min((request.due_on for request in requests), default=None),
    )


async def list_meters(session: AsyncSession, identity: Identity) -> MeterList:
    """Every meter with its counters; nothing of it tells who lives where or what was used."""
    points = await repository.meters(session, identity)
    ids = [point.id for point in points]
    digits = {(row.service_point_id, row.code): row.digits for row in await repository.registers_of(session, ids)}
    read = await repository.codes_read(session, ids)
    items = []
    for point in points:
        own = [code for place, code in digits if place == point.id]
        codes = sorted(own) or sorted(code for place, code in read if place == point.id) or codes_of(point.commodity)
        items.append(
            MeterOut(
                service_point_id=point.id,
                commodity="gas" if point.commodity == "gas" else "electricity",
                number_end=None if point.meter_number is None else point.meter_number[-NUMBER_END:],
                registers=[
                    RegisterOut(code=code, unit=unit_of(code), digits=digits.get((point.id, code))) for code in codes
                ],
            )
        )
    return MeterList(items=items, total=len(items))


async def list_reviews(session: AsyncSession) -> ReviewList:
    """Readings that wait for a person, oldest first."""
    found = await repository.waiting_reviews(session, _REVIEWS)
    return ReviewList(items=[_review(reading, review) for reading, review in found])


async def decide(
    session: AsyncSession, identity: Identity, reading_id: UUID, decision: DecisionIn, *, now: datetime
) -> ReviewOut:
    """Let a reading under review count, or not; the estimate whose place it took comes back in the second case.

    Raises:
        NotFoundError: There is no such reading under review.
        ReviewDecidedError: Somebody has decided already.
    """
    found = await repository.find_review(session, reading_id)
    if found is None:
        raise NotFoundError
    reading, review = found
    if review.decided_at is not None:
        raise ReviewDecidedError
    review.decided_at, review.decided_by = now, identity.require_staff()
    if decision.accepted:
        await _accept(session, reading, now)
    elif reading.replaced_value is None:
        reading.check_state = "rejected"
    else:
        reading.value, reading.source, reading.check_state = reading.replaced_value, "estimated", "accepted"
    await session.flush()
    return _review(reading, review)


async def _accept(session: AsyncSession, reading: MeterReading, now: datetime) -> None:
    reading.check_state = "accepted"
    point = await repository.point_of(session, reading.service_point_id)
    if point is None:
        return
    for request in await repository.open_requests(session, point.id):
        request.answered_on = reading.read_on
    about = {"service_point_id": str(point.id), "read_on": reading.read_on.isoformat(), "source": reading.source}
    await emit(session, "reading_taken", customer_id=point.customer_id, about=about, at=now)


async def _registers(
    session: AsyncSession, identity: Identity, point: ServicePoint, read: list[MeterReading], today: date
) -> list[RegisterToReadOut]:
    if point.kind != "metering_point":
        return []
    digits = {row.code: row.digits for row in await repository.registers(session, point.id)}
    highest = await highest_on(session, identity, point, today)
    return [
        RegisterToReadOut(code=code, unit=unit_of(code), digits=digits.get(code), highest_today=highest.get(code))
        for code in register_codes(point, list(digits), read)
    ]


def _review(reading: MeterReading, review: ReadingReview) -> ReviewOut:
    shown = ReadingOut.model_validate(reading)
    return ReviewOut(
        **dict(shown),
        service_point_id=reading.service_point_id,
        photo_document_id=reading.photo_document_id,
        asked_at=review.asked_at,
    )
