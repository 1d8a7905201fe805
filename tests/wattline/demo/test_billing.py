"""The demo's three billing systems hold each supplied point once, and say what the backend's own readings say."""

import json
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from joserfc.jwk import OKPKey
from pydantic import SecretStr

from backend_api.app import create_app
from backend_api.billing_systems.port import Answer, OwnerId, Question
from backend_api.billing_systems.registry import configured
from backend_api.database import upgrade
from backend_api.settings import Settings
from tests.backend_api.billing_systems import waiting
from tests.wattline.demo.conftest import SECRET, TODAY
from wattline.demo import billing, seed
from wattline.demo.backend import Backend
from wattline.demo.billed import billed_points
from wattline.demo.dataset import Dataset
from wattline.demo.personas import named
from wattline.layout import Layout

BAKERY = "baeckerei-14-points"
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


def settings_for(folder: Path) -> Settings:
    settings = Settings(
        backend_database_url=f"sqlite+aiosqlite:///{folder / 'backend.db'}",
        gateway_secret=SecretStr(SECRET),
        actions_secret=SecretStr("another secret for tests"),
        identity_public_key_file=folder / "keys" / "identity.pub.json",
    )
    urls = {f"billing_{name}_url": f"sqlite:///{billing.file_of(folder, name)}" for name in billing.SCHEMAS}
    return settings.model_copy(update=urls)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, dataset: Dataset) -> Path:
    made = tmp_path_factory.mktemp("billing")
    billing.write_files(made, dataset, TODAY)
    return made


async def answers(folder: Path, owner: OwnerId, word: str | None = None) -> dict[str, Answer]:
    question = Question(owners=(owner,), name_word=word)
    return {system.title: await system.answer(question, now=NOW) for system in configured(settings_for(folder))}


def test_each_supplied_point_belongs_to_one_system(dataset: Dataset) -> None:
    systems = billed_points(dataset.customers, dataset.points)
    billed = Counter(point.identifier for points in systems.values() for point in points)
    numbered = {customer.id for customer in dataset.customers if customer.customer_number}
    supplied = [
        rows.point for rows in dataset.points if rows.point.state == "active" and rows.point.customer_id in numbered
    ]
    assert set(billed.values()) == {1}
    assert {point.identifier for point in supplied} < set(billed)
    assert len(billed) == len(supplied) + 2, "and two that only look alike"
    assert all(systems.values())


@pytest.mark.capability("B31")
async def test_the_bakery_spans_three_systems_and_two_more_look_alike(folder: Path) -> None:
    bakery = named(BAKERY)
    assert bakery is not None
    assert bakery.tax_id is not None
    found = await answers(folder, OwnerId("tax_id", bakery.tax_id), "Morgenrot")
    assert {title: len(answer.points) for title, answer in found.items()} == {"Meridian": 7, "Kontor 4": 5, "Odczyt": 2}
    assert sorted(point.name for answer in found.values() for point in answer.alike) == ["Café", "Filiale Mülheim"]
    assert {answer.wrong for answer in found.values()} == {0}
    assert found["Odczyt"].as_of == datetime(2026, 11, 20, 17, tzinfo=UTC)
    assert sum(balance.open_invoices for answer in found.values() for balance in answer.balances) == 2


async def test_everybodys_records_are_whole(folder: Path, dataset: Dataset) -> None:
    systems = configured(settings_for(folder))
    for customer in dataset.customers:
        ids = [OwnerId("tax_id", customer.tax_id)] if customer.tax_id else []
        if customer.personal_id:
            ids.append(OwnerId("pesel" if customer.country == "PL" else "idnr", customer.personal_id))
        for system in systems:
            assert (await system.answer(Question(owners=tuple(ids)), now=NOW)).wrong == 0, customer


@pytest.fixture(scope="module")
def joined_layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """As `wattline up` prepares it."""
    prepared = Layout(var=tmp_path_factory.mktemp("joined"))
    prepared.prepare()
    upgrade(prepared.backend_database_url)
    seed.fill(prepared.backend_database_url, systems=prepared.var)
    return prepared


@pytest.fixture(scope="module")
def app(joined_layout: Layout) -> FastAPI:
    made = create_app(settings_for(joined_layout.var))
    waiting.wait(made.state.parts.wiring.billing, patiently=True)
    return made


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://backend.example") as opened,
    ):
        yield opened


def test_up_gives_the_backend_the_three_files(joined_layout: Layout, tmp_path: Path) -> None:
    environment = joined_layout.environment()
    assert environment["WATTLINE_BILLING_ODCZYT_URL"] == f"sqlite:///{joined_layout.var / 'billing-odczyt.db'}"
    empty = Layout(var=tmp_path)
    empty.prepare()
    assert "WATTLINE_BILLING_ODCZYT_URL" not in empty.environment()


@pytest.mark.capability("B32")
async def test_the_bakery_sees_fourteen_points_with_the_use_of_its_readings(
    client: httpx2.AsyncClient, joined_layout: Layout
) -> None:
    key = OKPKey.import_key(json.loads((joined_layout.keys / "identity.json").read_text(encoding="utf-8")))
    backend, bakery = Backend(client, SECRET, key), named(BAKERY)
    assert bakery is not None
    assert bakery.tax_id is not None
    known = await backend.look_up(bakery.number, None)
    assert known is not None
    answer = await backend.read(known, "/service-points", {})
    assert (answer["total"], answer["current"], answer["complete"]) == (14, 14, True)
    assert Counter(item["source"] for item in answer["items"]) == {"Meridian": 7, "Kontor 4": 5, "Odczyt": 2}
    assert {item["tariff"] for item in answer["items"] if item["commodity"] == "gas"} == {"Zorza Gewerbe Gas 12"}

    said = {
        record.identifier: {use.month_on: use.amount for use in system.uses if use.source_id == record.source_id}
        for system in (await answers(joined_layout.var, OwnerId("tax_id", bakery.tax_id))).values()
        for record in system.points
    }
    period = {"from": "2026-04-01", "to": "2026-06-30"}
    for item in answer["items"]:
        used = await backend.read(known, "/consumption", {"service_point_id": item["id"], **period})
        months = {date.fromisoformat(f"{month['month']}-01"): month["value"] for month in used["months"]}
        assert months == {month: float(said[item["identifier"]][month]) for month in months}, item["name"]
        assert len(months) == 3
