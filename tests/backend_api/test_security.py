"""Secrets and identity facts: what is refused, and with which code."""

from datetime import timedelta
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import OctKey, OKPKey

from backend_api.errors import IdentityInvalidError, IdentityLevelTooLowError, RoleMissingError
from backend_api.security import FactVerifier, Identity, Level, ServiceSecrets
from tests.backend_api import world
from tests.backend_api.conftest import ACTIONS_SECRET, GATEWAY_SECRET, Api, sign

NOW = int(world.NOW.timestamp())
ANNA = str(world.ANNA.customer)


@pytest.mark.parametrize("secret", [None, "", "wrong", GATEWAY_SECRET + "x", GATEWAY_SECRET[:-1], "ż" * 20])
def test_without_a_right_secret_nothing_is_answered(api: Api, secret: str | None) -> None:
    headers = {} if secret is None else {b"Wattline-Secret": secret.encode()}
    answer = api.client.get("/supplier", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "secret_invalid")


def test_health_needs_no_secret(api: Api) -> None:
    assert api.client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "somebody"},
        {"aud": "wattline-gateway"},
        {"aud": None},
        {"exp": NOW - 1},
        {"exp": NOW},
        {"exp": NOW + 61},
        {"exp": None},
        {"exp": "soon"},
        {"iat": None},
        {"iat": NOW + 30, "exp": NOW + 60},
        {"iat": True},
        {"level": "root"},
        {"level": None},
        {"sub": "not-an-id"},
        {"sub": None},
        {"sub": 7},
        {"level": "anonymous"},
        {"roles": 5},
    ],
    ids=str,
)
def test_a_bad_fact_is_refused(api: Api, changes: dict[str, Any]) -> None:
    fact = sign(api.key, **{"sub": ANNA} | changes)
    answer = api.client.get("/customer", headers={"Wattline-Secret": ACTIONS_SECRET, "Wattline-Identity": fact})
    assert (answer.status_code, answer.json()["code"]) == (401, "identity_invalid")


@pytest.mark.parametrize("fact", ["", "x", "a.b.c", "..", "é", "a" * 9000])
def test_what_is_no_fact_is_refused(api: Api, fact: str) -> None:
    headers = {b"Wattline-Secret": ACTIONS_SECRET.encode(), b"Wattline-Identity": fact.encode()}
    answer = api.client.get("/customer", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "identity_invalid")


def test_a_fact_of_another_key_or_algorithm_is_refused(api: Api) -> None:
    payload = sign(api.key, sub=ANNA).split(".")[1]
    unsigned = "eyJhbGciOiJub25lIn0." + payload + "."
    claims = b"{}"
    by_secret = jws.serialize_compact({"alg": "HS256"}, claims, OctKey.import_key("k" * 64), algorithms=["HS256"])
    for fact in (sign(OKPKey.generate_key("Ed25519"), sub=ANNA), unsigned, by_secret):
        answer = api.client.get("/customer", headers={"Wattline-Secret": ACTIONS_SECRET, "Wattline-Identity": fact})
        assert (answer.status_code, answer.json()["code"]) == (401, "identity_invalid")


def test_one_changed_character_breaks_a_fact(api: Api) -> None:
    fact = sign(api.key, sub=ANNA)
    for place in (30, len(fact) // 2, len(fact) - 20):
        damaged = fact[:place] + ("A" if fact[place] != "A" else "B") + fact[place + 1 :]
        headers = {"Wattline-Secret": ACTIONS_SECRET, "Wattline-Identity": damaged}
        assert api.client.get("/customer", headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("path", "level", "needed"),
    [
        ("/customer", "channel", "verified"),
        ("/account", "channel", "verified"),
        ("/invoices", "channel", "verified"),
        ("/switches", None, "channel"),
        ("/customer", None, "verified"),
    ],
)
def test_too_low_a_level_says_which_is_needed(api: Api, path: str, level: str | None, needed: str) -> None:
    answer = api.get(path, None if level is None else world.ANNA.customer, level or "")
    assert answer.status_code == 403
    assert answer.json() == {
        "code": "identity_level_too_low",
        "message": "More proof of identity is needed.",
        "needed": needed,
    }


def test_fresh_opens_what_verified_opens(api: Api) -> None:
    assert api.get("/customer", world.ANNA.customer, "fresh").status_code == 200


def test_a_fact_carries_what_was_proven(identity_key: OKPKey) -> None:
    fact = sign(identity_key, sub=ANNA, level="fresh", bound_to="offer-7")
    identity = FactVerifier(identity_key).verify(fact, now=world.NOW + timedelta(seconds=59))
    assert identity == Identity(
        Level.FRESH, world.ANNA.customer, ("private_customer",), NOW, bound_to="offer-7", conversation="c-1"
    )


def test_an_anonymous_fact_names_nobody(identity_key: OKPKey) -> None:
    fact = sign(identity_key, level="anonymous", proven_at=None, roles=None)
    assert FactVerifier(identity_key).verify(fact, now=world.NOW).customer_id is None


def test_secrets_are_hidden() -> None:
    assert GATEWAY_SECRET not in repr(ServiceSecrets(GATEWAY_SECRET, ACTIONS_SECRET))


STAFF, PARTNER, PERSON = world.uid(71), world.uid(72), world.uid(73)


def proves(key: OKPKey, **claims: object) -> Identity:
    return FactVerifier(key).verify(sign(key, **claims), now=world.NOW)


def test_a_staff_member_acts_alone_or_for_a_customer(identity_key: OKPKey) -> None:
    alone = proves(identity_key, roles=["back_office"], act={"sub": str(STAFF)})
    serving = proves(identity_key, roles=["agent"], act={"sub": str(STAFF)}, sub=str(world.ANNA.customer))
    assert alone.require_staff("back_office", "it") == STAFF
    assert (alone.actor.kind, alone.customer_id) == ("staff", None)
    assert serving.require(Level.VERIFIED) == world.ANNA.customer
    assert serving.actor.id == STAFF
    with pytest.raises(RoleMissingError):
        serving.require_staff("back_office")
    with pytest.raises(IdentityLevelTooLowError):
        alone.require(Level.CHANNEL)


def test_a_partners_person_is_no_customer(identity_key: OKPKey) -> None:
    partner = proves(identity_key, roles=["partner_user"], partner=str(PARTNER), act={"sub": str(PERSON)})
    assert partner.require_partner() == PARTNER
    assert (partner.actor.kind, partner.actor.id) == ("partner", PERSON)
    with pytest.raises(IdentityLevelTooLowError):
        partner.require(Level.CHANNEL)
    with pytest.raises(RoleMissingError):
        partner.require_staff()


def test_a_representative_acts_for_the_customer(identity_key: OKPKey) -> None:
    helper = proves(identity_key, roles=["household_helper"], act={"sub": str(PERSON)}, sub=str(world.ANNA.customer))
    assert helper.require(Level.VERIFIED) == world.ANNA.customer
    assert (helper.actor.kind, helper.actor.id) == ("representative", PERSON)


@pytest.mark.parametrize(
    "claims",
    [
        {"roles": ["agent"]},
        {"roles": ["agent"], "act": {"sub": "x"}},
        {"roles": ["agent"], "act": "x"},
        {"partner": str(PARTNER), "sub": str(PERSON)},
        {"partner": str(PARTNER), "roles": ["agent"], "act": {"sub": str(STAFF)}},
        {"level": "anonymous", "roles": ["agent"], "act": {"sub": str(STAFF)}},
    ],
)
def test_facts_that_name_nobody_or_two_at_once_are_refused(identity_key: OKPKey, claims: dict[str, object]) -> None:
    with pytest.raises(IdentityInvalidError):
        proves(identity_key, **claims)


def test_a_fresh_code_opens_only_what_it_was_given_for(identity_key: OKPKey) -> None:
    fresh = proves(identity_key, level="fresh", bound_to="offer:1", sub=str(world.ANNA.customer))
    assert fresh.require_fresh("offer:1") == world.ANNA.customer
    for identity in (fresh, proves(identity_key, sub=str(world.ANNA.customer), bound_to="offer:2")):
        with pytest.raises(IdentityLevelTooLowError):
            identity.require_fresh("offer:2")
