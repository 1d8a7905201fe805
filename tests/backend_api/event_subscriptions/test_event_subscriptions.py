"""IT says who is told about events, sees what did not get through, and sends it again."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend_api.database import sync_session_factory
from backend_api.tables import DomainEvent, EventDelivery
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api

IT = world.uid(881)
UNKNOWN = world.uid(882)
URL = "https://hooks.example/wattline"


@pytest.fixture
def fact(api: Api) -> str:
    return api.fact(roles=["it"], person=IT)


@pytest.fixture
def made(api: Api, fact: str) -> Iterator[dict[str, Any]]:
    # paused, so that the relay of this backend leaves it alone
    body = {"name": "Hooks", "url": URL, "event_names": ["order_placed", "invoice_issued"]}
    made = api.done("POST", "/event-subscriptions", fact=fact, body=body)
    yield api.done("PATCH", f"/event-subscriptions/{made['id']}", fact=fact, body={"state": "paused"})
    api.ask("DELETE", f"/event-subscriptions/{made['id']}", fact=fact)


def store(api: Api, *rows: Any) -> None:
    sessions = sync_session_factory(api.database)
    with sessions() as session, session.begin():
        for row in rows:
            session.add(row)
            session.flush()
    sessions.kw["bind"].dispose()


def test_a_receiver_is_set_up_changed_and_forgotten(api: Api, fact: str, made: dict[str, Any]) -> None:
    path = f"/event-subscriptions/{made['id']}"
    assert made["event_names"] == ["invoice_issued", "order_placed"]
    assert (made["state"], made["pending"], made["dead"]) == ("paused", 0, 0)
    changed = api.done("PATCH", path, fact=fact, body={"name": "Other", "event_names": []})
    assert (changed["name"], changed["event_names"], changed["url"]) == ("Other", [], URL)
    assert api.done("GET", path, fact=fact) == changed
    assert changed in api.done("GET", "/event-subscriptions", fact=fact)["items"]
    api.done("DELETE", path, fact=fact)
    assert api.ask("GET", path, fact=fact).status_code == 404
    assert api.ask("PATCH", path, fact=fact, body={"name": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://hooks.example/x", "not_https"),
        ("https://10.1.2.3/x", "private_address"),
        ("https://169.254.169.254/latest/meta-data", "private_address"),
        ("https://account:word@hooks.example/x", "credentials"),
        ("http://127.0.0.1:9000/x", "not_https"),
    ],
)
def test_a_url_into_our_network_is_refused(api: Api, fact: str, made: dict[str, Any], url: str, problem: str) -> None:
    answer = api.ask("POST", "/event-subscriptions", fact=fact, body={"name": "x", "url": url})
    assert (answer.status_code, answer.json()["details"]) == (422, {"problem": problem})
    answer = api.ask("PATCH", f"/event-subscriptions/{made['id']}", fact=fact, body={"url": url})
    assert (answer.status_code, answer.json()["code"]) == (422, "destination_refused")


@pytest.mark.parametrize(
    "body", [{}, {"name": "x", "url": URL, "event_names": ["unheard_of"]}, {"name": "", "url": URL}]
)
def test_a_malformed_one_is_refused(api: Api, fact: str, body: Any) -> None:
    assert api.ask("POST", "/event-subscriptions", fact=fact, body=body).status_code == 422


def test_the_secret_is_shown_and_rotated(api: Api, fact: str, made: dict[str, Any]) -> None:
    path = f"/event-subscriptions/{made['id']}"
    first = api.done("GET", f"{path}/secret", fact=fact)
    assert first["secret"].startswith("whsec_")
    rotated = api.done("POST", f"{path}/rotations", fact=fact)
    second = api.done("GET", f"{path}/secret", fact=fact)
    assert rotated["secret_version"] == second["secret_version"] == 2
    assert second["secret"] != first["secret"]
    assert second["old_secret_until"] == (world.NOW + timedelta(days=1)).isoformat().replace("+00:00", "Z")


def test_what_was_given_up_is_seen_and_sent_again(api: Api, fact: str, made: dict[str, Any]) -> None:
    events = [
        DomainEvent(
            name="order_placed",
            customer_id=world.ANNA.customer,
            about={"order_number": "O-1", "kind": "device"},
            occurred_at=world.NOW,
            handed_on_at=world.NOW,
        )
        for _ in range(3)
    ]
    store(api, *events)
    dead = [
        EventDelivery(
            subscription_id=UUID(made["id"]),
            event_id=event.id,
            stream=world.ANNA.customer,
            state="dead",
            tries=11,
            next_try_at=world.NOW,
            failure="status_500",
            settled_at=world.NOW,
        )
        for event in events
    ]
    store(api, *dead)
    path = f"/event-subscriptions/{made['id']}"
    page = api.done("GET", f"{path}/deliveries", fact=fact, params={"limit": 2})
    assert (page["total"], len(page["items"])) == (3, 2)
    assert page["items"][0]["failure"] == "status_500"
    assert page["items"][0]["event_id"] == str(events[2].id)
    assert api.done("GET", path, fact=fact)["dead"] == 3
    one = {"delivery_ids": [page["items"][0]["id"]]}
    assert api.done("POST", f"{path}/resends", fact=fact, body=one) == {"count": 1}
    assert api.done("POST", f"{path}/resends", fact=fact, body={}) == {"count": 2}
    shown = api.done("GET", path, fact=fact)
    assert (shown["pending"], shown["dead"]) == (3, 0)


def test_every_name_is_explained(api: Api, fact: str) -> None:
    names = {item["name"]: item for item in api.done("GET", "/event-subscriptions/names", fact=fact)["items"]}
    promised = {
        "reading_due",
        "reading_taken",
        "reading_estimated",
        "unusual_use",
        "outage_planned",
        "outage_started",
        "outage_over",
        "meter_changed",
        "invoice_issued",
    }
    assert promised <= set(names)
    assert all(item["text"] and item["fields"] is not None for item in names.values())


@pytest.mark.parametrize("path", ["", "/names", f"/{UNKNOWN}", f"/{UNKNOWN}/secret", f"/{UNKNOWN}/deliveries"])
def test_only_it_and_operations_see_any_of_it(api: Api, path: str) -> None:
    route = f"/event-subscriptions{path}"
    for fact in (api.fact(world.ANNA.customer, "fresh"), api.fact(roles=["agent"], person=IT)):
        for secret in (GATEWAY_SECRET, "actions-secret-for-tests"):
            assert api.ask("GET", route, fact=fact, secret=secret).status_code == 403
    assert api.ask("GET", route).status_code == 403, "the bot's actions may not"
    assert api.ask("GET", route, secret=GATEWAY_SECRET).status_code in (200, 404)
