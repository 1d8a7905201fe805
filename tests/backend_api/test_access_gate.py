"""Customers see their own records only, and what is not theirs looks exactly like what does not exist."""

import re
from typing import Any

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import ACTIONS_SECRET, GATEWAY_SECRET, Api, sign

ABSENT = "00000000-0000-7000-8000-00000000ffff"
NOT_A_CUSTOMERS = {"/healthz", "/supplier", "/identity/lookups", "/identity/customers/{customer_id}"}

# Route, another customer's value, a value nobody has. A new customer-facing GET route has to be added here.
CASES: dict[str, tuple[dict[str, str], dict[str, str]] | None] = {
    "/customer": None,
    "/account": None,
    "/service-points": None,
    "/payments": None,
    "/tickets": None,
    "/contracts": ({"service_point_id": str(world.BELA.flat)}, {"service_point_id": ABSENT}),
    "/contracts/{item_id}": ({"item_id": str(world.BELA.contract)}, {"item_id": ABSENT}),
    "/invoices": ({"service_point_id": str(world.BELA.flat)}, {"service_point_id": ABSENT}),
    "/invoices/{number}": ({"number": world.BELA.invoices[2]}, {"number": "R-2026-999999"}),
    "/invoices/{number}/comparison": ({"number": world.BELA.invoices[2]}, {"number": "R-2026-999999"}),
    "/consumption": ({"service_point_id": str(world.BELA.flat)}, {"service_point_id": ABSENT}),
    "/switches": ({"service_point_id": str(world.BELA.flat)}, {"service_point_id": ABSENT}),
}


def ask(api: Api, route: str, values: dict[str, str], level: str = "verified") -> Any:
    path = re.sub(r"{(\w+)}", lambda found: values[found[1]], route)
    params = {name: value for name, value in values.items() if f"{{{name}}}" not in route}
    return api.get(path, world.ANNA.customer, level, **params)


def test_every_customer_route_is_tested_here(api: Api) -> None:
    paths = api.client.get("/openapi.json").json()["paths"]
    assert {path for path, methods in paths.items() if "get" in methods} - NOT_A_CUSTOMERS == set(CASES)


@pytest.mark.parametrize("level", ["verified", "channel"])
@pytest.mark.parametrize("route", [route for route, values in CASES.items() if values])
def test_another_customers_looks_like_a_missing_one(api: Api, route: str, level: str) -> None:
    values = CASES[route]
    assert values is not None
    foreign, missing = ask(api, route, values[0], level), ask(api, route, values[1], level)
    assert foreign.status_code == missing.status_code
    assert foreign.content == missing.content
    assert set(foreign.headers) == set(missing.headers)
    if "{" in route or route == "/consumption":
        assert foreign.status_code == (404 if level == "verified" else 403)


@pytest.mark.parametrize("route", ["/contracts/{item_id}", "/invoices/{number}", "/consumption"])
@pytest.mark.parametrize("value", ["x", "' OR 1=1 --", "%00", "..", "0" * 36])
def test_a_malformed_id_looks_like_a_missing_one(api: Api, route: str, value: str) -> None:
    values = CASES[route]
    assert values is not None
    malformed = ask(api, route, dict.fromkeys(values[0], value))
    assert malformed.json() == ask(api, route, values[1]).json()


@pytest.mark.parametrize("route", sorted(CASES))
def test_nobody_reads_without_a_fact(api: Api, route: str) -> None:
    values = (CASES[route] or ({}, {}))[0]
    path = re.sub(r"{(\w+)}", lambda found: values[found[1]], route)
    for secret in (ACTIONS_SECRET, GATEWAY_SECRET):
        answer = api.client.get(path, params=values, headers={"Wattline-Secret": secret})
        assert answer.status_code == 403, "the right secret of a service is no proof of a customer"
        assert answer.json()["code"] == "identity_level_too_low"


def test_nothing_of_another_customer_is_in_any_answer(api: Api) -> None:
    mine, theirs = world.ANNA, world.BELA
    marks = [str(theirs.customer), str(theirs.flat), str(theirs.phone), str(theirs.contract), "V-002000", "m2000"]
    marks += [*theirs.invoices, world.malo(2000)]
    for route, values in CASES.items():
        own = {
            "service_point_id": str(mine.flat),
            "item_id": str(mine.contract),
            "number": mine.invoices[5],
        }
        wanted = {name: own[name] for name in (values[0] if values else {})}
        answer = ask(api, route, wanted)
        assert answer.status_code == 200, route
        assert not [mark for mark in marks if mark in answer.text], route


def test_a_customer_who_is_gone_is_not_found(api: Api) -> None:
    for path in ("/customer", "/account"):
        answer = api.get(path, world.uid(424242))
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_the_fact_decides_not_the_query(api: Api) -> None:
    fact = sign(api.key, sub=str(world.ANNA.customer))
    headers = {"Wattline-Secret": ACTIONS_SECRET, "Wattline-Identity": fact}
    answer = api.client.get("/customer", params={"customer_id": str(world.BELA.customer)}, headers=headers)
    assert answer.json()["id"] == str(world.ANNA.customer)
