"""The rows of grown customers: many ordinary households, made quickly and the same on every machine.

A grown customer has one address, one point, one contract, three yearly invoices of two lines, and four readings. Values
are written as the databases keep them (ids as hex, amounts in 1/10,000, days as ISO text), so that nothing has to be
converted row by row.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import JSON, String, Table, literal
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from backend_api.tables import (
    Base,
    ContactAddress,
    Contract,
    Customer,
    Invoice,
    InvoiceLine,
    MeteringPoint,
    MeterReading,
)
from backend_api.values import CustomerNumber, malo_check_digit
from wattline.demo.calendar import add_months, month_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from sqlalchemy.engine import Dialect

FIRST_SEQUENCE = 6_000_000
"""Customer numbers of grown customers begin here; the demo's and the backend's own lie below."""
MOST = 10_000_000 - FIRST_SEQUENCE
"""How many fit into seven digits."""
YEARS = 3

_BASE_YEARLY, _UNIT = 12 * 129_000, 3_190
"""12.90 a month and 0.3190 per kWh, in 1/10,000."""
_CENT, _ONE = 100, 10_000
_BASE_LINE = (2, "base", "Grundpreis", 12 * _ONE, "month", _BASE_YEARLY // 12, _BASE_YEARLY)
_SCATTER = 2_654_435_761
"""Multiplied by a number it gives a different-looking one (Knuth's multiplicative hash): use differs, and is the same
wherever growing was interrupted."""
_NAMES = ("Albers", "Brandt", "Conrad", "Dietz", "Engel", "Franke", "Gruber", "Heller", "Jansen", "Krause", "Lorenz")
_FIRST_NAMES = ("Anja", "Bernd", "Clara", "Dirk", "Eva", "Frank", "Greta", "Horst", "Ines", "Jonas", "Karin", "Lukas")
_STREETS = ("Ahornweg", "Birkenallee", "Dorfstraße", "Eichenweg", "Gartenstraße", "Lindenstraße", "Schulstraße")
_TOWNS = (
    ("50674", "Köln"),
    ("53115", "Bonn"),
    ("10435", "Berlin"),
    ("60594", "Frankfurt am Main"),
    ("99084", "Erfurt"),
)

type Row = tuple[Any, ...]


class Kind(NamedTuple):
    """A place in the ids: rows of different tables never share one."""

    place: int

    def id(self, number: int) -> str:
        """The hex of a UUID (version 7 in form) that sorts by number, so that indexes grow at their end."""
        return f"0190{self.place:04x}000070008000{number:012x}"


KINDS = CUSTOMER, ADDRESS, POINT, CONTRACT, INVOICE, LINE, READING = tuple(Kind(place) for place in range(1, 8))
EACH = 1, 1, 1, 1, YEARS, 2 * YEARS, YEARS + 1
"""How many rows of each kind a customer has."""


@dataclass(frozen=True)
class Sheet:
    """A table, the columns whose values differ from row to row, and what is the same in every row."""

    table: Table
    varying: tuple[str, ...]
    same: dict[str, Any]

    def statement(self, dialect: Dialect) -> str:
        """The driver's INSERT; what is the same everywhere stands in it and need not be bound.

        Raises:
            ValueError: The table wants a column that neither varies nor is the same.
        """
        values: dict[str, Any] = {}
        for column in self.table.columns:
            if column.name in self.same:
                values[column.name] = self._literal(column.name, self.same[column.name], dialect)
            elif column.name not in self.varying and not column.nullable and column.server_default is None:
                if not isinstance(column.default, ScalarElementColumnDefault):
                    raise ValueError(f"grown rows say nothing of {self.table.name}.{column.name}")
                values[column.name] = self._literal(column.name, column.default.arg, dialect)
        mark = "?" if dialect.paramstyle == "qmark" else "%s"
        names = ", ".join((*self.varying, *values))
        places = ", ".join((*(mark for _ in self.varying), *values.values()))
        return f"INSERT INTO {self.table.name} ({names}) VALUES ({places})"  # noqa: S608 - our own names and constants

    def _literal(self, name: str, value: Any, dialect: Dialect) -> str:
        kind = self.table.columns[name].type
        if isinstance(kind, JSON):
            value, kind = json.dumps(value), String()
        elif isinstance(value, datetime):
            kept = value if dialect.name == "postgresql" else value.replace(tzinfo=None)
            value, kind = kept.isoformat(" ", "microseconds"), String()
        return literal(value, kind).compile(dialect=dialect, compile_kwargs={"literal_binds": True}).string


def sheets(today: date) -> list[Sheet]:
    """The tables in the order in which they must be written."""
    starts_on = add_months(month_first(today), -12 * YEARS)
    confirmed_at = datetime.combine(starts_on, time(9), UTC)
    return [*_party_sheets(confirmed_at), _contract_sheet(starts_on), *_bill_sheets()]


def _party_sheets(confirmed_at: datetime) -> list[Sheet]:
    return [
        Sheet(
            _table(Customer),
            ("id", "customer_number", "name", "first_name"),
            {"kind": "private", "language": "de", "country": "DE", "currency": "EUR"},
        ),
        Sheet(_table(ContactAddress), ("id", "customer_id", "value"), {"kind": "phone", "confirmed_at": confirmed_at}),
        Sheet(
            _table(MeteringPoint),
            ("id", "customer_id", "identifier", "street", "house_number", "postcode", "city", "meter_number"),
            {
                "kind": "metering_point",
                "name": "Wohnung",
                "commodity": "electricity",
                "scheme": "malo",
                "country": "DE",
                "melo_ids": [],
                "grid_operator": "Stadtnetz",
            },
        ),
    ]


def _contract_sheet(starts_on: date) -> Sheet:
    return Sheet(
        _table(Contract),
        ("id", "number", "customer_id", "service_point_id"),
        {
            "product_name": "Zorza Strom Flex",
            "base_price_amount": Decimal(_BASE_YEARLY // 12).scaleb(-4),
            "unit_price_amount": Decimal(_UNIT).scaleb(-4),
            "currency": "EUR",
            "starts_on": starts_on,
            "notice_period_value": 2,
            "notice_period_unit": "weeks",
            "renewal": "indefinite",
        },
    )


def _bill_sheets() -> list[Sheet]:
    return [
        Sheet(
            _table(Invoice),
            (
                *("id", "number", "customer_id", "service_point_id", "contract_id"),
                *("from_on", "to_on", "issued_on", "due_on", "total_amount", "consumption"),
            ),
            {"currency": "EUR", "consumption_unit": "kWh", "reading_source": "measured"},
        ),
        Sheet(
            _table(InvoiceLine),
            ("id", "invoice_id", "position", "kind", "description", "quantity", "unit", "unit_price_amount", "amount"),
            {},
        ),
        Sheet(
            _table(MeterReading),
            ("id", "service_point_id", "read_on", "value"),
            {"source": "measured", "register_code": "1.8.0"},
        ),
    ]


def customer_number(n: int) -> str:
    """The number of the n-th grown customer."""
    return CustomerNumber.from_sequence(FIRST_SEQUENCE + n).text


def rows(first: int, count: int, today: date, *, numbered: Callable[[int], str] = customer_number) -> list[list[Row]]:
    """The rows of some customers, one list per sheet.

    Args:
        first: The n-th grown customer to begin with, from 0.
        count: How many.
        today: The day all dates are relative to.
        numbered: Gives the n-th its customer number.
    """
    made: list[list[Row]] = [[] for _ in KINDS]
    years = list(_years(today))
    for n in range(first, first + count):
        _household(n, numbered(n), years, made)
    return made


class Year(NamedTuple):
    """A billed year, as it is written into the tables."""

    place: int
    billed: tuple[str, str, str, str]
    """First and last day, day of issue, due day."""
    read_on: str
    read_again_on: str
    label: str


def _years(today: date) -> Iterator[Year]:
    day = timedelta(days=1)
    for place in range(YEARS):
        begin, end = (add_months(month_first(today), -12 * (YEARS - place - more)) for more in (0, 1))
        first, last, issued, due = (moment.isoformat() for moment in (begin, end - day, end + 5 * day, end + 19 * day))
        yield Year(place, (first, last, issued, due), first, end.isoformat(), str(end.year))


def _household(n: int, number: str, years: Sequence[Year], made: list[list[Row]]) -> None:
    customers, addresses, points, contracts, invoices, lines, readings = made
    customer, point, contract = CUSTOMER.id(n), POINT.id(n), CONTRACT.id(n)
    customers.append((customer, number, _NAMES[n % len(_NAMES)], _FIRST_NAMES[n % len(_FIRST_NAMES)]))
    addresses.append((ADDRESS.id(n), customer, f"+4915510{n:07d}"))
    malo, town = f"6{n:09d}", _TOWNS[n % len(_TOWNS)]
    place = (_STREETS[n % len(_STREETS)], str(n % 180 + 1), *town)
    points.append((point, customer, malo + malo_check_digit(malo), *place, f"1GRO{n:010d}"))
    contracts.append((contract, f"V-G{n:07d}", customer, point))
    scattered = n * _SCATTER & 0xFFFFFFFF
    usual, shown = 1_200 + scattered % 4_000, 1_000 + scattered % 59_000
    for year in years:
        kwh = usual + (scattered >> year.place) % 300
        work = round(kwh * _UNIT / _CENT) * _CENT
        bill, energy = n * YEARS + year.place, kwh * _ONE
        invoice, owned = INVOICE.id(bill), (customer, point, contract)
        total = work + _BASE_YEARLY
        invoices.append((invoice, f"R-{year.label}-G{n:07d}", *owned, *year.billed, total, energy))
        lines.append((LINE.id(2 * bill), invoice, 1, "work", "Arbeitspreis", energy, "kWh", _UNIT, work))
        lines.append((LINE.id(2 * bill + 1), invoice, *_BASE_LINE))
        readings.append((READING.id(n * (YEARS + 1) + year.place), point, year.read_on, shown * _ONE))
        shown += kwh
    readings.append((READING.id(n * (YEARS + 1) + YEARS), point, years[-1].read_again_on, shown * _ONE))


def _table(mapped: type[Base]) -> Table:
    table = mapped.__table__
    assert isinstance(table, Table)
    return table
