"""Where an order is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._names import names
from actions._orders.track import PATHS, order_track, way
from actions.action_check_bill import ActionCheckBill
from actions.action_check_order import ActionCheckOrder
from tests.actions.fake_orders import PHONE_ORDER, SENT_ORDER, as_customer, order, phone_order, sent_order, with_orders

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_two_on_their_way_with_state_promise_next_step_and_a_picture_each(stage: Stage) -> None:
    as_customer(stage.backend)
    late = phone_order(state="back_ordered", blocker_code="out_of_stock", next_state="confirmed", at_risk="late")
    with_orders(stage.backend, late, sent_order())
    result = stage.run(ActionCheckOrder, "order_status", "where are my orders?")
    assert "Phone P5, black + 3 × 20 W charger (O-0440001): waiting for stock" in result.texts["en"]
    assert "Promised for 25 November 2026. It may take longer." in result.texts["en"]
    assert "Next: delivered" in result.texts["en"]
    assert "nicht auf Lager" in result.texts["de"]
    assert "u kuriera" in result.texts["pl"]
    assert [picture["title"] for picture in result.attachments] == [
        "Order: Phone P5, black + 3 × 20 W charger",
        "Order: Router R7",
    ]


@pytest.mark.parametrize("text", [f"what about {SENT_ORDER}?", "where is the router?"])
def test_only_the_one_that_is_named(stage: Stage, text: str) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend, phone_order(), sent_order())
    result = stage.run(ActionCheckOrder, "order_status", text)
    assert SENT_ORDER in result.texts["en"]
    assert PHONE_ORDER not in result.texts["en"]


def test_a_confirmed_address_alone_learns_the_state_but_not_what_it_is(stage: Stage) -> None:
    brief = {name: value for name, value in sent_order().items() if name not in ("lines", "history", "details")}
    stage.backend.answers["GET", "/orders"] = {"items": [brief], "total": 1}
    result = stage.run(ActionCheckOrder, "order_status", "where is it?", level="channel")
    assert "device (O-0440002): handed to the carrier" in result.texts["en"]
    assert "customer number" in result.texts["en"]
    assert not result.attachments


def test_many_become_a_list_with_buttons(stage: Stage) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend, *(phone_order(number=f"O-044010{n}") for n in range(5)))
    result = stage.run(ActionCheckOrder, "order_status", "my orders")
    assert "Which one" in result.texts["en"]
    assert len(result.messages[0]["buttons"]) == 5
    chosen = stage.run(ActionCheckOrder, "order_status", entities={"answer": "O-0440103"})
    assert chosen.texts["en"].count("O-04401") == 1


def test_no_orders_and_a_number_that_is_nobodys(stage: Stage) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend)
    assert "cannot find any orders" in stage.run(ActionCheckOrder, "order_status", "my order?").texts["en"]
    with_orders(stage.backend, sent_order())
    result = stage.run(ActionCheckOrder, "order_status", "where is O-9999999?")
    assert "cannot find an order O-9999999" in result.texts["en"]


def test_a_change_of_supplier_is_told_as_one(stage: Stage) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend, order("O-0440009", "supplier_switch", "cooling_off", []))
    assert "utter_switches" in stage.run(ActionCheckOrder, "order_status", "my order?").responses


def test_every_kind_and_state_has_words_in_every_language() -> None:
    for language in ("en", "de", "pl"):
        states = names("order_states", language)
        assert {state for path in PATHS.values() for state in path} <= set(states)
        assert set(PATHS) < set(names("order_kinds", language))


def test_the_way_shows_trouble_where_it_happened_and_what_is_left() -> None:
    late = phone_order(state="back_ordered")
    late["history"] = [{"state": "placed"}, {"state": "back_ordered"}]
    assert way(late, PATHS["device"]) == [
        ("placed", "done"),
        ("back_ordered", "stopped"),
        ("confirmed", "ahead"),
        ("packed", "ahead"),
        ("handed_over", "ahead"),
        ("delivered", "ahead"),
    ]
    over = order("O-1", "device", "cancelled", [], outcome="ended")
    assert way(over, PATHS["device"])[-1] == ("cancelled", "stopped")
    picture = order_track(late, "Phone", "en")
    assert picture is not None
    assert "now: waiting for stock" in picture["alt"]
    assert order_track(order("O-1", "supplier_switch", "cooling_off", []), "x", "en") is None


def test_a_return_is_called_one(stage: Stage) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend, sent_order() | {"kind": "return", "state": "received", "next_state": "accepted"})
    result = stage.run(ActionCheckOrder, "order_status", "where is my order")
    assert all("Return of Router R7" in text for text in result.texts.values())
    assert result.attachments[0]["title"] == "Return of Router R7"


@pytest.mark.parametrize("text", ["and O-1000002 now?", "und jetzt O-1000002?", "a teraz O-1000002?"])
def test_the_bare_number_of_an_order_asks_for_it(stage: Stage, text: str) -> None:
    assert stage.run(ActionCheckBill, "check_bill", text).next_action == "action_check_order"


def test_a_bill_that_names_its_order_stays_a_bill(stage: Stage) -> None:
    text = "why is the router of order O-1000002 on my last bill twice"
    assert stage.run(ActionCheckBill, "check_bill", text).next_action != "action_check_order"
