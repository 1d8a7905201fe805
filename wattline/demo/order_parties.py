"""Customers of the demo who order: who they are, their points and bank accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from schwifty import IBAN

from backend_api.bank_accounts.models import BankAccount
from backend_api.contracts.models import Contract
from backend_api.customers.models import ContactAddress, Customer
from backend_api.service_points.models import Line, MeteringPoint
from backend_api.values import CustomerNumber
from wattline.demo import identifiers
from wattline.demo.calendar import add_months, month_first
from wattline.demo.ids import row_id
from wattline.demo.movers import contract_of
from wattline.demo.plan import Country, Language, Plan
from wattline.demo.points import ADDRESS

_FIRST_CUSTOMER, _FIRST_CONTRACT, _FIRST_LINE = 1_180_002, 250_400, 60
TARIFFS: dict[Country, str] = {"DE": "strom_oeko", "PL": "prad_stala"}
_BANK_CODES = {"DE": "37040044", "PL": "10901014"}


class BuyerPlan(Plan):
    """A customer who orders."""

    key: str
    name: str
    language: Language
    country: Country
    at: str
    """`Street 1, 50667 City`."""


@dataclass(frozen=True)
class Buyer:
    """The rows of one."""

    customer: Customer
    point: MeteringPoint
    line: Line
    contract: Contract
    account: BankAccount | None


def buyer(written: BuyerPlan, place: int, today: date) -> Buyer:
    """The rows of the customer at a place in the list; every other one pays by direct debit."""
    random = Random(written.key)  # noqa: S311 - a demo, not a secret
    since = datetime.combine(today - timedelta(days=90 + place), time(9), UTC)
    customer = _customer(written, place, since)
    match = ADDRESS.fullmatch(written.at)
    assert match is not None, written.at
    german = written.country == "DE"
    where = {"customer_id": customer.id, "country": written.country, **match.groupdict()}
    point = MeteringPoint(
        id=row_id(written.key, "point"),
        name={"de": "Wohnung", "pl": "Mieszkanie", "en": "Flat"}[written.language],
        commodity="electricity",
        scheme="malo" if german else "ppe",
        identifier=identifiers.malo_id(random) if german else identifiers.ppe_code(random),
        melo_ids=[identifiers.melo_id(random, match["postcode"])] if german else [],
        meter_number=identifiers.meter_number(random, written.country),
        grid_operator=f"Stadtnetz {match['city']}" if german else f"Sieć Dystrybucyjna {match['city']}",
        **where,
    )
    line = Line(
        id=row_id(written.key, "line"),
        name={"de": "Handy", "pl": "Komórka", "en": "Mobile"}[written.language],
        commodity="mobile",
        scheme="line",
        identifier=identifiers.line_number(_FIRST_LINE + place, written.country),
        **where,
    )
    account = _account(written, customer, random, since) if place % 2 == 0 else None
    contract = contract_of(TARIFFS[written.country], point, add_months(month_first(today), -20))
    contract.id, contract.number = row_id(written.key, "contract"), f"V-{_FIRST_CONTRACT + 20 * place}"
    return Buyer(customer, point, line, contract, account)


def _customer(written: BuyerPlan, place: int, since: datetime) -> Customer:
    first_name, _, name = written.name.partition(" ")
    return Customer(
        id=row_id(written.key),
        customer_number=CustomerNumber.from_sequence(_FIRST_CUSTOMER + 41 * place).text,
        kind="private",
        role="private_customer",
        name=name,
        first_name=first_name,
        language=written.language,
        country=written.country,
        currency="EUR" if written.country == "DE" else "PLN",
        branch="energy",
        addresses=[
            ContactAddress(
                id=row_id(written.key, "email"),
                kind="email",
                value=identifiers.email(written.name, written.country),
                confirmed_at=since,
            )
        ],
    )


def _account(written: BuyerPlan, customer: Customer, random: Random, since: datetime) -> BankAccount:
    digits = f"{random.randrange(10**10):010d}"
    account_code = digits if written.country == "DE" else f"00000{digits}"[-16:].rjust(16, "0")
    iban = IBAN.generate(written.country, bank_code=_BANK_CODES[written.country], account_code=account_code)
    return BankAccount(
        id=row_id(written.key, "account"),
        customer_id=customer.id,
        iban=str(iban),
        bic=None if iban.bic is None else str(iban.bic),
        bank_name=iban.bank_name,
        holder_name=written.name,
        mandate_reference=f"M-{800_100 + customer.id.int % 90_000}",
        mandate_signed_on=since.date(),
        state="active",
        active_guard=1,
        created_at=since,
    )
