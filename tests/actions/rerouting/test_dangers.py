"""What is said after the words about a danger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.hazards import hazard
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_order import ActionCancelOrder
from actions.action_continue_elsewhere import ActionContinueElsewhere
from actions.action_make_small_talk import ActionMakeSmallTalk
from actions.action_offer_help import ActionOfferHelp
from actions.action_report_emergency import ActionReportEmergency
from actions.action_report_outage import ActionReportOutage
from actions.action_request_agent import ActionRequestAgent
from actions.validate_errand_form import ValidateErrandForm

if TYPE_CHECKING:
    from rasa_sdk import Action

    from tests.actions.conftest import Stage

AFTER = {"last_matter": "report_emergency"}
AGAIN = "action_report_emergency"


@pytest.mark.parametrize(
    ("action", "intent", "said", "language", "confidence"),
    [
        (ActionMakeSmallTalk, "goodbye", "und jetz", "de", 0.78),
        (ActionMakeSmallTalk, "goodbye", "i trau mi ned naus", "de", 0.25),
        (ActionOfferHelp, "ask_help", "was soll i denn jetz mache", "de", 0.94),
        (ActionAdmitMisunderstanding, "out_of_scope", "wann kommt endlich wer", "de", 0.86),
        (ActionContinueElsewhere, "continue_elsewhere", "soll i die fenster aufmache", "de", 0.4),
        (ActionRequestAgent, "human_handoff", "kommt da wer vorbei", "de", 0.66),
        (ActionCancelOrder, "cancel_order", "un jetz", "de", 0.82),
        (ActionOfferHelp, "ask_help", "what do i do", "en", 0.9),
        (ActionRequestAgent, "human_handoff", "is anybody coming", "en", 0.9),
        (ActionAdmitMisunderstanding, "nlu_fallback", "should i tell next door", "en", 0.3),
        (ActionOfferHelp, "ask_help", "co mam robić", "pl", 0.9),
        (ActionRequestAgent, "human_handoff", "czy ktoś przyjedzie", "pl", 0.9),
        (ActionAdmitMisunderstanding, "out_of_scope", "boję się wyjść", "pl", 0.9),
    ],
)
def test_a_danger_holds_until_it_is_over(
    stage: Stage, action: type[Action], intent: str, said: str, language: str, confidence: float
) -> None:
    led = stage.run(action, intent, said, slots=AFTER, language=language, confidence=confidence)
    assert led.next_action == AGAIN
    assert led.responses == []


@pytest.mark.parametrize("earlier", ["hier riecht es nach Gas", "I smell gas", "czuć gaz na klatce"])
def test_the_danger_that_was_told_is_told_again(stage: Stage, earlier: str) -> None:
    told = stage.run(
        ActionReportEmergency, "goodbye", "und jetzt", slots=AFTER, earlier=("report_emergency", earlier), language="de"
    )
    assert "Gashahn" in told.texts["de"]
    assert "Bis Hilfe da ist" in told.texts["de"]
    assert told.slots["last_matter"] == "report_emergency"


@pytest.mark.parametrize("said", ["fehlalarm, war nur die pfanne", "it was just the toaster", "już po wszystkim"])
def test_who_says_that_it_is_over_is_not_warned_again(stage: Stage, said: str) -> None:
    led = stage.run(ActionAdmitMisunderstanding, "out_of_scope", said, slots=AFTER)
    assert led.next_action == AGAIN
    told = stage.run(ActionReportEmergency, "out_of_scope", said, slots=AFTER)
    assert told.responses == ["utter_emergency_over"]
    assert told.slots["last_matter"] is None


@pytest.mark.parametrize(
    ("intent", "said", "confidence"), [("goodbye", "tschüss", 0.99), ("thanks", "danke euch", 0.9)]
)
def test_courtesy_is_answered_as_such(stage: Stage, intent: str, said: str, confidence: float) -> None:
    told = stage.run(ActionMakeSmallTalk, intent, said, slots=AFTER, confidence=confidence)
    assert told.responses == [f"utter_{intent}"]


def test_an_open_errand_asks_nothing_while_the_danger_is_spoken_of(stage: Stage) -> None:
    begun = stage.run(ActionReportOutage, "report_outage", "kein strom", commodity="electricity", language="de")
    led = stage.run(
        ValidateErrandForm,
        "ask_help",
        "was soll i mache",
        form="errand_form",
        slots=begun.slots | AFTER,
        earlier=("report_emergency", "es riecht nach gas"),
        before=AGAIN,
        language="de",
    )
    assert led.next_action == AGAIN
    assert led.responses == []


@pytest.mark.parametrize(
    "said",
    [
        "drut lezy na ziemi na ulicy iskrzy",
        "na trawniku przed blokiem leży przewód",
        "na ulicy iskrzy przy latarni",
        "there's sparks coming off a wire on our road",
        "on the pavement a cable is lying and sparking",
        "auf der straße liegt ein draht der funkt",
        "draußen an der laterne funkt es",
    ],
)
def test_a_line_out_of_doors_is_no_socket(said: str) -> None:
    assert hazard(said, None) == "line"
