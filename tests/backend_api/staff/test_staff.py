"""The supplier's own people: who they are, who keeps the list, how the gateway knows them."""

from typing import Any
from uuid import uuid4

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.customers.rows import STAFF


def fact(api: Api, role: str) -> str:
    return api.fact(roles=[role], person=world.uid(1000 + STAFF[role]))


def entry(**changes: Any) -> dict[str, Any]:
    return {"name": "Tom Test", "display_name": "Tom", "role": "agent", "team": "Care"} | changes


@pytest.mark.parametrize("role", STAFF)
def test_everybody_knows_the_colleagues(api: Api, role: str) -> None:
    me = api.done("GET", "/staff/me", fact=fact(api, role))
    assert (me["role"], me["display_name"], me["team"]) == (role, "Sam", "Care")
    listed = api.done("GET", "/staff/members", fact=fact(api, role))
    assert {one["role"] for one in listed["items"]} >= set(STAFF)


def test_it_adds_a_colleague_whom_the_gateway_then_knows(api: Api) -> None:
    email = f"t{uuid4().hex[:8]}@Zorza.example"
    added = api.done("POST", "/staff/members", fact=fact(api, "it"), body=entry(email=email))
    assert added["email"] == email.lower()
    again = api.ask("POST", "/staff/members", fact=fact(api, "it"), body=entry(email=email))
    assert again.json()["details"] == {"problem": "email_taken"}

    def known() -> Any:
        return api.ask("POST", "/identity/staff/lookups", body={"email": f" {email} "}, secret=GATEWAY_SECRET)

    assert known().json() == {
        "staff_id": added["id"],
        "roles": ["agent"],
        "name": "Tom Test",
        "display_name": "Tom",
        "team": "Care",
    }
    path = f"/staff/members/{added['id']}"
    left = api.done("PUT", path, fact=fact(api, "team_lead"), body=entry(state="left"))
    assert left["state"] == "left"
    assert known().status_code == 404
    me = api.ask("GET", "/staff/me", fact=api.fact(roles=["agent"], person=added["id"]))
    assert me.status_code == 404, "an old fact says nothing about who left"


@pytest.mark.parametrize("role", ["agent", "back_office"])
def test_others_do_not_keep_the_list(api: Api, role: str) -> None:
    answer = api.ask("POST", "/staff/members", fact=fact(api, role), body=entry(email="x@zorza.example"))
    assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")


def test_nobody_gives_more_than_their_own(api: Api) -> None:
    own = f"/staff/members/{world.uid(1000 + STAFF['team_lead'])}"
    answer = api.ask("PUT", own, fact=fact(api, "team_lead"), body=entry())
    assert answer.json()["details"] == {"problem": "own_entry"}
    body = entry(email="more@zorza.example", role="it")
    answer = api.ask("POST", "/staff/members", fact=fact(api, "team_lead"), body=body)
    assert answer.json()["details"] == {"problem": "role"}
    answer = api.ask("PUT", f"/staff/members/{uuid4()}", fact=fact(api, "it"), body=entry())
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/staff/me", "/staff/members", "/staff/merges"])
def test_customers_and_services_see_no_staff(api: Api, path: str) -> None:
    for asking in (None, api.fact(world.ANNA.customer), api.fact(world.ANNA.customer, person=world.uid(1100))):
        answer = api.ask("GET", path, fact=asking, secret=GATEWAY_SECRET)
        assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")
    assert api.ask("POST", "/identity/staff/lookups", body={"email": "agent@zorza.example"}).status_code == 403
