"""What a price is: amounts with and without tax, the days it is valid, and the line of an order it makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal
from uuid import UUID

_SMALLEST = Decimal("0.0001")
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Amounts:
    """The parts of a price; a part that is None is not charged."""

    base: Decimal | None = None
    """Per month."""
    unit: Decimal | None = None
    """Per kWh."""
    one_off: Decimal | None = None
    """Once, with the order."""
    beyond: Decimal | None = None
    """Each GB beyond what a plan includes."""

    def times(self, factor: Decimal) -> Amounts:
        """Each part multiplied, rounded half up to four decimals."""
        return Amounts(*(_scaled(part, factor) for part in (self.base, self.unit, self.one_off, self.beyond)))


@dataclass(frozen=True)
class ContractRules:
    """On which terms a tariff or plan is agreed."""

    term_months: int
    """First fixed term; 0 for none."""
    notice_period_value: int
    notice_period_unit: Literal["weeks", "months"]
    renewal: Literal["none", "fixed_term", "indefinite"]
    renewal_months: int | None = None
    guarantee_months: int | None = None
    """How long the price is guaranteed from the start of supply."""


@dataclass(frozen=True)
class Price:
    """What one product costs on one day, for everybody, for one partner category, or under one agreement."""

    product_id: UUID
    product_number: str
    currency: str
    """ISO 4217."""
    stated: Amounts
    """As the price list states them."""
    includes_tax: bool
    """Whether the stated amounts include tax."""
    tax_percent: Decimal
    valid_from_on: date
    valid_until_on: date | None
    """Last day on which this price counts; None while no end is known."""
    rules: ContractRules | None = None
    """None for what makes no contract."""
    category: str | None = None
    """The partner category whose list it is from; None for the public list."""
    framework_number: str | None = None
    """The framework agreement it is from, if any."""

    @property
    def gross(self) -> Amounts:
        """Including tax."""
        return self.stated if self.includes_tax else self.stated.times(self._factor)

    @property
    def net(self) -> Amounts:
        """Without tax."""
        return self.stated.times(1 / self._factor) if self.includes_tax else self.stated

    @property
    def _factor(self) -> Decimal:
        return 1 + self.tax_percent / 100


@dataclass(frozen=True)
class PricedLine:
    """A product in a quantity with the price that is shown, ordered and kept."""

    product_id: UUID
    product_number: str
    product_name: str
    """In the language of the product's country."""
    kind: Literal["tariff", "plan", "device", "accessory"]
    commodity: str | None
    country: str
    quantity: int
    price: Price
    """Of one piece."""

    @property
    def one_off_total(self) -> Decimal | None:
        """What is charged once for the whole line, including tax, rounded half up to the cent."""
        return rounded_total(self.price.gross.one_off, self.quantity)

    @property
    def monthly_total(self) -> Decimal | None:
        """What is charged each month for the whole line, including tax, rounded half up to the cent."""
        return rounded_total(self.price.gross.base, self.quantity)


def rounded_total(amount: Decimal | None, quantity: int) -> Decimal | None:
    """What a quantity costs, rounded half up to the cent once, at the end."""
    return None if amount is None else (amount * quantity).quantize(_CENT, ROUND_HALF_UP)


def _scaled(part: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if part is None else (part * factor).quantize(_SMALLEST, ROUND_HALF_UP)
