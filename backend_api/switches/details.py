"""Keeps a switch's details in step with its order: opened when the order is placed, worked out when it moves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast, get_args
from zoneinfo import ZoneInfo

from backend_api.contracts import endings
from backend_api.events.service import emit
from backend_api.orders.errors import OrderInvalidError
from backend_api.switches import repository
from backend_api.switches.models import STAGE_POSITIONS, RejectionCode, SupplierSwitch
from backend_api.switches.national import mapping_of
from backend_api.switches.progress import Position, Switching, position

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.models import Order

CORRECTED = "corrected"
"""Why a request was withdrawn when another takes its place; its contract goes on with that one."""

_ZONES = {"DE": "Europe/Berlin", "PL": "Europe/Warsaw"}


async def opened(session: AsyncSession, order: Order, *, now: datetime) -> None:
    """An order of kind ``supplier_switch`` was placed, by whom ever: give it its details.

    Raises:
        OrderInvalidError: It names no metering point.
    """
    if order.service_point_id is None:
        raise OrderInvalidError({"service_point_id": "missing"})
    wished_on = order.details.get("wished_on")
    switch = SupplierSwitch(
        order_id=order.id,
        customer_id=order.customer_id,
        service_point_id=order.service_point_id,
        direction=order.details.get("direction", "incoming"),
        counterpart=order.details.get("counterpart"),
        meter_number=order.details.get("meter_number"),
        start_on=None if wished_on is None else date.fromisoformat(wished_on),
        next_step_code="wait",
    )
    await repository.store(session, switch)
    await moved(session, order, now=now)


async def moved(session: AsyncSession, order: Order, *, now: datetime) -> None:
    """The order reached another state: work out who acts, until when, what holds it up, and tell it."""
    switch = await repository.of_order(session, order.id)
    if switch is None:
        return
    point = switch.service_point
    today = now.astimezone(ZoneInfo(_ZONES.get(point.country, "Europe/Berlin"))).date()
    if order.state not in STAGE_POSITIONS:  # withdrawn, or not yet confirmed by the customer
        switch.expected_on, switch.next_step_code = None, "none"
        if order.state == "withdrawn" and order.history[-1].reason != CORRECTED and order.contract_id is not None:
            await endings.never_began(session, order.contract_id, on=today)
        return
    stage = order.state
    found = position(
        mapping_of(point.country),
        Switching(switch.direction, point.commodity, switch.start_on),
        stage,
        on=today,
        reason=_reason(order) if stage == "rejected" else None,
    )
    take(switch, order, found)
    await tell(session, switch, order, now=now)


def take(switch: SupplierSwitch, order: Order, found: Position) -> None:
    """Write a position down: on the order who acts and what holds it up, on the switch the rest."""
    order.waiting_for, order.blocker_code = found.waiting_for, found.blocker
    switch.expected_on, switch.next_step_code, switch.reason_code = found.expected_on, found.next_step, found.reason
    if found.reason is None:
        switch.national_reason = None


async def tell(session: AsyncSession, switch: SupplierSwitch, order: Order, *, now: datetime) -> None:
    """Say where the switch stands now: what happened, who acts, by when."""
    about = {
        "order_number": order.number,
        "service_point_id": str(switch.service_point_id),
        "direction": switch.direction,
        "stage": order.state,
        "waiting_for": order.waiting_for,
        "expected_on": None if switch.expected_on is None else switch.expected_on.isoformat(),
        "start_on": None if switch.start_on is None else switch.start_on.isoformat(),
        "reason_code": switch.reason_code,
        "next_step_code": switch.next_step_code,
    }
    await emit(session, "switch_stage_changed", customer_id=switch.customer_id, about=about, at=now)


def _reason(order: Order) -> RejectionCode | None:
    """The neutral reason, which the step that rejected it brought along."""
    said = order.history[-1].reason if order.history else None
    return cast("RejectionCode", said) if said in get_args(RejectionCode) else None
