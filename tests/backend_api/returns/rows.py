"""Delivered orders of each of the two customers, one of them sold by a partner, and a return on its way."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from backend_api.tables import Base, Order, OrderLine, OrderStateEntry, PaperCode, Return, ReturnLine

if TYPE_CHECKING:
    from tests.backend_api.world import Ids

CODES = {1000: "1000000000Z", 2000: "2000000000Y"}
"""Checked by their last characters."""


def uid(number: int) -> UUID:
    from tests.backend_api import world

    return world.uid(number)


def order_number(base: int, place: int) -> str:
    """0: routers and phone; 1: the same, sold by a partner; 2: what the stored return is of; 3: not delivered yet."""
    return f"O-0{base}7{place}"


def return_number(base: int) -> str:
    return f"RT-00{base}"


def rows(ids: "Ids", base: int) -> list[Base]:
    from tests.backend_api.products.rows import B_PARTNER

    sold = delivered(ids, base, 1)
    sold.partner_id = uid(B_PARTNER)
    waiting = delivered(ids, base, 3)
    waiting.state, waiting.outcome, waiting.fulfilled_at, waiting.finished_at = "placed", "open", None, None
    return [delivered(ids, base, 0), sold, waiting, *stored_return(ids, base)]


def delivered(ids: "Ids", base: int, place: int) -> Order:
    """Two routers, a phone with its serial number, and a tariff; delivered on the nineteenth."""
    from tests.backend_api import world

    at = world.NOW - timedelta(days=1)
    return Order(
        id=uid(base + 700 + place),
        number=order_number(base, place),
        kind="device",
        customer_id=ids.customer,
        service_point_id=ids.flat,
        placed_by_kind="customer",
        placed_by_id=ids.customer,
        channel="web",
        service="gateway",
        state="delivered",
        outcome="done",
        placed_at=at - timedelta(days=4),
        state_since_at=at,
        fulfilled_at=at,
        finished_at=at,
        country="DE",
        currency="EUR",
        details={
            "address": {
                "street": "Domstr.",
                "house_number": "12a",
                "postcode": "50667",
                "city": "Köln",
                "country": "DE",
            }
        },
        lines=[
            OrderLine(position=1, product_number="R7", description="Router R7", quantity=2),
            OrderLine(
                position=2, product_number="P5", description="Phone P5", quantity=1, serial_number=f"SN-{base}-{place}"
            ),
            OrderLine(position=3, product_number="STROM-12", description="Zorza Strom 12", quantity=1),
        ],
        history=[
            OrderStateEntry(position=1, state="delivered", entered_at=at, actor_kind="service", mover="erp"),
        ],
    )


def stored_return(ids: "Ids", base: int) -> list[Base]:
    from tests.backend_api import world

    returned = delivered(ids, base, 2)
    order = delivered(ids, base, 4)
    order.kind, order.state, order.outcome, order.lines = "return", "slip_issued", "open", []
    order.fulfilled_at = order.finished_at = None
    order.history[0].state = "slip_issued"
    code = PaperCode(
        code=CODES[base],
        matter_kind="return",
        matter_number=return_number(base),
        customer_id=ids.customer,
        created_at=world.NOW,
    )
    row = Return(
        id=uid(base + 710),
        number=return_number(base),
        code=CODES[base],
        order_id=order.id,
        returned_order_id=returned.id,
        customer_id=ids.customer,
        kind="withdrawal",
        wanted="refund",
        delivered_on=date(2026, 11, 19),
        until_on=date(2026, 12, 3),
        created_at=world.NOW,
        lines=[
            ReturnLine(
                id=uid(base + 711),
                position=1,
                order_id=returned.id,
                order_position=2,
                unit=1,
                taken_order_id=returned.id,
                product_number="P5",
                description="Phone P5",
                serial_number=f"SN-{base}-2",
                reason="changed_mind",
                condition_told="opened",
            )
        ],
    )
    return [returned, order, code, row]
