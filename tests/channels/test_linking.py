"""Links for customers who are signed in on the supplier's site."""

import uuid
from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey

from channels.identity.facts import REGISTRY
from tests.channels.fakes import House


@pytest.fixture
def telegram_settings(settings: object) -> object:
    return settings.model_copy(
        update={"telegram_bot_name": "ZorzaEnergyBot", "public_url": "https://chat.zorza.example"}
    )  # type: ignore[attr-defined]


def proof(site_key: OKPKey, house: House, customer_id: str = "c-1") -> str:
    claims = {"sub": customer_id, "jti": str(uuid.uuid4()), "iat": int(house.clock().timestamp())}
    return jwt.encode({"alg": "EdDSA"}, claims, site_key, registry=REGISTRY)


async def test_a_link_opens_the_chat_as_the_customers(
    telegram_settings: object, clock: object, house_with: object, site_key: OKPKey
) -> None:
    async with house_with(telegram_settings, clock) as house:  # type: ignore[operator]
        answer = await house.http.post("/links", json={"proof": proof(site_key, house)})
        assert answer.status_code == 200, answer.text
        assert answer.json()["links"]["telegram"].startswith("https://t.me/ZorzaEnergyBot?start=")


async def test_a_proof_makes_links_once(house: House, site_key: OKPKey) -> None:
    body = {"proof": proof(site_key, house)}
    assert (await house.http.post("/links", json=body)).status_code == 200
    assert (await house.http.post("/links", json=body)).json()["code"] == "proof_invalid"


async def test_an_old_proof_or_an_unknown_customer_makes_none(house: House, site_key: OKPKey) -> None:
    assert (await house.http.post("/links", json={"proof": proof(site_key, house, "c-9")})).status_code == 401
    old = proof(site_key, house)
    house.clock.ahead += timedelta(minutes=2)
    assert (await house.http.post("/links", json={"proof": old})).status_code == 401


async def test_nobody_can_say_while_the_backend_is_silent(house: House, site_key: OKPKey) -> None:
    house.backend.down = True
    answer = await house.http.post("/links", json={"proof": proof(site_key, house)})
    assert (answer.status_code, answer.json()["code"]) == (503, "identity_unavailable")
