"""Kontor 4: German tables, ids of three parts, MWh and cubic metres, dates as numbers; always up to date.

Ids are written for people ("DE 123 456 789"), so they are compared without blanks. It knows German ids only.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Literal

from sqlalchemy import BigInteger, Column, Double, Integer, MetaData, String, Table, and_, func, or_, select

from backend_api.billing_systems.port import BalanceRecord, MonthUseRecord, OwnerId, PointRecord, Question
from backend_api.billing_systems.sql_system import Mapping
from backend_api.billing_systems.texts import like_word

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from backend_api.billing_systems.sql_system import AnyRow, Statement

SPARTEN: dict[str, Literal["electricity", "gas"]] = {"S": "electricity", "G": "gas"}
_KWH = Decimal("0.0001")
_CENT = Decimal("0.01")

metadata = MetaData()
_KEY = ("mandant", "vst_nr", "lfd_nr")
gpartner = Table(
    "gpartner",
    metadata,
    Column("mandant", Integer, primary_key=True, autoincrement=False),
    Column("gp_nr", Integer, primary_key=True, autoincrement=False),
    Column("name1", String(100), nullable=False),
    Column("ustid", String(20)),
    Column("steuer_id", String(20)),
)
verbrauchsstelle = Table(
    "verbrauchsstelle",
    metadata,
    *(Column(name, Integer, primary_key=True, autoincrement=False) for name in _KEY),
    Column("gp_nr", Integer, nullable=False),
    Column("sparte", String(1), nullable=False),
    Column("malo", String(11)),
    Column("melo", String(40)),
    Column("zaehler_nr", String(40), nullable=False),
    Column("bezeichnung", String(100), nullable=False),
    Column("strasse", String(100), nullable=False),
    Column("haus_nr", String(20), nullable=False),
    Column("plz", Integer, nullable=False),
    Column("ort", String(100), nullable=False),
    Column("netzbetreiber", String(100), nullable=False),
    Column("tarif_text", String(100), nullable=False),
    Column("vertrag", String(40), nullable=False),
)
verbrauch = Table(
    "verbrauch",
    metadata,
    *(Column(name, Integer, primary_key=True, autoincrement=False) for name in _KEY),
    Column("ab_datum", Integer, primary_key=True, autoincrement=False),
    Column("mwh", Double),
    Column("m3", Double),
    Column("brennwert", Double),
    Column("zustandszahl", Double),
)
offener_posten = Table(
    "offener_posten",
    metadata,
    Column("beleg_nr", BigInteger, primary_key=True, autoincrement=False),
    *(Column(name, Integer, nullable=False) for name in _KEY),
    Column("betrag", Double, nullable=False),
    Column("waehrung", String(3), nullable=False),
    Column("ausgleich_datum", Integer, nullable=False),
)


class Kontor(Mapping):
    """See the module."""

    name: ClassVar[str] = "kontor"
    title: ClassVar[str] = "Kontor 4"

    def points(self, question: Question) -> Statement:
        """Points with their party."""
        return _points().where(_asked(question))

    def balances(self, question: Question) -> Statement:
        """Sum and count of documents that are not settled: their date of settlement is 0."""
        post = offener_posten.c
        return (
            select(
                *(verbrauchsstelle.c[name] for name in _KEY),
                func.sum(post.betrag).label("summe"),
                func.count().label("anzahl"),
                post.waehrung,
            )
            .join_from(verbrauchsstelle, gpartner, _party())
            .join(offener_posten, and_(*(post[name] == verbrauchsstelle.c[name] for name in _KEY)))
            .where(_asked(question), post.ausgleich_datum == 0)
            .group_by(*(verbrauchsstelle.c[name] for name in _KEY), post.waehrung)
        )

    def uses(self, question: Question) -> Statement:
        """One row per month, the month as 20261101."""
        since = int(question.since_on.strftime("%Y%m%d"))
        return (
            select(verbrauch)
            .join_from(verbrauchsstelle, gpartner, _party())
            .join(verbrauch, and_(*(verbrauch.c[name] == verbrauchsstelle.c[name] for name in _KEY)))
            .where(_asked(question), verbrauch.c.ab_datum >= since)
        )

    def alike(self, word: str) -> Statement:
        """Points of parties without any id; an empty text is none."""
        no_ids = [func.coalesce(column, "") == "" for column in (gpartner.c.ustid, gpartner.c.steuer_id)]
        return _points().where(*no_ids, gpartner.c.name1.like(like_word(word)))

    def point(self, row: AnyRow) -> PointRecord:
        """One point; postcodes are numbers and have lost their leading zero."""
        return PointRecord(
            source_id=_source_id(row),
            owners=_owners(row),
            owner_name=row.name1,
            scheme="malo",
            identifier=row.malo or None,
            commodity=SPARTEN[row.sparte],
            name=row.bezeichnung,
            street=row.strasse,
            house_number=row.haus_nr,
            postcode=f"{row.plz:05d}",
            city=row.ort,
            country="DE",
            melo_ids=(row.melo,) if row.melo else (),
            meter_number=row.zaehler_nr,
            grid_operator=row.netzbetreiber,
            tariff=row.tarif_text,
            contract_number=row.vertrag,
        )

    def balance(self, row: AnyRow) -> BalanceRecord:
        """Binary fractions to cents."""
        return BalanceRecord(
            source_id=_source_id(row),
            open_amount=_exact(row.summe).quantize(_CENT),
            currency=row.waehrung,
            open_invoices=row.anzahl,
        )

    def use(self, row: AnyRow) -> MonthUseRecord:
        """MWh, or cubic metres times calorific value (kWh/m3) times state number, to kWh."""
        if row.mwh is not None:
            amount = _exact(row.mwh) * 1000
        else:
            amount = _exact(row.m3) * _exact(row.brennwert) * _exact(row.zustandszahl)
        return MonthUseRecord(
            source_id=_source_id(row), month_on=_date(row.ab_datum), amount=amount.quantize(_KWH), unit="kWh"
        )


def _points() -> Statement:
    return select(verbrauchsstelle, gpartner.c.name1, gpartner.c.ustid, gpartner.c.steuer_id).join_from(
        verbrauchsstelle, gpartner, _party()
    )


def _party() -> ColumnElement[bool]:
    return and_(gpartner.c.mandant == verbrauchsstelle.c.mandant, gpartner.c.gp_nr == verbrauchsstelle.c.gp_nr)


def _asked(question: Question) -> ColumnElement[bool]:
    compared = [
        func.replace(column, " ", "").in_([owner.value for owner in question.of(scheme)])
        for column, scheme in ((gpartner.c.ustid, "tax_id"), (gpartner.c.steuer_id, "idnr"))
    ]
    accepted = [
        and_(*(verbrauchsstelle.c[name] == int(part) for name, part in zip(_KEY, parts, strict=True)))
        for parts in (source_id.split("/") for source_id in question.accepted)
        if len(parts) == len(_KEY) and all(part.isdecimal() for part in parts)
    ]
    return or_(*compared, *accepted)


def _owners(row: AnyRow) -> tuple[OwnerId, ...]:
    found = [OwnerId.parse("tax_id", row.ustid)] if row.ustid else []
    return (*found, OwnerId.parse("idnr", row.steuer_id)) if row.steuer_id else tuple(found)


def _source_id(row: AnyRow) -> str:
    return f"{row.mandant}/{row.vst_nr}/{row.lfd_nr}"


def _date(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)


def _exact(value: float) -> Decimal:
    """The decimal number that was meant by a binary one."""
    return Decimal(repr(float(value)))
