"""The first turn on another channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions.action_continue_conversation import ActionContinueConversation
from actions.action_report_move import ActionReportMove
from tests.actions.fake_account import ROUTES, begin

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage


ORDERS: dict[tuple[str, str], Any] = {("GET", "/orders"): {"items": [], "total": 0}}


def arrive(stage: Stage, slots: dict[str, Any], **fields: Any) -> Result:
    data = {"from": "web_chat"}
    return stage.run(ActionContinueConversation, "conversation_continued", slots=slots, data=data, **fields)


def test_with_nothing_open_it_asks_what_comes_next(stage: Stage) -> None:
    here = arrive(stage, {"last_matter": "check_bill"})
    assert (here.responses, here.next_action) == (["utter_continued"], "action_listen")
    assert here.texts["en"] == "Here we are: we go on here where we stopped in the chat. What can I do for you next?"
    assert here.texts["de"].startswith("Da sind wir")
    assert here.texts["pl"].startswith("Już jestem")


def test_an_open_errand_asks_its_question_again(stage: Stage) -> None:
    stage.backend.answers |= ROUTES | ORDERS
    asked = begin(stage, ActionReportMove, "a move")
    here = arrive(stage, asked.slots, form="errand_form")
    assert here.next_action == "action_report_move"
    assert "next" not in here.texts["en"]
    again = stage.run(ActionReportMove, "conversation_continued", slots=asked.slots)
    assert again.responses == asked.responses


@pytest.mark.parametrize("level", ["anonymous", "channel"])
def test_an_errand_of_a_verified_customer_asks_who_it_is_first(stage: Stage, level: str) -> None:
    stage.backend.answers |= ROUTES | ORDERS
    asked = begin(stage, ActionReportMove, "a move")
    again = stage.run(ActionReportMove, "conversation_continued", slots=asked.slots, level=level)
    assert again.form == "identify_form"
    assert again.slots["draft"]["matter"] == "report_move"


def test_a_code_that_was_waited_for_is_asked_for_anew(stage: Stage) -> None:
    here = arrive(stage, {"open_matter": "check_bill", "claimed_number": "12345674"}, level="channel")
    assert here.next_action == "action_request_identification"
    assert "claimed_number" not in here.slots


def test_the_number_that_was_asked_for_is_asked_for_again(stage: Stage) -> None:
    slots = {"open_matter": "check_bill", "requested_slot": "claimed_number"}
    here = arrive(stage, slots, level="anonymous", form="identify_form")
    assert here.responses == ["utter_continued", "utter_ask_number_again"]
    assert here.form == "identify_form"


def test_who_is_known_already_gets_the_answer(stage: Stage) -> None:
    slots = {"open_matter": "check_bill", "requested_slot": "claimed_number"}
    here = arrive(stage, slots, form="identify_form")
    assert (here.next_action, here.form) == ("action_check_bill", None)


CHOICE = {
    "last_matter": "check_consumption",
    "options": [
        {"value": "p-flat", "slot": "service_point_id", "label": "Flat"},
        {"value": "p-garage", "slot": "service_point_id", "label": "Garage"},
    ],
}


def test_a_choice_is_offered_again_only_to_who_may_see_it(stage: Stage) -> None:
    here = arrive(stage, CHOICE, form="choose_form")
    assert here.responses == ["utter_continued", "utter_choice_unclear"]
    hidden = arrive(stage, CHOICE, form="choose_form", level="channel")
    assert hidden.responses == ["utter_continued"]
    assert "Garage" not in hidden.texts["en"]
