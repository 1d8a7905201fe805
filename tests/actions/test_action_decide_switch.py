"""A rejected change of supplier is corrected, waited for or given up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from actions._switches.switches import point_number
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_decide_switch import ActionDecideSwitch
from actions.action_make_small_talk import ActionMakeSmallTalk
from actions.action_show_data import ActionShowData
from actions.action_submit_meter_reading import ActionSubmitMeterReading
from actions.action_take_details import ActionTakeDetails
from actions.action_take_documents import ActionTakeDocuments
from actions.action_update_contact import ActionUpdateContact
from tests.actions.fake_backend import FLAT, GARAGE, TICKET, switch
from tests.actions.fake_switches import record, reject_garage

if TYPE_CHECKING:
    from rasa_sdk import Action

    from tests.actions.conftest import Stage


pytestmark = pytest.mark.usefixtures("rejected_garage")


@pytest.fixture
def rejected_garage(stage: Stage) -> None:
    reject_garage(stage.backend)


def sent(stage: Stage) -> list[tuple[str, Any]]:
    posts = [call for call in stage.backend.calls if call.method == "POST"]
    return [(call.url.path, json.loads(call.content or b"{}")) for call in posts]


@pytest.mark.parametrize(
    "written", ["1EMH0012345678", "it says 1emh0012345678 on it", "1EMH 0012345678 is printed there"]
)
def test_a_meter_number_is_corrected(stage: Stage, written: str) -> None:
    button = {"matter": "decide_switch", "service_point_id": GARAGE, "answer": "correct"}
    asked = stage.run(ActionDecideSwitch, "choose", slots={"service_point_id": GARAGE}, entities=button)
    assert asked.responses == ["utter_ask_decide_meter"]
    summed = stage.answer(asked, "give_details", written)
    assert summed.responses == ["utter_decide_summary"]
    done = stage.answer(summed, "affirm", "yes")
    assert done.responses == ["utter_decide_done"]
    assert sent(stage)[0][0] == "/switches/s-p-garage/corrections"
    assert sent(stage)[0][1]["meter_number"].endswith("0012345678")


PHOTO = {"kind": "image", "title": "meter.jpg", "media_type": "image/jpeg", "data": "/9j/"}


def test_a_photo_of_the_meter_is_no_authority(stage: Stage) -> None:
    stage.backend.answers |= {
        ("POST", "/documents"): (201, {"id": "d-9"}),
        ("PUT", "/documents/d-9/files/all"): (200, {}),
    }
    button = {"matter": "decide_switch", "service_point_id": GARAGE, "answer": "correct"}
    asked = stage.run(ActionDecideSwitch, "choose", slots={"service_point_id": GARAGE}, entities=button)
    summed = stage.answer(asked, "give_details", "1EMH0012345678", attachments=[PHOTO])
    assert summed.responses == ["utter_errand_files_kept", "utter_decide_summary"]
    stage.answer(summed, "affirm", "yes")
    assert sent(stage)[-1] == (
        "/switches/s-p-garage/corrections",
        {"meter_number": "1EMH0012345678", "authority_document_id": None},
    )


def test_the_number_with_a_photo_puts_the_rejected_switch_right(stage: Stage) -> None:
    words = "the number on the meter is 1EMH0012345678"
    routed = stage.run(ActionTakeDocuments, "submit_documents", words, attachments=[PHOTO])
    assert routed.next_action == "action_decide_switch"


@pytest.mark.parametrize("words", ["here is the signed authority", ""])
def test_an_authority_is_for_the_switch_that_was_rejected_for_want_of_one(stage: Stage, words: str) -> None:
    known = record("authority_invalid", can_correct=True, next_step_code="send_authority")
    stage.backend.answers |= {
        ("GET", "/switches"): {"items": [known], "total": 1},
        ("GET", f"/switches/{known['id']}"): known,
        ("GET", "/documents"): {"items": [], "total": 0},
        ("POST", "/documents"): (201, {"id": "d-9"}),
        ("PUT", "/documents/d-9/files/all"): (200, {}),
    }
    routed = stage.run(ActionTakeDocuments, "submit_documents", words, attachments=[PHOTO])
    assert routed.next_action == "action_decide_switch"
    summed = stage.run(ActionDecideSwitch, "submit_documents", words, attachments=[PHOTO])
    assert summed.responses[-1] == "utter_decide_summary"
    stage.answer(summed, "affirm", "yes")
    path, body = sent(stage)[-1]
    assert (path, body["authority_document_id"]) == ("/switches/s-p-garage/corrections", "d-9")


@pytest.mark.parametrize("correction", ["no, 1EMH0012345687", "nein, es ist die 1emh0012345687", "nie, 1EMH0012345687"])
def test_a_meter_number_is_put_right_after_the_summary(stage: Stage, correction: str) -> None:
    """The yes after it is for the number that was read back last."""
    button = {"matter": "decide_switch", "service_point_id": GARAGE, "answer": "correct"}
    asked = stage.run(ActionDecideSwitch, "choose", slots={"service_point_id": GARAGE}, entities=button)
    summed = stage.answer(asked, "give_details", "1EMH0012345678")
    again = stage.answer(summed, "deny", correction)
    assert again.responses == ["utter_decide_summary"]
    assert "1EMH0012345687" in again.texts["en"]
    stage.answer(again, "affirm", "yes")
    assert [body["meter_number"] for _path, body in sent(stage)] == ["1EMH0012345687"]


def test_waiting_tells_when_supply_begins(stage: Stage) -> None:
    known = record("other_contract_running", can_wait=True)
    stage.backend.answers["GET", f"/switches/{known['id']}"] = known
    asked = stage.run(ActionDecideSwitch, "choose")
    assert asked.responses == ["utter_ask_decide_what"]
    summed = stage.answer(asked, "choose", step="decision", answer="wait")
    done = stage.answer(summed, "affirm", "ja")
    assert "1. April 2027" in done.texts["de"]
    assert sent(stage) == [("/switches/s-p-garage/waiting", {})]


def test_giving_up_needs_a_code(stage: Stage) -> None:
    asked = stage.run(ActionDecideSwitch, "choose", entities={"answer": "give_up"})
    assert asked.responses == ["utter_decide_summary"]
    code = stage.answer(asked, "affirm", "tak")
    assert code.requests == [{"kind": "send_code", "bound_to": "switch:s-p-garage"}]
    assert sent(stage) == []


def test_nothing_to_decide_is_said(stage: Stage) -> None:
    known = record("", can_withdraw=False)
    stage.backend.answers["GET", f"/switches/{known['id']}"] = known
    result = stage.run(ActionDecideSwitch, "choose")
    assert result.responses == ["utter_decide_nothing_open"]
    assert result.slots["draft"] is None


@pytest.mark.parametrize(
    ("action", "intent", "text"),
    [
        (ActionTakeDetails, "give_details", "die nummer is 1ESY1160004711 mein ich"),
        (ActionTakeDetails, "give_details", "590310600000000123 chyba"),
        (ActionUpdateContact, "update_contact", "ten punkt poboru macie zły, dobry to 590310600000000123"),
        (ActionAdmitMisunderstanding, "nlu_fallback", "it says 1ESY1160004711"),
    ],
)
def test_a_number_after_the_state_of_a_switch_is_for_the_rejected_one(
    stage: Stage, action: type[Any], intent: str, text: str
) -> None:
    slots = {"last_matter": "switch_status"}
    damaged = {"kind": "customer_number", "text": "590310", "problem": "too_long", "part": None}
    assert stage.run(action, intent, text, slots=slots, damaged_number=damaged).next_action == "action_decide_switch"
    summed = stage.run(ActionDecideSwitch, intent, text, slots=slots)
    assert summed.responses == ["utter_decide_summary"]
    assert stage.answer(summed, "affirm", "ja").responses == ["utter_decide_done"]
    assert sent(stage)[0][0] == "/switches/s-p-garage/corrections"
    assert sent(stage)[0][1]["meter_number"] in text


@pytest.mark.parametrize(
    "text",
    [
        "PESEL 44051401359",
        "my tax id is 12345678901",
        "Steuer-ID 12345678901",
        "0171 1234567",
        "mein Handy: 17112345678",
        "mój numer telefonu to 48601234567",
    ],
)
def test_a_personal_number_is_of_no_meter(stage: Stage, text: str) -> None:
    slots = {"last_matter": "switch_status"}
    told = stage.run(ActionTakeDetails, "give_details", text, slots=slots)
    assert told.next_action != "action_decide_switch"
    asked = stage.run(ActionDecideSwitch, "decide_switch", text)
    assert asked.responses == ["utter_ask_decide_what"]
    found = stage.run(ActionDecideSwitch, "decide_switch", "44051401359", entities={"personal_id": "44051401359"})
    assert found.responses == ["utter_ask_decide_what"]


def test_a_number_is_for_a_switch_that_it_helps_with(stage: Stage) -> None:
    """The point that was spoken of last waits for something else."""
    ours = record("meter_number_mismatch", can_correct=True)
    other = {**switch(FLAT, "rejected", 6, waiting_for="customer"), **record("other_contract_running", can_wait=True)}
    other |= {"id": "s-other", "service_point_id": FLAT, "service_point_name": "Flat"}
    stage.backend.answers |= {
        ("GET", "/switches"): {"items": [ours, other], "total": 2},
        ("GET", "/switches/s-other"): other,
    }
    slots = {"last_matter": "switch_status", "service_point_id": FLAT}
    summed = stage.run(ActionDecideSwitch, "give_details", "1ESY1160004711", slots=slots)
    assert summed.responses == ["utter_decide_summary"]
    stage.answer(summed, "affirm", "yes")
    assert sent(stage)[0][0] == f"/switches/{ours['id']}/corrections"


def test_without_a_switch_in_view_a_number_begins_nothing(stage: Stage) -> None:
    told = stage.run(ActionTakeDetails, "give_details", "1ESY1160004711", slots={"last_matter": "check_bill"})
    assert told.next_action != "action_decide_switch"


def test_a_number_that_only_we_can_use_goes_to_the_staff(stage: Stage) -> None:
    known = record("unknown_metering_point")
    stage.backend.answers["GET", f"/switches/{known['id']}"] = known
    stage.backend.answers["POST", "/tickets"] = (201, {**TICKET, "kind": "correction", "answer_due_on": "2026-11-30"})
    text = "ten punkt poboru macie zły, dobry to 590310600000000123"
    summed = stage.run(ActionDecideSwitch, "give_details", text, slots={"last_matter": "switch_status"})
    assert "590310600000000123" in summed.texts["pl"]
    done = stage.answer(summed, "affirm", "tak")
    assert done.responses == ["utter_decide_done"]
    assert TICKET["number"] in done.texts["pl"]
    assert [path for path, _body in sent(stage)] == ["/tickets"]


@pytest.mark.parametrize("text", ["R-2026-004711", "my order O-0430401", "12345674", "ruf mich an 0176 55581234", "ok"])
def test_other_numbers_are_of_no_meter(text: str) -> None:
    assert point_number(text) is None


@pytest.mark.parametrize("text", ["I'll wait then", "dann warte ich", "to poczekam"])
def test_the_wish_to_wait_is_summed_up_at_once(stage: Stage, text: str) -> None:
    known = record("other_contract_running", can_wait=True)
    stage.backend.answers |= {("GET", "/switches"): {"items": [known]}, ("GET", f"/switches/{known['id']}"): known}
    summed = stage.run(ActionDecideSwitch, "nlu_fallback", text, slots={"last_matter": "switch_status"})
    assert summed.responses == ["utter_decide_summary"]
    assert "We will wait until the old contract for Garage ends" in summed.texts["en"]
    assert stage.answer(summed, "affirm", "yes").responses == ["utter_decide_done"]
    assert [path for path, _ in sent(stage)] == [f"/switches/{known['id']}/waiting"]


def decided(stage: Stage, answer: str) -> Any:
    """The summary of an answer to the old supplier's claim, by its button."""
    known = record("other_contract_running", can_wait=True)
    stage.backend.answers |= {("GET", "/switches"): {"items": [known]}, ("GET", f"/switches/{known['id']}"): known}
    pressed = {"matter": "decide_switch", "service_point_id": GARAGE, "answer": answer}
    return stage.run(ActionDecideSwitch, "choose", slots={"service_point_id": GARAGE}, entities=pressed)


@pytest.mark.parametrize(
    "text",
    [
        "no, don't give it up",
        "nein, ich gebe nicht auf",
        "nie, nie rezygnuję",
        "nein, warte mal",
        "I've been waiting for weeks",
    ],
)
def test_a_refusal_or_a_sigh_is_no_decision(stage: Stage, text: str) -> None:
    summed = decided(stage, "give_up")
    again = stage.answer(summed, "deny", text)
    assert not any(words in again.texts["en"] for words in ("We will wait", "We will stop the change"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("no, I'm staying", "en"),
        ("nein ich bleib doch", "de"),
        ("nie jednak zostaje", "pl"),
        ("nie chcę odchodzić", "pl"),
    ],
)
def test_who_stays_after_all_gives_nothing_up(stage: Stage, text: str, language: str) -> None:
    summed = decided(stage, "give_up")
    left = stage.answer(summed, "renew_contract", text, language=language, confidence=0.9)
    assert left.next_action == "action_drop_matter"


@pytest.mark.parametrize("text", ["no, I'd rather wait", "nein, ich warte lieber", "nie, wolę poczekać"])
def test_a_change_of_mind_after_the_summary(stage: Stage, text: str) -> None:
    summed = decided(stage, "give_up")
    assert "We will stop the change" in summed.texts["en"]
    again = stage.answer(summed, "deny", text)
    assert "We will wait until the old contract" in again.texts["en"]


@pytest.mark.parametrize(
    "text", ["wait, I give it up after all", "moment, doch lieber aufgeben", "czekaj, jednak rezygnuje z domu"]
)
def test_who_stops_to_think_may_think_of_something_else(stage: Stage, text: str) -> None:
    summed = decided(stage, "wait")
    assert "We will wait until the old contract" in summed.texts["en"]
    changed = stage.answer(summed, "deny", text)
    assert "We will stop the change" in changed.texts["en"]
    back = stage.answer(changed, "deny", "nie nie, czekam")
    assert "We will wait until the old contract" in back.texts["en"]


@pytest.mark.parametrize("action", [ActionTakeDetails, ActionSubmitMeterReading, ActionTakeDocuments])
def test_a_number_beside_a_photo_goes_to_the_switch_that_needs_it(stage: Stage, action: type[Action]) -> None:
    intents = {ActionTakeDetails: "give_details", ActionSubmitMeterReading: "submit_meter_reading"}
    told = stage.run(
        action,
        intents.get(action, "submit_documents"),
        "the number on the meter is 1EMH0098765432",
        attachments=[PHOTO],
    )
    assert told.next_action == "action_decide_switch"


def test_after_a_correction_what_about_it_means_the_switch(stage: Stage) -> None:
    button = {"matter": "decide_switch", "service_point_id": GARAGE, "answer": "correct"}
    asked = stage.run(ActionDecideSwitch, "choose", slots={"service_point_id": GARAGE}, entities=button)
    done = stage.answer(stage.answer(asked, "give_details", "1EMH0012345678"), "affirm", "yes")
    assert done.responses == ["utter_decide_done"]
    assert done.slots["last_matter"] == "switch_status"


@pytest.mark.parametrize("text", ["ok nummer am zähler is 1ABC", "the meter number is 1ABC", "numer licznika to 1ABC"])
def test_a_number_that_can_be_none_of_a_meter_is_asked_again(stage: Stage, text: str) -> None:
    told = {"last_matter": "switch_status"}
    led = stage.run(ActionShowData, "show_my_data", text, slots=told, confidence=0.4)
    assert led.next_action == "action_decide_switch"
    asked = stage.run(ActionDecideSwitch, "show_my_data", text, slots=told)
    assert asked.responses == ["utter_ask_decide_meter"]
    assert "did not find a meter number" in asked.texts["en"]
    summed = stage.answer(asked, "submit_meter_reading", "warte 12345", number="12345")
    assert summed.responses == ["utter_decide_summary"]
    assert "12345" in summed.texts["de"]


@pytest.mark.parametrize("intent", ["bot_challenge", "nlu_fallback"])
def test_a_photo_with_the_number_is_for_the_switch_that_was_told(stage: Stage, intent: str) -> None:
    told, text = {"last_matter": "switch_status"}, "na liczniku jest 1EMH0098765432"
    action = ActionMakeSmallTalk if intent == "bot_challenge" else ActionAdmitMisunderstanding
    led = stage.run(action, intent, text, slots=told, attachments=[PHOTO], confidence=0.5)
    assert led.next_action == "action_decide_switch"


@pytest.mark.parametrize("intent", ["show_my_data", "give_details", "update_contact"])
def test_another_number_beside_the_summary_takes_the_place_of_the_first(stage: Stage, intent: str) -> None:
    summed = decided(stage, "correct")
    first = stage.answer(summed, "give_details", "1ESY1160004711")
    told = stage.answer(
        first, intent, "the number you have is wrong, on the bill it is 1ESY1160004712", confidence=0.95
    )
    assert told.slots["draft"]["values"]["meter_number"] == "1ESY1160004712"
    assert told.responses[-1] == "utter_decide_summary"
