"""Returns of customers and of partners: what can come back, opening a return, reading it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backend_api.customers.rights import rights_of
from backend_api.documents.binding import Owner, issue_code
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.numbers.service import next_number
from backend_api.orders import service as orders
from backend_api.orders.models import OrderLine
from backend_api.orders.new_order import NewLine, NewOrder, Step
from backend_api.partners import service as partners
from backend_api.returns import repository, views
from backend_api.returns.errors import AlreadyReturnedError, NotReturnableError, ReturnPeriodOverError
from backend_api.returns.models import Return, ReturnLine
from backend_api.returns.periods import Case, Right, right_on, rights
from backend_api.returns.schemas import ReturnableOrder, ReturnLineIn, ReturnList, ReturnOut

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.models import Order
    from backend_api.returns.schemas import ReturnIn
    from backend_api.security import Identity


@dataclass(frozen=True)
class Piece:
    """One piece that is going to come back."""

    line: OrderLine
    unit: int
    wanted: ReturnLineIn


async def open_own(
    session: AsyncSession, identity: Identity, wanted: ReturnIn, *, now: datetime, changed: Mapping[str, int]
) -> ReturnOut:
    """Open a return for a customer, or by staff for a customer.

    Raises:
        RightMissingError: Who acts may read only.
        NotFoundError: There is no such order of this customer.
        NotReturnableError: Something named is no goods of it, or has another serial number.
        ReturnPeriodOverError: No right runs any more (staff may let it come back all the same).
        AlreadyReturnedError: It is on its way back already.
    """
    (await rights_of(session, identity)).require("orders")
    order = await repository.own_order(session, identity, wanted.order_number, to_change=True)
    return await _open(session, identity, order, wanted, now=now, changed=changed)


async def open_of_partner(
    session: AsyncSession, identity: Identity, wanted: ReturnIn, *, now: datetime, changed: Mapping[str, int]
) -> ReturnOut:
    """Open a return for goods that a partner sold; refused as ``open_own`` is."""
    await partners.own(session, identity)
    order = await repository.partners_order(session, identity, wanted.order_number)
    return await _open(session, identity, order, wanted, now=now, changed=changed)


async def list_own(session: AsyncSession, identity: Identity) -> ReturnList:
    """All of them, newest first."""
    items = [views.shown(found) for found in await repository.list_own(session, identity)]
    return ReturnList(items=items, total=len(items))


async def list_of_partner(session: AsyncSession, identity: Identity) -> ReturnList:
    """The partner's, newest first."""
    await partners.own(session, identity)
    items = [views.shown(found) for found in await repository.list_of_partner(session, identity)]
    return ReturnList(items=items, total=len(items))


async def describe_own(session: AsyncSession, identity: Identity, number: str) -> ReturnOut:
    """One of them; raises NotFoundError."""
    return views.shown(found(await repository.find_own(session, identity, number)))


async def describe_of_partner(session: AsyncSession, identity: Identity, number: str) -> ReturnOut:
    """One of the partner's; raises NotFoundError."""
    await partners.own(session, identity)
    return views.shown(found(await repository.find_of_partner(session, identity, number)))


async def returnable(
    session: AsyncSession, identity: Identity, order_number: str, *, changed: Mapping[str, int]
) -> ReturnableOrder:
    """What of an order can come back, and until when; raises NotFoundError."""
    order = await repository.own_order(session, identity, order_number)
    if order is None:
        raise NotFoundError
    goods = await repository.goods_among(session, [line.product_number for line in order.lines])
    delivered_on = _delivered_on(order)
    if delivered_on is None:
        return ReturnableOrder(order_number=order.number, delivered_on=None, lines=[])
    taken = await repository.taken_units(session, order.id)
    kind = await repository.customer_kind(session, order.customer_id)
    minded = Case(order.country, kind, delivered_on, "changed_mind", "opened")
    broken = Case(order.country, kind, delivered_on, "defective", "used")
    lines = [
        views.returnable(line, taken.get(line.position, set()), rights(minded, changed), rights(broken, changed))
        for line in order.lines
        if line.state == "ordered" and line.product_number in goods
    ]
    return ReturnableOrder(order_number=order.number, delivered_on=delivered_on, lines=lines)


def found(row: Return | None) -> Return:
    """The row; raises NotFoundError when there is none."""
    if row is None:
        raise NotFoundError
    return row


async def _open(
    session: AsyncSession,
    identity: Identity,
    returned: Order | None,
    wanted: ReturnIn,
    *,
    now: datetime,
    changed: Mapping[str, int],
) -> ReturnOut:
    if returned is None:
        raise NotFoundError
    pieces = await _pieces(session, returned, wanted)
    right = await _right(session, identity, returned, wanted, now=now, changed=changed)
    order = await orders.place(session, identity, _order(returned, pieces, identity), now=now)
    number = await next_number(session, "return")
    owner = Owner("return", number, returned.customer_id, identity.partner_id)
    row = Return(
        number=number,
        code=await issue_code(session, owner, now=now),
        order=order,
        returned_order=returned,
        replacement_order=None,
        customer_id=returned.customer_id,
        partner_id=identity.partner_id,
        kind="goodwill" if right is None else right.kind,
        wanted=wanted.wanted,
        delivered_on=_delivered_on(returned),
        until_on=None if right is None else right.until_on,
        created_at=now,
        lines=[_line(piece, position) for position, piece in enumerate(pieces, start=1)],
    )
    if not await repository.store(session, row):
        raise AlreadyReturnedError
    about = {"return_number": row.number, "order_number": order.number}
    await emit(session, "return_opened", customer_id=row.customer_id, about=about, at=now)
    await orders.advance(session, order, Step(to="slip_issued", mover="clock"), actor=identity.actor, now=now)
    return views.shown(row)


async def _pieces(session: AsyncSession, order: Order, wanted: ReturnIn) -> list[Piece]:
    """The pieces that are meant: the first free ones of each line."""
    if _delivered_on(order) is None:
        raise NotReturnableError("not_delivered")
    lines = {line.position: line for line in order.lines if line.state == "ordered"}
    goods = await repository.goods_among(session, [line.product_number for line in lines.values()])
    taken = await repository.taken_units(session, order.id)
    pieces: list[Piece] = []
    for asked in wanted.lines:
        line = lines.get(asked.position)
        if line is None:
            raise NotReturnableError("unknown_line", asked.position)
        _check(line, asked, is_goods=line.product_number in goods)
        used = taken.setdefault(asked.position, set())
        free = [unit for unit in range(1, line.quantity + 1) if unit not in used]
        if len(free) < asked.quantity:
            raise AlreadyReturnedError
        used.update(free[: asked.quantity])
        pieces += [Piece(line, unit, asked) for unit in free[: asked.quantity]]
    return pieces


def _check(line: OrderLine, asked: ReturnLineIn, *, is_goods: bool) -> None:
    if not is_goods:
        raise NotReturnableError("not_goods", asked.position)
    if asked.quantity > line.quantity:
        raise NotReturnableError("more_than_ordered", asked.position)
    if asked.serial_number and line.serial_number and asked.serial_number != line.serial_number:
        raise NotReturnableError("serial_mismatch", asked.position)


async def _right(
    session: AsyncSession,
    identity: Identity,
    order: Order,
    wanted: ReturnIn,
    *,
    now: datetime,
    changed: Mapping[str, int],
) -> Right | None:
    """The right that all lines have in common is the one that ends first; none when staff are generous."""
    delivered_on, today = _delivered_on(order), orders.local_day(now, order.country)
    assert delivered_on is not None
    kind = await repository.customer_kind(session, order.customer_id)
    cases = [Case(order.country, kind, delivered_on, line.reason, line.condition) for line in wanted.lines]
    running = [right_on(case, today, changed) for case in cases]
    if all(right is not None for right in running):
        return min((right for right in running if right is not None), key=lambda right: right.until_on)
    if identity.is_staff:
        return None
    ended = [right.until_on for case in cases for right in rights(case, changed)]
    raise ReturnPeriodOverError(max(ended, default=None))


def _delivered_on(order: Order) -> date | None:
    """When the goods came to the customer; the order of a return brought none."""
    return (
        None
        if order.fulfilled_at is None or order.kind == "return"
        else orders.local_day(order.fulfilled_at, order.country)
    )


def _order(returned: Order, pieces: list[Piece], identity: Identity) -> NewOrder:
    lines = [
        NewLine(
            product_number=piece.line.product_number,
            description=piece.line.description,
            serial_number=piece.wanted.serial_number or piece.line.serial_number,
        )
        for piece in pieces
    ]
    return NewOrder(
        kind="return",
        customer_id=returned.customer_id,
        lines=tuple(lines),
        service_point_id=returned.service_point_id,
        partner_id=identity.partner_id,
        channel=identity.channel or _channel_of(identity),
        currency=returned.currency,
        follows_id=returned.id,
    )


def _channel_of(identity: Identity) -> str:
    """Where somebody asks whose conversation is none of ours."""
    return "partner_portal" if identity.partner_id else "phone" if identity.is_staff else "web"


def _line(piece: Piece, position: int) -> ReturnLine:
    return ReturnLine(
        position=position,
        order_id=piece.line.order_id,
        order_position=piece.line.position,
        unit=piece.unit,
        taken_order_id=piece.line.order_id,
        product_number=piece.line.product_number,
        description=piece.line.description,
        serial_number=piece.wanted.serial_number or piece.line.serial_number,
        reason=piece.wanted.reason,
        condition_told=piece.wanted.condition,
    )
