"""The demo as it is written down in `data/`: the supplier, its tariffs, and the customers with their stories."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from backend_api.customers.models import CustomerRole
from backend_api.service_points.models import Commodity
from backend_api.switches.models import BlockerCode, NextStepCode, ReasonCode, SwitchStage, WaitingFor

DATA = Path(__file__).parent / "data"
CUSTOMER_FILES = ("german", "polish", "english", "companies", "leaving", "changing")
"""In the order in which the customers are numbered."""

Language = Literal["en", "de", "pl"]
Country = Literal["DE", "PL"]
Known = Literal["confirmed", "unconfirmed", "none"]
Meter = Literal["smart", "quarterly", "yearly"]


class Plan(BaseModel):
    """What all parts of the plan have in common: a misspelt field is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class HoursPlan(Plan):
    """When people answer."""

    days: list[int]
    opens: str
    closes: str


class ContactPlan(Plan):
    """How the supplier and help are reached in one country."""

    country: Country
    phone: str
    email: str
    gas_emergency_phone: str
    electricity_emergency_phone: str
    general_emergency_phone: str
    postal_lines: list[str]
    tax_id: str
    returns_lines: list[str]
    hours: list[HoursPlan]


class SupplierPlan(Plan):
    """The supplier itself."""

    name: str
    website: str
    time_zone: str
    countries: list[Country]
    contacts: list[ContactPlan]


class TariffPlan(Plan):
    """A product; prices in the country's currency."""

    country: Country
    commodity: Commodity
    name: str
    base: Decimal
    """Per month."""
    unit: Decimal | None = None
    """Per kWh; none for a line."""
    tax: int | None = None
    """Percent on top of the prices; none when they include it."""
    term: int
    """Months of the first term; 0 for none."""
    notice: str
    """Such as "1 months" or "2 weeks"."""
    renewal: Literal["indefinite", "fixed_term"] = "indefinite"
    renewal_months: int | None = None
    guaranteed: bool = False
    """Whether the price holds for the first term."""
    speed: int | None = None
    """Mbit/s."""
    data: int | None = None
    """GB a month."""
    minutes: int | None = None
    sms: int | None = None
    beyond: Decimal | None = None
    """Price of each further GB."""

    @property
    def currency(self) -> str:
        """ISO 4217."""
        return {"DE": "EUR", "PL": "PLN"}[self.country]

    @property
    def tax_factor(self) -> Decimal:
        """What turns its prices into prices including tax."""
        return 1 + Decimal(self.tax or 0) / 100


class BillsPlan(Plan):
    """What is unusual about the bills of a point; without it all are paid."""

    unpaid: int = 0
    """How many of the latest are open and not yet due."""
    overdue: int = 0
    """How many before those should have been paid."""
    partly: Decimal | None = None
    """What was paid on the latest one, which is not yet due."""
    doubled: bool = False
    """The latest reading was estimated at twice the use."""
    correction: Decimal | None = None
    """A line that lowers the latest bill below zero."""
    settled: Literal["paid", "credit", "open"] = "paid"
    """How a yearly bill stands after the monthly installments."""
    was: Decimal | None = None
    """Price per kWh until `was_months_ago`."""
    was_months_ago: int = 0


class TermPlan(Plan):
    """What is unusual about the contract's dates."""

    ends_in_days: int | None = None
    renewal: Literal["none"] | None = None
    """`none`: it ends by itself."""
    notice: str | None = None
    locked_months: int | None = None
    """It cannot end before so many months from now."""
    leaves_in_days: int | None = None
    """Notice was given; last day of supply."""
    signed_days: int | None = None
    """How many days ago it was concluded, where that can still be withdrawn from."""
    rises: Decimal | None = None
    """The price per kWh that was announced for the month after the next."""


class FormerPlan(Plan):
    """The contract before, for the same point."""

    tariff: str
    months_ago: int
    """How long ago it was replaced."""


class SwitchPlan(Plan):
    """A change of supplier; what is left out follows from the stage."""

    stage: SwitchStage
    days: int | None = None
    """Since when; left out once supply has begun, where it follows from that day."""
    direction: Literal["incoming", "outgoing"] = "incoming"
    counterpart: str
    waiting_for: WaitingFor | None = None
    reason: ReasonCode | None = None
    blocker: BlockerCode | None = None
    next_step: NextStepCode | None = None


class PointPlan(Plan):
    """A place of supply or a line."""

    name: str
    commodity: Commodity
    tariff: str
    at: str
    """`Street 1, 50667 City`."""
    meter: Meter = "smart"
    use: Decimal
    """kWh a year, or GB a month for a line."""
    trend: float = 0.0
    """By which share the use grew against the year before."""
    since: int | None = None
    """Months of supply by Zorza so far; some years when left out."""
    history: int = 26
    """At most so many months of it are on record."""
    bills: BillsPlan = BillsPlan()
    term: TermPlan = TermPlan()
    former: FormerPlan | None = None
    switch: SwitchPlan | None = None

    @property
    def is_line(self) -> bool:
        """A line has no meter."""
        return self.commodity in ("fibre", "mobile")

    @property
    def planned(self) -> bool:
        """Supply has not begun."""
        return (
            self.switch is not None
            and self.switch.direction == "incoming"
            and self.switch.stage not in ("active", "first_reading", "old_supplier_final_bill")
        )


class CustomerPlan(Plan):
    """A customer of the demo, who is a persona as well."""

    key: str
    shows: str
    """What there is to see, in a sentence."""
    shows_own: str | None = None
    """The same in the customer's language; none when that is English."""
    name: str
    kind: Literal["private", "company"] = "private"
    role: CustomerRole = "private_customer"
    language: Language
    country: Country = "DE"
    born: date | None = None
    number: Literal["customer", "application"] = "customer"
    """`application`: has no customer number yet."""
    phone: Known
    email: Known
    points: list[PointPlan] = Field(min_length=1)


@lru_cache(maxsize=1)
def supplier() -> SupplierPlan:
    """Read the supplier."""
    return SupplierPlan.model_validate(_read("supplier"))


@lru_cache(maxsize=1)
def tariffs() -> dict[str, TariffPlan]:
    """Read the tariffs by their keys."""
    return {key: TariffPlan.model_validate(entry) for key, entry in _read("tariffs").items()}


@lru_cache(maxsize=1)
def customers() -> tuple[CustomerPlan, ...]:
    """Read the customers, in the order of their numbers."""
    entries = [entry for name in CUSTOMER_FILES for entry in _read(f"customers/{name}")]
    return tuple(CustomerPlan.model_validate(_with_country(entry)) for entry in entries)


def _with_country(entry: dict[str, Any]) -> dict[str, Any]:
    """Who writes Polish lives in Poland unless it says otherwise."""
    return {"country": "PL" if entry["language"] == "pl" else "DE"} | entry


def _read(name: str) -> Any:
    return yaml.safe_load((DATA / f"{name}.yml").read_text(encoding="utf-8"))
