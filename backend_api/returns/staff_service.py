"""What staff and the warehouse do with returns: look at what came, and send the other device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.orders import service as orders
from backend_api.orders.new_order import NewLine, NewOrder
from backend_api.returns import repository, views
from backend_api.returns.details import is_replaced
from backend_api.returns.errors import NotReturnableError, ReturnNotReadyError
from backend_api.returns.schemas import StaffReturnList

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.returns.models import Return
    from backend_api.returns.schemas import InspectionIn, StaffReturn
    from backend_api.security import Identity

_BEFORE_INSPECTION = ("slip_issued", "handed_over", "received")
_REPLACEABLE = (*_BEFORE_INSPECTION, "accepted")


async def list_returns(
    session: AsyncSession, *, state: str | None, code: str | None, limit: int, offset: int
) -> StaffReturnList:
    """A page, newest first."""
    rows = await repository.list_for_staff(session, state=state, code=code, limit=limit, offset=offset)
    total = await repository.count_for_staff(session, state=state, code=code)
    return StaffReturnList(items=[views.for_staff(row) for row in rows], total=total)


async def describe(session: AsyncSession, number: str) -> StaffReturn:
    """One of them; raises NotFoundError."""
    row = await repository.find_for_staff(session, number)
    if row is None:
        raise NotFoundError
    return views.for_staff(row)


async def inspect(
    session: AsyncSession, identity: Identity, number: str, seen: InspectionIn, *, now: datetime
) -> StaffReturn:
    """Note what came, take it back or not, and send the other device when one was wanted.

    Raises:
        NotFoundError: There is no such return.
        NotReturnableError: Not every line was looked at, or one twice.
        ReturnNotReadyError: It was looked at before, or is over.
    """
    row = await _held(session, number)
    if row.order.state not in _BEFORE_INSPECTION:
        raise ReturnNotReadyError(row.order.state)
    _note(row, seen)
    if row.order.state != "received":
        await orders.move(session, row.order, "received", actor=identity.actor, now=now)
    accepted = any(line.is_accepted for line in row.lines)
    await orders.move(session, row.order, "accepted" if accepted else "refused", actor=identity.actor, now=now)
    if accepted and row.wanted == "replacement":
        if row.replacement_order_id is None:
            await _replace(session, identity, row, now=now)
        await orders.move(session, row.order, "settled", actor=identity.actor, now=now, reason="replacement")
    await session.flush()
    return views.for_staff(row)


async def replace(session: AsyncSession, identity: Identity, number: str, *, now: datetime) -> StaffReturn:
    """Send the other device now, before the first has come back; lines and address are known.

    Raises:
        NotFoundError: There is no such return.
        ReturnNotReadyError: It is over, or another device was sent already.
    """
    row = await _held(session, number)
    if row.order.state not in _REPLACEABLE or row.replacement_order_id is not None:
        raise ReturnNotReadyError(row.order.state)
    row.wanted = "replacement"
    await _replace(session, identity, row, now=now)
    await session.flush()
    return views.for_staff(row)


async def _held(session: AsyncSession, number: str) -> Return:
    row = await repository.find_for_staff(session, number, to_change=True)
    if row is None:
        raise NotFoundError
    return row


def _note(row: Return, seen: InspectionIn) -> None:
    found = {line.position: line for line in seen.lines}
    if len(found) != len(seen.lines):
        raise NotReturnableError("twice")
    if set(found) != {line.position for line in row.lines}:
        raise NotReturnableError("unknown_line")
    for line in row.lines:
        line.condition_found = found[line.position].condition
        line.is_accepted = found[line.position].accepted
        if not line.is_accepted and not is_replaced(row):
            line.taken_order_id = None  # it goes back to the customer and may come again


async def _replace(session: AsyncSession, identity: Identity, row: Return, *, now: datetime) -> None:
    """Place the order of the other device: the same products, free of charge, to the same address."""
    lines = tuple(
        NewLine(product_number=line.product_number, description=line.description)
        for line in row.lines
        if line.is_accepted is not False
    )
    address = row.returned_order.details.get("address")
    new = NewOrder(
        kind="replacement",
        customer_id=row.customer_id,
        lines=lines,
        details={} if address is None else {"address": address},
        service_point_id=row.returned_order.service_point_id,
        partner_id=row.partner_id,
        channel="phone",
        currency=row.returned_order.currency,
        follows_id=row.order_id,
    )
    row.replacement_order = await orders.place(session, identity, new, now=now)
