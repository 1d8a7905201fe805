"""What a customer owes and for what, read at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.accounts import service
from backend_api.accounts.schemas import BilledPoint, StatementOut
from backend_api.invoices import repository as invoices
from backend_api.invoices import service as invoice_service
from backend_api.invoices.repository import InvoiceQuery
from backend_api.service_points import repository as service_points
from backend_api.service_points.schemas import PostalAddress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.invoices.repository import InvoiceFacts
    from backend_api.security import Identity
    from backend_api.service_points.repository import PointFacts


async def describe(
    session: AsyncSession, identity: Identity, *, today: date, limit: int, compare: bool
) -> StatementOut:
    """The statement on a day; raises NotFoundError when the customer's record is gone."""
    account = await service.describe(session, identity, today=today)
    newest = await invoices.list_own(session, identity, InvoiceQuery(today=today), limit=limit)
    matters = _that_matters(newest) if compare else None
    return StatementOut(
        account=account,
        invoices=await invoice_service.summaries(session, newest, today),
        points=[_point(point) for point in await service_points.list_facts(session, identity)],
        comparison=None
        if matters is None
        else await invoice_service.compare_found(session, identity, matters, today=today),
    )


def _that_matters(newest: Sequence[InvoiceFacts]) -> InvoiceFacts | None:
    """The only unpaid invoice, or the newest when all are paid; none where several are unpaid, or of several points."""
    unpaid = [invoice for invoice in newest if invoice.open_amount > 0]
    candidates = unpaid or newest[:1]
    one_point = len({invoice.service_point_id for invoice in newest}) == 1
    return candidates[0] if one_point and len(candidates) == 1 else None


def _point(point: PointFacts) -> BilledPoint:
    return BilledPoint(
        id=point.id,
        name=point.name,
        kind=point.kind,
        commodity=point.commodity,
        identifier=point.identifier,
        meter_number=point.meter_number,
        address=PostalAddress.model_validate(point),
    )
