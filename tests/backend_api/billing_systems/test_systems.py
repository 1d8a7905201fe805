"""Three really different databases say the same in our words: on SQLite all, and each on the database it lives on."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Update, create_engine, insert, text, update
from sqlalchemy.exc import DBAPIError

from backend_api.billing_systems.port import Answer, OwnerId, Question, SystemUnavailableError
from backend_api.billing_systems.sql_system import Mapping, SqlSystem
from backend_api.billing_systems.systems import kontor, meridian, odczyt
from backend_api.billing_systems.systems.kontor import Kontor
from backend_api.billing_systems.systems.meridian import Meridian
from backend_api.billing_systems.systems.odczyt import Odczyt
from tests.backend_api import world
from tests.backend_api.billing_systems import books
from wattline.demo import billing

NOW = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
TODAY = date(2026, 11, 20)
BAKERY = OwnerId("tax_id", books.BAKERY_TAX_ID)
ASKED = Question(owners=(BAKERY,), name_word="Morgenrot")

CASES = [
    ("meridian", Meridian(), books.meridian_points, "sqlite"),
    ("kontor", Kontor(), books.kontor_points, "sqlite"),
    ("odczyt", Odczyt(), books.odczyt_points, "sqlite"),
    ("kontor", Kontor(), books.kontor_points, "postgresql"),
    ("odczyt", Odczyt(), books.odczyt_points, "mariadb"),
]


@pytest.fixture(params=CASES, ids=[f"{case[0]}-{case[3]}" for case in CASES])
def system(request: pytest.FixtureRequest, tmp_path: Path) -> SqlSystem:
    name, mapping, points, dialect = request.param
    servers = {"postgresql": "postgres_database", "mariadb": "mariadb_database"}
    url = request.getfixturevalue(servers[dialect]) if dialect in servers else f"sqlite:///{tmp_path / name}.db"
    billing.write(url, name, points(), TODAY)
    return SqlSystem(mapping, url)


async def test_all_points_of_the_owner_and_of_nobody_else(system: SqlSystem) -> None:
    answer = await system.answer(ASKED, now=NOW)
    expected = {"meridian": 7, "kontor": 5, "odczyt": 2}[system.name]
    assert len(answer.points) == expected
    assert answer.wrong == 0
    assert {point.owners for point in answer.points} == {(BAKERY,)}
    first = min(answer.points, key=lambda point: point.house_number.zfill(3))
    number = {"meridian": 1, "kontor": 8, "odczyt": 13}[system.name]
    assert first.identifier == world.malo(910_000 + number)
    assert (first.street, first.house_number, first.postcode, first.city) == (
        "Venloer Straße",
        f"{number}a",
        "04109",
        "Köln",
    )
    assert (first.owner_name, first.grid_operator) == ("Bäckerei Morgenrot GmbH", "Stadtnetz Köln")
    assert (first.tariff, first.contract_number) == ("Zorza Gewerbe Strom 24", f"V-{500_000 + number}")


async def test_units_and_months_become_ours(system: SqlSystem) -> None:
    answer = await system.answer(ASKED, now=NOW)
    for point in answer.points:
        months = {use.month_on: use.amount for use in answer.uses if use.source_id == point.source_id}
        assert months == books.MONTHS, point.name
        assert {use.unit for use in answer.uses} == {"kWh"}


async def test_open_invoices_are_summed(system: SqlSystem) -> None:
    answer = await system.answer(ASKED, now=NOW)
    assert len(answer.balances) == len(answer.points)
    for balance in answer.balances:
        assert (balance.open_amount, balance.currency, balance.open_invoices) == (Decimal("199.75"), "EUR", 2)


async def test_what_only_looks_alike_comes_apart_from_the_points(system: SqlSystem) -> None:
    answer = await system.answer(ASKED, now=NOW)
    assert len(answer.alike) == {"meridian": 0, "kontor": 1, "odczyt": 1}[system.name]
    assert all(record.owners == () for record in answer.alike)
    assert not {record.source_id for record in answer.alike} & {record.source_id for record in answer.points}


async def test_an_accepted_point_is_asked_for_by_its_own_id(system: SqlSystem) -> None:
    alike = (await system.answer(ASKED, now=NOW)).alike
    if alike:
        accepted = Question(owners=(), accepted=(alike[0].source_id, "none/such", "9"))
        assert (await system.answer(accepted, now=NOW)).points == (alike[0],)


async def test_use_is_wanted_from_a_month_on(system: SqlSystem) -> None:
    answer = await system.answer(Question(owners=(BAKERY,), since_on=date(2026, 9, 1)), now=NOW)
    months = {use.month_on for use in answer.uses}
    assert date(2026, 9, 1) in months
    assert system.name == "odczyt" or min(months) == date(2026, 9, 1)


async def test_a_snapshot_is_as_old_as_it_is(system: SqlSystem) -> None:
    answer = await system.answer(ASKED, now=NOW)
    yesterday_evening = datetime(2026, 11, 19, 17, tzinfo=UTC)  # 18:00 in Warszawa
    assert answer.as_of == (yesterday_evening if system.name == "odczyt" else NOW)


async def test_nothing_can_be_written(system: SqlSystem) -> None:
    async with system._engine.connect() as connection:
        for statement in system._opening:
            await connection.exec_driver_sql(statement)
        table = {"meridian": "receivable", "kontor": "offener_posten", "odczyt": "saldo"}[system.name]
        with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
            await connection.exec_driver_sql(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    ("owner", "system_name", "name", "found"),
    [
        (OwnerId("pesel", books.PESEL), "meridian", "Handy", "+48220130011"),
        (OwnerId("tax_id", books.NIP), "odczyt", "Zakład Łódź", world.ppe(50)),
    ],
)
async def test_people_and_polish_companies(
    owner: OwnerId, system_name: str, name: str, found: str, tmp_path: Path
) -> None:
    mapping, points = {"meridian": (Meridian(), books.meridian_points()), "odczyt": (Odczyt(), books.odczyt_points())}[
        system_name
    ]
    url = f"sqlite:///{tmp_path / 'a.db'}"
    billing.write(url, mapping.name, points, TODAY)  # type: ignore[arg-type]
    answer = await SqlSystem(mapping, url).answer(Question(owners=(owner,)), now=NOW)
    assert [(point.name, point.identifier) for point in answer.points] == [(name, found)]


@pytest.mark.parametrize("scheme", ["idnr", "pesel"])
async def test_the_same_digits_in_another_scheme_are_another_person(scheme: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    billing.write(url, "meridian", books.meridian_points(), TODAY)
    question = Question(owners=(OwnerId(scheme, books.PESEL),))  # type: ignore[arg-type]
    answer = await SqlSystem(Meridian(), url).answer(question, now=NOW)
    assert len(answer.points) == (1 if scheme == "pesel" else 0)


POINT, STELLE, VERBRAUCH = meridian.supply_point, kontor.verbrauchsstelle, kontor.verbrauch
SPOILT: dict[str, tuple[Mapping, Update]] = {
    "html for a name": (Meridian(), update(POINT).values(label="<html><body>502")),
    "another check digit": (Meridian(), update(POINT).values(market_code="12345678901")),
    "an unknown kind": (Meridian(), update(POINT).values(kind=9)),
    "a damaged identifier": (Kontor(), update(STELLE).values(malo="1")),
    "negative use": (Kontor(), update(VERBRAUCH).values(mwh=-1.0)),
    "an impossible amount": (Kontor(), update(kontor.offener_posten).values(betrag=1e12)),
    "a date that is none": (
        Kontor(),
        update(VERBRAUCH).where(VERBRAUCH.c.ab_datum == 20260101).values(ab_datum=20261341),
    ),
    "a number that is none": (Odczyt(), update(odczyt.zuzycie).values(ilosc="12.5")),
}
POINTS = {"meridian": books.meridian_points, "kontor": books.kontor_points, "odczyt": books.odczyt_points}


@pytest.mark.parametrize("what", SPOILT)
async def test_records_that_cannot_be_true_are_dropped_and_counted(what: str, tmp_path: Path) -> None:
    mapping, spoil = SPOILT[what]
    url = f"sqlite:///{tmp_path / 'a.db'}"
    billing.write(url, mapping.name, POINTS[mapping.name](), TODAY)  # type: ignore[arg-type]
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(spoil)
    engine.dispose()
    answer = await SqlSystem(mapping, url).answer(ASKED, now=NOW)
    assert answer.wrong > 0


async def test_garbage_for_a_database_is_a_refusal(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    file.write_text("<html><body>Gateway time-out</body></html>", encoding="utf-8")
    with pytest.raises(SystemUnavailableError) as refused:
        await SqlSystem(Meridian(), f"sqlite:///{file}").answer(ASKED, now=NOW)
    assert refused.value.reason == "refused"


async def test_a_missing_file_or_table_is_a_refusal_and_is_not_made(tmp_path: Path) -> None:
    file = tmp_path / "none.db"
    system = SqlSystem(Meridian(), f"sqlite:///{file}")
    with pytest.raises(SystemUnavailableError):
        await system.answer(ASKED, now=NOW)
    assert not file.exists()
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE other (id INTEGER)"))
    engine.dispose()
    with pytest.raises(SystemUnavailableError):
        await system.answer(ASKED, now=NOW)


async def test_a_copy_that_was_never_made_is_a_refusal(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    billing.write(url, "odczyt", books.odczyt_points(), TODAY)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(odczyt.migawka.delete())
    engine.dispose()
    with pytest.raises(SystemUnavailableError):
        await SqlSystem(Odczyt(), url).answer(ASKED, now=NOW)


async def test_an_answer_without_end_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend_api.billing_systems.sql_system.MOST_ROWS", 5)
    url = f"sqlite:///{tmp_path / 'a.db'}"
    billing.write(url, "meridian", books.meridian_points(), TODAY)
    with pytest.raises(SystemUnavailableError):
        await SqlSystem(Meridian(), url).answer(ASKED, now=NOW)


async def test_currencies_are_not_added_up(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    billing.write(url, "meridian", books.meridian_points(), TODAY)
    engine = create_engine(url)
    row = {"id": 1, "supply_point_id": 40_001, "cents_open": 5, "currency_code": "PLN"}
    with engine.begin() as connection:
        connection.execute(insert(meridian.receivable), row)
    engine.dispose()
    answer: Answer = await SqlSystem(Meridian(), url).answer(ASKED, now=NOW)
    assert (len(answer.balances), answer.wrong) == (6, 1)
