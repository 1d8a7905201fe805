"""Customers see and change their own records only; what is not theirs looks exactly like what does not exist."""

import json
import re
from typing import Any

import pytest

from tests.backend_api import world
from tests.backend_api.access_cases import MARKS, NO_VALUES, NOT_A_CUSTOMERS, OWN, READS, WRITES
from tests.backend_api.conftest import ACTIONS_SECRET, GATEWAY_SECRET, Api, sign


@pytest.fixture(scope="session", params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """One is enough: the gate narrows statements before any database sees them."""
    return str(request.param)


FOR_OTHERS = re.compile(
    r"^/(staff|partner|shop|erp|operations|audit|export|import|identity|service-tokens|event-subscriptions|figures)(/|$)"
)
"""Parts of the API that are not for customers: their gates are scopes and roles, tested with their resources."""


def filled(route: str, values: dict[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda found: values[found[1]], route)


def ask(api: Api, route: str, values: dict[str, str], level: str = "verified") -> Any:
    params = {name: value for name, value in values.items() if f"{{{name}}}" not in route}
    return api.get(filled(route, values), world.ANNA.customer, level, **params)


def routes(api: Api, method: str) -> set[str]:
    paths = api.client.get("/openapi.json").json()["paths"]
    return {path for path, methods in paths.items() if method in methods and not FOR_OTHERS.match(path)}


def test_every_customer_route_is_tested_here(api: Api) -> None:
    assert routes(api, "get") - NOT_A_CUSTOMERS == set(READS)


def test_every_customer_write_is_tested_here(api: Api) -> None:
    wanted = {
        (method.upper(), path)
        for method in ("post", "put", "patch", "delete")
        for path in routes(api, method) - NOT_A_CUSTOMERS
    }
    assert wanted == {(method, route) for method, route, *_ in WRITES} | NO_VALUES


@pytest.mark.parametrize("case", WRITES, ids=[f"{method} {route}" for method, route, *_ in WRITES])
@pytest.mark.parametrize("level", ["fresh", "verified", "channel"])
def test_writing_to_another_customers_looks_like_writing_to_a_missing_one(api: Api, case: Any, level: str) -> None:
    method, route, foreign_values, missing_values, body = case
    answers = []
    for values in (foreign_values, missing_values):
        text = json.dumps(body)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        fact = api.fact(world.ANNA.customer, level, bound_to=values.get("bound_to"))
        answers.append(api.ask(method, filled(route, values), fact=fact, body=json.loads(text)))
    foreign, missing = answers
    assert foreign.status_code == missing.status_code, foreign.text
    assert foreign.content == missing.content
    assert foreign.status_code in (403, 404, 422)


@pytest.mark.parametrize("level", ["verified", "channel"])
@pytest.mark.parametrize("route", [route for route, values in READS.items() if values])
def test_another_customers_looks_like_a_missing_one(api: Api, route: str, level: str) -> None:
    values = READS[route]
    assert values is not None
    foreign, missing = ask(api, route, values[0], level), ask(api, route, values[1], level)
    assert foreign.status_code == missing.status_code
    assert foreign.content == missing.content
    assert set(foreign.headers) == set(missing.headers)
    if "{" in route or route == "/consumption":
        assert foreign.status_code in ((404,) if level == "verified" else (403, 404))


@pytest.mark.parametrize("route", ["/contracts/{item_id}", "/invoices/{number}", "/consumption"])
@pytest.mark.parametrize("value", ["x", "' OR 1=1 --", "%00", "..", "0" * 36])
def test_a_malformed_id_looks_like_a_missing_one(api: Api, route: str, value: str) -> None:
    values = READS[route]
    assert values is not None
    malformed = ask(api, route, dict.fromkeys(values[0], value))
    assert malformed.json() == ask(api, route, values[1]).json()


@pytest.mark.parametrize("route", sorted(READS))
def test_nobody_reads_without_a_fact(api: Api, route: str) -> None:
    values = (READS[route] or ({}, {}))[0]
    for secret in (ACTIONS_SECRET, GATEWAY_SECRET):
        headers = {"Wattline-Secret": secret}
        answer = api.client.get(filled(route, values), params=values, headers=headers)
        assert answer.status_code == 403, "the right secret of a service is no proof of a customer"
        assert answer.json()["code"] == "identity_level_too_low"


@pytest.mark.parametrize("route", sorted(READS))
def test_nothing_of_another_customer_is_in_any_answer(api: Api, route: str) -> None:
    answer = ask(api, route, OWN.get(route, {}))
    assert answer.status_code == 200, answer.text
    assert not [mark for mark in MARKS if mark in answer.text]


def test_a_customer_who_is_gone_is_not_found(api: Api) -> None:
    for path in ("/customer", "/account"):
        answer = api.get(path, world.uid(424242))
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_the_fact_decides_not_the_query(api: Api) -> None:
    fact = sign(api.key, sub=str(world.ANNA.customer))
    headers = {"Wattline-Secret": ACTIONS_SECRET, "Wattline-Identity": fact}
    answer = api.client.get("/customer", params={"customer_id": str(world.BELA.customer)}, headers=headers)
    assert answer.json()["id"] == str(world.ANNA.customer)
