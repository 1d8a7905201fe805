"""Odczyt: Polish tables, ids and numbers as text, words in ISO 8859-2, a copy that is made once a night.

"1 234,56" is a number, "11/2026" a month. What it says is as old as the last row of ``migawka``, in Polish time.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, func, literal, or_, select
from sqlalchemy.dialects.mysql import VARBINARY

from backend_api.billing_systems.port import BalanceRecord, MonthUseRecord, OwnerId, PointRecord, Question
from backend_api.billing_systems.sql_system import CopyMapping

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from backend_api.billing_systems.sql_system import AnyRow, Statement

ZONE = ZoneInfo("Europe/Warsaw")
ENCODING = "iso8859_2"
RODZAJE: dict[str, Literal["electricity", "gas", "fibre", "mobile"]] = {
    "E": "electricity",
    "G": "gas",
    "I": "fibre",
    "T": "mobile",
}
UNITS: dict[str, Literal["kWh", "GB"]] = {"kWh": "kWh", "GB": "GB"}
_NUMBER = re.compile(r"-?[0-9]{1,3}(?: ?[0-9]{3})*(?:,[0-9]{1,4})?")
_WORDS = LargeBinary(200).with_variant(VARBINARY(200), "mysql", "mariadb")

metadata = MetaData()
kontrahent = Table(
    "kontrahent",
    metadata,
    Column("id_kontrahenta", String(20), primary_key=True),
    Column("nazwa", _WORDS, nullable=False),
    Column("nip", String(13), index=True),
    Column("nr_ue", String(14), index=True),
    Column("pesel", String(11), index=True),
)
punkt = Table(
    "punkt",
    metadata,
    Column("kod", String(30), primary_key=True),
    Column("id_kontrahenta", String(20), nullable=False, index=True),
    Column("rodzaj", String(1), nullable=False),
    Column("kod_rynku", String(40)),
    Column("licznik", String(40)),
    Column("opis", _WORDS, nullable=False),
    Column("ulica", _WORDS, nullable=False),
    Column("nr_domu", String(20), nullable=False),
    Column("kod_pocztowy", String(10), nullable=False),
    Column("miejscowosc", _WORDS, nullable=False),
    Column("kraj", String(2), nullable=False),
    Column("operator", _WORDS),
    Column("taryfa", _WORDS, nullable=False),
    Column("umowa", String(40), nullable=False),
)
zuzycie = Table(
    "zuzycie",
    metadata,
    Column("kod", String(30), primary_key=True),
    Column("okres", String(7), primary_key=True),
    Column("ilosc", String(20), nullable=False),
    Column("jednostka", String(3), nullable=False),
)
saldo = Table(
    "saldo",
    metadata,
    Column("kod", String(30), primary_key=True),
    Column("do_zaplaty", String(20), nullable=False),
    Column("waluta", String(3), nullable=False),
    Column("ile_faktur", Integer, nullable=False),
)
migawka = Table("migawka", metadata, Column("wykonano", String(19), primary_key=True))


class Odczyt(CopyMapping):
    """See the module."""

    name: ClassVar[str] = "odczyt"
    title: ClassVar[str] = "Odczyt"

    def snapshot(self) -> Statement:
        """The newest copy; ISO dates sort as text."""
        return select(migawka.c.wykonano).order_by(migawka.c.wykonano.desc()).limit(1)

    def as_of(self, row: AnyRow) -> datetime:
        """Polish time."""
        return datetime.fromisoformat(row.wykonano).replace(tzinfo=ZONE)

    def points(self, question: Question) -> Statement:
        """Points with their party."""
        return _points().where(_asked(question))

    def balances(self, question: Question) -> Statement:
        """One row per point."""
        return _joined(saldo).where(_asked(question))

    def uses(self, question: Question) -> Statement:
        """All months: as texts they cannot be compared, and ``use`` gives those before as well."""
        return _joined(zuzycie).where(_asked(question))

    def alike(self, word: str) -> Statement:
        """Points of parties without any number; the word is looked for as the bytes it is stored in."""
        found = func.instr(kontrahent.c.nazwa, literal(word.encode(ENCODING, "ignore"), LargeBinary)) > 0
        numbers = (kontrahent.c.nip, kontrahent.c.nr_ue, kontrahent.c.pesel)
        return _points().where(*(column.is_(None) for column in numbers), found)

    def point(self, row: AnyRow) -> PointRecord:
        """One point."""
        commodity = RODZAJE[row.rodzaj]
        schemes: dict[str, Literal["malo", "ppe"]] = {"DE": "malo", "PL": "ppe"}
        return PointRecord(
            source_id=row.kod,
            owners=_owners(row),
            owner_name=_text(row.nazwa),
            scheme="line" if commodity in ("fibre", "mobile") else schemes[row.kraj],
            identifier=row.kod_rynku,
            commodity=commodity,
            name=_text(row.opis),
            street=_text(row.ulica),
            house_number=row.nr_domu,
            postcode=row.kod_pocztowy,
            city=_text(row.miejscowosc),
            country=row.kraj,
            meter_number=row.licznik,
            grid_operator=None if row.operator is None else _text(row.operator),
            tariff=_text(row.taryfa),
            contract_number=row.umowa,
        )

    def balance(self, row: AnyRow) -> BalanceRecord:
        """One balance."""
        return BalanceRecord(
            source_id=row.kod,
            open_amount=_number(row.do_zaplaty),
            currency=row.waluta,
            open_invoices=row.ile_faktur,
        )

    def use(self, row: AnyRow) -> MonthUseRecord:
        """One month."""
        month, year = (int(part) for part in row.okres.split("/"))
        return MonthUseRecord(
            source_id=row.kod, month_on=date(year, month, 1), amount=_number(row.ilosc), unit=UNITS[row.jednostka]
        )


def _points() -> Statement:
    party = kontrahent.c
    return select(punkt, party.nazwa, party.nip, party.nr_ue, party.pesel).join_from(
        punkt, kontrahent, party.id_kontrahenta == punkt.c.id_kontrahenta
    )


def _joined(table: Table) -> Statement:
    return (
        select(table)
        .join_from(punkt, kontrahent, kontrahent.c.id_kontrahenta == punkt.c.id_kontrahenta)
        .join(table, table.c.kod == punkt.c.kod)
    )


def _asked(question: Question) -> ColumnElement[bool]:
    tax = [owner.value for owner in question.of("tax_id")]
    polish = [value for value in tax if value.isdecimal()]
    written = [f"{value[:3]}-{value[3:6]}-{value[6:8]}-{value[8:]}" for value in polish]
    return or_(
        kontrahent.c.nip.in_([*polish, *written]),
        kontrahent.c.nr_ue.in_([*(f"PL{value}" for value in polish), *(value for value in tax if value not in polish)]),
        kontrahent.c.pesel.in_([owner.value for owner in question.of("pesel")]),
        punkt.c.kod.in_(question.accepted),
    )


def _owners(row: AnyRow) -> tuple[OwnerId, ...]:
    found = [OwnerId.parse("tax_id", text) for text in (row.nip, row.nr_ue) if text]
    if row.pesel:
        found.append(OwnerId.parse("pesel", row.pesel))
    return tuple(dict.fromkeys(found))


def _text(stored: bytes) -> str:
    return bytes(stored).decode(ENCODING)


def _number(text: str) -> Decimal:
    """Raises ValueError for what is not written as "1 234,56"."""
    if not _NUMBER.fullmatch(text):
        raise ValueError("not a number")
    return Decimal(text.replace(" ", "").replace(",", "."))
