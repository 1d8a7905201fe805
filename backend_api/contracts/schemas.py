"""What a customer is told about contracts, and what systems say about them."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.schemas import Money, Quantity, Schema
from backend_api.service_points.schemas import CommodityName

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
"""A day that somebody names; reckoning with one stays within the calendar."""
Words = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""A short text in one line."""


class Included(Schema):
    """What a line's monthly price includes."""

    data_gb: Quantity | None
    """GB per month; null when unlimited or not sold."""
    minutes: int | None
    """Minutes per month; null when unlimited or not sold."""
    speed_mbit: int | None
    """Download speed in Mbit/s; null when not promised."""


class PriceChangeNotice(Schema):
    """Prices that were announced and do not apply yet."""

    announced_on: date
    """The day the customer was told."""
    effective_on: date
    """First day of the new prices."""
    base_price: Money
    """Per month from then on, including tax."""
    unit_price: Money | None
    """Per kWh from then on, including tax; null for a line."""
    notice_by_on: date | None
    """Last day for a notice that ends the contract before a rise; null when nothing rises."""
    ends_on: date | None
    """The day with which it then ends."""
    yearly_use_kwh: Quantity | None
    """The use that the yearly costs are worked out from; null for a line, when too little is known, and in a list that
    was asked for without `yearly_costs`."""
    present_yearly_cost: Money | None
    """What a year of that use costs at the prices paid today; null when the use is not known."""
    yearly_cost: Money | None
    """The same at the new prices."""
    yearly_difference: Money | None
    """What a year then costs more (negative: less)."""


class ContractOut(Schema):
    """A supply contract, with the dates that follow from its rules today."""

    id: UUID
    """Stable id."""
    number: str
    """`V-` and six digits."""
    service_point_id: UUID
    """What it supplies."""
    service_point_name: str
    """What the customer calls that."""
    commodity: CommodityName
    """What is supplied."""
    product_name: str
    """The tariff's name."""
    base_price: Money
    """Per month, including tax."""
    unit_price: Money | None
    """Per kWh, including tax, up to four decimals; null for a line."""
    starts_on: date
    """First day of supply."""
    ends_on: date | None
    """Last day of the term that is running, or of supply after notice; null when it runs on until notice, and
    for one that was withdrawn from before it began."""
    notice_period_value: int
    """How many weeks or months of notice."""
    notice_period_unit: Literal["weeks", "months"]
    """`weeks` or `months`."""
    notice_by_on: date | None
    """Last day for a notice that ends it on `earliest_end_on`; null when no such day is needed."""
    earliest_end_on: date
    """The first day with which it can end."""
    cannot_end_before_on: date | None
    """A day before which it cannot end whatever the term says; null without one."""
    renewal: Literal["none", "fixed_term", "indefinite"]
    """After the term: it ends by itself, runs for `renewal_months` more, or runs on."""
    renewal_months: int | None
    """Length of each further term; null unless `fixed_term`."""
    price_guaranteed_until: date | None
    """Last day of the price guarantee; null without one."""
    included: Included | None
    """For a line: what the price includes; null for a metering point."""
    state: Literal["active", "ending", "ended", "future"]
    """`ending` once notice was given."""
    product_number: str | None
    """The product in the catalogue; null for one from before there was a catalogue."""
    signed_on: date | None
    """The day it was concluded; null when that is not known."""
    withdrawal_until_on: date | None
    """Last day for a withdrawal; null when there is no such right, or it is over."""
    price_change: PriceChangeNotice | None
    """Prices that were announced and do not apply yet."""
    ended_by: Literal["notice", "renewal", "other_supplier", "withdrawal"] | None
    """Why it ends, when it was ended; `withdrawal` for one that counts as never agreed, too when its order was given
    up."""
    follows_id: UUID | None
    """The contract it continues; null for a first one."""


class ContractList(Schema):
    """The customer's contracts."""

    items: list[ContractOut]
    """By service point, newest first."""
    total: int
    """How many there are."""


class PriceChangeIn(Schema):
    """New prices for one contract."""

    model_config = ConfigDict(extra="forbid")

    effective_on: Day
    """First day of the new prices."""
    base_price_amount: Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=4)]
    """Per month, including tax, in the contract's currency."""
    unit_price_amount: Annotated[Decimal | None, Field(ge=0, le=1000, decimal_places=4)] = None
    """Per kWh, including tax; null for a line."""


class PriceChangeOut(Schema):
    """An announced change of price."""

    contract_number: str
    """The contract."""
    announced_on: date
    """Today."""
    effective_on: date
    """First day of the new prices."""
    base_price: Money
    """Per month, including tax."""
    unit_price: Money | None
    """Per kWh, including tax."""
    is_rise: bool
    """Whether any part goes up, which opens the special right of notice."""


class ExpiringIn(Schema):
    """How much to look through in one go."""

    model_config = ConfigDict(extra="forbid")

    after: UUID | None = None
    """Go on after this contract: the `next_after` of the answer before."""
    limit: Annotated[int, Field(ge=1, le=2000)] = 500
    """At most so many contracts."""


class Expiring(Schema):
    """A contract whose customer is told of its end now."""

    contract_id: UUID
    """Stable id."""
    contract_number: str
    """Its number."""
    ends_on: date
    """Last day of the running term."""
    lead_days: int
    """The lead time that was reached: 60, 30, 14 or 3."""
    notice_by_on: date | None
    """Last day for a notice; null when that is over or not needed."""
    without_action: Literal["ends", "renews", "runs_on"]
    """What happens when the customer does nothing."""
    renews_until_on: date | None
    """Last day of the next term, when it renews by itself."""
    offer_numbers: list[str]
    """Renewal offers that are open for it, prepared now if need be."""


class ExpiringOut(Schema):
    """What was found in one go."""

    checked: int
    """How many contracts were looked at."""
    items: list[Expiring]
    """Those whose customers are told now; each contract once per lead time."""
    next_after: UUID | None
    """Where to go on; null when all were looked at."""
