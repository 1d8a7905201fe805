"""What was ordered and is not wanted after all: a move, a change of supplier; and words that only sound so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_contract import ActionCancelContract
from actions.action_cancel_order import ActionCancelOrder
from actions.action_check_switch import ActionCheckSwitch
from actions.action_decide_switch import ActionDecideSwitch
from actions.action_drop_matter import ActionDropMatter
from actions.action_place_order import ActionPlaceOrder
from actions.action_report_move import ActionReportMove
from actions.action_update_contact import ActionUpdateContact
from tests.actions.fake_account import ROUTES, go_on
from tests.actions.fake_account import begin as begin_account
from tests.actions.fake_backend import FLAT, GARAGE, switch
from tests.actions.fake_leaving import Errand, prepare_leaving
from tests.actions.fake_orders import SWITCH_ORDER, as_customer, order, phone_order, with_orders
from tests.actions.fake_switches import record, reject_garage

if TYPE_CHECKING:
    from tests.actions.conftest import Stage
    from tests.actions.fake_backend import FakeBackend

OUT, IN = "O-0440011", "O-0440012"


def moving(stage: Stage) -> None:
    as_customer(stage.backend)
    orders = (order(OUT, "move_out", "placed", []), order(IN, "move_in", "placed", []), phone_order())
    with_orders(stage.backend, *orders)
    for number, kind in ((OUT, "move_out"), (IN, "move_in")):
        gone = order(number, kind, "cancelled", [], outcome="ended")
        stage.backend.answers["POST", f"/orders/{number}/cancellation"] = gone


@pytest.mark.parametrize(
    ("text", "language"), [("cancel my move", "en"), ("Umzug stornieren", "de"), ("anuluj przeprowadzkę", "pl")]
)
def test_one_yes_calls_a_move_off(stage: Stage, text: str, language: str) -> None:
    moving(stage)
    asked = stage.run(ActionCancelOrder, "cancel_order", text, language=language)
    assert asked.responses == ["utter_cancel_summary"]
    assert f"{OUT}, {IN}" in asked.texts["en"]
    done = stage.answer(asked, "affirm", {"en": "yes", "de": "ja", "pl": "tak"}[language], language=language)
    assert done.responses == ["utter_order_cancelled", "utter_order_cancelled"]
    paths = [call.url.path for call in stage.backend.calls if call.method == "POST"]
    assert [path.split("/")[-2] for path in paths] == [OUT, IN]
    assert OUT in done.texts["de"]
    assert IN in done.texts["de"]


def test_which_of_several_cannot_be_cancelled_is_told(stage: Stage) -> None:
    moving(stage)
    refusal = {"code": "order_move_refused", "message": "", "details": {"state": "in_progress"}}
    stage.backend.answers["POST", f"/orders/{OUT}/cancellation"] = (409, refusal)
    asked = stage.run(ActionCancelOrder, "cancel_order", "cancel my move")
    done = stage.answer(asked, "affirm", "yes")
    assert done.responses == ["utter_cancel_not_possible", "utter_order_cancelled"]
    assert OUT in done.texts["en"]
    assert f"order {IN}" in done.texts["en"]


def test_of_a_move_one_way_is_called_off(stage: Stage) -> None:
    moving(stage)
    asked = stage.run(ActionCancelOrder, "cancel_order", "den Auszug stornieren", language="de")
    assert OUT in asked.texts["de"]
    assert IN not in asked.texts["de"]


def test_no_other_order_is_offered_where_no_move_is_ordered(stage: Stage) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend, phone_order())
    assert stage.run(ActionCancelOrder, "cancel_order", "cancel my move").responses == ["utter_cancel_not_possible"]


@pytest.mark.parametrize(("said", "language"), [("all of them", "en"), ("alle bitte", "de"), ("wszystkie", "pl")])
def test_several_orders_are_cancelled_together(stage: Stage, said: str, language: str) -> None:
    moving(stage)
    asked = stage.run(ActionCancelOrder, "cancel_order", "cancel an order")
    assert asked.responses == ["utter_ask_cancel_order"]
    told = stage.answer(asked, "give_details", said, language=language)
    assert told.responses == ["utter_cancel_summary"]
    assert all(number in told.texts["en"] for number in (OUT, IN, "O-0440001"))


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("wie ist der Stand vom Umzug", "action_check_order"),
        ("den Umzug stornieren", "action_cancel_order"),
        ("jednak się nie wyprowadzam", "action_cancel_order"),
        ("how far is my move", "action_check_order"),
    ],
)
def test_a_move_that_is_ordered_is_not_reported_again(stage: Stage, text: str, follows: str) -> None:
    assert stage.run(ActionReportMove, "report_move", text).next_action == follows
    intent = "deny" if follows == "action_cancel_order" else "nlu_fallback"
    action = ActionDropMatter if intent == "deny" else ActionAdmitMisunderstanding
    assert stage.run(action, intent, text).next_action == follows


GIVES_UP = [
    ("ich will die Garage nicht mehr zu euch wechseln", "de"),
    ("I don't want to switch the garage to you any more", "en"),
    ("jednak nie chcę do was przechodzić z garażem", "pl"),
]


@pytest.mark.parametrize(("text", "language"), GIVES_UP)
def test_whoever_would_not_change_to_us_buys_nothing(stage: Stage, text: str, language: str) -> None:
    for action, intent in ((ActionPlaceOrder, "place_order"), (ActionCheckSwitch, "switch_status")):
        result = stage.run(action, intent, text, language=language)
        assert result.next_action == "action_decide_switch"
        assert result.slots["draft"]["values"] == {"decision": "give_up"}


@pytest.mark.parametrize(("text", "language"), GIVES_UP)
def test_a_change_that_was_sent_is_cancelled_as_an_order(stage: Stage, text: str, language: str) -> None:
    garage = {**switch(GARAGE, "accepted", 7), **dict.fromkeys(("can_correct", "can_wait", "can_withdraw"), False)}
    garage |= {"rejection": None, "order_number": SWITCH_ORDER}
    flat = record("meter_number_mismatch", id="s-flat", service_point_id=FLAT, service_point_name="Flat")
    as_customer(stage.backend)
    with_orders(stage.backend, order(SWITCH_ORDER, "supplier_switch", "accepted", [], can_cancel=True))
    stage.backend.answers |= {
        ("GET", "/switches"): {"items": [garage, flat], "total": 2},
        ("GET", f"/switches/{garage['id']}"): garage,
        ("GET", "/switches/s-flat"): flat,
    }
    draft: dict[str, Any] = {"matter": "decide_switch", "values": {"decision": "give_up"}}
    handed = stage.run(ActionDecideSwitch, "place_order", text, language=language, slots={"draft": draft})
    assert handed.next_action == "action_cancel_order"
    asked = stage.run(ActionCancelOrder, "place_order", text, language=language, slots=handed.slots)
    assert asked.responses == ["utter_cancel_summary"]
    assert SWITCH_ORDER in asked.texts["en"]
    assert "Garage" in asked.texts["en"]


def test_the_change_told_just_now_is_given_up_and_no_notice_given(stage: Stage, backend: FakeBackend) -> None:
    reject_garage(backend)
    told = {"last_matter": "switch_status"}
    given_up = stage.run(ActionCancelContract, "cancel_contract", "cancel the garage one", slots=told)
    assert given_up.next_action == "action_decide_switch"
    asked = stage.run(ActionCheckSwitch, "switch_status", "cancel the garage one", slots=told)
    assert asked.next_action == "action_decide_switch"
    assert (
        stage.run(ActionCancelContract, "cancel_contract", "cancel my contract", slots=told).next_action
        != "action_decide_switch"
    )


def test_who_denies_an_old_contract_is_heard(stage: Stage) -> None:
    for text, language in (
        ("ja nie mam żadnej starej umowy, to błąd", "pl"),
        ("ich habe keinen alten Vertrag, das ist falsch", "de"),
        ("I have no old contract, that is a mistake", "en"),
    ):
        result = stage.run(ActionDropMatter, "deny", text, language=language)
        assert result.next_action == "action_tell_other_firm"


@pytest.mark.parametrize(
    ("text", "language"), [("no, send me all invoices", "en"), ("ne schick mir lieber alle rechnungen", "de")]
)
def test_all_invoices_are_not_all_contracts(stage: Stage, backend: FakeBackend, text: str, language: str) -> None:
    prepare_leaving(backend)
    errand = Errand(stage, ActionCancelContract, "cancel_contract")
    assert errand.begin("cancel a contract").responses == ["utter_ask_leaving_contract"]
    errand.say("get_invoice", text, language=language, confidence=0.9)
    assert "contract" not in errand.draft["values"]


@pytest.mark.parametrize(("text", "language"), [("ok back me out", "en"), ("ok holt mich da raus", "de")])
def test_back_me_out_is_a_wish_to_leave_after_the_contract(stage: Stage, text: str, language: str) -> None:
    told = {"last_matter": "contract_expiry"}
    result = stage.run(ActionDropMatter, "cancel_dialogue", text, language=language, slots=told)
    assert result.next_action == "action_cancel_contract"


@pytest.mark.parametrize(
    ("before", "said", "language", "after"),
    [
        ("+48601202303", "nie, 601202304", "pl", "+48601202304"),
        ("+44 7700 900999", "no wait 7700 900998", "en", "+447700900998"),
        ("+4917612345678", "nein am Ende 555", "de", "+4917612345555"),
    ],
)
def test_the_end_of_a_phone_number_is_put_right(
    stage: Stage, before: str, said: str, language: str, after: str
) -> None:
    stage.backend.answers |= ROUTES
    asked = begin_account(stage, ActionUpdateContact, "my new phone number", phone=before, language=language)
    told = go_on(stage, asked, ActionUpdateContact, "deny", said, language=language)
    assert told.responses == ["utter_contact_summary"]
    assert after in told.texts["en"]


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("my phone number changed, its 0176 12345678 now", None),
        ("my phone number changed, and the meter shows 812", "reading"),
    ],
)
def test_the_digits_of_a_phone_are_no_reading(stage: Stage, text: str, also: str | None) -> None:
    stage.backend.answers |= ROUTES
    ranking = {"update_contact": 0.6, "submit_meter_reading": 0.3}
    told = begin_account(stage, ActionUpdateContact, text, phone="+4917612345678", ranking=ranking)
    assert ("utter_two_matters" in told.responses) is (also is not None)
