"""How orders are shown: in brief, in full, and to the partner who entered one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backend_api.orders.course import course_of
from backend_api.orders.promise import risk_of
from backend_api.orders.registry import machine_of
from backend_api.orders.schemas import (
    OrderBrief,
    OrderChangeOut,
    OrderLineOut,
    OrderOut,
    OrderStep,
    PartnerOrderOut,
    ShownErpState,
    ShownLineState,
)
from backend_api.schemas import Money

if TYPE_CHECKING:
    from datetime import date

    from backend_api.orders.models import Order, OrderLine
    from backend_api.orders.promise import Risk


@dataclass(frozen=True)
class Links:
    """The numbers of the orders that one is linked with."""

    replaces: str | None = None
    replaced_by: str | None = None
    follows: str | None = None


def brief(order: Order) -> OrderBrief:
    """Where it stands, without personal detail."""
    usual = machine_of(order.kind).moves_from(order.state)
    return OrderBrief(
        number=order.number,
        kind=order.kind,
        state=order.state,
        outcome=order.outcome,
        placed_at=order.placed_at,
        state_since_at=order.state_since_at,
        promised_on=order.promised_on,
        waiting_for=order.waiting_for,
        blocker_code=order.blocker_code,
        next_state=usual[0].to if usual else None,
    )


def full(order: Order, links: Links, *, today: date) -> OrderOut:
    """Everything, for the customer and who may act for them."""
    course = course_of(order)
    return OrderOut(
        **dict(brief(order)),
        id=order.id,
        lines=lines_of(order),
        worth=Money.of(order.worth_amount, order.currency),
        details=order.details,
        wished_on=order.wished_on,
        at_risk=at_risk(order, today=today),
        can_change=course.can_change,
        can_cancel=course.can_cancel,
        placed_by=order.placed_by_kind,
        channel=order.channel,
        service_point_id=order.service_point_id,
        contract_id=order.contract_id,
        pays_by="transfer" if order.bank_account_id is None else "direct_debit",
        replaces_number=links.replaces,
        replaced_by_number=links.replaced_by,
        follows_number=links.follows,
        erp_number=order.erp_number,
        erp_state=erp_state_of(order),
        history=history_of(order),
        changes=[
            OrderChangeOut(at=change.changed_at, what=change.what, before=change.before, after=change.after)
            for change in order.changes
        ],
    )


def for_partner(order: Order) -> PartnerOrderOut:
    """What the partner who entered it sees."""
    return PartnerOrderOut(
        **{name: value for name, value in brief(order) if name in PartnerOrderOut.model_fields},
        lines=lines_of(order),
        history=history_of(order),
        can_cancel=course_of(order).can_cancel,
    )


def at_risk(order: Order, *, today: date) -> Risk | None:
    """Why its promise may break."""
    return risk_of(
        machine_of(order.kind),
        order.state,
        order.promised_on,
        blocked=order.blocker_code is not None,
        today=today,
        country=order.country,
    )


def lines_of(order: Order) -> list[OrderLineOut]:
    """Its lines with the prices that were kept."""
    return [_line(line, order) for line in order.lines]


def history_of(order: Order) -> list[OrderStep]:
    """The states it reached."""
    return [
        OrderStep(state=entry.state, at=entry.entered_at, by=entry.mover, reason=entry.reason)
        for entry in order.history
    ]


def erp_state_of(order: Order) -> ShownErpState:
    """How far the comparison is; nothing is waited for when the order ended before the ERP had it."""
    return "not_needed" if order.outcome == "ended" and order.erp_number is None else order.erp_state


def _line_state(line: OrderLine, order: Order) -> ShownLineState:
    """A line that was not taken off ends with its order."""
    return "ended" if order.outcome == "ended" and line.state == "ordered" else line.state


def _line(line: OrderLine, order: Order) -> OrderLineOut:
    currency = order.currency
    return OrderLineOut(
        position=line.position,
        product_number=line.product_number,
        description=line.description,
        quantity=line.quantity,
        one_off=Money.maybe(line.one_off_amount, currency),
        base=Money.maybe(line.base_amount, currency),
        unit=Money.maybe(line.unit_amount, currency),
        price_list=line.price_list,
        serial_number=line.serial_number,
        iccid=line.iccid,
        phone_number=line.phone_number,
        state=_line_state(line, order),
    )
