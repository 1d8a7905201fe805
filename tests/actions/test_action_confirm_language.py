"""The confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.action_confirm_language import ActionConfirmLanguage

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_the_number_beside_the_wish_is_taken(stage: Stage) -> None:
    number = {"customer_number": "12081162"}
    told = stage.run(
        ActionConfirmLanguage,
        "change_language",
        "12081162 po polsku prosze",
        level="anonymous",
        form="identify_form",
        entities=number,
    )
    assert told.responses == ["utter_language_changed"]
    assert told.slots["claimed_number"] == "12081162"
    assert told.next_action == "action_request_identification"


def test_each_in_its_language_and_back_to_the_form(stage: Stage) -> None:
    result = stage.run(ActionConfirmLanguage, "change_language", level="anonymous", form="identify_form")
    assert "auf Deutsch" in result.texts["de"]
    assert "po polsku" in result.texts["pl"]
    assert result.responses[1] == "utter_ask_number_again"


def test_a_question_beside_the_wish_is_answered_in_the_language(stage: Stage) -> None:
    text = "do you speak english? how much notice is there"
    ranking = {"change_language": 0.6, "contract_details": 0.3}
    told = stage.run(ActionConfirmLanguage, "change_language", text, ranking=ranking)
    assert told.responses == ["utter_language_changed"]
    assert told.next_action == "action_show_contract"


def test_what_waits_already_goes_on_waiting(stage: Stage) -> None:
    slots = {"also_asked": "check_bill", "draft": {"matter": "cancel_contract"}}
    result = stage.run(ActionConfirmLanguage, "change_language", "po polsku", slots=slots)
    assert result.next_action == "action_resume_errand"
    assert "also_asked" not in result.slots
