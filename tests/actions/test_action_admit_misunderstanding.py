"""What was not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._bills.consumption import consumption_options
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from tests.actions.fake_backend import GARAGE

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.mark.parametrize(
    ("intent", "response"), [("nlu_fallback", "utter_misunderstood"), ("out_of_scope", "utter_out_of_scope")]
)
def test_once(stage: Stage, intent: str, response: str) -> None:
    result = stage.run(ActionAdmitMisunderstanding, intent, "la la", level="anonymous")
    assert result.responses == [response]
    assert result.slots["misunderstandings"] == 1.0


def test_a_language_that_is_not_spoken_here_is_said(stage: Stage) -> None:
    result = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "доброго дня", level="anonymous", foreign="whole")
    assert result.responses == ["utter_language_not_spoken"]


def test_twice_offers_what_it_can_do_and_the_phone(stage: Stage) -> None:
    slots = {"misunderstandings": 1.0}
    result = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "la la", level="anonymous", slots=slots)
    assert result.responses == ["utter_misunderstood_again"]
    assert "+49 30 5550 100" in result.texts["de"]


def test_a_name_from_the_last_answer_is_a_choice(stage: Stage) -> None:
    options = consumption_options(
        [
            {"service_point_id": "p-flat", "service_point_name": "Flat", "commodity": "electricity", "total": "9"},
            {"service_point_id": GARAGE, "service_point_name": "Garage", "commodity": "electricity", "total": "1"},
        ]  # type: ignore[list-item]
    )
    slots = {"last_matter": "check_consumption", "options": options}
    result = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "garage", slots=slots)
    assert result.slots["service_point_id"] == GARAGE


def test_a_bare_period_refines_the_last_answer(stage: Stage) -> None:
    result = stage.run(
        ActionAdmitMisunderstanding,
        "nlu_fallback",
        "und 2025?",
        slots={"last_matter": "check_consumption"},
        period={"from_on": "2025-01-01", "to_on": "2025-12-31", "grain": "year"},
    )
    assert result.next_action == "action_take_details"


def test_while_a_code_is_awaited_it_is_most_likely_about_the_code(stage: Stage) -> None:
    slots = {"claimed_number": "12345674", "open_matter": "check_bill"}
    once = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "hm, odd", level="anonymous", slots=slots)
    assert once.responses == ["utter_code_is_waiting"]
    again = {**slots, "misunderstandings": once.slots["misunderstandings"]}
    twice = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "hm, odd", level="anonymous", slots=again)
    assert twice.responses == ["utter_misunderstood_again"]


RANKING = {"nlu_fallback": 0.3, "check_bill": 0.3, "greet": 0.2, "payment_status": 0.15, "report_move": 0.01}


def test_between_sure_and_lost_it_asks_back_with_the_likeliest_matters(stage: Stage) -> None:
    result = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "das geld halt", ranking=RANKING)
    assert result.responses == ["utter_ask_back"]
    buttons = result.messages[0]["buttons"]
    assert [button["intent"] for button in buttons] == ["check_bill", "payment_status"]
    assert "your bill or your payments?" in result.texts["en"]


def test_twice_in_a_row_it_does_not_guess_again(stage: Stage) -> None:
    slots = {"misunderstandings": 1.0}
    result = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "das geld", slots=slots, ranking=RANKING)
    assert result.responses == ["utter_misunderstood_again"]


def test_what_is_perhaps_none_of_ours_is_asked_about_rather_than_sent_away(stage: Stage) -> None:
    ranking = {"nlu_fallback": 0.7, "out_of_scope": 0.4, "check_bill": 0.3, "payment_status": 0.2}
    result = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "pizza", ranking=ranking)
    assert result.responses == ["utter_ask_back"]
    assert [button["intent"] for button in result.messages[0]["buttons"]] == ["check_bill", "payment_status"]


def test_what_is_surely_none_of_ours_gets_no_guesses(stage: Stage) -> None:
    ranking = {"out_of_scope": 0.8, "check_bill": 0.1, "payment_status": 0.05}
    result = stage.run(ActionAdmitMisunderstanding, "out_of_scope", "pizza", ranking=ranking)
    assert result.responses == ["utter_out_of_scope"]
