"""Personas: everybody of the plan, with facts that the backend holds at this moment, and a sign-in."""

from collections import Counter
from typing import Any

import httpx2
import pytest
from joserfc import jwt

from backend_api.switches.models import STAGE_POSITIONS
from channels.identity.facts import REGISTRY, read_key
from tests.wattline.demo.conftest import ClosedDoor
from wattline.demo import plan
from wattline.demo.app import create_demo_app
from wattline.demo.devices.standins import StandIns
from wattline.demo.settings import DemoSettings
from wattline.layout import Layout

ANSWERED = {
    *("check_bill", "get_invoice", "payment_status", "check_consumption"),
    *("contract_expiry", "contract_details", "switch_status"),
}


@pytest.fixture(scope="session")
def described() -> list[dict[str, Any]]:
    """Everybody, once somebody has asked: hundreds of questions to the backend."""
    return []


@pytest.fixture
async def personas(described: list[dict[str, Any]], demo: httpx2.AsyncClient) -> list[dict[str, Any]]:
    if not described:
        answer = await demo.get("/personas")
        assert answer.status_code == 200
        described += answer.json()
    return described


async def test_every_customer_is_a_persona_with_what_the_design_asks_for(personas: list[dict[str, Any]]) -> None:
    assert [persona["key"] for persona in personas] == [customer.key for customer in plan.customers()]
    for persona in personas:
        assert set(persona) == {
            "key",
            "shows",
            "customer_number",
            "ids",
            "language",
            "addresses",
            "role",
            "facts",
            "telegram",
        }
        assert any(address["confirmed"] for address in persona["addresses"])
        assert persona["customer_number"] or persona["ids"]["application_number"]
        assert 3 <= len(persona["facts"]) <= 12, persona["key"]
        for fact in persona["facts"]:
            assert fact["intent"] in ANSWERED
            assert fact["kind"] in {"money", "date", "energy", "stage", "text"}
            assert fact["about"]
            for texts in (fact["must_contain"], fact["ask"]):
                assert set(texts) == {"en", "de", "pl"}
                assert all(texts.values())
                assert "{" not in "".join(texts.values())


async def test_the_facts_cover_what_the_bot_answers(personas: list[dict[str, Any]]) -> None:
    intents = Counter(fact["intent"] for persona in personas for fact in persona["facts"])
    assert set(intents) == ANSWERED
    assert min(intents.values()) >= 15
    stages = {fact["value"] for persona in personas for fact in persona["facts"] if fact["kind"] == "stage"}
    assert stages == set(STAGE_POSITIONS)


async def test_the_owed_amount_is_the_sum_of_what_is_open(personas: list[dict[str, Any]]) -> None:
    persona = next(persona for persona in personas if persona["key"] == "krueger-two-open")
    owed = persona["facts"][0]
    assert (owed["intent"], owed["kind"], owed["unit"]) == ("check_bill", "money", "EUR")
    assert owed["must_contain"]["de"] == f"{owed['value'].replace('.', ',')}\u00a0€"


async def test_a_proof_is_what_the_gateway_believes(demo: httpx2.AsyncClient, layout: Layout) -> None:
    key = read_key(layout.keys / "site.pub.json")
    answers = [
        await demo.post("/proof", json={"persona": "becker-ends-soon"}),
        await demo.get("/proof", params={"persona": "becker-ends-soon"}),
    ]
    claims = [jwt.decode(answer.json()["proof"], key, registry=REGISTRY).claims for answer in answers]
    assert claims[0]["jti"] != claims[1]["jti"]
    assert claims[0]["sub"] == claims[1]["sub"]
    assert claims[0]["aud"] == "wattline-gateway"
    assert claims[0]["exp"] - claims[0]["iat"] <= 60
    assert answers[0].headers["cache-control"] == "no-store"


async def test_an_unknown_persona_is_not_signed_in(demo: httpx2.AsyncClient) -> None:
    answer = await demo.post("/proof", json={"persona": "nobody"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_silent_backend_is_said_to_be_silent(stand_ins: StandIns, demo_settings: DemoSettings) -> None:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused", request=request)

    app = create_demo_app(stand_ins, ClosedDoor(), demo_settings, httpx2.MockTransport(refuse))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://demo.example") as client:
        answer = await client.get("/personas")
        assert (answer.status_code, answer.json()["code"]) == (503, "backend_silent")
        assert (await client.post("/proof", json={"persona": "becker-ends-soon"})).status_code == 503
        assert (await client.get("/account?persona=becker-ends-soon")).status_code == 200
