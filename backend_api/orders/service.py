"""Opens orders and moves them: the only place where an order's state changes; used by every resource that orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.frameworks import call_offs
from backend_api.numbers.service import next_number
from backend_api.orders import repository
from backend_api.orders.course import course_of
from backend_api.orders.errors import OrderInvalidError, OrderMoveRefusedError
from backend_api.orders.followers import tell_moved, tell_opened
from backend_api.orders.goods import OUT_OF_STOCK, goods_of
from backend_api.orders.machine import AWAITING_APPROVAL, GATES
from backend_api.orders.models import Order, OrderChange, OrderLine, OrderStateEntry
from backend_api.orders.new_order import NewLine, NewOrder, Step, worth_of
from backend_api.orders.promise import promised_for
from backend_api.orders.registry import kind_of, machine_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.kind import Details, Kind
    from backend_api.orders.machine import Mover
    from backend_api.security import Actor, Identity

__all__ = ["NewLine", "NewOrder", "Step", "advance", "move", "place"]

_ZONES = {"DE": "Europe/Berlin", "PL": "Europe/Warsaw"}
_MOVERS: dict[str, Mover] = {
    "customer": "customer",
    "representative": "customer",
    "partner": "partner",
    "staff": "back_office",
    "service": "erp",
}


async def place(session: AsyncSession, identity: Identity, new: NewOrder, *, now: datetime) -> Order:
    """Give an order its number and its promise, and store it; nothing outside is asked.

    Rights, assortments and prices are the caller's to check (``orders/entry.py`` does for the order routes).

    Raises:
        OrderInvalidError: The kind is unknown, or its details are not as it needs them.
        NotFoundError: There is no such customer.
    """
    kind = kind_of(new.kind)
    party = await repository.party(session, new.customer_id)
    if party is None:
        raise NotFoundError
    details = checked_details(kind, new.details)
    state = new.gate if new.gate in GATES else kind.machine.start
    order = Order(
        id=new.order_id,
        number=await next_number(session, "order"),
        customer_id=new.customer_id,
        placed_by_kind=identity.actor.kind,
        placed_by_id=identity.actor.id,
        country=party.country,
        currency=new.currency or party.currency,
        lines=[_line(line, position) for position, line in enumerate(new.lines, start=1)],
        worth_amount=worth_of(new.lines),
        details=details.model_dump(mode="json", exclude_none=True),
        wished_on=details.wished_on,
        **_as_given(new),
    )
    order.history, order.changes = [], []
    wished_on, today = details.wished_on, local_day(now, order.country)
    goods = await goods_of(session, kind, new.lines, today=today, country=order.country)
    order.promised_on = new.promised_on or promised_for(
        kind.machine, state, today=today, country=order.country, wished_on=wished_on, goods_on=goods.there_on
    )
    _enter(order, state, Step(mover=new.mover), identity.actor, now)
    order.blocker_code = OUT_OF_STOCK if goods.short else None
    order.placed_at = now
    await repository.store(session, order)
    about = {"order_number": order.number, "kind": order.kind}
    await emit(session, "order_placed", customer_id=order.customer_id, about=about, at=now)
    if state == AWAITING_APPROVAL:
        await emit(session, "order_approval_needed", customer_id=order.customer_id, about=about, at=now)
    await tell_opened(session, order, now=now)
    return order


async def move(
    session: AsyncSession, order: Order, to: str, *, actor: Actor, now: datetime, reason: str | None = None
) -> None:
    """Move an order to a state.

    Raises:
        OrderMoveRefusedError: That is not possible from the state it is in, or not for this actor.
    """
    await advance(session, order, Step(to=to, reason=reason), actor=actor, now=now)


async def advance(session: AsyncSession, order: Order, step: Step, *, actor: Actor, now: datetime) -> bool:
    """Take one step under a lock on the order: a new state, a new date, a blocker, or the ERP's number.

    The order is read again under the lock, so that the step meets it as it is. The promise stays unless the step brings
    another date.

    Returns:
        False when a step with this key was taken before; nothing happens then.

    Raises:
        OrderMoveRefusedError: That is not possible from the state it is in, or not for this actor.
    """
    held = await repository.locked(session, order.id)
    if held is None:
        raise NotFoundError
    course = course_of(held)
    if step.key in course.keys:
        return False
    if step.to is not None:
        after = course.moved(step.to, step.mover or _MOVERS[actor.kind], step.key)
        blocker = _kept_blocker(held, after.state)
        _enter(held, after.state, step, actor, now)
        held.blocker_code = blocker
    elif (step.promised_on, step.blocker_code, step.erp_number) == (None, None, None):
        raise OrderMoveRefusedError(held.state, held.state, "nothing_new")
    _note_facts(held, step, actor, now)
    await session.flush()
    await _tell(session, held, step, now)
    if step.to is not None:
        await tell_moved(session, held, now=now)
    if held.outcome == "ended" and held.framework_number is not None:
        await call_offs.release(session, held.id, now=now)
    return True


def checked_details(kind: Kind, details: dict[str, Any]) -> Details:
    """The details as the kind's model reads them; raises OrderInvalidError with every field that is wrong."""
    try:
        return kind.details.model_validate(details)
    except ValidationError as error:
        raise OrderInvalidError({_field(problem["loc"]): problem["type"] for problem in error.errors()}) from error


def _field(place: tuple[int | str, ...]) -> str:
    """The name of a field of the details; what somebody made up is shown in ASCII and cut."""
    name = ".".join(("details", *(str(part) for part in place)))
    return name.encode("ascii", "backslashreplace").decode()[:100]


def local_day(now: datetime, country: str) -> date:
    """The date in the customer's country."""
    return now.astimezone(ZoneInfo(_ZONES.get(country, "Europe/Berlin"))).date()


def note_change(order: Order, what: str, change: tuple[object, object], actor: Actor, now: datetime) -> None:
    """Write down that a field changed from one value to another."""
    before, after = (None if value is None else str(value)[:200] for value in change)
    repository.add_change(
        order,
        OrderChange(changed_at=now, actor_kind=actor.kind, actor_id=actor.id, what=what, before=before, after=after),
    )


def _as_given(new: NewOrder) -> dict[str, Any]:
    same = (
        "kind", "service_point_id", "contract_id", "partner_id", "channel", "service", "basket_number",
        "framework_number", "bank_account_id", "replaces_id", "follows_id",
    )  # fmt: skip
    return {name: getattr(new, name) for name in same}


def _line(line: NewLine, position: int) -> OrderLine:
    return OrderLine(
        position=position,
        product_number=line.product_number,
        description=line.description[:200],
        quantity=line.quantity,
        one_off_amount=line.one_off_amount,
        base_amount=line.base_amount,
        unit_amount=line.unit_amount,
        price_list=line.price_list,
        serial_number=line.serial_number,
        iccid=line.iccid,
        phone_number=line.phone_number,
        state="ordered",
    )


def _enter(order: Order, state: str, step: Step, actor: Actor, now: datetime) -> None:
    """Set the state and everything that follows from it, and write it into the history."""
    machine = machine_of(order.kind)
    order.state, order.state_since_at = state, now
    order.outcome, order.waiting_for = machine.outcome(state), machine.waits_for(state)
    order.blocker_code = None
    if order.fulfilled_at is None and machine.keeps_promise(state):
        order.fulfilled_at = now
    if order.outcome != "open":
        order.finished_at = now
    entry = OrderStateEntry(
        state=state,
        entered_at=now,
        actor_kind=actor.kind,
        actor_id=actor.id,
        mover=step.mover or _MOVERS[actor.kind],
        reason=step.reason,
        key=step.key,
    )
    repository.add_entry(order, entry)


def _kept_blocker(order: Order, to: str) -> str | None:
    """What holds it up still after a move: passing a gate brings no goods, any other move clears it."""
    begins = order.state in GATES and machine_of(order.kind).outcome(to) == "open"
    return order.blocker_code if begins else None


def _note_facts(order: Order, step: Step, actor: Actor, now: datetime) -> None:
    if step.promised_on is not None and step.promised_on != order.promised_on:
        note_change(order, "promised_on", (order.promised_on, step.promised_on), actor, now)
        order.promised_on = step.promised_on
    if step.blocker_code is not None:
        order.blocker_code = step.blocker_code
    if step.erp_number is not None and step.erp_number != order.erp_number:
        note_change(order, "erp_number", (order.erp_number, step.erp_number), actor, now)
        order.erp_number, order.erp_state = step.erp_number, "in_erp"


async def _tell(session: AsyncSession, order: Order, step: Step, now: datetime) -> None:
    about: dict[str, Any] = {"order_number": order.number, "kind": order.kind}
    if step.to is None:
        await emit(session, "order_changed", customer_id=order.customer_id, about=about, at=now)
        return
    promised_on = None if order.promised_on is None else order.promised_on.isoformat()
    moved = about | {"state": order.state, "promised_on": promised_on}
    await emit(session, "order_state_changed", customer_id=order.customer_id, about=moved, at=now)
    if order.state == AWAITING_APPROVAL:
        await emit(session, "order_approval_needed", customer_id=order.customer_id, about=about, at=now)
