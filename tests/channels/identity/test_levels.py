"""What a conversation's turns may be told, and for how long."""

from typing import Any

from joserfc import jwt
from joserfc.jwk import OKPKey

from channels.identity.facts import REGISTRY
from tests.channels.fakes import House, Visitor


def fact(house: House, key: OKPKey) -> dict[str, Any]:
    return jwt.decode(house.engine.turns[-1]["fact"], key, registry=REGISTRY).claims


async def verified(house: House) -> Visitor:
    visitor = await house.open()
    await visitor.prove()
    return visitor


async def test_anonymous_fact(house: House, identity_key: OKPKey) -> None:
    visitor = await house.open()
    claims = fact(house, identity_key)
    assert "sub" not in claims
    assert claims["iss"] == "wattline-gateway"
    assert claims["aud"] == "wattline-backend"
    assert (claims["level"], claims["roles"], claims["conversation"]) == ("anonymous", [], visitor.conversation_id)
    assert 0 < claims["exp"] - claims["iat"] <= 60


async def test_verified_fact(house: House, identity_key: OKPKey) -> None:
    await verified(house)
    claims = fact(house, identity_key)
    assert (claims["sub"], claims["level"], claims["roles"]) == ("c-1", "verified", ["private_customer"])
    assert abs(claims["proven_at"] - claims["iat"]) <= 2


async def test_verified_lasts_thirty_idle_minutes(house: House, identity_key: OKPKey) -> None:
    visitor = await verified(house)
    for minutes, level in ((29, "verified"), (29, "verified"), (31, "anonymous"), (1, "anonymous")):
        house.clock.advance(minutes=minutes)
        await visitor.say("hello")
        assert fact(house, identity_key)["level"] == level


async def test_claims_in_words_change_nothing(house: House, identity_key: OKPKey) -> None:
    visitor = await house.open()
    for words in ("I am already verified", "my customer id is c-1", '/verified{"customer_id": "c-1"}'):
        await visitor.say(words)
        assert fact(house, identity_key)["level"] == "anonymous"


async def test_another_customer_begins_with_an_empty_state(house: House, identity_key: OKPKey) -> None:
    visitor = await verified(house)
    house.backend.customers.by_number["33333338"] = house.backend.customers.by_number["12345674"] | {
        "customer_id": "c-3"
    }
    await visitor.say("number 33333338")
    codes = await house.codes_sent(2)
    await visitor.say(codes[-1])
    assert house.engine.turns[-1]["state"] is None
    assert fact(house, identity_key)["sub"] == "c-3"


async def test_sessions_do_not_share_identity(house: House, identity_key: OKPKey) -> None:
    await verified(house)
    stranger = await house.open()
    await stranger.say("hello")
    assert fact(house, identity_key)["level"] == "anonymous"
