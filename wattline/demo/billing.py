"""Writes the demo's billing systems, each in its own tables, units and encoding."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import create_engine, insert
from sqlalchemy.engine import make_url

from backend_api.billing_systems.systems import kontor, meridian, odczyt
from wattline.demo.billed import billed_points

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import MetaData, Table
    from sqlalchemy.engine import Engine

    from wattline.demo.billed import BilledParty, BilledPoint, SystemName
    from wattline.demo.dataset import Dataset

    type Rows = dict[Table, list[dict[str, Any]]]

GAS_VALUE, STATE_NUMBER = 11.4, 0.9561
"""Calorific value (kWh/m3) and state number of Kontor's gas; together about 10.9 kWh/m3."""
SNAPSHOT_AT = time(18)
"""Odczyt's copy is made at the end of the day before."""


class Schema(NamedTuple):
    """How one system's database is made."""

    metadata: MetaData
    rows: Callable[[Sequence[BilledPoint], date], Rows]


def write_files(folder: Path, dataset: Dataset, today: date) -> None:
    """Write the three systems as SQLite files ``billing-<name>.db``; a file that is there is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, points in billed_points(dataset.customers, dataset.points).items():
        path = file_of(folder, name)
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        write(f"sqlite:///{draft}", name, points, today)
        draft.replace(path)


def file_of(folder: Path, name: SystemName) -> Path:
    """Where a system's SQLite file lies."""
    return folder / f"billing-{name}.db"


def write(url: str, name: SystemName, points: Sequence[BilledPoint], today: date) -> None:
    """Make a system's tables in an empty database (SQLite, PostgreSQL, MariaDB) and fill them."""
    engine = _engine(url)
    schema = SCHEMAS[name]
    try:
        with engine.begin() as connection:
            schema.metadata.create_all(connection)
            for table, rows in schema.rows(points, today).items():
                if rows:
                    connection.execute(insert(table), rows)
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    drivers = {"postgresql": "postgresql+psycopg", "mysql": "mysql+pymysql", "mariadb": "mariadb+pymysql"}
    return create_engine(parsed.set(drivername=drivers.get(parsed.get_backend_name(), "sqlite")))


def _meridian(points: Sequence[BilledPoint], today: date) -> Rows:
    """Wh and MB as integers, cents, Unix times, ids with their country in front."""
    del today
    parties = _numbered(points)
    kinds: dict[str, int] = {word: number for number, word in meridian.KINDS.items()}
    numbered = list(enumerate(points, start=40_001))
    return {
        meridian.party: [
            {
                "id": number,
                "full_name": party.name,
                "vat_number": party.tax_id and (party.tax_id if party.tax_id[0] == "D" else f"PL{party.tax_id}"),
                "person_number": party.personal_id and f"{party.country}:{party.personal_id}",
            }
            for party, number in parties.items()
        ],
        meridian.supply_point: [
            {
                "id": number,
                "party_id": parties[point.party],
                "kind": kinds[point.commodity],
                "market_code": point.identifier,
                "metering_code": point.melo_id,
                "device_no": point.meter_number,
                "label": point.name,
                "street_line": f"{point.street} {point.house_number}",
                "zip": point.postcode,
                "town": point.city,
                "country_code": point.country,
                "network_name": point.grid_operator,
                "plan_name": point.tariff,
                "agreement_no": point.contract_number,
            }
            for number, point in numbered
        ],
        meridian.interval_total: [total for number, point in numbered for total in _totals(number, point)],
        meridian.receivable: _receivables(numbered),
    }


def _totals(number: int, point: BilledPoint) -> Iterator[dict[str, Any]]:
    """Use by month in the smaller unit, from local midnight in Unix seconds."""
    for month_on, amount in point.months.items():
        yield {
            "supply_point_id": number,
            "period_start": int(datetime.combine(month_on, time(), meridian.ZONE).timestamp()),
            "quantity": round(amount * 1000),
            "quantity_unit": {"kWh": "Wh", "GB": "MB"}[point.unit],
        }


def _receivables(numbered: Iterable[tuple[int, BilledPoint]]) -> list[dict[str, Any]]:
    """What is open, in cents, one row per invoice."""
    opened = ((number, point.currency, amount) for number, point in numbered for amount in point.open_amounts)
    return [
        {"id": place, "supply_point_id": number, "cents_open": round(amount * 100), "currency_code": currency}
        for place, (number, currency, amount) in enumerate(opened, start=7_000_001)
    ]


def _kontor(points: Sequence[BilledPoint], today: date) -> Rows:
    """MWh, cubic metres for gas, dates as numbers, ids with blanks, three-part keys."""
    parties, keyed = _numbered(points), list(zip(points, _keys(points), strict=True))
    paid = int(f"{today - timedelta(days=30):%Y%m%d}")
    return {
        kontor.gpartner: [
            {
                "mandant": 1,
                "gp_nr": number,
                "name1": party.name,
                "ustid": party.tax_id and f"DE {party.tax_id[2:5]} {party.tax_id[5:8]} {party.tax_id[8:]}",
                "steuer_id": party.personal_id and f"{party.personal_id[:2]} {party.personal_id[2:]}",
            }
            for party, number in parties.items()
        ],
        kontor.verbrauchsstelle: [
            key
            | {
                "gp_nr": parties[point.party],
                "sparte": {"electricity": "S", "gas": "G"}[point.commodity],
                "malo": point.identifier,
                "melo": point.melo_id,
                "zaehler_nr": point.meter_number,
                "bezeichnung": point.name,
                "strasse": point.street,
                "haus_nr": point.house_number,
                "plz": int(point.postcode),
                "ort": point.city,
                "netzbetreiber": point.grid_operator,
                "tarif_text": point.tariff,
                "vertrag": point.contract_number,
            }
            for point, key in keyed
        ],
        kontor.verbrauch: [key | use for point, key in keyed for use in _monthly(point)],
        kontor.offener_posten: _documents(keyed, paid),
    }


def _monthly(point: BilledPoint) -> Iterator[dict[str, Any]]:
    """Use by month: cubic metres with what makes them energy for gas, MWh for the rest."""
    gas = point.commodity == "gas"
    for month_on, amount in point.months.items():
        yield {
            "ab_datum": int(f"{month_on:%Y%m%d}"),
            "mwh": None if gas else float(amount.scaleb(-3)),
            "m3": round(float(amount) / (GAS_VALUE * STATE_NUMBER), 7) if gas else None,
            "brennwert": GAS_VALUE if gas else None,
            "zustandszahl": STATE_NUMBER if gas else None,
        }


def _documents(keyed: Iterable[tuple[BilledPoint, dict[str, int]]], paid: int) -> list[dict[str, Any]]:
    """Open amounts, and one that was settled on a day, for each point."""
    made = (
        key | {"betrag": float(amount), "waehrung": point.currency, "ausgleich_datum": settled}
        for point, key in keyed
        for amount, settled in (*((amount, 0) for amount in point.open_amounts), (Decimal(99), paid))
    )
    return [{"beleg_nr": number} | document for number, document in enumerate(made, start=1_800_000_001)]


def _keys(points: Iterable[BilledPoint]) -> list[dict[str, int]]:
    return [{"mandant": 1, "vst_nr": 3100 + number // 3, "lfd_nr": number % 3 + 1} for number, _ in enumerate(points)]


def _odczyt(points: Sequence[BilledPoint], today: date) -> Rows:
    """Words in ISO 8859-2, numbers as Polish text, a copy of yesterday evening."""
    parties = {party: f"K/{number:06d}" for party, number in _numbered(points).items()}
    codes = {number: f"PP/{2019 + number % 7}/{number:05d}" for number in range(1, len(points) + 1)}
    kinds: dict[str, str] = {word: letter for letter, word in odczyt.RODZAJE.items()}
    taken = datetime.combine(today - timedelta(days=1), SNAPSHOT_AT, UTC).replace(tzinfo=None)
    return {
        odczyt.kontrahent: [_kontrahent(party, key) for party, key in parties.items()],
        odczyt.punkt: [
            {
                "kod": codes[number],
                "id_kontrahenta": parties[point.party],
                "rodzaj": kinds[point.commodity],
                "kod_rynku": point.identifier,
                "licznik": point.meter_number,
                "opis": _bytes(point.name),
                "ulica": _bytes(point.street),
                "nr_domu": point.house_number,
                "kod_pocztowy": point.postcode,
                "miejscowosc": _bytes(point.city),
                "kraj": point.country,
                "operator": None if point.grid_operator is None else _bytes(point.grid_operator),
                "taryfa": _bytes(point.tariff),
                "umowa": point.contract_number,
            }
            for number, point in enumerate(points, start=1)
        ],
        odczyt.zuzycie: [
            {"kod": codes[number], "okres": f"{month_on:%m/%Y}", "ilosc": _polish(amount), "jednostka": point.unit}
            for number, point in enumerate(points, start=1)
            for month_on, amount in point.months.items()
        ],
        odczyt.saldo: [
            {
                "kod": codes[number],
                "do_zaplaty": _polish(sum(point.open_amounts)),
                "waluta": point.currency,
                "ile_faktur": len(point.open_amounts),
            }
            for number, point in enumerate(points, start=1)
        ],
        odczyt.migawka: [{"wykonano": taken.isoformat(" ")}],
    }


def _kontrahent(party: BilledParty, key: str) -> dict[str, Any]:
    polish = party.tax_id is not None and party.tax_id.isdecimal()
    nip = party.tax_id or ""
    return {
        "id_kontrahenta": key,
        "nazwa": _bytes(party.name),
        "nip": f"{nip[:3]}-{nip[3:6]}-{nip[6:8]}-{nip[8:]}" if polish else None,
        "nr_ue": None if polish else party.tax_id,
        "pesel": party.personal_id if party.country == "PL" else None,
    }


def _numbered(points: Iterable[BilledPoint]) -> dict[BilledParty, int]:
    return {party: number for number, party in enumerate(dict.fromkeys(point.party for point in points), start=501)}


def _bytes(text: str) -> bytes:
    return text.encode(odczyt.ENCODING)


def _polish(amount: Any) -> str:
    return f"{amount:,}".replace(",", " ").replace(".", ",")


SCHEMAS: dict[SystemName, Schema] = {
    "meridian": Schema(meridian.metadata, _meridian),
    "kontor": Schema(kontor.metadata, _kontor),
    "odczyt": Schema(odczyt.metadata, _odczyt),
}
