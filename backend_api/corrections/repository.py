"""Reads and stores wishes for corrected invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from backend_api.corrections.models import CorrectionRequest
from backend_api.invoices.models import Invoice
from backend_api.readings.models import MeterReading
from backend_api.security import Identity, readable_by
from backend_api.service_points.models import ServicePoint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def find_invoice(session: AsyncSession, identity: Identity, number: str) -> tuple[Invoice, str] | None:
    """An invoice of the customer with the country of its supply."""
    statement = select(Invoice, ServicePoint.country).join(Invoice.service_point).where(Invoice.number == number)
    found = (await session.execute(readable_by(statement, Invoice.customer_id, identity))).one_or_none()
    return None if found is None else (found[0], found[1])


async def find_reading(session: AsyncSession, identity: Identity, reading_id: UUID) -> MeterReading | None:
    """A reading of one of the customer's points."""
    statement = (
        select(MeterReading)
        .join(ServicePoint, ServicePoint.id == MeterReading.service_point_id)
        .where(MeterReading.id == reading_id)
    )
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity))).one_or_none()


async def list_own(session: AsyncSession, identity: Identity, invoice_id: UUID) -> Sequence[CorrectionRequest]:
    """Of one invoice, newest first."""
    statement = (
        select(CorrectionRequest)
        .where(CorrectionRequest.invoice_id == invoice_id)
        .order_by(CorrectionRequest.requested_at.desc(), CorrectionRequest.id)
    )
    return (await session.scalars(readable_by(statement, CorrectionRequest.customer_id, identity))).all()


async def store(session: AsyncSession, request: CorrectionRequest) -> bool:
    """Write it down; False when one is open already."""
    try:
        async with session.begin_nested():
            session.add(request)
    except IntegrityError:
        return False
    return True
