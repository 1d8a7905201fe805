"""What cannot be done yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._names import names
from actions.action_explain_not_yet import ActionExplainNotYet

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.mark.parametrize("language", ["en", "de", "pl"])
@pytest.mark.parametrize("intent", sorted(set(names("matters", "en")) - {"report_outage"}))
def test_each_names_the_matter_and_the_phone(stage: Stage, intent: str, language: str) -> None:
    text = stage.run(ActionExplainNotYet, intent, level="anonymous", language=language).texts[language]
    assert names("matters", language)[intent] in text
    assert ("+48 22 010 0100" if language == "pl" else "+49 30 5550 100") in text


def test_an_outage_gets_the_fault_numbers(stage: Stage) -> None:
    text = stage.run(ActionExplainNotYet, "report_outage", level="anonymous").texts["en"]
    assert "+49 30 5550 912" in text


def test_without_a_backend_it_is_still_true(stage: Stage) -> None:
    stage.backend.failure = 503
    result = stage.run(ActionExplainNotYet, "cancel_contract", level="anonymous")
    assert "nothing has been passed on" in result.texts["en"]


def test_who_wants_to_pay_hears_how_much_and_by_when(stage: Stage) -> None:
    result = stage.run(ActionExplainNotYet, "make_payment", "bis wann muss ich zahlen", language="de")
    assert result.responses == ["utter_not_yet", "utter_amount_due"]
    assert "3. Dezember 2026" in result.texts["de"]
    assert stage.run(ActionExplainNotYet, "make_payment", level="anonymous").responses == ["utter_not_yet"]


def test_a_bare_place_after_an_answer_is_no_move(stage: Stage) -> None:
    result = stage.run(
        ActionExplainNotYet,
        "report_move",
        "a za mieszkanie?",
        confidence=0.8,
        slots={"last_matter": "check_bill"},
        place={"code": "flat", "text": "mieszkanie"},
    )
    assert result.next_action == "action_take_details"


@pytest.mark.parametrize(
    "text", ["and what about the internet", "was ist mit dem Internet hier", "a co z internetem w domu"]
)
def test_words_that_take_up_what_was_said_name_only_a_detail(stage: Stage, text: str) -> None:
    result = stage.run(
        ActionExplainNotYet,
        "complaint_status",
        text,
        confidence=0.8,
        slots={"last_matter": "check_bill"},
        commodity="fibre",
    )
    assert result.next_action == "action_take_details"


def test_a_code_that_does_not_come_is_no_lost_order(stage: Stage) -> None:
    slots = {"claimed_number": "12345674", "open_matter": "check_bill"}
    result = stage.run(ActionExplainNotYet, "order_status", "no code has come yet", level="anonymous", slots=slots)
    assert result.responses == ["utter_code_is_waiting"]
