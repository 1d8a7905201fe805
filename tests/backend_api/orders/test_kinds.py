"""A new kind is a module and its name in the registry; every kind runs in the one store."""

import re
import threading
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from joserfc.jwk import OKPKey
from pydantic import SecretStr

from backend_api.orders import registry
from backend_api.orders.registry import KINDS
from backend_api.settings import Settings
from tests.backend_api import world
from tests.backend_api.conftest import Api, running
from tests.backend_api.orders.test_orders import step
from tests.backend_api.relay.sink import running_sink

ME = world.ANNA
RECIPE = Path(__file__).parents[3] / "docs" / "adding-an-order-kind.md"
SURVEY = {"kind": "site_survey", "service_point_id": str(ME.flat), "details": {"roof_area_m2": 80}}


@pytest.fixture
def site_survey(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kind of the documentation's recipe, as it is written there."""
    code = re.findall(r"```python\n(.*?)```", RECIPE.read_text(encoding="utf-8"), re.DOTALL)[0]
    module = ModuleType("site_survey")
    exec(compile(code, "site_survey.py", "exec"), module.__dict__)
    monkeypatch.setitem(KINDS, "site_survey", module.KIND)


@pytest.mark.capability("V30")
@pytest.mark.usefixtures("site_survey")
def test_a_new_process_is_a_module_on_the_same_store(api: Api) -> None:
    assert KINDS["site_survey"].machine.problems() == []
    fact = api.fact(ME.customer)
    order = api.done("POST", "/orders", fact=fact, body=SURVEY)
    assert (order["state"], order["promised_on"], order["details"]["roof_area_m2"]) == ("placed", "2026-12-09", 80)
    wrong = api.ask("POST", "/orders", fact=fact, body=SURVEY | {"details": {"roof_area_m2": 1}})
    assert wrong.json()["details"]["fields"] == [{"field": "details.roof_area_m2", "problem": "greater_than_equal"}]
    changed = api.done("PATCH", f"/orders/{order['number']}", fact=fact, body={"details": {"roof_area_m2": 90}})
    assert changed["details"]["roof_area_m2"] == 90
    office = api.fact(person=world.uid(1192), roles=["back_office"])
    path = f"/orders/{order['number']}/state"
    for state in ("scheduled", "visited"):
        api.done("POST", path, fact=office, body={"state": state})
    assert api.json(f"/orders/{order['number']}", ME.customer)["outcome"] == "done"
    assert "site_survey" in {kind["kind"] for kind in api.done("GET", "/order-kinds")["items"]}


def test_an_order_of_a_kind_that_was_taken_out_is_still_read(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    order = api.done(
        "POST", "/orders", fact=api.fact(ME.customer), body=ENTERED["accessory"][0] | {"kind": "accessory"}
    )
    with monkeypatch.context() as patched:
        patched.setattr(registry, "KINDS", {word: kind for word, kind in KINDS.items() if word != "accessory"})
        seen = api.json(f"/orders/{order['number']}", ME.customer)
        assert (seen["state"], seen["next_state"], seen["can_change"], seen["can_cancel"]) == (
            "placed",
            None,
            False,
            False,
        )
        assert step(api, order["number"], "confirmed").status_code == 409
    assert step(api, order["number"], "confirmed").status_code == 200


SHIP = ("confirmed", "packed", "handed_over", "delivered")
ENTERED: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "new_supply": (
        {"lines": [{"product_number": "STROM-12"}], "service_point_id": str(ME.flat)},
        ("checked", "sent_to_grid_operator", "accepted", "active"),
    ),
    "plan_change": (
        {"lines": [{"product_number": "STROM-FIX-24"}], "service_point_id": str(ME.flat)},
        ("checked", "date_fixed", "active"),
    ),
    "move_in": (
        {
            "details": {
                "moves_in_on": "2027-01-01",
                "address": {
                    "street": "Hohe Str.",
                    "house_number": "9",
                    "postcode": "50667",
                    "city": "Köln",
                    "country": "DE",
                },
            }
        },
        ("checked", "sent_to_grid_operator", "rejected", "checked", "sent_to_grid_operator", "accepted", "active"),
    ),
    "move_out": (
        {"details": {"moves_out_on": "2026-12-31"}, "service_point_id": str(ME.flat)},
        ("confirmed", "reading_due", "reading_taken", "final_bill_sent"),
    ),
    "device": ({"lines": [{"product_number": "P5"}]}, SHIP),
    "accessory": ({"lines": [{"product_number": "LADER"}]}, ("back_ordered", *SHIP)),
    "number_porting": (
        {"details": {"phone_number": "+4915123456789", "old_provider": "Altnetz"}},
        ("sent_to_old_provider", "rejected", "sent_to_old_provider", "date_fixed", "ported"),
    ),
    "sim_activation": (
        {"details": {"iccid": "8949020000100234562"}, "service_point_id": str(ME.phone)},
        ("activating", "failed", "activating", "active"),
    ),
    "meter_exchange": (
        {"service_point_id": str(ME.flat)},
        ("scheduled", "missed", "scheduled", "exchanged", "readings_stored"),
    ),
}


@pytest.mark.capability("V8")
@pytest.mark.parametrize("kind", list(ENTERED))
def test_every_process_runs_through_the_one_store(api: Api, kind: str) -> None:
    body, states = ENTERED[kind]
    order = api.done("POST", "/orders", fact=api.fact(ME.customer), body=body | {"kind": kind})
    for state in states:
        moved = step(api, order["number"], state)
        assert moved.status_code == 200, moved.text
    seen = api.json(f"/orders/{order['number']}", ME.customer)
    assert [entry["state"] for entry in seen["history"]][1:] == list(states)
    assert seen["outcome"] == "done"


@pytest.mark.capability("V8")
def test_the_other_processes_are_kinds_of_the_same_store() -> None:
    assert set(KINDS) - set(ENTERED) == {
        "supplier_switch",
        "renewal",
        "return",
        "replacement",
        "contract_cancellation",
    }


@pytest.mark.capability("V5")
def test_one_model_from_product_to_order_to_event(api: Api) -> None:
    body, _ = ENTERED["plan_change"]
    fact = api.fact(ME.customer)
    shown = api.done("GET", "/products/STROM-FIX-24")
    order = api.done("POST", "/orders", fact=fact, body=body | {"kind": "plan_change"})
    line, price = order["lines"][0], shown["price"]
    assert (line["base"], line["unit"]) == (price["gross"]["base"], price["gross"]["unit"])
    point = next(item for item in api.json("/service-points", ME.customer)["items"] if item["id"] == str(ME.flat))
    assert (order["service_point_id"], order["details"]["address"]["street"]) == (
        point["id"],
        point["address"]["street"],
    )
    step(api, order["number"], "checked")
    listed = api.done("GET", "/staff/orders", fact=api.fact(person=world.uid(1190), roles=["agent"]))
    assert next(item for item in listed["items"] if item["number"] == order["number"])["state"] == "checked"


@pytest.mark.capability("V11")
def test_customer_agent_and_dealer_track_the_same_order(api: Api) -> None:
    from tests.backend_api.orders.test_entries import by_partner, confirmed

    number = by_partner(api).json()["number"]
    confirmed(api, number)
    step(api, number, "confirmed")
    step(api, number, "back_ordered", promised_on="2026-12-08", blocker_code="out_of_stock")
    customer = api.json(f"/orders/{number}", ME.customer)
    agent = api.done("GET", f"/orders/{number}", fact=api.fact(ME.customer, person=world.uid(1190), roles=["agent"]))
    dealer = api.done("GET", f"/partner/orders/{number}", fact=api.fact(partner=world.uid(350), person=world.uid(351)))
    assert agent == customer
    for seen in (customer, dealer):
        assert [entry["state"] for entry in seen["history"]] == [
            "awaiting_customer",
            "placed",
            "confirmed",
            "back_ordered",
        ]
        assert (seen["promised_on"], seen["blocker_code"]) == ("2026-12-08", "out_of_stock")
    assert not {"details", "service_point_id", "pays_by", "erp_number"} & set(dealer)
    brief = api.get(f"/orders/{number}", ME.customer, "channel").json()
    assert (brief["blocker_code"], brief["next_state"]) == ("out_of_stock", "confirmed")
    assert api.ask("GET", f"/orders/{number}", fact=api.fact(world.BELA.customer)).status_code == 404


@pytest.mark.capability("V21")
def test_an_order_has_its_number_whatever_other_systems_do(settings: Settings, identity_key: OKPKey) -> None:
    """A receiver of events that hangs holds no order up: it is told after the commit, beside the requests."""
    asked, released = threading.Event(), threading.Event()

    def hang(body: dict[str, Any]) -> int:
        del body
        asked.set()
        released.wait(30)
        return 503

    with running_sink() as sink:
        sink.answer = hang
        changes = {
            "notifications_url": sink.url,
            "notifications_secret": SecretStr("secret-of-the-notifications-in-tests"),
            "webhooks_to_loopback": True,
            "relay_poll_seconds": 0.05,
        }
        with running(settings.model_copy(update=changes), identity_key) as api:
            orders, times = [], []
            for _ in range(5):
                started = time.monotonic()
                body = ENTERED["device"][0] | {"kind": "device"}
                orders.append(api.done("POST", "/orders", fact=api.fact(ME.customer), body=body))
                times.append(time.monotonic() - started)
                assert asked.wait(20), "from now on the receiver hangs"
            assert not released.is_set()
            released.set()
    assert len({order["number"] for order in orders}) == 5
    assert {(order["erp_state"], order["erp_number"]) for order in orders} == {("waiting_for_erp", None)}
    assert sorted(times)[2] < 2
