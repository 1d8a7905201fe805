"""The orders that a basket and a framework agreement of the demo became: devices, delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from backend_api.orders.models import Order, OrderLine, OrderStateEntry
from backend_api.orders.new_order import NewLine, worth_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_COURSE = ("placed", "confirmed", "packed", "handed_over", "delivered")
_STEP = timedelta(hours=20)


@dataclass(frozen=True)
class Delivery:
    """What was ordered by whom, when, and out of what."""

    id: UUID
    number: str
    customer_id: UUID
    country: str
    currency: str
    placed_at: datetime
    basket_number: str | None = None
    framework_number: str | None = None


def delivered(delivery: Delivery, lines: Sequence[NewLine]) -> Order:
    """An order of devices with every state up to the last, one after the other."""
    times = [delivery.placed_at + place * _STEP for place in range(len(_COURSE))]
    return Order(
        id=delivery.id,
        number=delivery.number,
        kind="device",
        customer_id=delivery.customer_id,
        placed_by_kind="customer",
        placed_by_id=delivery.customer_id,
        channel="web",
        service="gateway",
        state=_COURSE[-1],
        outcome="done",
        placed_at=times[0],
        state_since_at=times[-1],
        fulfilled_at=times[-1],
        finished_at=times[-1],
        promised_on=(times[-1] + _STEP).date(),
        country=delivery.country,
        currency=delivery.currency,
        worth_amount=worth_of(lines),
        basket_number=delivery.basket_number,
        framework_number=delivery.framework_number,
        erp_number=f"ERP-{delivery.number}",
        erp_state="in_erp",
        lines=[_line(line, place) for place, line in enumerate(lines, start=1)],
        history=[
            OrderStateEntry(position=place, state=state, entered_at=at, actor_kind="service", mover="erp")
            for place, (state, at) in enumerate(zip(_COURSE, times, strict=True), start=1)
        ],
    )


def _line(line: NewLine, position: int) -> OrderLine:
    return OrderLine(
        position=position,
        product_number=line.product_number,
        description=line.description,
        quantity=line.quantity,
        one_off_amount=line.one_off_amount,
        base_amount=line.base_amount,
        unit_amount=line.unit_amount,
        price_list=line.price_list,
        serial_number=None if line.quantity > 1 else f"SN{position}{line.product_number.replace('-', '')}0417",
    )
