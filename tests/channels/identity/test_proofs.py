"""Sign-in proofs of the supplier's site."""

import asyncio
import time
import uuid
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from channels.identity.facts import REGISTRY
from tests.channels.fakes import House


def proof(key: OKPKey, **changes: Any) -> str:
    claims = {"sub": "c-1", "jti": uuid.uuid4().hex, "iat": int(time.time()), "exp": int(time.time()) + 60} | changes
    claims = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": "EdDSA"}, claims, key, registry=REGISTRY)


async def test_proof_verifies(house: House, site_key: OKPKey, identity_key: OKPKey) -> None:
    visitor = await house.open(proof=proof(site_key))
    claims = jwt.decode(house.engine.turns[-1]["fact"], identity_key, registry=REGISTRY).claims
    assert (claims["sub"], claims["level"]) == ("c-1", "verified")
    assert house.engine.turns[-1]["language"] == "de"
    await visitor.say("hello")


async def test_page_language_goes_before_the_accounts(house: House, site_key: OKPKey) -> None:
    await house.open(proof=proof(site_key), language="pl")
    assert house.engine.turns[-1]["language"] == "pl"


async def test_replay(any_house: House, site_key: OKPKey) -> None:
    token = proof(site_key)
    responses = await asyncio.gather(*(any_house.http.post("/chat/sessions", json={"proof": token}) for _ in range(10)))
    assert sorted(response.status_code for response in responses) == [200] + [401] * 9
    assert {response.json().get("code") for response in responses if response.status_code == 401} == {"proof_invalid"}


@pytest.mark.parametrize(
    "changes",
    [
        {"iat": int(time.time()) - 600, "exp": int(time.time()) + 600},
        {"exp": int(time.time()) - 10},
        {"iat": int(time.time()) + 600},
        {"jti": None},
        {"sub": None},
        {"iat": None},
        {"aud": "somebody-else"},
        {"sub": "c-404"},
    ],
)
async def test_refused(house: House, site_key: OKPKey, changes: dict[str, Any]) -> None:
    response = await house.http.post("/chat/sessions", json={"proof": proof(site_key, **changes)})
    assert (response.status_code, response.json()["code"]) == (401, "proof_invalid")


async def test_forged(house: House, site_key: OKPKey) -> None:
    good = proof(site_key)
    header, payload, signature = good.split(".")
    forgeries = [
        "",
        "x",
        f"{header}.{payload}.",
        f"{header}.{payload[:-2]}AA.{signature}",
        proof(OKPKey.generate_key("Ed25519")),
        jwt.encode({"alg": "HS256"}, {"sub": "c-1", "jti": "1", "iat": int(time.time())}, OctKey.generate_key(256)),
        "eyJhbGciOiJub25lIn0." + payload + ".",
        "a" * 5000,
    ]
    for token in forgeries:
        response = await house.http.post("/chat/sessions", json={"proof": token})
        assert (response.status_code, response.json()["code"]) == (401, "proof_invalid"), token
