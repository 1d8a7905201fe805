"""What an order is made of, and the next step of one; how other resources open and move orders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from backend_api.database import new_id
from backend_api.orders.machine import Mover

if TYPE_CHECKING:
    from collections.abc import Iterable

_CENT = Decimal("0.01")
_MONTHS = 12


@dataclass(frozen=True)
class NewLine:
    """One product with the price that was shown; amounts include tax and are for one piece."""

    product_number: str
    description: str
    quantity: int = 1
    one_off_amount: Decimal | None = None
    base_amount: Decimal | None = None
    """Per month."""
    unit_amount: Decimal | None = None
    """Per kWh."""
    price_list: str | None = None
    """The partner category or the framework agreement the price is from."""
    serial_number: str | None = None
    iccid: str | None = None
    phone_number: str | None = None


@dataclass(frozen=True)
class NewOrder:
    """An order that is going to be placed."""

    kind: str
    """A wire word of the registry."""
    customer_id: UUID
    lines: tuple[NewLine, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)
    """Checked by the kind's model."""
    service_point_id: UUID | None = None
    contract_id: UUID | None = None
    partner_id: UUID | None = None
    channel: str = "web"
    service: str = "backend"
    basket_number: str | None = None
    framework_number: str | None = None
    bank_account_id: UUID | None = None
    replaces_id: UUID | None = None
    follows_id: UUID | None = None
    promised_on: date | None = None
    """Worked out from the usual durations when it is not given."""
    currency: str | None = None
    """The customer's when it is not given."""
    mover: Mover | None = None
    """As what the actor places it; taken from the actor when it is not given."""
    gate: str | None = None
    """``awaiting_customer`` or ``awaiting_approval``; None to begin at once."""
    order_id: UUID = field(default_factory=new_id)
    """Made beforehand, for what has to name the order (a basket)."""


@dataclass(frozen=True)
class Step:
    """What happened to an order: a new state, a new date, what holds it up, or the ERP's number."""

    to: str | None = None
    """The state it moves to; None when only facts are reported."""
    reason: str | None = None
    """A code or a short text, at most 200 characters."""
    mover: Mover | None = None
    """As what the actor moves it; taken from the actor when it is not given."""
    key: str | None = None
    """The sender's own id of this step; the same again has no effect."""
    promised_on: date | None = None
    """A new promised date; the old one stays when it is not given."""
    blocker_code: str | None = None
    """What holds it up now; a move clears the old one."""
    erp_number: str | None = None


def worth_of(lines: Iterable[NewLine]) -> Decimal:
    """Prices paid once and twelve months of monthly ones, rounded half up to the cent; use per kWh is not in it."""
    total = Decimal(0)
    for line in lines:
        each = (line.one_off_amount or 0) + _MONTHS * (line.base_amount or 0)
        total += each * line.quantity
    return total.quantize(_CENT, ROUND_HALF_UP)
