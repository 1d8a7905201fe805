"""What is told about offers, and what is said to them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.contracts.schemas import Day, Words
from backend_api.offers.models import OfferKind, UseBasis
from backend_api.offers.state import OfferState
from backend_api.schemas import Money, Quantity, Schema


class OfferUse(Schema):
    """The use that the yearly cost is worked out from."""

    kwh: Quantity
    """In a year."""
    basis: UseBasis
    """`measured_year`, `annualised` from a shorter time, or `stated` by the customer."""
    from_on: date | None
    """First day of the use that is known; null when it was stated."""
    to_on: date | None
    """Last day of it."""


class ApplicationForm(Schema):
    """A prefilled form for new supply or a change of supplier."""

    model_config = ConfigDict(extra="forbid")

    point_name: Words
    """What the customer calls the place."""
    commodity: Literal["electricity", "gas"]
    """What is supplied."""
    scheme: Literal["malo", "ppe"]
    """Which rules the identifier follows."""
    identifier: Annotated[str, Field(min_length=11, max_length=18, pattern="^[0-9]+$")]
    """MaLo-ID or PPE code."""
    meter_number: Annotated[str | None, Field(min_length=4, max_length=40, pattern=r"^[0-9A-Za-z \-./]+$")] = None
    """As printed on the meter."""
    street: Words
    """Without the house number."""
    house_number: Annotated[Words, Field(max_length=20)]
    """With letter and flat."""
    postcode: Annotated[str, Field(pattern="^[0-9][0-9-]{3,8}[0-9]$")]
    """As written in its country."""
    city: Words
    """Town or village."""
    country: Literal["DE", "PL"]
    """ISO 3166."""
    counterpart: Words | None = None
    """The supplier until now; null for a place that has none to leave."""
    holder_name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
    """Who becomes the customer of the contract."""


class OfferOut(Schema):
    """A priced proposal, or a prefilled application with its price."""

    id: UUID
    """Stable id."""
    number: str
    """`F-` and six digits, for speaking of it."""
    kind: OfferKind
    """`renewal`, `application`, or `counter_offer`."""
    state: OfferState
    """`open` while it can be accepted."""
    version: int
    """From 1; a newer version takes the place of an older one."""
    contract_id: UUID | None
    """The contract it would continue."""
    contract_number: str | None
    """Its number."""
    service_point_id: UUID | None
    """What would be supplied."""
    product_number: str
    """The product in the catalogue."""
    product_name: str
    """As it will stand on the contract."""
    base_price: Money
    """Per month, including tax."""
    unit_price: Money | None
    """Per kWh, including tax, up to four decimals; null for a line."""
    bonus: Money | None
    """Paid once, and not in the yearly cost; null for none."""
    starts_on: date
    """First day at these prices."""
    term_months: int
    """The first term; 0 for none."""
    term_ends_on: date | None
    """Last day of it."""
    notice_period_value: int
    """How many weeks or months of notice."""
    notice_period_unit: Literal["weeks", "months"]
    """`weeks` or `months`."""
    renewal: Literal["none", "fixed_term", "indefinite"]
    """What follows the term."""
    renewal_months: int | None
    """Length of each further term; null unless `fixed_term`."""
    price_guaranteed_until: date | None
    """Last day of the price guarantee; null without one."""
    use: OfferUse | None
    """What the yearly cost is worked out from; null for a line, or when too little is known."""
    yearly_cost: Money | None
    """Twelve base prices and the use of a year, including tax, to the cent."""
    present_yearly_cost: Money | None
    """The same use at the prices paid today."""
    saving: Money | None
    """What a year costs less (negative: more) than today."""
    text_version: str
    """Version of the words; to be repeated when it is accepted."""
    text_language: str
    """Their language."""
    form: ApplicationForm | None
    """For an application: what was filled in."""
    valid_until_on: date
    """Last day on which it can be accepted."""
    made_at: datetime
    """When it was prepared, in UTC."""


class OfferWithText(OfferOut):
    """An offer with the words that are agreed to."""

    text: str
    """In the language of the customer, where there is one."""


class OfferList(Schema):
    """The customer's offers."""

    items: list[OfferOut]
    """Newest first."""
    total: int
    """How many there are."""


class RenewalOut(Schema):
    """Whether a contract can be renewed, and with which offers."""

    contract_id: UUID
    """The contract."""
    possible: bool
    """Whether it can be renewed now."""
    problems: list[str]
    """Why not; empty when it can."""
    starts_on: date | None
    """First day of the new term; null when it cannot."""
    offers: list[OfferOut]
    """What can be accepted, cheaper first."""


class AcceptanceIn(Schema):
    """A clear yes."""

    model_config = ConfigDict(extra="forbid")

    text_version: Annotated[Words, Field(max_length=40)]
    """Version of the words that the customer read."""


class AcceptanceOut(Schema):
    """What was agreed."""

    offer_number: str
    """The offer."""
    order_number: str
    """The order that carries it out."""
    order_state: str
    """Where that stands."""
    contract_id: UUID
    """The contract that comes of it."""
    contract_number: str
    """Its number."""
    starts_on: date
    """Its first day."""
    term_ends_on: date | None
    """Last day of its first term; null without one."""
    price_guaranteed_until: date | None
    """Last day of the price guarantee; null without one."""
    accepted_at: datetime
    """When, in UTC."""
    text_version: str
    """Version of the words that were agreed to."""
    level: str
    """How sure we were who it is."""
    withdrawal_until_on: date | None
    """Last day for a withdrawal; null for a company."""


class DeclineIn(Schema):
    """A no, with no questions asked."""

    model_config = ConfigDict(extra="forbid")


class ApplicationIn(Schema):
    """What an application is prefilled with; what is left out is taken from the point and the customer."""

    model_config = ConfigDict(extra="forbid")

    product_number: Annotated[Words, Field(max_length=40)]
    """The tariff."""
    service_point_id: UUID | None = None
    """A point the customer has or had; the form is filled from it."""
    form: ApplicationForm | None = None
    """The place, when it is a new one."""
    counterpart: Words | None = None
    """The supplier to leave; null when there is none."""
    starts_on: Day | None = None
    """The first day that is wished."""
    yearly_use_kwh: Annotated[Decimal | None, Field(ge=1, le=100_000_000, decimal_places=0)] = None
    """Expected use in a year, for the yearly cost."""


class TextIn(Schema):
    """A new version of the words of offers."""

    model_config = ConfigDict(extra="forbid")

    kind: OfferKind
    """Which offers it is for."""
    language: Literal["en", "de", "pl"]
    """Its language."""
    version: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z.\-]+$")]
    """Such as `2026-11`."""
    valid_from_on: Day
    """The day from which new offers carry it."""
    body: Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"^[^\x00]+$")]
    """What the customer agrees to."""


class TextOut(TextIn):
    """A stored version."""

    id: UUID
    """Stable id."""


class TextList(Schema):
    """The versions of the words of offers."""

    items: list[TextOut]
    """By kind and language, newest first."""
    total: int
    """How many there are."""


class WithdrawalOut(Schema):
    """What a withdrawal did."""

    contract_number: str
    """The contract that counts as never agreed."""
    withdrawn_at: datetime
    """When, in UTC."""
    order_number: str | None
    """The order that had carried it out."""
    order_state: str | None
    """Where that stands now."""
    restored_contract_number: str | None
    """The contract that is as it was before; null when there was none."""
    restored_ends_on: date | None
    """Last day of its running term, or of supply after an earlier notice; null when it runs on."""
