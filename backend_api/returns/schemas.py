"""What is asked for and told about returns."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.returns.models import Condition, Reason, ReturnKind, Wanted
from backend_api.schemas import Schema


class ReturnLineIn(Schema):
    """One line of an order, or some pieces of it."""

    model_config = ConfigDict(extra="forbid")

    position: Annotated[int, Field(ge=1, le=10_000)]
    """Which line of the order."""
    quantity: Annotated[int, Field(ge=1, le=100)] = 1
    """How many pieces of it."""
    serial_number: Annotated[str | None, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$")] = None
    """Of the piece; needed only when the order does not know it, and then it is kept."""
    reason: Reason
    """Why it comes back."""
    condition: Condition
    """In which condition it is."""


class ReturnIn(Schema):
    """Goods of one order that shall come back."""

    model_config = ConfigDict(extra="forbid")

    order_number: Annotated[str, Field(min_length=1, max_length=20, pattern="^[!-~]+$")]
    """The order they came with."""
    wanted: Wanted = "refund"
    """Money back, or another device."""
    lines: Annotated[list[ReturnLineIn], Field(min_length=1, max_length=50)]
    """What comes back."""


class Inspection(Schema):
    """What the warehouse found on one line of a return."""

    model_config = ConfigDict(extra="forbid")

    position: Annotated[int, Field(ge=1, le=10_000)]
    """Which line of the return."""
    condition: Condition
    """In which condition it came."""
    accepted: bool
    """Whether it is taken back."""


class InspectionIn(Schema):
    """The goods have come; what they are like."""

    model_config = ConfigDict(extra="forbid")

    lines: Annotated[list[Inspection], Field(min_length=1, max_length=50)]
    """One entry for every line of the return."""


class ReturnLineOut(Schema):
    """One piece that comes back."""

    position: int
    """From 1, in the order of the slip."""
    order_position: int
    """The line of the order."""
    product_number: str
    """What was ordered."""
    description: str
    """Its name when it was ordered."""
    serial_number: str | None
    """Of the piece, when known."""
    reason: Reason
    """Why it comes back."""
    condition_told: Condition
    """As it was said."""
    condition_found: Condition | None
    """As the warehouse found it."""
    is_accepted: bool | None
    """Whether it was taken back; null before it was looked at."""


class ReturnOut(Schema):
    """Goods that come back."""

    number: str
    """`RT-` and six digits."""
    order_number: str
    """The order of kind `return` that moves it."""
    returned_order_number: str
    """The order the goods came with."""
    replacement_order_number: str | None
    """The order of the other device, once there is one."""
    state: str
    """The state of its order."""
    kind: ReturnKind
    """By which right."""
    wanted: Wanted
    """Money back, or another device."""
    code: str
    """Printed on the slip, as it is typed."""
    until_on: date | None
    """The last day of the period; null when staff let it come back beyond every period."""
    created_at: datetime
    """When it was entered."""
    lines: list[ReturnLineOut]
    """What comes back."""


class ReturnList(Schema):
    """Returns, newest first."""

    items: list[ReturnOut]
    """Newest first."""
    total: int
    """How many there are."""


class ReturnableLine(Schema):
    """A line of an order, and until when it can come back."""

    position: int
    """The line of the order."""
    product_number: str
    """What was ordered."""
    description: str
    """Its name when it was ordered."""
    serial_number: str | None
    """Of the piece, when the order knows it."""
    quantity_left: int
    """How many pieces can still come back."""
    withdrawal_until_on: date | None
    """The last day for changing one's mind; null when there is no such right."""
    warranty_until_on: date | None
    """The last day for a defect."""


class ReturnableOrder(Schema):
    """What of an order can come back."""

    order_number: str
    """Which order."""
    delivered_on: date | None
    """When it arrived; null when it has not, and then nothing can come back."""
    lines: list[ReturnableLine]
    """Its lines that are goods."""


class StaffReturn(ReturnOut):
    """A return as staff see it."""

    customer_id: UUID
    """Whose goods."""
    partner_id: UUID | None
    """The partner who entered it."""


class StaffReturnList(Schema):
    """A page of returns."""

    items: list[StaffReturn]
    """Newest first."""
    total: int
    """How many there are on all pages."""


ReturnState = Literal[
    "requested", "slip_issued", "handed_over", "received", "accepted", "refused", "settled", "lapsed", "cancelled"
]
