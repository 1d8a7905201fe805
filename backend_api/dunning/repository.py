"""Reads and stores the steps of dunning and the notices about invoices."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from backend_api.database import FixedPoint
from backend_api.dunning.models import Dunning, InvoiceNotice
from backend_api.invoices.models import Invoice
from backend_api.invoices.repository import OPEN_AMOUNT
from backend_api.security import Identity, Readable, readable_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.dunning.rules import Step, StopReason


class DunningFacts(NamedTuple):
    """A step of following up an unpaid invoice, as its customer is told."""

    invoice_id: UUID
    position: int
    step: Step
    entered_on: date
    pay_by_on: date | None
    fee_amount: Decimal
    currency: str
    stop_reason: StopReason | None


_OF_THESE = Dunning.invoice_id.in_(bindparam("invoices", expanding=True))
_STEPS = (
    select(
        Dunning.invoice_id,
        Dunning.position,
        Dunning.step,
        Dunning.entered_on,
        Dunning.pay_by_on,
        Dunning.fee_amount,
        Dunning.currency,
        Dunning.stop_reason,
    )
    .where(_OF_THESE)
    .order_by(Dunning.position)
)
_FEES = Readable(
    select(func.coalesce(func.sum(Dunning.fee_amount), 0, type_=FixedPoint())).where(_OF_THESE), Dunning.customer_id
)


async def latest_of(session: AsyncSession, invoice_ids: Sequence[UUID]) -> dict[UUID, DunningFacts]:
    """The last step of each of these invoices, which passed the gate already."""
    if not invoice_ids:
        return {}
    rows = await session.execute(_STEPS, {"invoices": invoice_ids})
    return {row.invoice_id: DunningFacts._make(row) for row in rows}


async def fees_of(session: AsyncSession, identity: Identity, invoice_ids: Sequence[UUID]) -> Decimal:
    """The fees of steps that these invoices of the customer went through, added up."""
    if not invoice_ids:
        return Decimal()
    return (await _FEES.run(session, identity, invoices=invoice_ids)).scalar_one()


async def find_invoice(session: AsyncSession, identity: Identity, number: str) -> Invoice | None:
    """An invoice of the customer who is served, locked for a step."""
    statement = select(Invoice).where(Invoice.number == number).with_for_update()
    return (await session.scalars(readable_by(statement, Invoice.customer_id, identity))).one_or_none()


async def issued_untold(session: AsyncSession, since: date, until: date, limit: int) -> Sequence[Invoice]:
    """Invoices issued in these days about which nothing was said."""
    told = select(InvoiceNotice.invoice_id).where(
        InvoiceNotice.invoice_id == Invoice.id, InvoiceNotice.kind == "issued"
    )
    statement = (
        select(Invoice)
        .where(Invoice.issued_on.between(since, until), ~told.exists())
        .order_by(Invoice.issued_on, Invoice.id)
        .limit(limit)
    )
    return (await session.scalars(statement)).all()


async def overdue_untold(session: AsyncSession, since: date, today: date, limit: int) -> Sequence[Invoice]:
    """Unsettled invoices that were due in these days (today not included) about which that was not said."""
    told = select(InvoiceNotice.invoice_id).where(
        InvoiceNotice.invoice_id == Invoice.id, InvoiceNotice.kind == "overdue"
    )
    statement = (
        select(Invoice)
        .where(Invoice.settled_on.is_(None), Invoice.due_on >= since, Invoice.due_on < today)
        .where(OPEN_AMOUNT > 0, ~told.exists())
        .order_by(Invoice.due_on, Invoice.id)
        .limit(limit)
    )
    return (await session.scalars(statement)).all()


async def to_follow_up(
    session: AsyncSession, due_before: date, sent_before: date, limit: int
) -> Sequence[tuple[Invoice, Dunning | None]]:
    """Unsettled invoices that may need their next step, with the last one, longest due first.

    Args:
        session: The session that writes.
        due_before: The latest due day of one to which nothing was sent yet.
        sent_before: The latest day of a reminder that a demand may follow.
        limit: How many at most.
    """
    later = aliased(Dunning)
    last = select(func.max(later.position)).where(later.invoice_id == Invoice.id).correlate(Invoice).scalar_subquery()
    statement = (
        select(Invoice, Dunning)
        .outerjoin(Dunning, (Dunning.invoice_id == Invoice.id) & (Dunning.position == last))
        .where(
            Invoice.settled_on.is_(None),
            Invoice.due_on <= due_before,
            OPEN_AMOUNT > 0,
            Dunning.id.is_(None) | ((Dunning.step == "reminded") & (Dunning.entered_on <= sent_before)),
        )
        .order_by(Invoice.due_on, Invoice.id)
        .limit(limit)
    )
    return [(invoice, step) for invoice, step in await session.execute(statement)]


async def claim_notice(session: AsyncSession, notice: InvoiceNotice) -> bool:
    """Note that something is being said; False when somebody else has said it."""
    return await _add(session, notice)


async def add_step(session: AsyncSession, step: Dunning) -> bool:
    """Store a step; False when somebody else took one at the same time."""
    return await _add(session, step)


async def _add(session: AsyncSession, row: Dunning | InvoiceNotice) -> bool:
    try:
        async with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True
