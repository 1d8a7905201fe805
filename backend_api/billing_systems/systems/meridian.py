"""Meridian: integer ids, watt hours and megabytes, cents, Unix times; always up to date.

Tax ids carry their country ("DE123456789", "PL5260001246"), personal ids too ("PL:44051401359").
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, func, or_, select

from backend_api.billing_systems.port import BalanceRecord, MonthUseRecord, OwnerId, PointRecord, Question
from backend_api.billing_systems.sql_system import Mapping
from backend_api.billing_systems.texts import like_word, split_street

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from backend_api.billing_systems.sql_system import AnyRow, Statement

ZONE = ZoneInfo("Europe/Berlin")
"""Months begin at midnight here."""
KINDS: dict[int, Literal["electricity", "gas", "fibre", "mobile"]] = {
    1: "electricity",
    2: "gas",
    3: "fibre",
    4: "mobile",
}
_PER_UNIT = {"Wh": (Decimal(1000), "kWh"), "MB": (Decimal(1000), "GB")}
_PERSON_SCHEMES: dict[str, Literal["pesel", "idnr"]] = {"PL": "pesel", "DE": "idnr"}

metadata = MetaData()
party = Table(
    "party",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("full_name", String(200), nullable=False),
    Column("vat_number", String(14), index=True),
    Column("person_number", String(14), index=True),
)
supply_point = Table(
    "supply_point",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("party_id", Integer, nullable=False, index=True),
    Column("kind", Integer, nullable=False),
    Column("market_code", String(40)),
    Column("metering_code", String(33)),
    Column("device_no", String(40)),
    Column("label", String(100), nullable=False),
    Column("street_line", String(120), nullable=False),
    Column("zip", String(10), nullable=False),
    Column("town", String(100), nullable=False),
    Column("country_code", String(2), nullable=False),
    Column("network_name", String(100)),
    Column("plan_name", String(100), nullable=False),
    Column("agreement_no", String(40), nullable=False),
)
interval_total = Table(
    "interval_total",
    metadata,
    Column("supply_point_id", Integer, primary_key=True, autoincrement=False),
    Column("period_start", BigInteger, primary_key=True, autoincrement=False),
    Column("quantity", BigInteger, nullable=False),
    Column("quantity_unit", String(2), nullable=False),
)
receivable = Table(
    "receivable",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("supply_point_id", Integer, nullable=False, index=True),
    Column("cents_open", BigInteger, nullable=False),
    Column("currency_code", String(3), nullable=False),
)


class Meridian(Mapping):
    """See the module."""

    name: ClassVar[str] = "meridian"
    title: ClassVar[str] = "Meridian"

    def points(self, question: Question) -> Statement:
        """Points with their party."""
        return _points().where(_asked(question))

    def balances(self, question: Question) -> Statement:
        """Sum and count of what is receivable."""
        return (
            select(
                supply_point.c.id,
                func.sum(receivable.c.cents_open).label("cents"),
                func.count().label("documents"),
                func.min(receivable.c.currency_code).label("currency"),
                func.max(receivable.c.currency_code).label("other_currency"),
            )
            .join_from(supply_point, party, party.c.id == supply_point.c.party_id)
            .join(receivable, receivable.c.supply_point_id == supply_point.c.id)
            .where(_asked(question))
            .group_by(supply_point.c.id)
        )

    def uses(self, question: Question) -> Statement:
        """Totals of the months."""
        since = int(datetime.combine(question.since_on, time(), ZONE).timestamp())
        return (
            select(interval_total)
            .join_from(supply_point, party, party.c.id == supply_point.c.party_id)
            .join(interval_total, interval_total.c.supply_point_id == supply_point.c.id)
            .where(_asked(question), interval_total.c.period_start >= since)
        )

    def alike(self, word: str) -> Statement:
        """Points of parties without any number."""
        return _points().where(
            party.c.vat_number.is_(None), party.c.person_number.is_(None), party.c.full_name.like(like_word(word))
        )

    def point(self, row: AnyRow) -> PointRecord:
        """One point."""
        kind = KINDS[row.kind]
        street, house_number = split_street(row.street_line)
        schemes: dict[str, Literal["malo", "ppe"]] = {"DE": "malo", "PL": "ppe"}
        return PointRecord(
            source_id=str(row.id),
            owners=_owners(row),
            owner_name=row.full_name,
            scheme="line" if kind in ("fibre", "mobile") else schemes[row.country_code],
            identifier=row.market_code,
            commodity=kind,
            name=row.label,
            street=street,
            house_number=house_number,
            postcode=row.zip,
            city=row.town,
            country=row.country_code,
            melo_ids=() if row.metering_code is None else (row.metering_code,),
            meter_number=row.device_no,
            grid_operator=row.network_name,
            tariff=row.plan_name,
            contract_number=row.agreement_no,
        )

    def balance(self, row: AnyRow) -> BalanceRecord:
        """Cents to money."""
        if row.currency != row.other_currency:
            raise ValueError("two currencies at one point")
        return BalanceRecord(
            source_id=str(row.id),
            open_amount=Decimal(int(row.cents)).scaleb(-2),
            currency=row.currency,
            open_invoices=row.documents,
        )

    def use(self, row: AnyRow) -> MonthUseRecord:
        """Watt hours to kWh, megabytes to GB."""
        divisor, unit = _PER_UNIT[row.quantity_unit]
        return MonthUseRecord.model_validate(
            {
                "source_id": str(row.supply_point_id),
                "month_on": datetime.fromtimestamp(row.period_start, UTC).astimezone(ZONE).date(),
                "amount": Decimal(row.quantity) / divisor,
                "unit": unit,
            }
        )


def _points() -> Statement:
    return select(supply_point, party.c.full_name, party.c.vat_number, party.c.person_number).join_from(
        supply_point, party, party.c.id == supply_point.c.party_id
    )


def _asked(question: Question) -> ColumnElement[bool]:
    vat = [owner.value if owner.value[0].isalpha() else f"PL{owner.value}" for owner in question.of("tax_id")]
    person = [f"PL:{owner.value}" for owner in question.of("pesel")]
    person += [f"DE:{owner.value}" for owner in question.of("idnr")]
    accepted = [int(source_id) for source_id in question.accepted if source_id.isdecimal()]
    return or_(party.c.vat_number.in_(vat), party.c.person_number.in_(person), supply_point.c.id.in_(accepted))


def _owners(row: AnyRow) -> tuple[OwnerId, ...]:
    found = []
    if row.vat_number is not None:
        found.append(OwnerId.parse("tax_id", row.vat_number))
    if row.person_number is not None:
        country, _, digits = row.person_number.partition(":")
        found.append(OwnerId.parse(_PERSON_SCHEMES[country], digits))
    return tuple(found)
