"""Wishes in the customer's own words that an errand must not mistake for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._contracts.leaving import wishes_earliest
from actions._words.addresses import address_in
from actions.action_cancel_contract import ActionCancelContract
from actions.action_cancel_order import ActionCancelOrder
from actions.action_change_order import ActionChangeOrder
from actions.action_check_payment import ActionCheckPayment
from actions.action_drop_matter import ActionDropMatter
from actions.action_place_order import ActionPlaceOrder
from actions.action_take_details import ActionTakeDetails
from actions.validate_errand_form import ValidateErrandForm
from tests.actions.fake_leaving import Errand, prepare_leaving
from tests.actions.fake_orders import as_customer, checked, line, order, phone_order, with_orders

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

CODE = {"matter": "cancel_contract", "is_prepared": True, "asking": "code", "key": "t/1", "values": {"contract": "k"}}


@pytest.fixture(autouse=True)
def customer(stage: Stage) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend, phone_order())
    stage.backend.answers["POST", "/order-checks"] = checked("R7")
    prepare_leaving(stage.backend)


def ordered(stage: Stage) -> Result:
    """The summary of one router."""
    return stage.run(ActionPlaceOrder, "place_order", "I'd like to order the router R7")


@pytest.mark.parametrize(
    ("text", "number", "quantity"),
    [
        ("does it do wifi 6", "6", None),
        ("hat der wlan 6?", "6", None),
        ("czy ma wifi 6", "6", None),
        ("has it got two antennas", "2", None),
        ("the one with usb 3 please", "3", None),
        ("mit 8 GB bitte", "8", None),
        ("can I have 3 of them?", "3", "3"),
        ("czy mogę zamówić 2?", "2", "2"),
        ("kann ich zwei haben?", "2", "2"),
        ("make it 2", "2", "2"),
    ],
)
def test_a_digit_in_a_question_or_a_feature_is_no_quantity(
    stage: Stage, text: str, number: str, quantity: str | None
) -> None:
    result = stage.answer(ordered(stage), "nlu_fallback", text, confidence=0.2, entities={"number": number})
    assert result.slots["draft"]["values"].get("quantity") == quantity


@pytest.mark.parametrize(
    "text",
    [
        "swap the colour of my P5 to white",
        "can u swap to white instead",
        "lieber in rot",
        "zmienić kolor z czarnego na biały",
    ],
)
def test_a_colour_that_does_not_exist_is_said_and_the_others_listed(stage: Stage, text: str) -> None:
    asked = stage.run(ActionChangeOrder, "change_order", text)
    assert "does not come in that colour" in asked.texts["en"]
    assert "In dieser Farbe" in asked.texts["de"]
    assert "1. Phone P5, blue" in asked.texts["pl"]
    other = stage.answer(asked, "nlu_fallback", "red then", confidence=0.2)
    assert "does not come in that colour" in other.texts["en"]
    assert "P5, blue instead of Phone P5, black" in stage.answer(other, "nlu_fallback", "blue").texts["en"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("nächstmöglich", "goodbye"),
        ("zum nächstmöglichen Termin bitte", "goodbye"),
        ("so bald wie möglich", "goodbye"),
        ("as soon as poss", "start_notifications"),
        ("as soon as possible", "start_notifications"),
        ("jak najszybciej", "thanks"),
        ("w najbliższym możliwym terminie", "goodbye"),
    ],
)
@pytest.mark.parametrize("named", [{}, {"period": {"from_on": "2027-03-31", "to_on": "2027-03-31"}}])
def test_the_earliest_end_keeps_the_cancellation_open(
    stage: Stage, text: str, intent: str, named: dict[str, Any]
) -> None:
    errand = Errand(stage, ActionCancelContract, "cancel_contract")
    errand.begin("cancel the flat please", **named)
    result = errand.say(intent, text)
    assert result.responses == ["utter_leaving_summary"]
    assert errand.draft["values"].get("wished_on") is None
    assert "earliest day possible" in result.texts["en"]
    assert "nächstmögliche Tag" in result.texts["de"]


def test_a_yes_with_the_earliest_end_is_a_yes(stage: Stage) -> None:
    errand = Errand(stage, ActionCancelContract, "cancel_contract")
    errand.begin("cancel the flat please")
    assert errand.say("affirm", "ja, nächstmöglich").requests[0]["kind"] == "send_code"


def test_something_else_that_is_urgent_is_served() -> None:
    assert not wishes_earliest("call me as soon as possible", alone=True)
    assert wishes_earliest("cancel the flat as soon as possible")


@pytest.mark.parametrize("text", ["ach storniern", "cancel my phone"])
def test_what_is_being_sent_back_is_not_cancelled(stage: Stage, text: str) -> None:
    back = order("O-0430401", "return", "slip_issued", [line(1, "P5-BLACK")], can_cancel=True)
    with_orders(stage.backend, back)
    result = stage.run(ActionCancelOrder, "cancel_order", text)
    assert result.responses == ["utter_cancel_not_possible"]
    assert "on its way back" in result.texts["en"]
    assert "geht gerade zurück" in result.texts["de"]
    assert "trwa już zwrot" in result.texts["pl"]
    assert result.slots["draft"] is None


@pytest.mark.parametrize("text", ["cancel the return", "Rücksendung stornieren", "anuluj zwrot", "cancel O-0430401"])
def test_a_return_is_given_up_when_it_is_named(stage: Stage, text: str) -> None:
    with_orders(stage.backend, order("O-0430401", "return", "slip_issued", [line(1, "P5-BLACK")], can_cancel=True))
    result = stage.run(ActionCancelOrder, "cancel_order", text)
    assert "stop sending back Phone P5, black" in result.texts["en"]


@pytest.mark.parametrize(
    ("text", "last", "goes_over"),
    [
        ("will doch nicht. widerruf", "contract_details", True),
        ("i withdraw", "contract_expiry", True),
        ("odstępuję", "renew_contract", True),
        ("ich widerrufe die Bestellung", "contract_details", False),
        ("widerruf router", "contract_details", False),
        ("widerruf", "order_status", False),
    ],
)
def test_a_withdrawal_is_from_the_contract_that_was_talked_about(
    stage: Stage, text: str, last: str, goes_over: bool
) -> None:
    result = stage.run(ActionCancelOrder, "cancel_order", text, slots={"last_matter": last})
    assert (result.next_action == "action_cancel_contract") == goes_over


def test_of_several_contracts_the_fresh_one_is_withdrawn_from(stage: Stage) -> None:
    stage.backend.contracts[0]["withdrawal_until_on"] = "2026-11-30"
    result = stage.run(ActionCancelContract, "cancel_order", "will doch nicht. widerruf")
    assert "counts as never agreed" in result.texts["en"]


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("yes but send it to ul. Dluga 5 krakow 31-146", "Krakow"),
        ("ja, aber an die Domstr. 18, 50668 Köln", "Köln"),
        ("tak, ale na ul. Długa 5, 31-146 Kraków", "Kraków"),
    ],
)
@pytest.mark.parametrize("intent", ["affirm", "submit_meter_reading"])
def test_yes_but_to_another_address_changes_it_and_asks_again(stage: Stage, text: str, city: str, intent: str) -> None:
    result = stage.answer(ordered(stage), intent, text, confidence=0.95, entities={"number": "5"})
    assert result.responses == ["utter_order_summary"]
    kept = result.slots["draft"]
    assert kept["values"]["place"]["city"] == city
    assert kept["values"]["place"]["street"] in ("ul. Dluga", "Domstr.", "ul. Długa")
    assert (kept["key"], kept["values"].get("quantity")) == (None, None)


def test_an_address_at_the_summary_of_an_order_changes_it(stage: Stage) -> None:
    result = stage.answer(ordered(stage), "submit_meter_reading", "zlota 44 m 3 warszawa 00-120", confidence=0.9)
    assert result.responses == ["utter_order_summary"]
    assert result.slots["draft"]["values"]["place"]["house_number"] == "44/3"


def test_yes_but_is_no_yes(stage: Stage) -> None:
    result = stage.answer(ordered(stage), "affirm", "yes but to my mother's place")
    assert result.responses == ["utter_errand_what_instead"]
    assert not any(call.method == "POST" and call.url.path == "/orders" for call in stage.backend.calls)


def test_five_digits_behind_words_are_no_postcode() -> None:
    assert address_in("meter 5 reading 12345") is None
    found = address_in("Domstraße 18 Köln 50668")
    assert found is not None
    assert (found["street"], found["city"], found["postcode"]) == ("Domstraße", "Köln", "50668")


NOT_COME = ["didnt get it", "nicht bekommen", "nie przyszedł", "it hasn't arrived", "nix angekommen", "nie dostałam"]


@pytest.mark.parametrize("text", NOT_COME)
@pytest.mark.parametrize(("action", "intent"), [(ActionDropMatter, "cancel_dialogue"), (ActionTakeDetails, "deny")])
def test_a_code_that_has_not_come_is_no_never_mind(stage: Stage, text: str, action: Any, intent: str) -> None:
    slots = {"claimed_number": "12345674", "open_matter": "check_bill"}
    result = stage.run(action, intent, text, level="anonymous", slots=slots)
    assert result.next_action == "action_offer_help"
    assert "claimed_number" not in result.slots


@pytest.mark.parametrize("text", NOT_COME)
@pytest.mark.parametrize("intent", ["cancel_dialogue", "deny", "order_status", "nlu_fallback"])
def test_a_code_for_an_errand_that_has_not_come_is_offered_anew(stage: Stage, text: str, intent: str) -> None:
    fields: dict[str, Any] = {"slots": {"draft": CODE}, "form": "errand_form"}
    waiting = stage.run(ValidateErrandForm, intent, text, **fields)
    assert waiting.responses == ["utter_errand_code_is_waiting"]
    assert "new code" in waiting.texts["en"]
    assert waiting.slots["draft"]["asking"] == "code"
    assert stage.answer(waiting, "affirm", "yes").requests[0]["kind"] == "send_code"


@pytest.mark.parametrize("text", ["no", "nein", "nie, dziękuję"])
def test_a_no_while_a_code_is_waited_for_still_drops_it(stage: Stage, text: str) -> None:
    result = stage.run(ValidateErrandForm, "deny", text, slots={"draft": CODE}, form="errand_form")
    assert result.responses == ["utter_matter_dropped"]


@pytest.mark.parametrize("text", ["and can i cancel it?", "und kann ich das stornieren?", "a anulować można?"])
def test_what_is_cancelled_after_an_order_was_told_is_the_order(stage: Stage, text: str) -> None:
    told = {"last_matter": "order_status", "draft": {"matter": "submit_meter_reading", "asking": "point"}}
    assert stage.run(ActionCheckPayment, "payment_status", text, slots=told).next_action == "action_cancel_order"
    assert stage.run(ActionCheckPayment, "payment_status", text).next_action != "action_cancel_order"
    bill = stage.run(ActionCheckPayment, "payment_status", "can i cancel the bill", slots=told)
    assert bill.next_action != "action_cancel_order"
