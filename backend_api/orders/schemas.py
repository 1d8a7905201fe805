"""What is asked for and told about orders."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.orders.kind import PRINTED
from backend_api.orders.machine import Mover, Party
from backend_api.schemas import Money, Schema

KindWord = Annotated[str, Field(pattern="^[a-z][a-z_]{1,39}$", examples=["device"])]
StateWord = Annotated[str, Field(pattern="^[a-z][a-z_]{1,39}$", examples=["delivered"])]
Code = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{1,39}$", examples=["out_of_stock"])]
Reason = Annotated[str, Field(pattern=PRINTED, min_length=1, max_length=200)]
ShownLineState = Literal["ordered", "removed", "ended"]
ShownErpState = Literal["waiting_for_erp", "in_erp", "conflict", "not_needed"]
ProductNumber = Annotated[str, Field(pattern=PRINTED, min_length=1, max_length=40)]


class Asked(Schema):
    """What comes in; a field that we do not know is refused."""

    model_config = ConfigDict(extra="forbid")


class ShownPrice(Asked):
    """The price the customer saw; the order is refused when it is another one by now."""

    one_off: Money | None = None
    """Paid once, for one, including tax."""
    base: Money | None = None
    """Paid each month, for one, including tax."""
    unit: Money | None = None
    """Paid per kWh, including tax."""


class OrderLineIn(Asked):
    """A product to order."""

    product_number: ProductNumber
    """As listed; what is not in the caller's assortment is unknown."""
    quantity: Annotated[int, Field(ge=1, le=1000)] = 1
    """How many."""
    shown: ShownPrice | None = None
    """The price that was shown, if it shall be held to it."""
    serial_number: Annotated[str | None, Field(pattern=PRINTED, min_length=3, max_length=60)] = None
    """Of the device, where it is handed over at once."""
    iccid: Annotated[str | None, Field(pattern=PRINTED, min_length=18, max_length=20)] = None
    """Of the SIM card, where it is handed over at once."""
    phone_number: Annotated[str | None, Field(pattern=PRINTED, min_length=6, max_length=20)] = None
    """The line it is for."""


class OrderIn(Asked):
    """An order; what we know of the customer already is not asked again."""

    kind: KindWord
    """Which kind; `GET /order-kinds` lists them with the details they need."""
    lines: Annotated[list[OrderLineIn], Field(max_length=50, default_factory=list)]
    """What is ordered; taken from the basket when one is named."""
    basket_number: Annotated[str | None, Field(pattern=PRINTED, max_length=20)] = None
    """A basket to order from; it can be ordered once."""
    details: Annotated[dict[str, Any], Field(default_factory=dict)]
    """What the kind needs besides; address, meter and names on record are filled in."""
    service_point_id: UUID | None = None
    """The point it is about."""
    service_point_number: Annotated[str | None, Field(pattern=PRINTED, min_length=4, max_length=40)] = None
    """The same by MaLo-ID, PPE code, meter number or phone number."""
    contract_number: Annotated[str | None, Field(pattern=PRINTED, max_length=20)] = None
    """The contract it is about."""
    framework_number: Annotated[str | None, Field(pattern=PRINTED, max_length=40)] = None
    """The customer's framework agreement to call off from."""
    energy_kwh: Annotated[Decimal | None, Field(gt=0, le=10**12, decimal_places=3)] = None
    """Energy expected over the whole term, where the agreement counts it."""
    pay_by: Literal["direct_debit", "transfer"] | None = None
    """By direct debit from the account on record when it is not given and there is one."""
    replaces_number: Annotated[str | None, Field(pattern=PRINTED, max_length=20)] = None
    """The order that this one takes the place of."""


class OrderForCustomerIn(OrderIn):
    """An order that somebody else enters for a customer, who confirms it afterwards."""

    customer_number: Annotated[str, Field(pattern=PRINTED, min_length=8, max_length=20)]
    """Eight digits; blanks and `K-` are tolerated."""
    customer_name: Annotated[str, Field(pattern=PRINTED, min_length=1, max_length=200)]
    """Family name or company; it has to fit the number."""
    customer_consents: bool
    """That the customer agreed to the order and to the use of their data for it."""


class LineChange(Asked):
    """What becomes of one line; its price stays."""

    position: Annotated[int, Field(ge=1)]
    """Which line."""
    product_number: ProductNumber | None = None
    """Another variant that costs the same."""
    quantity: Annotated[int | None, Field(ge=1, le=1000)] = None
    """Fewer than before."""
    remove: bool = False
    """Whether the line is taken off."""


class OrderChangeIn(Asked):
    """A change while the order can be changed; what is left out stays."""

    lines: Annotated[list[LineChange], Field(max_length=50, default_factory=list)]
    """Line by line."""
    wished_on: date | None = None
    """Another day for it."""
    details: Annotated[dict[str, Any], Field(default_factory=dict)]
    """Details to set; checked like those of a new order."""


class CancellationIn(Asked):
    """Why the order is cancelled."""

    reason: Reason | None = None
    """A code or a short text; nobody has to say why."""


class ApprovalIn(Asked):
    """Yes or no to an order above somebody's limit."""

    approved: bool
    """Whether it goes on."""
    reason: Reason | None = None
    """Why not, for the one who asked."""


class StepIn(Asked):
    """What a connected system or the back office reports about an order."""

    state: StateWord | None = None
    """The state it reached; left out when only facts are reported."""
    reason: Reason | None = None
    """A code or a short text."""
    step_key: Annotated[str | None, Field(pattern=PRINTED, min_length=1, max_length=190)] = None
    """The sender's own id of this step; the same again, also much later, has no effect."""
    promised_on: date | None = None
    """A new promised day."""
    blocker_code: Code | None = None
    """What holds it up."""
    erp_number: Annotated[str | None, Field(pattern=PRINTED, min_length=1, max_length=60)] = None
    """The ERP's number of the order."""


class OrderBrief(Schema):
    """What may be known from a confirmed address alone: where it stands, without personal detail."""

    number: str
    """`O-` and seven digits."""
    kind: str
    """Which kind of order."""
    state: str
    """Where it is now, of the states of its kind."""
    outcome: Literal["open", "done", "ended"]
    """Whether it is on its way, done, or over without being done."""
    placed_at: datetime
    """When it was placed."""
    state_since_at: datetime
    """Since when it is in this state."""
    promised_on: date | None
    """The day we promise."""
    waiting_for: Party | None
    """Who has to act next; null when it is over."""
    blocker_code: str | None
    """What holds it up; null when nothing does."""
    next_state: str | None
    """What usually comes next; null when it is over."""


class OrderLineOut(Schema):
    """A product on an order with the price that was shown when it was ordered."""

    position: int
    """From 1."""
    product_number: str
    """Which product."""
    description: str
    """Its name on that day."""
    quantity: int
    """How many."""
    one_off: Money | None
    """For one, paid once, including tax."""
    base: Money | None
    """For one, each month, including tax."""
    unit: Money | None
    """Per kWh, including tax."""
    price_list: str | None
    """The partner category or agreement the price is from; null for the public list."""
    serial_number: str | None
    """Of the device, once it is known."""
    iccid: str | None
    """Of the SIM card."""
    phone_number: str | None
    """The line it is for."""
    state: ShownLineState
    """Whether it is still ordered, was taken off, or ended with an order that was not fulfilled."""


class OrderStep(Schema):
    """A state the order reached."""

    state: str
    """Which one."""
    at: datetime
    """When."""
    by: Mover
    """As what somebody moved it there."""
    reason: str | None
    """Why, if it was said."""


class OrderChangeOut(Schema):
    """A change that was made on the way."""

    at: datetime
    """When."""
    what: str
    """Which field."""
    before: str | None
    """What it was."""
    after: str | None
    """What it is since."""


class OrderOut(OrderBrief):
    """Everything about one order."""

    id: UUID
    """Stable id."""
    lines: list[OrderLineOut]
    """By position."""
    worth: Money
    """Prices paid once and twelve months of monthly ones, as limits count it."""
    details: dict[str, Any]
    """What the kind needs besides lines."""
    wished_on: date | None
    """The day the customer wished it for."""
    at_risk: Literal["past", "late", "blocked"] | None
    """Why the promise may break; null while it is likely kept."""
    can_change: bool
    """Whether lines, details and day can still be changed."""
    can_cancel: bool
    """Whether it can still be cancelled."""
    placed_by: Literal["customer", "representative", "partner", "staff", "service"]
    """Who placed it."""
    channel: str
    """Where it was placed."""
    service_point_id: UUID | None
    """The point it is about."""
    contract_id: UUID | None
    """The contract it is about."""
    pays_by: Literal["direct_debit", "transfer"]
    """How it is paid."""
    replaces_number: str | None
    """The order whose place it takes."""
    replaced_by_number: str | None
    """The order that took its place."""
    follows_number: str | None
    """The order it comes out of."""
    erp_number: str | None
    """The ERP's number, once it has answered; the order does not wait for it."""
    erp_state: ShownErpState
    """How far the comparison with the ERP is; never a state of the order. `not_needed` when the order ended before
    the ERP gave it a number."""
    history: list[OrderStep]
    """The states it reached, in order."""
    changes: list[OrderChangeOut]
    """What was changed on the way."""


class OrderList(Schema):
    """Orders, newest first."""

    items: list[OrderBrief]
    """A page of them."""
    total: int
    """How many there are."""


class PartnerOrderOut(Schema):
    """What a partner sees of an order it entered: no account, no details of the customer's other matters."""

    number: str
    """`O-` and seven digits."""
    kind: str
    """Which kind of order."""
    state: str
    """Where it is now."""
    outcome: Literal["open", "done", "ended"]
    """Whether it is on its way, done, or over without being done."""
    placed_at: datetime
    """When it was placed."""
    promised_on: date | None
    """The day we promise."""
    waiting_for: Party | None
    """Who has to act next."""
    blocker_code: str | None
    """What holds it up."""
    lines: list[OrderLineOut]
    """By position, with the prices that were shown."""
    history: list[OrderStep]
    """The states it reached."""
    can_cancel: bool
    """Whether it can still be cancelled."""


class PartnerOrderList(Schema):
    """A partner's orders, newest first."""

    items: list[PartnerOrderOut]
    """A page of them."""
    total: int
    """How many there are."""


class PricedLineOut(Schema):
    """A line as it would be ordered."""

    product_number: str
    """Which product."""
    description: str
    """Its name."""
    quantity: int
    """How many."""
    one_off: Money | None
    """For one, paid once, including tax."""
    base: Money | None
    """For one, each month, including tax."""
    unit: Money | None
    """Per kWh, including tax."""


class FieldNote(Schema):
    """What is wrong or striking about one field."""

    field: str
    """Where it is."""
    problem: str
    """A stable word for it."""


class OrderCheckOut(Schema):
    """What an order would be, without placing it."""

    lines: list[PricedLineOut]
    """Priced as of today."""
    worth: Money
    """As limits count it."""
    details: dict[str, Any]
    """With everything filled in that we know already."""
    promised_on: date | None
    """The day we would promise; null while something is wrong."""
    needs_approval: bool
    """Whether it would wait for somebody who approves."""
    problems: list[FieldNote]
    """What has to be mended first."""
    warnings: list[FieldNote]
    """What should be looked at, such as a porting form with another name than the contract's, an address that was
    chosen among several (`one_of_several`), or goods that are not there: `out_of_stock` when more are on their way,
    `next_delivery_unknown` when nobody knows; the promise counts from the day they are there."""
