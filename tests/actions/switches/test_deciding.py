"""What decides about a change of supplier in the customer's own words: a wrong number, the wish to wait."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from actions._switches.switches import decision_in
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_change_order import ActionChangeOrder
from actions.action_check_contract_expiry import ActionCheckContractExpiry
from actions.action_check_payment import ActionCheckPayment
from actions.action_check_switch import ActionCheckSwitch
from actions.action_decide_switch import ActionDecideSwitch
from actions.action_show_data import ActionShowData
from actions.action_take_details import ActionTakeDetails
from actions.action_update_contact import ActionUpdateContact
from tests.actions.fake_backend import TICKET
from tests.actions.fake_switches import record, reject_garage

if TYPE_CHECKING:
    from rasa_sdk import Action

    from tests.actions.conftest import Stage

pytestmark = pytest.mark.usefixtures("rejected_garage")


@pytest.fixture
def rejected_garage(stage: Stage) -> None:
    reject_garage(stage.backend)


WRONG = [
    *(
        "the meter no on my contract is wrong, it should be 1EMH0012345678",
        "pls correct it the meter number is 1EMH0012345678",
    ),
    *(
        "die Zählernummer beim Keller ist falsch, 1EMH0012345678 stimmt",
        "ihr habt die verkehrte Zählernummer: 1EMH0012345678",
    ),
    *("podałem zły numer licznika, ma być 1EMH0012345678", "w umowie jest błędny nr ppe, poprawny 590310600000123456"),
]


@pytest.mark.parametrize("text", WRONG)
@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (ActionCheckSwitch, "switch_status"),
        (ActionTakeDetails, "give_details"),
        (ActionShowData, "show_my_data"),
        (ActionAdmitMisunderstanding, "nlu_fallback"),
    ],
)
def test_a_wrong_number_is_put_right_or_handed_to_the_staff(
    stage: Stage, text: str, action: type[Action], intent: str
) -> None:
    led = stage.run(action, intent, text)
    assert led.next_action == "action_decide_switch"
    summed = stage.run(ActionDecideSwitch, intent, text)
    assert "I will send the request for Garage to the grid operator again" in summed.texts["en"]
    known = record("address_mismatch") | {"rejection": None}
    stage.backend.answers["GET", f"/switches/{known['id']}"] = known
    stage.backend.answers["POST", "/tickets"] = (201, {**TICKET, "kind": "correction", "answer_due_on": "2026-11-30"})
    handed = stage.run(ActionDecideSwitch, intent, text)
    assert "for Garage to our staff" in handed.texts["en"]
    assert stage.answer(handed, "affirm", "yes").responses == ["utter_decide_done"]


@pytest.mark.parametrize("text", ["the meter number is wrong", "die zählernummer stimmt nich", "zły numer licznika!"])
def test_a_number_that_is_wrong_is_asked_for(stage: Stage, text: str) -> None:
    assert stage.run(ActionShowData, "show_my_data", text).next_action == "action_decide_switch"
    asked = stage.run(ActionDecideSwitch, "show_my_data", text)
    assert asked.responses == ["utter_ask_decide_meter"]


@pytest.mark.parametrize(
    "text", ["no i dont, just fix the number", "nee, die nummer ist falsch", "nie, numer jest zły"]
)
def test_a_number_is_put_right_where_giving_up_was_offered(stage: Stage, text: str) -> None:
    known = record("unknown_metering_point")
    stage.backend.answers["GET", f"/switches/{known['id']}"] = known
    asked = stage.run(ActionDecideSwitch, "decide_switch", "about the switch")
    assert asked.responses == ["utter_ask_decide_what"]
    number = stage.answer(asked, "deny", text)
    assert number.responses == ["utter_ask_decide_meter"]
    assert "to our staff" in stage.answer(number, "give_details", "590310600000123456").texts["en"]
    assert "to our staff" in stage.answer(asked, "switch_status", f"{text} 590310600000123456").texts["en"]


def test_a_wrong_number_without_a_change_is_for_a_person(stage: Stage) -> None:
    stage.backend.answers["GET", "/switches"] = {"items": [], "total": 0}
    told = stage.run(ActionDecideSwitch, "give_details", WRONG[0])
    assert told.responses == ["utter_decide_nothing_open"]
    assert "corrected by a person" in told.texts["en"]


WAITS = [
    *("i wanna wait for my old contract to finish", "no dont cancel anything, ill wait for e.on"),
    *("ich wart einfach bis der alte Vertrag ausläuft", "lieber das Ende vom bisherigen Vertrag abwarten"),
    *("to ja poczekam aż się skończy stara umowa", "nie rezygnuję, czekam na koniec umowy"),
]


@pytest.mark.parametrize("text", WAITS)
@pytest.mark.parametrize("intent", ["switch_status", "contract_expiry", "cancel_contract", "out_of_scope"])
def test_who_waits_for_the_old_contract_decides(stage: Stage, text: str, intent: str) -> None:
    action = {"switch_status": ActionCheckSwitch, "contract_expiry": ActionCheckContractExpiry}.get(intent)
    led = stage.run(action or ActionAdmitMisunderstanding, intent, text)
    assert led.next_action == "action_decide_switch"
    known = record("other_contract_running", can_wait=True)
    stage.backend.answers |= {("GET", "/switches"): {"items": [known]}, ("GET", f"/switches/{known['id']}"): known}
    summed = stage.run(ActionDecideSwitch, intent, text)
    assert "We will wait until the old contract for Garage ends" in summed.texts["en"]


@pytest.mark.parametrize("text", WAITS)
def test_where_no_old_contract_is_in_the_way_waiting_needs_nothing(stage: Stage, text: str) -> None:
    told = stage.run(ActionDecideSwitch, "switch_status", text)
    assert told.responses == ["utter_decide_nothing_open"]
    assert "needs nothing from you" in told.texts["en"]


@pytest.mark.parametrize(
    "text",
    [
        *("still waiting for my old contract to end", "i dont want to wait for the old contract", "wait a moment"),
        *("wann endet der alte Vertrag, ich warte schon ewig", "den alten Vertrag abwarten will ich nicht"),
        *("nie chcę czekać na koniec starej umowy", "czekam już miesiąc na starą firmę"),
    ],
)
def test_who_asks_or_has_waited_long_enough_decides_nothing(text: str) -> None:
    assert decision_in(text) is None


ADDRESSES = [
    ("the adress is wrong, it's ul. Prosta 12/7 not 12/1", "change_order", ActionChangeOrder),
    ("die Adresse stimmt nicht, es ist die Domstr. 5, nicht 15", "update_contact", ActionUpdateContact),
    ("adres jest zły, Prosta 12/7, a nie 12/1", "update_contact", ActionUpdateContact),
]


@pytest.mark.parametrize(("text", "intent", "action"), ADDRESSES)
def test_the_address_of_a_place_that_was_rejected_goes_to_the_staff(
    stage: Stage, text: str, intent: str, action: type[Action]
) -> None:
    known = record("address_mismatch", waiting_for="supplier")
    stage.backend.answers |= {
        ("GET", "/switches"): {"items": [known], "total": 1},
        ("GET", f"/switches/{known['id']}"): known,
        ("POST", "/tickets"): (201, {**TICKET, "kind": "correction", "answer_due_on": "2026-11-30"}),
    }
    assert stage.run(action, intent, text).next_action == "action_decide_switch"
    summed = stage.run(ActionDecideSwitch, intent, text)
    assert summed.responses == ["utter_decide_summary"]
    assert text in summed.texts["en"]
    done = stage.answer(summed, "affirm", "yes")
    assert "our staff have the address for Garage" in done.texts["en"]
    written = next(call for call in stage.backend.calls if call.url.path == "/tickets")
    assert text.rsplit(",", maxsplit=1)[-1].strip() in json.loads(written.content)["text"]


def test_other_addresses_are_changed_as_ever(stage: Stage) -> None:
    """The garage was rejected because of its meter."""
    text, intent, action = ADDRESSES[0]
    assert stage.run(action, intent, text).next_action != "action_decide_switch"


@pytest.mark.parametrize(
    "text", ["the address of the supply is wrong", "Adresse der Lieferstelle ist falsch", "zły adres punktu poboru"]
)
def test_a_wrong_address_without_the_right_one_is_asked_for(stage: Stage, text: str) -> None:
    known = record("address_mismatch", waiting_for="supplier")
    stage.backend.answers |= {
        ("GET", "/switches"): {"items": [known], "total": 1},
        ("GET", f"/switches/{known['id']}"): known,
    }
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text).next_action == "action_decide_switch"
    asked = stage.run(ActionDecideSwitch, "nlu_fallback", text)
    assert asked.responses == ["utter_ask_decide_address"]
    assert stage.answer(asked, "give_details", "Prosta 12/7").responses == ["utter_decide_summary"]


@pytest.mark.parametrize(
    "text",
    ["I sent the power of attorney, have you got it?", "die Vollmacht ist raus, angekommen?", "pełnomocnictwo doszło?"],
)
def test_whether_the_authority_has_come_is_told_with_the_change(stage: Stage, text: str) -> None:
    led = stage.run(ActionCheckPayment, "payment_status", text)
    assert led.next_action == "action_check_switch"
