"""Changes, cancels, confirms and approves orders, and takes in what connected systems report about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backend_api.customers.rights import rights_of
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.offers.permission import require_may_end
from backend_api.orders import reading, repository, views
from backend_api.orders.course import LineWish, course_of
from backend_api.orders.errors import OrderInvalidError, OrderMoveRefusedError, OrderNotChangeableError
from backend_api.orders.facts import check_values
from backend_api.orders.goods import OUT_OF_STOCK, goods_of
from backend_api.orders.machine import AWAITING_APPROVAL, AWAITING_CUSTOMER, DECLINED, Mover
from backend_api.orders.new_order import NewLine, Step, worth_of
from backend_api.orders.pricing import same_price
from backend_api.orders.promise import promised_for
from backend_api.orders.registry import kind_of, machine_of
from backend_api.orders.service import advance, checked_details, local_day, note_change
from backend_api.orders.shipping import BACK_ORDERED
from backend_api.partners import service as partners
from backend_api.products import service as products
from backend_api.security import Level
from backend_api.values import Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.models import Order, OrderLine
    from backend_api.orders.schemas import (
        ApprovalIn,
        CancellationIn,
        LineChange,
        OrderChangeIn,
        OrderOut,
        PartnerOrderOut,
        StepIn,
    )
    from backend_api.security import Actor, Identity


async def change(
    session: AsyncSession, identity: Identity, number: str, wanted: OrderChangeIn, *, now: datetime
) -> OrderOut:
    """Change lines, details or day while the window is open; prices stay.

    Raises:
        NotFoundError: There is no such order, or it is not this customer's.
        RightMissingError: The person may not order.
        OrderNotChangeableError: The window is over, or this cannot be changed.
        OrderInvalidError: The new details are not as the kind needs them.
    """
    order = await _held(session, identity, number)
    course_of(order).require_window()
    before = len(order.changes)
    wished_on, products_before = order.wished_on, _products(order)
    if wanted.lines:
        await _change_lines(session, order, wanted.lines, identity.actor, now)
    if wanted.details or wanted.wished_on is not None:
        _change_details(order, wanted, identity.actor, now)
    await _promise_anew(session, order, products_before, (identity.actor, now), other_day=order.wished_on != wished_on)
    if len(order.changes) == before:
        raise OrderNotChangeableError(order.state, "nothing_new")
    order.erp_state = "waiting_for_erp"
    about = {"order_number": order.number, "kind": order.kind}
    await emit(session, "order_changed", customer_id=order.customer_id, about=about, at=now)
    return await reading.full(session, order, now=now)


async def cancel(
    session: AsyncSession, identity: Identity, number: str, wanted: CancellationIn, *, now: datetime
) -> OrderOut:
    """Cancel an order while that is possible; a kind that is confirmed by a fresh code is cancelled by one.

    Raises:
        NotFoundError: There is no such order, or it is not this customer's.
        IdentityLevelTooLowError: A fresh code bound to ``order:<number>`` is needed.
        RightMissingError: The person may not order; for what ends or keeps a contract: not without a limit.
        OrderMoveRefusedError: It cannot be cancelled from the state it is in.
    """
    order = await _held(session, identity, number)
    if kind_of(order.kind).subject == "contract":
        await require_may_end(session, identity)
    if kind_of(order.kind).needs_fresh and not identity.is_staff:
        identity.require_fresh(f"order:{order.number}")
    step = Step(to=_cancelled(order), reason=wanted.reason, mover=mover_of(identity))
    await advance(session, order, step, actor=identity.actor, now=now)
    return await reading.full(session, order, now=now)


async def confirm(session: AsyncSession, identity: Identity, number: str, *, now: datetime) -> OrderOut:
    """Let an order begin that a partner or shop entered; the customer confirms it by a fresh code.

    Raises:
        NotFoundError: There is no such order, or it is not this customer's.
        IdentityLevelTooLowError: A fresh code bound to ``order:<number>`` is needed.
        OrderMoveRefusedError: It does not wait for the customer.
    """
    order = await _held(session, identity, number)
    if not identity.is_staff:
        identity.require_fresh(f"order:{order.number}")
    if order.state != AWAITING_CUSTOMER:
        raise OrderMoveRefusedError(order.state, machine_of(order.kind).start, "not_from_here")
    rights = await rights_of(session, identity)
    above = rights.needs_approval(Money(order.worth_amount, order.currency))
    to = AWAITING_APPROVAL if above else machine_of(order.kind).start
    await advance(session, order, Step(to=to, mover="customer"), actor=identity.actor, now=now)
    return await reading.full(session, order, now=now)


async def approve(
    session: AsyncSession, identity: Identity, number: str, wanted: ApprovalIn, *, now: datetime
) -> OrderOut:
    """Say yes or no to an order above somebody's limit; nobody approves their own.

    Raises:
        NotFoundError: There is no such order, or it is not this customer's.
        RightMissingError: The person does not approve for this customer; the answer names who does.
        OrderMoveRefusedError: It does not wait for an approval, or the person asked for it themselves.
    """
    order = await _held(session, identity, number)
    (await rights_of(session, identity)).require("approves")
    to = machine_of(order.kind).start if wanted.approved else DECLINED
    if order.state != AWAITING_APPROVAL:
        raise OrderMoveRefusedError(order.state, to, "not_from_here")
    if identity.actor.id in _requesters(order):
        raise OrderMoveRefusedError(order.state, to, "own_request")
    step = Step(to=to, reason=wanted.reason, mover="approver")
    await advance(session, order, step, actor=identity.actor, now=now)
    return await reading.full(session, order, now=now)


async def cancel_as_partner(
    session: AsyncSession, identity: Identity, number: str, wanted: CancellationIn, *, now: datetime
) -> PartnerOrderOut:
    """Take back an order that the partner entered.

    Raises:
        NotFoundError: There is no such order, another entered it, or the partner is suspended.
        OrderMoveRefusedError: It cannot be cancelled from the state it is in.
    """
    await partners.own(session, identity)
    order = await repository.find_of_partner(session, identity, number)
    if order is None:
        raise NotFoundError
    step = Step(to=_cancelled(order), reason=wanted.reason, mover="partner")
    await advance(session, order, step, actor=identity.actor, now=now)
    return views.for_partner(order)


async def report(session: AsyncSession, identity: Identity, number: str, wanted: StepIn, *, now: datetime) -> OrderOut:
    """Take in what a connected system or the back office says about an order.

    Raises:
        NotFoundError: There is no such order.
        OrderMoveRefusedError: The step is late or out of order; the answer names the state it is in.
    """
    order = await repository.locked_by_number(session, number)
    if order is None:
        raise NotFoundError
    step = Step(
        to=wanted.state,
        reason=wanted.reason,
        key=wanted.step_key,
        promised_on=wanted.promised_on,
        blocker_code=wanted.blocker_code,
        erp_number=wanted.erp_number,
        mover=mover_of(identity),
    )
    await advance(session, order, step, actor=identity.actor, now=now)
    return await reading.full(session, order, now=now)


def mover_of(identity: Identity) -> Mover:
    """As what somebody moves an order."""
    if identity.is_staff:
        return "back_office" if {"back_office", "it"} & set(identity.roles) else "agent"
    movers: dict[str, Mover] = {"partner": "partner", "service": "erp"}
    return movers.get(identity.actor.kind, "customer")


async def _held(session: AsyncSession, identity: Identity, number: str) -> Order:
    """One of the customer's orders that the person may see, held for a change by somebody who may order."""
    identity.require(Level.VERIFIED)
    seen = await reading.own_order(session, identity, number)
    rights = await rights_of(session, identity)
    rights.require("orders")
    order = await repository.locked(session, seen.id)
    if order is None:
        raise NotFoundError
    return order


def _cancelled(order: Order) -> str:
    return DECLINED if order.state == AWAITING_CUSTOMER else machine_of(order.kind).cancelled_as


def _requesters(order: Order) -> set[UUID]:
    """Whoever placed it, or confirmed it as the customer."""
    confirmed = {entry.actor_id for entry in order.history if entry.state == AWAITING_APPROVAL}
    return {actor_id for actor_id in (order.placed_by_id, *confirmed) if actor_id is not None}


async def _change_lines(
    session: AsyncSession, order: Order, wanted: Sequence[LineChange], actor: Actor, now: datetime
) -> None:
    if order.framework_number is not None:
        raise OrderNotChangeableError(order.state, "called_off")
    wishes = [LineWish(**dict(wish)) for wish in wanted]
    course_of(order).changed(wishes)
    lines = {line.position: line for line in order.lines}
    for wish in wanted:
        await _change_line(session, order, lines[wish.position], wish, (actor, now))
    left = [line for line in order.lines if line.state == "ordered"]
    order.worth_amount = worth_of(
        NewLine(
            line.product_number,
            line.description,
            line.quantity,
            one_off_amount=line.one_off_amount,
            base_amount=line.base_amount,
        )
        for line in left
    )


async def _change_line(
    session: AsyncSession, order: Order, line: OrderLine, wish: LineChange, by: tuple[Actor, datetime]
) -> None:
    actor, now = by
    what = f"line {line.position}"
    if wish.remove:
        note_change(order, f"{what} state", (line.state, "removed"), actor, now)
        line.state = "removed"
    if wish.quantity is not None and wish.quantity != line.quantity:
        note_change(order, f"{what} quantity", (line.quantity, wish.quantity), actor, now)
        line.quantity = wish.quantity
    number = None if wish.product_number is None else wish.product_number.strip().upper()
    if number is None or number == line.product_number:
        return
    today = local_day(now, order.country)
    other = await same_price(session, line.product_number, number, on=today, category=_category(order, line))
    if other is None:
        raise OrderNotChangeableError(order.state, "not_the_same_price")
    note_change(order, f"{what} product_number", (line.product_number, number), actor, now)
    line.product_number = number
    line.description = products.text_of(other.product, products.in_language(order.country)).name


def _category(order: Order, line: OrderLine) -> str | None:
    """The partner's category whose assortment the line is from."""
    return line.price_list if order.partner_id is not None else None


def _change_details(order: Order, wanted: OrderChangeIn, actor: Actor, now: datetime) -> None:
    given: dict[str, Any] = order.details | wanted.details
    if wanted.wished_on is not None:
        given["wished_on"] = wanted.wished_on.isoformat()
    problems = check_values(given, order.country)
    if problems:
        raise OrderInvalidError(problems)
    details = checked_details(kind_of(order.kind), given)
    new = details.model_dump(mode="json", exclude_none=True)
    today = local_day(now, order.country)
    if details.wished_on is not None and details.wished_on != order.wished_on and details.wished_on < today:
        raise OrderNotChangeableError(order.state, "date_too_soon")
    for name in sorted({*new, *order.details}):
        if new.get(name) != order.details.get(name):
            note_change(order, name, (order.details.get(name), new.get(name)), actor, now)
    order.wished_on = details.wished_on
    order.details = new


def _products(order: Order) -> dict[int, str]:
    """Which product is on which line."""
    return {line.position: line.product_number for line in order.lines}


async def _promise_anew(
    session: AsyncSession, order: Order, before: dict[int, str], by: tuple[Actor, datetime], *, other_day: bool
) -> None:
    """Another promise for another day, or when other goods are missing, or what was missing is there.

    Args:
        session: A writing session.
        order: As it is after the change.
        before: Which product was on which line.
        by: Who changes it, and when.
        other_day: Whether the customer wishes another day.
    """
    actor, now = by
    was_short = order.blocker_code == OUT_OF_STOCK and order.state != BACK_ORDERED  # there the ERP says when it is free
    today, machine = local_day(now, order.country), machine_of(order.kind)
    asked = _to_count(order, before, everything=was_short)
    goods = await goods_of(session, kind_of(order.kind), asked, today=today, country=order.country)
    is_free = was_short and not goods.short
    if not (other_day or goods.short or is_free):
        return
    if goods.short or is_free:
        order.blocker_code = OUT_OF_STOCK if goods.short else None
    promised_on = promised_for(
        machine,
        machine.start if goods.short else order.state,
        today=today,
        country=order.country,
        wished_on=order.wished_on,
        goods_on=goods.there_on,
    )
    if promised_on != order.promised_on:
        note_change(order, "promised_on", (order.promised_on, promised_on), actor, now)
        order.promised_on = promised_on


def _to_count(order: Order, before: dict[int, str], *, everything: bool) -> list[OrderLine]:
    """The lines whose goods are not set aside yet: those with another product; all while some are missing."""
    left = [line for line in order.lines if line.state == "ordered"]
    return [line for line in left if everything or line.product_number != before[line.position]]
