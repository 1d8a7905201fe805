"""The built-in CRM and a telecom's in another database pass one test; a branch is moved by a setting."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import OKPKey
from sqlalchemy import select

from backend_api.crm import telecom_words as words
from backend_api.crm.built_in import BuiltInCrm
from backend_api.crm.errors import CrmUnavailableError
from backend_api.crm.port import Crm
from backend_api.crm.telecom import TelecomCrm
from backend_api.crm.telecom_tables import metadata, reach, subscriber
from backend_api.customers.numbers import LookupForms
from backend_api.database import create_database_engine, create_sync_engine, session_factory, upgrade
from backend_api.settings import Settings
from backend_api.tables import ContactAddress, Customer
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api, running
from tests.backend_api.crm import contract

NAMES = [case.__name__ for case in contract.CASES]


def fill_telecom(url: str) -> None:
    """The contract's customers as the telecom keeps them."""
    engine = create_sync_engine(url)
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(
            subscriber.insert(),
            [
                {
                    "subscriber_no": 41,
                    "account_no": 500009,
                    "prospect_ref": None,
                    "person_type": "P",
                    "full_name": "Kowal-Nowak, Zofia Maria",
                    "lang3": "POL",
                    "nation3": "POL",
                    "bill_currency": "PLN",
                    "auth_class": 0,
                    "national_id": contract.PERSON_ID,
                    "vat_no": None,
                    "street_line": None,
                    "zip_city": None,
                },
                {
                    "subscriber_no": 42,
                    "account_no": None,
                    "prospect_ref": "A0500009",
                    "person_type": "B",
                    "full_name": "Kwiaty, Trawa i Liście sp. z o.o.",
                    "lang3": "POL",
                    "nation3": "POL",
                    "bill_currency": "PLN",
                    "auth_class": 2,
                    "national_id": None,
                    "vat_no": f"PL{contract.COMPANY_NIP}",
                    "street_line": "ul. Długa 3a",
                    "zip_city": "61-701 Poznań",
                },
            ],
        )
        connection.execute(
            reach.insert(),
            [
                {
                    "subscriber_no": 41,
                    "medium": "TEL",
                    "target": "0049-15155500100",
                    "reach_state": "OK",
                    "ok_since_ts": words.seconds(contract.NOW),
                },
                {
                    "subscriber_no": 41,
                    "medium": "MAIL",
                    "target": contract.PERSON_MAIL.lower(),
                    "reach_state": "NEW",
                    "ok_since_ts": None,
                },
            ],
        )
    engine.dispose()


def built_in_rows() -> list[Any]:
    return [
        Customer(
            customer_number=contract.PERSON_NUMBER,
            kind="private",
            name="Kowal-Nowak",
            first_name="Zofia Maria",
            language="pl",
            country="PL",
            currency="PLN",
            personal_id=contract.PERSON_ID,
            addresses=[
                ContactAddress(kind="phone", value=contract.PERSON_PHONE, confirmed_at=contract.NOW),
                ContactAddress(kind="email", value=contract.PERSON_MAIL),
            ],
        ),
        Customer(
            application_number=contract.APPLICATION,
            kind="company",
            role="company_orders",
            name="Kwiaty, Trawa i Liście sp. z o.o.",
            language="pl",
            country="PL",
            currency="PLN",
            tax_id=contract.COMPANY_NIP,
            street="ul. Długa",
            house_number="3a",
            postcode="61-701",
            city="Poznań",
        ),
    ]


@pytest.fixture(scope="session", params=["sqlite", "postgresql", "mariadb"])
def telecom_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('crm') / 'crm.db'}"
    else:
        from tests import mariadb, postgres

        if request.param == "postgresql":
            url = postgres.create_database(request.getfixturevalue("postgres_url"))
        else:
            url = mariadb.create_database(request.getfixturevalue("mariadb_url"))
    fill_telecom(url)
    return url


@pytest.fixture
async def telecom(telecom_url: str) -> AsyncIterator[TelecomCrm]:
    engine = create_database_engine(telecom_url)
    yield TelecomCrm(engine, "telecom")
    await engine.dispose()


@pytest.fixture
async def built_in(fresh_database: Callable[[str], str]) -> AsyncIterator[BuiltInCrm]:
    url = fresh_database("crm")
    upgrade(url)
    sessions = session_factory(url)
    async with sessions() as session:
        if await session.scalar(select(Customer.id).limit(1)) is None:
            session.add_all(built_in_rows())
            await session.flush()
        yield BuiltInCrm(session)
    await sessions.kw["bind"].dispose()


@pytest.mark.capability("B14")
@pytest.mark.parametrize("case", contract.CASES, ids=NAMES)
async def test_the_built_in_crm_keeps_the_contract(built_in: BuiltInCrm, case: Callable[[Crm], Any]) -> None:
    await case(built_in)


@pytest.mark.capability("B15")
@pytest.mark.parametrize("case", [*contract.CASES, contract.at_once], ids=[*NAMES, "at_once"])
async def test_a_telecoms_crm_keeps_the_contract(telecom: TelecomCrm, case: Callable[[Crm], Any]) -> None:
    await case(telecom)


def test_ids_say_whose_they_are() -> None:
    ours = words.our_id("telecom", "subscriber", 41)
    assert ours.version == 8
    assert words.their_number("telecom", "subscriber", ours) == 41
    assert words.their_number("energy", "subscriber", ours) is None
    assert words.their_number("telecom", "reach", ours) is None
    assert words.their_number("telecom", "subscriber", world.ANNA.customer) is None


async def test_a_crm_that_is_not_there_says_so(unused_tcp_port: int) -> None:
    engine = create_database_engine(f"postgresql://nobody@127.0.0.1:{unused_tcp_port}/none")
    with pytest.raises(CrmUnavailableError):
        await TelecomCrm(engine, "telecom").find_by_number(LookupForms.of(contract.PERSON_NUMBER))
    await engine.dispose()


@pytest.fixture
def moved(settings: Settings, identity_key: OKPKey, tmp_path: Path) -> Iterator[Api]:
    """A backend whose telecom branch has a CRM of its own."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'telecom.db'}"
    fill_telecom(url)
    with running(settings.model_copy(update={"crm_telecom_url": url}), identity_key) as api:
        yield api


def look_up(api: Api, **asked: Any) -> Any:
    return api.ask("POST", "/identity/lookups", body=asked, secret=GATEWAY_SECRET)


@pytest.mark.capability("B3")
@pytest.mark.capability("B15")
def test_a_customer_of_another_crm_is_served_like_any_other(moved: Api) -> None:
    found = look_up(moved, number=contract.PERSON_NUMBER).json()
    customer = words.our_id("telecom", "subscriber", 41)
    assert found["customer_id"] == str(customer)
    assert found["addresses"][0]["value"] == contract.PERSON_PHONE
    record = moved.json("/customer", customer)
    assert (record["branch"], record["name"], record["first_name"]) == ("telecom", "Kowal-Nowak", "Zofia Maria")
    assert moved.json("/contracts", customer)["items"] == []
    body = {"kind": "phone", "value": "601 002 003"}
    added = moved.done("POST", "/contact-addresses", fact=moved.fact(customer), body=body)
    assert (added["masked"], added["confirmed"]) == ("+48 *** 2003", False)
    fresh = moved.fact(customer, "fresh", bound_to=f"contact_address:{added['id']}")
    path = f"/identity/contact-addresses/{added['id']}/confirmation"
    assert moved.done("POST", path, fact=fresh, secret=GATEWAY_SECRET)["confirmed"]
    preferences = {"items": [{"event": "invoice_issued", "address_id": added["id"]}]}
    moved.done("PUT", "/customer/preferences", fact=moved.fact(customer), body=preferences)
    sent = moved.ask(
        "GET", f"/identity/customers/{customer}/sending-address?event=invoice_issued", secret=GATEWAY_SECRET
    ).json()
    assert (sent["value"], sent["picked"]) == ("+48601002003", True)


@pytest.mark.capability("B3")
@pytest.mark.capability("B14")
def test_the_other_branch_stays_with_the_built_in_crm(moved: Api) -> None:
    assert look_up(moved, number="00010009").json()["customer_id"] == str(world.ANNA.customer)
    assert moved.json("/customer", world.ANNA.customer)["branch"] == "energy"
    assert look_up(moved, number="99999997").status_code == 404


@pytest.mark.capability("B3")
def test_a_crm_that_is_down_takes_only_its_own_customers_with_it(
    settings: Settings, identity_key: OKPKey, tmp_path: Path
) -> None:
    """Its database is there, but none of its tables are."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}"
    with running(settings.model_copy(update={"crm_telecom_url": url}), identity_key) as api:
        assert look_up(api, number="00010009").json()["customer_id"] == str(world.ANNA.customer)
        assert api.json("/customer", world.ANNA.customer)["name"] == "Nowak"
        for number in ("44051401359", "99999997"):
            answer = look_up(api, number=number)
            assert (answer.status_code, answer.json()["code"]) == (503, "crm_unavailable")
            assert answer.json()["details"] == {"branch": "telecom"}
        lost = api.get("/customer", words.our_id("telecom", "subscriber", 41))
        assert (lost.status_code, lost.json()["code"]) == (503, "crm_unavailable")
