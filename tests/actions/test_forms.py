"""What the validations of the forms return, as Rasa reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from actions._forms import accepted
from actions._turn import Turn
from actions.action_submit_meter_reading import ActionSubmitMeterReading
from actions.action_update_contact import ActionUpdateContact
from actions.validate_choose_form import ValidateChooseForm
from actions.validate_identify_form import ValidateIdentifyForm
from tests.actions.fake_account import ROUTES, begin

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage


def turn(**slots: Any) -> Turn:
    return Turn.of(Tracker("c", slots, {"text": "x"}, [], False, None, {}, "action_listen"))


def sets_a_slot(result: Result) -> bool:
    """Rasa takes the validation for a rejection otherwise, and serves the message by the rule of its intent."""
    return bool(result.slots.keys() - {"requested_slot"})


def test_nothing_stays_nothing() -> None:
    assert accepted(turn(), []) == []


def test_what_sets_a_slot_stays_as_it_is() -> None:
    events = [SlotSet("draft", None), FollowupAction("action_listen")]
    assert accepted(turn(), events) == events


def test_what_sets_none_sets_one_that_changes_nothing() -> None:
    events = [ActiveLoop(None), SlotSet("requested_slot", None), FollowupAction("action_drop_matter")]
    assert accepted(turn(misunderstandings=1.0), events) == [SlotSet("misunderstandings", 1.0), *events]


@pytest.mark.parametrize("text", ["ach nein, doch nicht", "no forget it"])
def test_who_leaves_a_form_by_a_no_is_not_served_as_a_no(stage: Stage, text: str) -> None:
    asked = stage.run(ActionSubmitMeterReading, "submit_meter_reading", "I have a reading")
    left = stage.answer(asked, "deny", text)
    assert left.next_action == "action_drop_matter"
    assert sets_a_slot(left)
    open_number = {"requested_slot": "claimed_number", "open_matter": "check_bill"}
    stranger = stage.run(ValidateIdentifyForm, "deny", text, level="anonymous", form="identify_form", slots=open_number)
    assert stranger.next_action == "action_drop_matter"
    assert sets_a_slot(stranger)
    options = [{"value": "p-flat", "slot": "service_point_id", "label": "Flat"}]
    choice = {"last_matter": "check_consumption", "options": options}
    chosen = stage.run(ValidateChooseForm, "deny", text, form="choose_form", slots=choice)
    assert chosen.next_action == "action_drop_matter"
    assert sets_a_slot(chosen)


@pytest.mark.parametrize("text", ["no idea", "keine ahnung", "nie mam pojęcia"])
def test_who_does_not_know_leaves_no_form(stage: Stage, text: str) -> None:
    stage.backend.answers |= ROUTES
    account = begin(stage, ActionUpdateContact, "please change my bank details", entities={"contact": "bank"})
    assert account.slots["draft"]["asking"] == "bank"
    wrong = stage.answer(account, "cancel_dialogue", text, confidence=0.36)
    assert wrong.slots["draft"]["wrong"] == 1
    assert "I did not find an IBAN in that" in wrong.texts["en"]
    open_number = {"requested_slot": "claimed_number", "open_matter": "check_bill"}
    fields: dict[str, Any] = {"confidence": 0.36, "level": "anonymous", "form": "identify_form", "slots": open_number}
    assert stage.run(ValidateIdentifyForm, "cancel_dialogue", text, **fields).responses == ["utter_number_help"]
    options = [{"value": f"p-{name}", "slot": "service_point_id", "label": name} for name in ("Flat", "Garage")]
    choice = {"last_matter": "check_consumption", "options": options}
    fields = {"confidence": 0.36, "form": "choose_form", "slots": choice}
    assert stage.run(ValidateChooseForm, "cancel_dialogue", text, **fields).responses == ["utter_choice_unclear"]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [("no idea, forget it", 0.36), ("not sure about this any more", 0.74), ("lass stecken", 0.4)],
)
def test_who_leaves_is_left_to_the_rule_that_drops_it(stage: Stage, text: str, confidence: float) -> None:
    stage.backend.answers |= ROUTES
    account = begin(stage, ActionUpdateContact, "please change my bank details", entities={"contact": "bank"})
    assert stage.answer(account, "cancel_dialogue", text, confidence=confidence).events == []
