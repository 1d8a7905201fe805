"""What happens to questions while the customer proves who it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_check_bill import ActionCheckBill
from actions.action_check_payment import ActionCheckPayment
from actions.action_drop_matter import ActionDropMatter
from actions.action_offer_help import ActionOfferHelp
from actions.action_show_data import ActionShowData
from actions.action_take_details import ActionTakeDetails
from actions.action_update_contact import ActionUpdateContact
from actions.validate_errand_form import ValidateErrandForm
from actions.validate_identify_form import ValidateIdentifyForm
from tests.actions.fake_leaving import WAITING_FOR_CODE

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

PENDING: dict[str, Any] = {"claimed_number": "12345674", "open_matter": "check_bill"}


@pytest.mark.parametrize("text", ["new code", "send the code again", "neuer code bitte", "nowy kod", "kod jeszcze raz"])
@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (ActionUpdateContact, "update_contact"),
        (ActionTakeDetails, "give_details"),
        (ActionAdmitMisunderstanding, "nlu_fallback"),
    ],
)
def test_another_code_is_sent_whatever_the_words_sound_like(stage: Stage, action: Any, intent: str, text: str) -> None:
    result = stage.run(action, intent, text, level="anonymous", slots=PENDING)
    assert result.next_action == "action_request_identification"
    assert "open_matter" not in result.slots


@pytest.mark.parametrize("text", ["didnt get it", "nix angekommen", "nie doszło nic", "no sms came"])
@pytest.mark.parametrize(
    ("action", "intent"), [(ActionDropMatter, "cancel_dialogue"), (ActionCheckPayment, "payment_status")]
)
def test_a_code_that_did_not_come_replaces_no_question(stage: Stage, action: Any, intent: str, text: str) -> None:
    result = stage.run(action, intent, text, level="anonymous", slots=PENDING)
    assert result.next_action == "action_offer_help"
    assert "open_matter" not in result.slots
    assert stage.run(ActionOfferHelp, intent, text, level="anonymous", slots=PENDING).responses == [
        "utter_code_is_waiting"
    ]


@pytest.mark.parametrize("text", ["no idea", "keine ahnung", "nie wiem"])
def test_whoever_does_not_know_is_told_where_the_code_went(stage: Stage, text: str) -> None:
    result = stage.run(ActionTakeDetails, "deny", text, level="anonymous", slots=PENDING)
    assert result.responses == ["utter_code_is_waiting"]


@pytest.mark.parametrize("text", ["my bill has not come", "meine rechnung kam nicht", "nie dostałam faktury"])
def test_what_else_has_not_come_is_a_question(stage: Stage, text: str) -> None:
    result = stage.run(ActionCheckPayment, "payment_status", text, level="anonymous", slots=PENDING)
    assert result.slots["also_asked"] == "payment_status"


def test_the_first_question_stays_the_second_comes_after_it(stage: Stage) -> None:
    slots = {"open_matter": "check_consumption", "requested_slot": "claimed_number"}
    result = stage.run(
        ActionCheckBill, "check_bill", "what do I owe", level="anonymous", slots=slots, form="identify_form"
    )
    assert "open_matter" not in result.slots
    assert result.slots["also_asked"] == "check_bill"


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("show_my_data", "nie pamietam numeru klienta"),
        ("show_my_data", "where do i find my customer number"),
        ("nlu_fallback", "weiss die nummer nich"),
    ],
)
def test_who_lacks_the_number_is_told_where_it_stands(stage: Stage, intent: str, text: str) -> None:
    slots = {"open_matter": "check_consumption", "requested_slot": "claimed_number"}
    result = stage.run(ValidateIdentifyForm, intent, text, level="anonymous", slots=slots, form="identify_form")
    assert result.responses == ["utter_number_help"]
    assert result.form == "identify_form"
    assert "open_matter" not in result.slots


def test_a_no_is_no_number(stage: Stage) -> None:
    slots = {"open_matter": "check_consumption", "requested_slot": "claimed_number"}
    text = "i dont have internet, no signal at all"
    result = stage.run(
        ValidateIdentifyForm, "report_outage", text, level="anonymous", slots=slots, form="identify_form"
    )
    assert result.events == []


def test_a_question_about_another_number_is_a_question(stage: Stage) -> None:
    slots = {"open_matter": "check_consumption", "requested_slot": "claimed_number"}
    text = "ich finde meine zählernummer nicht"
    result = stage.run(ValidateIdentifyForm, "show_my_data", text, level="anonymous", slots=slots, form="identify_form")
    assert result.events == []
    result = stage.run(ActionShowData, "show_my_data", text, level="anonymous", slots=slots, form="identify_form")
    assert result.slots["also_asked"] == "show_my_data"


@pytest.mark.parametrize("text", ["nowy kod", "neuer Code", "new code"])
def test_an_errand_gets_a_new_code(stage: Stage, text: str) -> None:
    slots = {"draft": {**WAITING_FOR_CODE, "known": {"contracts": []}}}
    result = stage.run(ValidateErrandForm, "update_contact", text, slots=slots, form="errand_form", confidence=0.4)
    assert [request["kind"] for request in result.requests] == ["send_code"]


@pytest.mark.parametrize(
    ("intent", "confidence", "text"),
    [("report_move", 0.4, "zieh um nach köln"), ("nlu_fallback", 0.3, "ich zieh dann mal nach köln um")],
)
def test_whatever_else_is_said_is_not_held_up_by_a_code(
    stage: Stage, intent: str, confidence: float, text: str
) -> None:
    slots = {"draft": WAITING_FOR_CODE}
    result = stage.run(ValidateErrandForm, intent, text, slots=slots, form="errand_form", confidence=confidence)
    assert result.events == []
