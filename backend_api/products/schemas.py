"""What everybody is told about products, and what the ERP says about stock."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field

from backend_api.products.prices import Amounts, ContractRules, Price
from backend_api.schemas import Money, Quantity, Schema

ProductKindName = Literal["tariff", "plan", "device", "accessory"]
ProductCommodityName = Literal["electricity", "gas", "fibre", "mobile"]


class AmountsOut(Schema):
    """The parts of a price; a part that is null is not charged."""

    base: Money | None
    """Per month."""
    unit: Money | None
    """Per kWh, up to four decimals."""
    one_off: Money | None
    """Once, with the order."""
    beyond: Money | None
    """Each GB beyond what a plan includes."""

    @classmethod
    def of(cls, amounts: Amounts, currency: str) -> Self:
        """From amounts in one currency."""
        return cls(
            base=Money.maybe(amounts.base, currency),
            unit=Money.maybe(amounts.unit, currency),
            one_off=Money.maybe(amounts.one_off, currency),
            beyond=Money.maybe(amounts.beyond, currency),
        )


class RulesOut(Schema):
    """On which terms a tariff or plan is agreed."""

    term_months: int
    """First fixed term; 0 for none."""
    notice_period_value: int
    """How many weeks or months of notice."""
    notice_period_unit: Literal["weeks", "months"]
    """`weeks` or `months`."""
    renewal: Literal["none", "fixed_term", "indefinite"]
    """After the term: it ends, runs for `renewal_months` more, or runs on."""
    renewal_months: int | None
    """Length of each further term; null unless `fixed_term`."""
    guarantee_months: int | None
    """How long the price is guaranteed from the start of supply; null when it is not."""

    @classmethod
    def maybe(cls, rules: ContractRules | None) -> Self | None:
        """From rules, where there are some."""
        return None if rules is None else cls.model_validate(rules)


class PriceOut(Schema):
    """What a product costs on a day."""

    gross: AmountsOut
    """Including tax."""
    net: AmountsOut
    """Without tax."""
    stated: Literal["gross", "net"]
    """Which of the two the price list states; the other is worked out."""
    tax_percent: Quantity
    """The tax between the two."""
    valid_from_on: date
    """First day of this price."""
    valid_until_on: date | None
    """Last day of this price; null while no end is known."""
    rules: RulesOut | None
    """On which terms; null for what makes no contract."""

    @classmethod
    def of(cls, price: Price) -> Self:
        """From a price that was worked out."""
        return cls(
            gross=AmountsOut.of(price.gross, price.currency),
            net=AmountsOut.of(price.net, price.currency),
            stated="gross" if price.includes_tax else "net",
            tax_percent=price.tax_percent,
            valid_from_on=price.valid_from_on,
            valid_until_on=price.valid_until_on,
            rules=RulesOut.maybe(price.rules),
        )


class IncludedOut(Schema):
    """What a plan's monthly price includes."""

    data_gb: Quantity | None
    """GB per month; null when unlimited or not sold."""
    minutes: int | None
    """Minutes per month; null when unlimited or not sold."""
    sms: int | None
    """SMS per month; null when unlimited or not sold."""
    speed_mbit: int | None
    """Download speed in Mbit/s; null when not promised."""


class StockOut(Schema):
    """How many there are, as the ERP said last."""

    available: int
    """Pieces that can be promised."""
    next_delivery_on: date | None
    """When more will come; null when nothing is on its way."""
    as_of_at: datetime
    """When the ERP counted, in UTC."""


class ProductOut(Schema):
    """A product with its price today."""

    id: UUID
    """Stable id."""
    number: str
    """What it is ordered by."""
    kind: ProductKindName
    """`tariff` (energy), `plan` (telecom), `device` or `accessory`."""
    commodity: ProductCommodityName | None
    """What it supplies or is for; null for neither."""
    country: str
    """ISO 3166: where it is sold."""
    customer_kind: Literal["private", "company"] | None
    """For these customers only; null for all."""
    name: str
    """In the language asked for."""
    description: str
    """In the language asked for."""
    price: PriceOut
    """Today's; for a partner the one of its category."""
    included: IncludedOut | None
    """What a plan includes; null for all others."""
    stock: StockOut | None
    """Of a device or accessory; null where none is kept."""
    orderable_from_on: date
    """First day on which it can be ordered."""
    orderable_until_on: date | None
    """Last day on which it can be ordered; null while no end is planned."""


class ProductList(Schema):
    """What can be ordered today."""

    items: list[ProductOut]
    """Tariffs, plans, devices, accessories; by country and number."""
    total: int
    """How many there are."""


class AlternativeList(Schema):
    """What a partner may sell instead of a product that is not in its assortment."""

    number: str
    """The product that was asked for; nothing else is said of it."""
    items: list[ProductOut]
    """Best first, with the partner's prices."""
    total: int
    """How many there are."""


class StockIn(Schema):
    """What the ERP counted."""

    model_config = ConfigDict(extra="forbid")

    available: Annotated[int, Field(ge=0, le=10_000_000)]
    """Pieces that can be promised."""
    next_delivery_on: date | None = None
    """When more will come; null when nothing is on its way."""
    as_of_at: AwareDatetime
    """When it was counted, with its offset."""


class ProductTaken(Schema):
    """A product as it is kept now."""

    id: UUID
    """Stable id."""
    number: str
    """What it is ordered by."""
    orderable_from_on: date
    """First day on which it can be ordered."""
    orderable_until_on: date | None
    """Last day on which it can be ordered; null while no end is planned."""
    prices_from_on: list[date]
    """First days of its prices, past and coming."""
