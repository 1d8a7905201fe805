"""Returns of the demo in every state, with the orders they came with and those that move them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import yaml
from stdnum import luhn

from backend_api.documents.codes import ALPHABET
from backend_api.documents.models import PaperCode
from backend_api.orders.models import Order, OrderLine, OrderStateEntry
from backend_api.orders.registry import machine_of
from backend_api.returns.models import Condition, Reason, Return, ReturnLine, Wanted
from backend_api.returns.periods import Case, rights
from wattline.demo.ids import row_id
from wattline.demo.plan import DATA, Plan

if TYPE_CHECKING:
    from backend_api.customers.models import Customer

_FIRST_RETURN, _FIRST_ORDER = 590_001, 430_400
"""Below the first numbers that the backend gives out."""
_WAYS: dict[str, tuple[str, ...]] = {
    "requested": (),
    "slip_issued": ("slip_issued",),
    "handed_over": ("slip_issued", "handed_over"),
    "received": ("slip_issued", "handed_over", "received"),
    "accepted": ("slip_issued", "handed_over", "received", "accepted"),
    "settled": ("slip_issued", "handed_over", "received", "accepted", "settled"),
    "refused": ("slip_issued", "handed_over", "received", "refused"),
    "lapsed": ("slip_issued", "lapsed"),
    "cancelled": ("slip_issued", "cancelled"),
}
_LOOKED_AT = ("accepted", "settled", "refused")
_SENT = ("placed", "confirmed", "packed", "handed_over", "delivered")


class ReturnPlan(Plan):
    """One return of one piece."""

    of: str
    """The customer's key."""
    partner: str | None = None
    """The partner who sold it and took it back."""
    product: str
    serial: str | None
    delivered: int
    """Days ago."""
    entered: int = 0
    """Days ago."""
    reason: Reason
    condition: Condition
    wanted: Wanted = "refund"
    state: Literal[
        "kept",
        "requested",
        "slip_issued",
        "handed_over",
        "received",
        "accepted",
        "settled",
        "refused",
        "lapsed",
        "cancelled",
    ]
    """Of the return; ``kept`` when there is none: the thing was only delivered."""


@dataclass
class Returned:
    """Rows, kind by kind in the order of writing."""

    orders: list[Order] = field(default_factory=list)
    codes: list[PaperCode] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)


def returned(customers: dict[str, Customer], names: dict[str, dict[str, str]], today: date) -> Returned:
    """All of them as of a day.

    Args:
        customers: By their keys.
        names: What products are called, by number and language.
        today: The day of seeding.
    """
    rows = Returned()
    for place, plan in enumerate(_plans()):
        customer = customers[plan.of]
        _add(rows, plan, place, customer, names[plan.product][customer.language], today)
    return rows


def demo_code(number: int) -> str:
    """A code of the demo: well formed, and the same on every machine."""
    digits = f"DEM{number:07d}"
    return digits + str(luhn.calc_check_digit(digits, ALPHABET))


@lru_cache(maxsize=1)
def _plans() -> tuple[ReturnPlan, ...]:
    written = yaml.safe_load((DATA / "returns.yml").read_text(encoding="utf-8"))
    return tuple(ReturnPlan.model_validate(entry) for entry in written)


def _add(rows: Returned, plan: ReturnPlan, place: int, customer: Customer, name: str, today: date) -> None:
    key, delivered_on = f"return/{place}", today - timedelta(days=plan.delivered)
    sold = _order(key, 0, plan, customer, "device", _days(_SENT, delivered_on - timedelta(days=4), 1))
    if plan.state == "kept":
        sold.number, sold.lines = f"O-{_FIRST_ORDER + 10 * place:07d}", [_line(plan, name)]
        rows.orders.append(sold)
        return
    entered_on = today - timedelta(days=plan.entered)
    way = ("requested", *_WAYS[plan.state])
    moving = _order(key, 1, plan, customer, "return", _days(way, entered_on, 2 if plan.entered > 8 else 0))
    sold.number, moving.number = (f"O-{_FIRST_ORDER + 10 * place + n:07d}" for n in (0, 1))
    moving.follows_id = sold.id
    sold.lines, moving.lines = [_line(plan, name)], [_line(plan, name)]
    rows.orders += [sold, moving]
    row = _return(plan, place, customer, name, (delivered_on, entered_on))
    row.order_id, row.returned_order_id = moving.id, sold.id
    row.lines[0].order_id = sold.id
    row.lines[0].taken_order_id = None if moving.outcome == "ended" else sold.id
    if plan.state == "settled" and plan.wanted == "replacement":
        other = _order(key, 2, plan, customer, "replacement", _days(_SENT[:3], entered_on + timedelta(days=8), 1))
        other.number, other.follows_id, other.lines = (
            f"O-{_FIRST_ORDER + 10 * place + 2:07d}",
            moving.id,
            [_line(plan, name)],
        )
        rows.orders.append(other)
        row.replacement_order_id = other.id
    rows.codes.append(
        PaperCode(
            code=row.code,
            matter_kind="return",
            matter_number=row.number,
            customer_id=customer.id,
            partner_id=row.partner_id,
            created_at=row.created_at,
        )
    )
    rows.returns.append(row)


def _return(plan: ReturnPlan, place: int, customer: Customer, name: str, days: tuple[date, date]) -> Return:
    delivered_on, entered_on = days
    case = Case(customer.country, customer.kind, delivered_on, plan.reason, plan.condition)
    right = next((right for right in rights(case, {}) if entered_on <= right.until_on), None)
    looked_at = plan.state in _LOOKED_AT
    return Return(
        id=row_id("return", place),
        number=f"RT-{_FIRST_RETURN + 3 * place:06d}",
        code=demo_code(100 + place),
        customer_id=customer.id,
        partner_id=None if plan.partner is None else row_id("partner", plan.partner),
        kind="goodwill" if right is None else right.kind,
        wanted=plan.wanted,
        delivered_on=delivered_on,
        until_on=None if right is None else right.until_on,
        created_at=_at(entered_on),
        lines=[
            ReturnLine(
                id=row_id("return", place, "line"),
                position=1,
                order_position=1,
                unit=1,
                product_number=plan.product,
                description=name,
                serial_number=plan.serial,
                reason=plan.reason,
                condition_told=plan.condition,
                condition_found=plan.condition if looked_at else None,
                is_accepted=plan.state != "refused" if looked_at else None,
            )
        ],
    )


def _order(
    key: str, place: int, plan: ReturnPlan, customer: Customer, kind: str, told: list[tuple[str, date]]
) -> Order:
    machine, (state, since_on) = machine_of(kind), told[-1]
    outcome = machine.outcome(state)
    kept = [day for name, day in told if machine.keeps_promise(name)]
    values: dict[str, Any] = {
        "partner_id": None if plan.partner is None else row_id("partner", plan.partner),
        "placed_by_kind": "partner" if plan.partner else "customer",
        "placed_by_id": customer.id if plan.partner is None else None,
        "channel": "partner_portal" if plan.partner else "web",
    }
    return Order(
        id=row_id(key, "order", place),
        kind=kind,
        customer_id=customer.id,
        service="gateway",
        state=state,
        outcome=outcome,
        placed_at=_at(told[0][1]),
        state_since_at=_at(since_on),
        fulfilled_at=_at(kept[0]) if kept else None,
        finished_at=None if outcome == "open" else _at(since_on),
        country=customer.country,
        currency=customer.currency,
        waiting_for=machine.waits_for(state),
        history=[
            OrderStateEntry(position=step, state=name, entered_at=_at(day), actor_kind="service", mover="erp")
            for step, (name, day) in enumerate(told, start=1)
        ],
        **values,
    )


def _days(states: tuple[str, ...], first_on: date, apart: int) -> list[tuple[str, date]]:
    return [(state, first_on + timedelta(days=apart * step)) for step, state in enumerate(states)]


def _line(plan: ReturnPlan, name: str) -> OrderLine:
    return OrderLine(
        position=1,
        product_number=plan.product,
        description=name,
        quantity=1,
        serial_number=plan.serial,
        state="ordered",
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)
