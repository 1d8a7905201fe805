"""Consents over HTTP: a yes with proof, a no from any confirmed address, all of it kept."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api

ANNA, BELA = world.ANNA.customer, world.BELA.customer


def item(given: bool = True, **changes: Any) -> dict[str, Any]:
    return {
        "purpose": "surveys",
        "channel": "sms",
        "given": given,
        "source": "sms",
        "text_version": "surveys-2026-10-de",
    } | changes


def put(api: Api, *items: dict[str, Any], level: str = "verified") -> Any:
    return api.ask("PUT", "/consents", fact=api.fact(BELA, level), body={"items": list(items)})


def check(api: Api, *customers: Any, purpose: str = "surveys", channel: str = "sms") -> list[Any]:
    body = {"purpose": purpose, "channel": channel, "customer_ids": [str(one) for one in customers]}
    answer = api.done("POST", "/operations/consent-checks", body=body, secret=GATEWAY_SECRET)
    return [(one["allowed"], one["because"]) for one in answer["items"]]


@pytest.mark.capability("B19")
def test_a_consent_is_given_withdrawn_and_its_history_kept(api: Api) -> None:
    assert check(api, BELA) == [(False, "never_asked")]
    given = put(api, item()).json()
    (current,) = [one for one in given["items"] if one["purpose"] == "surveys"]
    assert (current["allowed"], current["because"], current["source"]) == (True, "given", "sms")
    assert current["expires_at"] == "2027-11-20T10:15:00Z"
    assert check(api, BELA, ANNA, uuid4()) == [(True, "given"), (False, "never_asked"), (False, "never_asked")]
    assert check(api, BELA, channel="email") == [(False, "never_asked")]
    with api.at(world.NOW + timedelta(days=365)):
        assert check(api, BELA) == [(False, "expired")]
    stopped = put(api, item(given=False), level="channel")
    assert stopped.status_code == 200, "whoever writes STOP from a confirmed phone is heard"
    assert stopped.json()["history"] == [], "but hears nothing else of the record"
    assert check(api, BELA) == [(False, "withdrawn")]
    history = api.json("/consents", BELA)["history"]
    assert [one["decision"] for one in history if one["purpose"] == "surveys"] == ["withdrawn", "given"]
    assert {one["actor_kind"] for one in history if one["purpose"] == "surveys"} == {"customer"}


def test_where_it_was_said_is_where_the_conversation_runs(api: Api) -> None:
    unsaid = {name: value for name, value in item().items() if name != "source"}
    said = api.done("PUT", "/consents", fact=api.fact(BELA, channel="telegram"), body={"items": [unsaid]})
    assert said["history"][0]["source"] == "telegram"
    for fact in (api.fact(BELA), api.fact(BELA, channel="pager")):
        refused = api.ask("PUT", "/consents", fact=fact, body={"items": [unsaid]})
        assert (refused.status_code, refused.json()["code"]) == (422, "request_invalid")
        assert refused.json()["fields"] == [{"field": "items.source", "problem": "missing"}]


def test_a_yes_needs_more_than_a_known_phone(api: Api) -> None:
    answer = put(api, item(), level="channel")
    assert (answer.status_code, answer.json()["needed"]) == (403, "verified")


def test_a_helper_says_no_for_the_customer_but_not_yes(api: Api) -> None:
    helper = api.fact(BELA, roles=["household_helper"], person=world.uid(2100))
    tips = item(purpose="energy_tips")
    refused = api.ask("PUT", "/consents", fact=helper, body={"items": [tips]})
    assert (refused.status_code, refused.json()["details"]["who_may"]) == (403, ["Maria Nowak"])
    stopped = api.done("PUT", "/consents", fact=helper, body={"items": [tips | {"given": False}]})
    assert stopped["history"][0]["actor_kind"] == "representative"


def test_an_expired_consent_says_so(api: Api) -> None:
    (offers,) = [one for one in api.json("/consents", ANNA)["items"] if one["purpose"] == "offers"]
    assert (offers["allowed"], offers["because"]) == (False, "expired")
    assert check(api, ANNA, purpose="offers", channel="email") == [(False, "expired")]


@pytest.mark.parametrize(
    "changes", [{"purpose": "anything"}, {"channel": "No"}, {"source": "x"}, {"text_version": ""}, {"expires_at": "x"}]
)
def test_a_consent_without_its_facts_is_refused(api: Api, changes: dict[str, Any]) -> None:
    assert put(api, item(**changes)).status_code == 422
    assert put(api).status_code == 422


def test_only_senders_may_ask_about_others(api: Api) -> None:
    body = {"purpose": "surveys", "channel": "sms", "customer_ids": [str(BELA)]}
    answer = api.ask("POST", "/operations/consent-checks", body=body, fact=api.fact(ANNA))
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
