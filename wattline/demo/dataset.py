"""The whole demo utility as rows of the backend: the same on every machine for the same day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from backend_api.customers.models import ContactAddress, Customer
from backend_api.database import Base
from backend_api.supplier.models import OpeningHours, Supplier, SupplierContact
from backend_api.values import ApplicationNumber, CustomerNumber
from wattline.demo import around, catalog, identifiers, metering, money, offers, orders, plan, postal, service
from wattline.demo.ids import row_id
from wattline.demo.parties import build_parties
from wattline.demo.points import PointRows, build_point

if TYPE_CHECKING:
    from wattline.demo.bills import Bill
    from wattline.demo.plan import ContactPlan, CustomerPlan

_FIRST_CONTRACT, _FIRST_INVOICE, _FIRST_SWITCH = 200_400, 4_000, 410_400


@dataclass
class Dataset:
    """Rows by kind."""

    supplier: Supplier
    customers: list[Customer] = field(default_factory=list)
    points: list[PointRows] = field(default_factory=list)
    further: list[Sequence[Base]] = field(default_factory=list)
    """Batches of other topics, each after the ones it refers to."""

    @property
    def bills(self) -> list[Bill]:
        """The bills of all points."""
        return [bill for rows in self.points for bill in rows.bills]

    def batches(self) -> list[Sequence[Base]]:
        """What is to be written, each batch after the ones it refers to."""
        return [
            [self.supplier, *self.customers],
            [rows.point for rows in self.points],
            [contract for rows in self.points for contract in rows.contracts],
            [rows.switch.order for rows in self.points if rows.switch],
            [rows.switch for rows in self.points if rows.switch],
            [row for rows in self.points for row in (*rows.readings, *rows.usages)],
            [bill.invoice for bill in self.bills],
            [row for bill in self.bills for row in (*bill.lines, *bill.payments)],
            *self.further,
        ]


def build(today: date) -> Dataset:
    """Everything as of a day.

    Args:
        today: The day of seeding in UTC; all dates are relative to it.
    """
    dataset = Dataset(_supplier())
    lines = 0
    for place, written in enumerate(plan.customers()):
        dataset.customers.append(customer(written, place, today))
        for point in written.points:
            dataset.points.append(build_point(written, point, lines, today))
            lines += point.is_line
    _number_contracts(dataset.points)
    _number_switches(dataset.points)
    _number_bills(dataset.bills)
    keyed = {written.key: row for written, row in zip(plan.customers(), dataset.customers, strict=True)}
    dataset.further += build_parties(keyed, today).batches()
    dataset.further += catalog.batches(today)
    dataset.further += offers.batches(dataset.points, {str(row.id): row.kind for row in dataset.customers}, today)
    dataset.further += money.batches(dataset.points, today)
    dataset.further += metering.batches(dataset.points, today)
    dataset.further += service.batches(keyed, dataset.points, today)
    dataset.further += around.batches(dataset.customers, today)
    dataset.further += orders.batches(keyed, today)
    dataset.further += postal.batches([*(rows.point for rows in dataset.points), *orders.points(today)])
    return dataset


def numbers(written: CustomerPlan, place: int) -> tuple[str | None, str | None]:
    """Customer number and application number of the customer at a place in the list; one of them is none."""
    if written.number == "application":
        return None, ApplicationNumber.from_sequence(310_204 + 17 * place).text
    return CustomerNumber.from_sequence(1_204_417 + 137 * place).text, None


def _supplier() -> Supplier:
    written = plan.supplier()
    contacts = [_contact(contact) for contact in written.contacts]
    return Supplier(id=row_id("supplier"), contacts=contacts, **written.model_dump(exclude={"contacts"}))


def _contact(written: ContactPlan) -> SupplierContact:
    hours = [
        OpeningHours(
            id=row_id("hours", written.country, weekday),
            weekday=weekday,
            opens=time.fromisoformat(entry.opens),
            closes=time.fromisoformat(entry.closes),
        )
        for entry in written.hours
        for weekday in entry.days
    ]
    return SupplierContact(id=row_id("contact", written.country), hours=hours, **written.model_dump(exclude={"hours"}))


def customer(written: CustomerPlan, place: int, today: date) -> Customer:
    """The row of the customer at a place in the list; only when his addresses were confirmed depends on the day."""
    random = Random(written.key)  # noqa: S311 - a demo, not a secret
    is_company = written.kind == "company"
    first_name, _, name = ("", "", written.name) if is_company else written.name.partition(" ")
    customer_number, application_number = numbers(written, place)
    proven = customer_number is not None and (is_company or written.born is not None)
    return Customer(
        id=row_id(written.key),
        ids_proven_at=datetime.combine(today - timedelta(days=400 + place), time(10), UTC) if proven else None,
        id_paper=("company_register" if is_company else "identity_card") if proven else None,
        customer_number=customer_number,
        application_number=application_number,
        kind=written.kind,
        role=written.role,
        name=name,
        first_name=first_name or None,
        language=written.language,
        country=written.country,
        currency={"DE": "EUR", "PL": "PLN"}[written.country],
        branch="telecom" if all(point.is_line for point in written.points) else "energy",
        personal_id=None if written.born is None else identifiers.personal_id(random, written.country, written.born),
        tax_id=identifiers.tax_id(random, written.country) if is_company else None,
        addresses=_addresses(written, place, today),
    )


def _addresses(written: CustomerPlan, place: int, today: date) -> list[ContactAddress]:
    confirmed_at = datetime.combine(today - timedelta(days=30 + place), time(9, 30), UTC)
    is_company = written.kind == "company"
    mail = identifiers.company_email(written.name) if is_company else identifiers.email(written.name, written.country)
    phone = identifiers.phone(place, written.country, written.language)
    return [
        ContactAddress(
            id=row_id(written.key, kind),
            kind=kind,
            value=value,
            confirmed_at=confirmed_at if known == "confirmed" else None,
        )
        for kind, known, value in (("phone", written.phone, phone), ("email", written.email, mail))
        if known != "none"
    ]


def _number_contracts(points: list[PointRows]) -> None:
    contracts = [contract for rows in points for contract in rows.contracts]
    for place, contract in enumerate(sorted(contracts, key=lambda entry: (entry.starts_on, entry.id))):
        contract.number = f"V-{_FIRST_CONTRACT + 17 * place}"


def _number_switches(points: list[PointRows]) -> None:
    """Their orders, in the order in which they were placed."""
    orders = [rows.switch.order for rows in points if rows.switch]
    for place, order in enumerate(sorted(orders, key=lambda entry: (entry.placed_at, entry.id))):
        order.number = f"O-{_FIRST_SWITCH + 17 * place:07d}"


def _number_bills(bills: list[Bill]) -> None:
    """In the order in which they were issued, from the beginning in each year."""
    issued: Counter[int] = Counter()
    for bill in sorted(bills, key=lambda entry: (entry.invoice.issued_on, entry.invoice.id)):
        year = bill.invoice.issued_on.year
        issued[year] += 1
        bill.invoice.number = f"R-{year}-{_FIRST_INVOICE + issued[year]:06d}"
        for payment in bill.payments:
            payment.reference = payment.reference or bill.invoice.number
