"""Shows returns, and what of an order can come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.documents.codes import written
from backend_api.returns.schemas import ReturnableLine, ReturnLineOut, ReturnOut, StaffReturn

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from backend_api.orders.models import OrderLine
    from backend_api.returns.models import Return, ReturnKind
    from backend_api.returns.periods import Right


def shown(row: Return) -> ReturnOut:
    """For the customer or partner."""
    replacement = row.replacement_order
    return ReturnOut(
        number=row.number,
        order_number=row.order.number,
        returned_order_number=row.returned_order.number,
        replacement_order_number=None if replacement is None else replacement.number,
        state=row.order.state,
        kind=row.kind,
        wanted=row.wanted,
        code=written(row.code),
        until_on=row.until_on,
        created_at=row.created_at,
        lines=[ReturnLineOut.model_validate(line) for line in row.lines],
    )


def for_staff(row: Return) -> StaffReturn:
    """With whose it is."""
    return StaffReturn(**dict(shown(row)), customer_id=row.customer_id, partner_id=row.partner_id)


def returnable(
    line: OrderLine, taken: Collection[int], minded: Sequence[Right], broken: Sequence[Right]
) -> ReturnableLine:
    """A line of an order with the last days of its rights."""
    return ReturnableLine(
        position=line.position,
        product_number=line.product_number,
        description=line.description,
        serial_number=line.serial_number,
        quantity_left=line.quantity - len(taken),
        withdrawal_until_on=_last_day(minded, "withdrawal"),
        warranty_until_on=_last_day(broken, "warranty"),
    )


def _last_day(known: Sequence[Right], kind: ReturnKind) -> date | None:
    return next((right.until_on for right in known if right.kind == kind), None)
