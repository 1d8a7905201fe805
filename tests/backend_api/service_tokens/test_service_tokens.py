"""Outside systems get tokens that open what they need, are shown once, and can be taken back."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from backend_api.database import create_sync_engine
from backend_api.tables import AuditEntry, IdempotencyRecord, ServiceToken
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api

IT = world.uid(880)


def make(api: Api, *scopes: str, key: str | None = None, name: str | None = None, **more: Any) -> Any:
    body = {"name": name or f"shop {uuid4().hex[:12]}", "scopes": list(scopes) or ["shop"]} | more
    fact = api.fact(roles=["it"], person=IT)
    return api.ask("POST", "/service-tokens", fact=fact, body=body, key=key)


def test_a_token_opens_its_scopes_and_nothing_else(api: Api) -> None:
    made = make(api, "operations").json()
    assert made["token"].startswith("wlt_")
    assert made["created_by"] == str(IT)
    assert api.ask("GET", "/event-subscriptions", secret=made["token"]).status_code == 200
    assert api.ask("GET", "/event-subscriptions", secret=make(api, "shop").json()["token"]).status_code == 403
    refused = api.ask("GET", "/customer", secret=made["token"])
    assert (refused.status_code, refused.json()["code"]) == (403, "identity_level_too_low")
    for secret in (GATEWAY_SECRET + "x", made["token"][:-1], made["token"] + "x", "wlt_" + "A" * 43):
        assert api.ask("GET", "/supplier", secret=secret).status_code == 401


def test_no_token_may_stand_for_the_gateway_or_the_actions(api: Api) -> None:
    for scope in ("gateway", "actions", "everything"):
        assert make(api, scope).status_code == 422


def test_a_token_is_shown_once_and_stored_nowhere(api: Api) -> None:
    key = str(uuid4())
    name = f"erp {uuid4().hex[:8]}"
    first, again = make(api, "erp", key=key, name=name), make(api, "erp", key=key, name=name)
    assert first.json() == again.json(), "a repeated request gets the same answer"
    token = first.json()["token"]
    listed = api.done("GET", "/service-tokens", fact=api.fact(roles=["it"], person=IT))
    assert token not in str(listed)
    engine = create_sync_engine(api.database)
    with engine.connect() as connection:
        for model in (ServiceToken, IdempotencyRecord, AuditEntry):
            assert token not in str(connection.execute(select(model)).all())
    engine.dispose()


def test_two_tokens_have_two_names(api: Api) -> None:
    name = f"erp {uuid4().hex[:8]}"
    assert make(api, "erp", name=name).status_code == 201
    answer = make(api, "erp", name=name)
    assert (answer.status_code, answer.json()["code"]) == (409, "token_name_taken")


def test_a_token_ends_by_its_date_or_when_it_is_taken_back(api: Api) -> None:
    made = make(api, "operations", valid_days=1).json()
    with api.at(world.NOW + timedelta(days=1)):
        assert api.ask("GET", "/supplier", secret=made["token"]).status_code == 401
    assert api.ask("GET", "/supplier", secret=made["token"]).status_code == 200
    fact = api.fact(roles=["it"], person=IT)
    gone = api.done("DELETE", f"/service-tokens/{made['id']}", fact=fact)
    assert gone["revoked_at"]
    assert "token" not in gone
    assert api.ask("GET", "/supplier", secret=made["token"]).status_code == 401


def test_when_a_token_was_last_shown_is_known(api: Api) -> None:
    made = make(api, "shop").json()
    assert made["last_used_at"] is None
    api.ask("GET", "/supplier", secret=made["token"])
    listed = api.done("GET", "/service-tokens", fact=api.fact(roles=["it"], person=IT))
    (found,) = [item for item in listed["items"] if item["id"] == made["id"]]
    assert found["last_used_at"]


@pytest.mark.parametrize("roles", [["agent"], ["team_lead"], ["back_office"]])
def test_only_it_makes_tokens(api: Api, roles: list[str]) -> None:
    body = {"name": f"x {uuid4().hex[:8]}", "scopes": ["shop"]}
    answer = api.ask("POST", "/service-tokens", fact=api.fact(roles=roles, person=IT), body=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")
    operations = make(api, "operations").json()["token"]
    answer = api.ask("POST", "/service-tokens", body=body, secret=operations)
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


def test_a_token_that_is_not_there_is_not_found(api: Api) -> None:
    fact = api.fact(roles=["it"], person=IT)
    assert api.ask("DELETE", f"/service-tokens/{uuid4()}", fact=fact).status_code == 404
