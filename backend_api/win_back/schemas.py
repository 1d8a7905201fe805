"""What is told about notices of leaving and counter-offers."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from backend_api.contracts.schemas import Day, Words
from backend_api.offers.schemas import OfferWithText
from backend_api.schemas import Quantity, Schema
from backend_api.win_back.models import LeavingReason

CaseResult = Literal["leaving", "taken_back", "not_asked", "none_allowed", "offered", "accepted", "declined"]


class NoticeIn(Schema):
    """A notice of leaving."""

    model_config = ConfigDict(extra="forbid")

    wished_on: Day | None = None
    """The last day that the customer wishes; the first possible one when it is left out."""
    reason: LeavingReason | None = None
    """Why; asking for it never holds the notice up."""


class NoticeOut(Schema):
    """The receipt of a notice."""

    id: UUID
    """Stable id."""
    receipt_number: str
    """The order's number: the receipt."""
    received_at: datetime
    """When the notice came in, in UTC."""
    contract_id: UUID
    """The contract that ends."""
    contract_number: str
    """Its number."""
    ends_on: date
    """Last day of supply."""
    right: Literal["ordinary", "special_price_rise", "move"]
    """By which right it ends."""
    reason: LeavingReason | None
    """Why, when the customer said so."""
    state: str
    """Where the leaving stands: `received`, `confirmed`, `supply_ended`, `final_bill_sent`, `settled`, `taken_back`."""
    can_ask_for_counter_offer: bool
    """Whether there is a counter-offer that the customer may ask to hear; it is never shown unasked, and once only."""
    result: CaseResult
    """What came of it so far."""


class NoticeList(Schema):
    """The customer's notices."""

    items: list[NoticeOut]
    """Newest first, also those that were taken back."""
    total: int
    """How many there are."""


class ReasonIn(Schema):
    """Why somebody leaves."""

    model_config = ConfigDict(extra="forbid")

    reason: LeavingReason
    """The reason."""


class CounterOfferOut(Schema):
    """The counter-offer that was asked for."""

    notice_id: UUID
    """The notice; it stands whatever is answered."""
    offer: OfferWithText | None
    """The one counter-offer; null when none is allowed, or it was answered before."""


class RuleIn(Schema):
    """A counter-offer that may be made."""

    model_config = ConfigDict(extra="forbid")

    name: Words
    """What staff call it."""
    reason: LeavingReason | None = None
    """The reason it answers; null for any."""
    customer_kind: Literal["private", "company"]
    """The segment."""
    country: Literal["DE", "PL"]
    """ISO 3166."""
    commodity: Literal["electricity", "gas", "fibre", "mobile"]
    """What is supplied."""
    least_use_kwh: Annotated[Quantity | None, Field(ge=0, le=100_000_000, decimal_places=0)] = None
    """For customers who use this much a year at least."""
    product_number: Annotated[Words, Field(max_length=40)]
    """The tariff or plan that is offered."""
    discount_percent: Annotated[Quantity, Field(ge=0, le=50, decimal_places=2)] = Decimal(0)
    """Off its prices."""
    floor_unit_amount: Annotated[Quantity | None, Field(ge=0, le=100, decimal_places=4)] = None
    """The price per kWh never falls below this."""
    bonus_amount: Annotated[Quantity, Field(ge=0, le=10_000, decimal_places=2)] = Decimal(0)
    """Paid once."""
    most_uses: Annotated[int, Field(ge=0, le=1_000_000)]
    """How often it may be made in all."""
    valid_from_on: Day
    """First day."""
    valid_until_on: Day | None = None
    """Last day; null without an end."""
    position: Annotated[int, Field(ge=1, le=1000)] = 100
    """Of several that fit the one with the lowest position is taken."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_until_on is not None and self.valid_until_on < self.valid_from_on:
            raise ValueError("valid_until_on lies before valid_from_on")
        return self


class RuleOut(RuleIn):
    """A stored rule."""

    id: UUID
    """Stable id."""
    uses: int
    """How often it was made so far."""


class RuleList(Schema):
    """The rules for counter-offers."""

    items: list[RuleOut]
    """By position."""
    total: int
    """How many there are."""


class ReasonFigures(Schema):
    """What came of the notices for one reason."""

    reason: LeavingReason | None
    """The reason; null for those who named none."""
    notices: int
    """How many notices came in."""
    asked: int
    """How many asked to hear a counter-offer."""
    offered: int
    """To how many one was made."""
    accepted: int
    """How many accepted it, and did not withdraw."""
    declined: int
    """How many said no to it."""
    taken_back: int
    """How many took the notice back, with or without a counter-offer."""


class WinBackFigures(Schema):
    """How many leave, why, and how many stay after all."""

    from_on: date
    """First day of notices that count."""
    to_on: date
    """Last day."""
    notices: int
    """How many notices came in."""
    taken_back: int
    """How many of them were taken back."""
    win_back_percent: Quantity
    """Share of notices that were taken back, to 0.1 percent."""
    offer_percent: Quantity
    """Share of counter-offers that were accepted, to 0.1 percent."""
    reasons: list[ReasonFigures]
    """Most frequent first."""
