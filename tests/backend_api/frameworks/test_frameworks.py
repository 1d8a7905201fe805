"""A customer's framework agreements, what could be called off from them, and call-offs at once."""

import asyncio
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend_api.database import WRITING, session_factory
from backend_api.errors import NotFoundError
from backend_api.frameworks import service
from backend_api.frameworks.errors import CallOffRefusedError
from backend_api.frameworks.service import WantedCallOff
from tests.backend_api import world
from tests.backend_api.conftest import Api

ENERGY, PIECES = "/framework-agreements/FA-100001", "/framework-agreements/FA-100002"


def check(api: Api, agreement: str, **asked: Any) -> Any:
    return api.json(f"{agreement}/check", world.ANNA.customer, **asked)


def test_the_customer_sees_agreements_with_limit_and_state(api: Api) -> None:
    listed = api.json("/framework-agreements", world.ANNA.customer)
    assert [item["number"] for item in listed["items"]] == ["FA-100002", "FA-100001"]
    energy = api.json("/framework-agreements/fa-100001", world.ANNA.customer)
    assert energy["limit"] == {"unit": "kwh", "total": 100_000, "used": 20_000, "left": 80_000}
    assert (energy["state"], energy["term_months"], energy["new_sites_allowed"]) == ("active", 36, True)
    assert energy["prices"][0]["product_number"] == "GEWERBE-STROM"
    assert energy["prices"][1]["unit"] == {"amount": "0.20", "currency": "EUR"}
    assert energy["sites"] == [{"service_point_id": str(world.ANNA.flat), "name": "Flat"}]
    with api.at(datetime(2026, 12, 31, 23, tzinfo=UTC)):
        assert api.json(PIECES, world.ANNA.customer)["state"] == "ended"


def test_a_check_says_what_it_would_take_and_cost(api: Api) -> None:
    answer = check(api, ENERGY, product_number="gewerbe-strom", energy_kwh="30000")
    assert (answer["accepted"], answer["value"], answer["left"]) == (True, 30_000, 50_000)
    assert answer["price"]["net"]["unit"]["amount"] == "0.1999"
    assert answer["price"]["gross"]["unit"]["amount"] == "0.2379"
    assert (answer["price"]["rules"]["term_months"], answer["price"]["rules"]["guarantee_months"]) == (36, 36)
    other = check(api, ENERGY, product_number="STROM-FIX-24", energy_kwh=1)
    assert other["price"]["net"]["unit"]["amount"] == "0.20", "the commodity's price"
    assert check(api, PIECES, product_number="R7", quantity=10)["left"] == 0


@pytest.mark.parametrize(
    ("agreement", "asked", "reason"),
    [
        (ENERGY, {"product_number": "R7"}, "product_not_covered"),
        (ENERGY, {"product_number": "GEWERBE-STROM"}, "energy_needed"),
        (ENERGY, {"product_number": "GEWERBE-STROM", "energy_kwh": "80000.5"}, "limit_exceeded"),
        (PIECES, {"product_number": "R7", "quantity": 11}, "limit_exceeded"),
        (PIECES, {"product_number": "R7", "service_point_id": str(world.ANNA.flat)}, "site_not_covered"),
    ],
)
def test_a_refusal_names_the_reason_and_what_is_left(
    api: Api, agreement: str, asked: dict[str, Any], reason: str
) -> None:
    answer = check(api, agreement, **asked)
    assert (answer["accepted"], answer["reason"], answer["price"]) == (False, reason, None)
    assert answer["left"] == (80_000 if agreement == ENERGY else 10)


def test_an_unknown_product_is_not_found(api: Api) -> None:
    answer = api.get(f"{ENERGY}/check", world.ANNA.customer, product_number="NOTHING")
    assert answer.status_code == 404


async def _call_off(sessions: Any, quantity: int, order_id: UUID) -> bool:
    async with sessions() as session, session.begin():
        await session.connection(execution_options=WRITING)
        wanted = WantedCallOff("R7", quantity, order_id=order_id, order_number="O-1")
        try:
            await service.call_off(session, world.ANNA.customer, "FA-100002", wanted, on=world.TODAY, now=world.NOW)
        except CallOffRefusedError:
            return False
    return True


async def _release(sessions: Any, order_id: UUID) -> None:
    async with sessions() as session, session.begin():
        await session.connection(execution_options=WRITING)
        await service.release(session, order_id, now=world.NOW)


async def test_call_offs_at_once_never_exceed_the_limit_and_come_back_once(own_api: Api) -> None:
    sessions = session_factory(own_api.database)
    orders = [uuid4() for _ in range(20)]
    accepted = await asyncio.gather(*(_call_off(sessions, 3, order) for order in orders))
    assert sum(accepted) == 3, "three times three pieces of ten"
    used = own_api.json(PIECES, world.ANNA.customer)
    assert used["limit"] == {"unit": "pieces", "total": 10, "used": 9, "left": 1}
    assert [entry["value"] for entry in used["call_offs"]] == [3, 3, 3]
    mine = orders[accepted.index(True)]
    await asyncio.gather(*(_release(sessions, mine) for _ in range(5)))
    released = own_api.json(PIECES, world.ANNA.customer)
    assert released["limit"]["used"] == 6
    assert sorted(entry["counts"] for entry in released["call_offs"]) == [False, True, True]
    await sessions.kw["bind"].dispose()


async def test_a_new_place_is_added_with_its_order_and_goes_with_it(own_api: Api) -> None:
    sessions = session_factory(own_api.database)
    order = uuid4()
    async with sessions() as session, session.begin():
        await session.connection(execution_options=WRITING)
        wanted = WantedCallOff(
            "GEWERBE-STROM", energy_kwh=Decimal(5000), site_name="Branch 15", order_id=order, order_number="O-2"
        )
        done = await service.call_off(session, world.ANNA.customer, "FA-100001", wanted, on=world.TODAY, now=world.NOW)
        assert (done.value, done.left, done.is_new_site) == (Decimal(5000), Decimal(75_000), True)
        assert done.line.price.framework_number == "FA-100001"
    names = [site["name"] for site in own_api.json(ENERGY, world.ANNA.customer)["sites"]]
    assert names == ["Branch 15", "Flat"]
    await _release(sessions, order)
    after = own_api.json(ENERGY, world.ANNA.customer)
    assert ([site["name"] for site in after["sites"]], after["limit"]["used"]) == (["Flat"], 20_000)
    await sessions.kw["bind"].dispose()


async def test_nobody_calls_off_from_the_agreement_of_others(api: Api) -> None:
    sessions = session_factory(api.database)
    async with sessions() as session:
        wanted = WantedCallOff("R7", order_id=uuid4())
        with pytest.raises(NotFoundError):
            await service.call_off(session, world.BELA.customer, "FA-100002", wanted, on=world.TODAY, now=world.NOW)
    await sessions.kw["bind"].dispose()
