"""One query says who saw and who changed a customer's records on a day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, text

from backend_api.audit import repository
from backend_api.audit.service import day_bounds
from backend_api.database import create_sync_engine
from backend_api.tables import AuditEntry
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api

AUDITOR, AGENT = world.uid(882), world.uid(883)
DAY = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
"""A Tuesday of these tests' own."""


def day(api: Api, customer: Any = world.ANNA.customer, on: str = "2026-11-17", **params: Any) -> Any:
    fact = api.fact(roles=["back_office"], person=AUDITOR)
    return api.done("GET", f"/audit/customers/{customer}", fact=fact, params={"on": on} | params)


@pytest.mark.capability("B36")
def test_who_saw_and_changed_a_customer_on_tuesday_is_one_query(api: Api) -> None:
    with api.at(DAY):
        agent = api.fact(world.ANNA.customer, roles=["agent"], person=AGENT)
        api.done("GET", "/contracts", fact=agent)
        api.done("GET", f"/invoices/{world.ANNA.invoices[2]}", fact=api.fact(world.ANNA.customer))
        api.done("GET", "/contracts", fact=api.fact(world.BELA.customer))
    seen = day(api)
    entries = [(item["actor_kind"], item["action"], item["route"], item["item"]) for item in seen["items"]]
    assert ("staff", "saw", "/contracts", None) in entries
    assert ("customer", "saw", "/invoices/{number}", world.ANNA.invoices[2]) in entries
    (by_agent,) = [item for item in seen["items"] if item["actor_id"] == str(AGENT)]
    assert (by_agent["caller"], by_agent["conversation"], by_agent["method"]) == ("actions", "c-1", "GET")
    assert seen["total"] == len(seen["items"])
    assert str(world.BELA.customer) not in str(seen["items"])


def test_reading_the_audit_is_in_the_audit(api: Api) -> None:
    with api.at(DAY + timedelta(days=1)):
        before = day(api, on="2026-11-18")["total"]
        api.ask("GET", f"/audit/customers/{world.ANNA.customer}", secret=GATEWAY_SECRET, params={"on": "2026-11-18"})
        after = day(api, on="2026-11-18")
    routes = [(item["actor_kind"], item["actor_id"]) for item in after["items"] if "audit" in item["route"]]
    assert ("staff", str(AUDITOR)) in routes
    assert ("service", None) in routes
    assert after["total"] >= before + 2


def test_a_day_is_the_suppliers_day(api: Api) -> None:
    late = datetime(2026, 11, 12, 23, 30, tzinfo=UTC)  # half past midnight of the 13th in Berlin
    customer = world.BELA.customer
    with api.at(late):
        api.done("GET", "/account", fact=api.fact(customer))
    routes = [item["route"] for item in day(api, customer, "2026-11-13")["items"]]
    assert "/account" in routes
    assert "/account" not in [item["route"] for item in day(api, customer, "2026-11-12")["items"]]


def test_a_day_with_a_change_of_the_clocks_is_whole() -> None:
    begin, end = day_bounds(date(2026, 10, 25), "Europe/Berlin")
    assert end - begin == timedelta(hours=25)
    begin, end = day_bounds(date(2026, 3, 29), "Europe/Berlin")
    assert end - begin == timedelta(hours=23)


def test_it_comes_in_pages(api: Api) -> None:
    moment = datetime(2026, 11, 16, 8, tzinfo=UTC)
    for second in range(3):
        with api.at(moment + timedelta(seconds=second)):
            api.done("GET", "/account", fact=api.fact(world.BELA.customer))
    first = day(api, world.BELA.customer, "2026-11-16", limit=2)
    rest = day(api, world.BELA.customer, "2026-11-16", limit=2, offset=2)
    assert len(first["items"]) == 2
    times = [item["at"] for item in [*first["items"], *rest["items"]]]
    assert times == sorted(times)


@pytest.mark.parametrize("roles", [["agent"], ["team_lead"]])
def test_who_only_serves_customers_does_not_read_it(api: Api, roles: list[str]) -> None:
    path = f"/audit/customers/{world.ANNA.customer}"
    answer = api.ask("GET", path, fact=api.fact(roles=roles, person=AGENT), params={"on": "2026-11-17"})
    assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")
    own = api.ask("GET", path, fact=api.fact(world.ANNA.customer, "fresh"), params={"on": "2026-11-17"})
    assert own.status_code == 403
    assert api.ask("GET", path, params={"on": "2026-11-17"}).status_code == 403


def test_nobody_is_an_empty_day_and_a_malformed_question_is_refused(api: Api) -> None:
    assert day(api, uuid4())["items"] == []
    fact = api.fact(roles=["it"], person=AUDITOR)
    for params in ({}, {"on": "Tuesday"}, {"on": "2026-11-17", "limit": 0}):
        assert api.ask("GET", f"/audit/customers/{uuid4()}", fact=fact, params=params).status_code == 422


def test_the_query_uses_its_index(api: Api) -> None:
    statement = repository.of_customer(world.ANNA.customer, *day_bounds(date(2026, 11, 17), "Europe/Berlin"))
    engine = create_sync_engine(api.database)
    with engine.connect() as connection:
        connection.execute(insert(AuditEntry), [_entry(number) for number in range(3000)])
        connection.execute(text("ANALYZE audit_entries" if engine.dialect.name == "postgresql" else "ANALYZE"))
        written = statement.compile(engine, compile_kwargs={"literal_binds": True})
        prefix = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
        plan = "\n".join(str(row) for row in connection.execute(text(prefix + str(written))))
        connection.rollback()
    engine.dispose()
    assert "ix_audit_entries_customer_id_at" in plan, plan


def _entry(number: int) -> dict[str, Any]:
    """One of many on the same day, about three hundred customers."""
    return {
        "id": uuid4(),
        "at": DAY + timedelta(seconds=number),
        "customer_id": world.uid(10_000 + number % 300),
        "actor_kind": "customer",
        "caller": "actions",
        "action": "saw",
        "method": "GET",
        "route": "/account",
    }
