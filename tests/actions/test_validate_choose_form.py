"""Answers to "which one?"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._bills.bills import invoice_options
from actions._bills.consumption import consumption_options
from actions.validate_choose_form import ValidateChooseForm
from tests.actions.fake_backend import FLAT, GARAGE, FakeBackend

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

INVOICES: list[Any] = invoice_options(FakeBackend().invoices[:2])  # type: ignore[arg-type]
POINTS: list[Any] = consumption_options(
    [
        {"service_point_id": FLAT, "service_point_name": "Flat", "commodity": "electricity", "total": "9"},
        {"service_point_id": GARAGE, "service_point_name": "Garage", "commodity": "electricity", "total": "1"},
    ]  # type: ignore[list-item]
)


def answer(stage: Stage, intent: str, text: str, **fields: Any) -> Result:
    slots = {"last_matter": "check_bill", "options": INVOICES, "requested_slot": "invoice_number"}
    slots |= fields.pop("slots", {})
    return stage.run(ValidateChooseForm, intent, text, form="choose_form", slots=slots, **fields)


@pytest.mark.parametrize("text", ["2", "Garage", "4712", "R-2026-004712 · Garage", "the garage please"])
@pytest.mark.parametrize("intent", ["give_details", "nlu_fallback", "out_of_scope"])
def test_the_choice_is_served(stage: Stage, text: str, intent: str) -> None:
    result = answer(stage, intent, text)
    assert result.slots["invoice_number"] == "R-2026-004712"
    assert result.next_action == "action_check_bill"
    assert result.form is None


def test_a_button(stage: Stage) -> None:
    result = answer(stage, "choose", "", invoice_number="R-2026-004711", matter="check_bill")
    assert result.slots["invoice_number"] == "R-2026-004711"


def test_both_invoices(stage: Stage) -> None:
    result = answer(stage, "give_details", "both", ordinal="both")
    assert result.slots["invoice_number"] == "R-2026-004711,R-2026-004712"


def test_all_points_and_a_period_with_the_choice(stage: Stage) -> None:
    slots = {"last_matter": "check_consumption", "options": POINTS, "requested_slot": "service_point_id"}
    assert answer(stage, "give_details", "all", slots=slots, ordinal="all").slots["service_point_id"] == "all"
    period = {"from_on": "2026-03-01", "to_on": "2026-03-31", "grain": "month"}
    result = answer(stage, "give_details", "the flat in March", slots=slots, period=period)
    assert (result.slots["service_point_id"], result.slots["period"]) == (FLAT, period)


def test_options_are_named_to_nobody_whose_proof_has_run_out(stage: Stage) -> None:
    result = answer(stage, "give_details", "banana", level="anonymous")
    assert result.messages == []
    assert (result.form, result.next_action) == (None, "action_check_bill")


def test_not_clear_twice_offers_the_phone(stage: Stage) -> None:
    first = answer(stage, "give_details", "banana")
    assert first.responses == ["utter_choice_unclear"]
    assert "1. R-2026-004711 · Flat" in first.texts["en"]
    second = answer(stage, "nlu_fallback", "bread", slots={"misunderstandings": 1.0})
    assert second.responses == ["utter_choice_unclear_again"]
    assert "+49 30 5550 100" in second.texts["en"]
    assert second.form == "choose_form"


@pytest.mark.parametrize(("intent", "text"), [("deny", "no"), ("out_of_scope", "la la"), ("contract_expiry", "2")])
def test_what_is_no_answer_is_left_to_its_rule(stage: Stage, intent: str, text: str) -> None:
    assert answer(stage, intent, text).events == []


def test_a_period_is_left_to_refine_the_answer(stage: Stage) -> None:
    slots = {"last_matter": "check_consumption", "options": POINTS}
    period = {"from_on": "2025-01-01", "to_on": "2025-12-31", "grain": "year"}
    assert answer(stage, "nlu_fallback", "and 2025?", slots=slots, period=period).events == []


@pytest.mark.parametrize("text", ["ta po terminie", "the overdue one", "die überfällige"])
def test_an_invoice_is_called_by_its_state(stage: Stage, text: str) -> None:
    overdue: Any = {**stage.backend.invoices[0], "state": "overdue"}
    options = invoice_options([overdue, *stage.backend.invoices[1:2]])
    result = answer(stage, "contract_expiry", text, slots={"last_matter": "check_bill", "options": options})
    assert result.slots["invoice_number"] == overdue["number"]
