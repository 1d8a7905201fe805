"""What the ERP says about products, their prices, assortments and price lists."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from backend_api.products.schemas import ProductCommodityName, ProductKindName
from backend_api.schemas import Schema

Amount = Annotated[Decimal, Field(ge=0, le=10**9, decimal_places=4)]
ProductNumberText = Annotated[str, Field(pattern="^[A-Z0-9][A-Z0-9-]{0,39}$")]


class Taken(Schema):
    """What comes in; a field that we do not know is refused."""

    model_config = ConfigDict(extra="forbid")


class ProductTextIn(Taken):
    """Words in one language."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    """As it stands on contracts and orders."""
    description: Annotated[str, Field(min_length=1, max_length=2000)]
    """One or two sentences."""


class IncludedIn(Taken):
    """What a plan's monthly price includes."""

    data_gb: Amount | None = None
    """GB per month; null when unlimited or not sold."""
    minutes: Annotated[int | None, Field(ge=0, le=10**6)] = None
    """Minutes per month; null when unlimited or not sold."""
    sms: Annotated[int | None, Field(ge=0, le=10**6)] = None
    """SMS per month; null when unlimited or not sold."""
    speed_mbit: Annotated[int | None, Field(ge=0, le=10**6)] = None
    """Download speed in Mbit/s; null when not promised."""


class ProductIn(Taken):
    """A product as the ERP knows it."""

    kind: ProductKindName
    """`tariff` (energy), `plan` (telecom), `device` or `accessory`; never changes."""
    commodity: ProductCommodityName | None = None
    """What a tariff or plan supplies, or what a device is for; never changes."""
    country: Literal["DE", "PL"]
    """ISO 3166: where it is sold; never changes."""
    customer_kind: Literal["private", "company"] | None = None
    """For these customers only; null for all."""
    orderable_from_on: date
    """First day on which it can be ordered."""
    orderable_until_on: date | None = None
    """Last day on which it can be ordered; null while no end is planned."""
    included: IncludedIn = IncludedIn()
    """What a plan includes."""
    en: ProductTextIn
    """English words."""
    de: ProductTextIn
    """German words."""
    pl: ProductTextIn
    """Polish words."""

    @model_validator(mode="after")
    def _fits(self) -> "ProductIn":
        if self.kind in ("tariff", "plan") and self.commodity is None:
            raise ValueError("a tariff or plan needs a commodity")
        if self.orderable_until_on is not None and self.orderable_until_on < self.orderable_from_on:
            raise ValueError("it must be orderable on one day at least")
        return self


class AmountsIn(Taken):
    """The parts of a price; a part that is null is not charged."""

    base: Amount | None = None
    """Per month."""
    unit: Amount | None = None
    """Per kWh."""
    one_off: Amount | None = None
    """Once, with the order."""
    beyond: Amount | None = None
    """Each GB beyond what a plan includes."""

    @model_validator(mode="after")
    def _charges(self) -> "AmountsIn":
        if (self.base, self.unit, self.one_off) == (None, None, None):
            raise ValueError("a price charges something")
        return self


class ContractRulesIn(Taken):
    """On which terms a tariff or plan is agreed."""

    term_months: Annotated[int, Field(ge=0, le=60)]
    """First fixed term; 0 for none."""
    notice_period_value: Annotated[int, Field(ge=0, le=60)]
    """How many weeks or months of notice."""
    notice_period_unit: Literal["weeks", "months"]
    """`weeks` or `months`."""
    renewal: Literal["none", "fixed_term", "indefinite"]
    """After the term."""
    renewal_months: Annotated[int | None, Field(ge=1, le=60)] = None
    """Length of each further term."""
    guarantee_months: Annotated[int | None, Field(ge=1, le=120)] = None
    """How long the price is guaranteed from the start of supply."""


class PriceIn(Taken):
    """What a product costs from a day on."""

    valid_from_on: date
    """First day; tomorrow or later, except for the first price of a product."""
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    """ISO 4217."""
    amounts: AmountsIn
    """Decimal texts with up to four places."""
    includes_tax: bool
    """Whether the amounts include tax."""
    tax_percent: Annotated[Decimal, Field(ge=0, le=100, decimal_places=4)]
    """The tax that is in them or comes on top."""
    rules: ContractRulesIn | None = None
    """On which terms; null for what makes no contract."""


class ListIn(Taken):
    """What assortments and price lists have in common."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    """For staff; with category and first day it says which one is meant."""
    valid_from_on: date
    """First day; tomorrow or later, except for the first of a category."""
    valid_until_on: date | None = None
    """Last day; null while no end is planned. The only thing that changes once it has begun."""

    @model_validator(mode="after")
    def _spans(self) -> "ListIn":
        if self.valid_until_on is not None and self.valid_until_on < self.valid_from_on:
            raise ValueError("it must be valid on one day at least")
        return self


class AssortmentIn(ListIn):
    """What a category may sell in a span of time."""

    product_numbers: Annotated[list[ProductNumberText], Field(max_length=5000)]
    """What may be sold."""


class ListedPriceIn(Taken):
    """What one product costs in a list."""

    product_number: ProductNumberText
    """What is priced."""
    amounts: AmountsIn
    """All its amounts, in currency and tax of its public price."""


class PriceListIn(ListIn):
    """Prices of a category in a span of time."""

    prices: Annotated[list[ListedPriceIn], Field(max_length=5000)]
    """Product by product; for what is not in it the public price counts."""


class KeptList(Schema):
    """An assortment or price list as it is kept now."""

    category: str
    """Whose."""
    name: str
    """For staff."""
    valid_from_on: date
    """First day."""
    valid_until_on: date | None
    """Last day; null while no end is planned."""
    product_numbers: list[str]
    """What is in it."""
