"""What the backend answers, as types.

Money is ``{"amount": "12.34", "currency": "EUR"}``, dates are ISO texts: actions pass both on to the words untouched.
"""

from typing import Any, TypedDict

ENERGY = ("electricity", "gas")
COMMODITIES = (*ENERGY, "fibre", "mobile")
"""What a point is supplied with, in the order in which customers are asked."""


class Money(TypedDict):
    """An amount as decimal text with its currency."""

    amount: str
    currency: str


class Hours(TypedDict):
    """Opening hours; days are 1 (Monday) to 7."""

    days: list[int]
    opens: str
    closes: str


class SupplierContact(TypedDict):
    """How people are reached in one country; ``emergency`` maps gas, electricity to a phone, general to a number."""

    country: str
    phone: str
    email: str
    hours: list[Hours]
    emergency: dict[str, Any]


class Supplier(TypedDict):
    """Who supplies; one contact per country, home first."""

    name: str
    website: str
    time_zone: str
    contacts: list[SupplierContact]


class Address(TypedDict):
    """A way to reach the customer, "phone" or "email", with most of it hidden."""

    kind: str
    masked: str
    confirmed: bool


class Customer(TypedDict):
    """The proven customer."""

    id: str
    kind: str
    name: str
    first_name: str | None
    language: str
    country: str
    addresses: list[Address]


class RunningPlan(TypedDict):
    """A payment plan that is being paid, and the invoices it pays."""

    number: str
    invoice_numbers: list[str]
    next_due_on: str
    next_due: Money


class Account(TypedDict):
    """Balance over zero: the customer owes. Credit over zero: the supplier owes."""

    balance: Money
    overdue: Money
    credit: Money
    open_invoices: int
    next_due_on: str | None
    next_due_amount: Money | None
    last_payment: dict[str, Any] | None
    payment_plan: RunningPlan | None


class BilledPoint(TypedDict):
    """What tells a metering point or a line from the customer's others."""

    id: str
    name: str
    kind: str
    commodity: str
    identifier: str
    meter_number: str | None
    address: dict[str, str]


class ServicePoint(BilledPoint):
    """A metering point or a line."""

    allowance: dict[str, Any] | None


class Contract(TypedDict):
    """One supply agreement with its term."""

    id: str
    number: str
    service_point_id: str
    service_point_name: str
    commodity: str
    product_name: str
    base_price: Money
    unit_price: Money | None
    signed_on: str | None
    starts_on: str
    ends_on: str | None
    notice_period_value: int
    notice_period_unit: str
    notice_by_on: str | None
    earliest_end_on: str | None
    cannot_end_before_on: str | None
    renewal: str
    renewal_months: int | None
    price_guaranteed_until: str | None
    included: dict[str, Any] | None
    state: str
    withdrawal_until_on: str | None
    price_change: dict[str, Any] | None
    ended_by: str | None


class Dunning(TypedDict):
    """The last step against an unpaid bill; its fee comes with the next bill."""

    step: str
    entered_on: str
    pay_by_on: str | None
    fee: Money


class Invoice(TypedDict):
    """A charge for a period; ``open`` is what is still to be paid of ``total``."""

    number: str
    service_point_id: str
    service_point_name: str
    commodity: str
    contract_number: str
    from_on: str
    to_on: str
    days: int
    issued_on: str
    due_on: str
    total: Money
    open: Money
    state: str
    consumption: str | None
    consumption_unit: str | None
    reading_source: str | None
    dunning: Dunning | None


class Comparison(TypedDict):
    """An invoice beside the one before it; the parts add up to the difference."""

    invoice: Invoice
    previous: Invoice | None
    difference: Money | None
    parts: list[dict[str, Any]]
    days: dict[str, int] | None
    unit_price: dict[str, Any] | None
    base_price: dict[str, Any] | None
    consumption: dict[str, Any] | None
    estimated: bool
    corrects: str | None
    adjustments: list[dict[str, Any]]


class Statement(TypedDict):
    """What is owed and for what, as of one moment; the comparison where it was asked for and one invoice matters."""

    account: Account
    invoices: list[Invoice]
    points: list[BilledPoint]
    comparison: Comparison | None


class Payment(TypedDict):
    """Money received."""

    received_on: str
    amount: Money
    reference: str | None
    invoice_number: str | None


class Consumption(TypedDict):
    """What a point used in a period, with the same months a year before."""

    service_point_id: str
    service_point_name: str
    commodity: str
    from_on: str
    to_on: str
    total: str
    unit: str
    reading_source: str
    covered_until_on: str | None
    complete: bool
    year_before: dict[str, Any] | None
    months: list[dict[str, Any]]


class Switch(TypedDict, total=False):
    """A change of supplier of one point; all after ``waiting_for`` only for a verified customer."""

    id: str
    service_point_id: str
    service_point_name: str | None
    direction: str
    stage: str
    position: int
    total: int
    expected_on: str | None
    waiting_for: str | None
    commodity: str
    stage_since_on: str
    history: list[dict[str, str]]
    start_on: str | None
    counterpart: str | None
    reason_code: str | None
    blocker_code: str | None
    next_step_code: str
    order_number: str


class Ticket(TypedDict):
    """A matter somebody must settle; the promise is a span of time."""

    number: str
    kind: str
    promised_from: str
    promised_until: str
    state: str
