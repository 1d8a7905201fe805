"""Details that nobody asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._bills.bills import invoice_options
from actions.action_take_details import ActionTakeDetails
from tests.actions.fake_backend import FLAT, GARAGE, FakeBackend

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

OPTIONS: list[Any] = invoice_options(FakeBackend().invoices[:2])  # type: ignore[arg-type]


def test_a_number_starts_the_identification(stage: Stage) -> None:
    result = stage.run(ActionTakeDetails, "give_details", "12345674", level="anonymous", customer_number="12345674")
    assert result.next_action == "action_request_identification"
    assert "open_matter" not in result.slots


def test_a_code_is_asked_for_from_a_known_address(stage: Stage) -> None:
    result = stage.run(ActionTakeDetails, "give_details", "A code, please", level="channel")
    assert result.next_action == "action_request_identification"


def test_a_matter_beside_the_number_is_remembered(stage: Stage) -> None:
    result = stage.run(
        ActionTakeDetails,
        "give_details",
        "12345674 what do I owe",
        level="anonymous",
        ranking={"give_details": 0.9, "affirm": 0.05, "check_bill": 0.02},
        customer_number="12345674",
    )
    assert result.slots["open_matter"] == "check_bill"


def test_a_damaged_number_is_explained(stage: Stage) -> None:
    damaged = {"kind": "customer_number", "text": "12345678", "problem": "check_digit", "part": None}
    result = stage.run(ActionTakeDetails, "give_details", "12345678", level="anonymous", damaged_number=damaged)
    assert "check digit" in result.texts["en"]


def test_who_is_known_needs_no_number(stage: Stage) -> None:
    result = stage.run(ActionTakeDetails, "give_details", customer_number="12345674")
    assert result.responses == ["utter_already_identified"]


def test_a_code_nobody_waits_for(stage: Stage) -> None:
    result = stage.run(ActionTakeDetails, "give_details", level="anonymous", code_digits="123456")
    assert result.responses == ["utter_code_not_expected"]


def test_the_other_invoice(stage: Stage) -> None:
    slots = {"last_matter": "check_bill", "options": OPTIONS, "invoice_number": "R-2026-004711"}
    result = stage.run(ActionTakeDetails, "deny", "no, the other invoice", slots=slots, ordinal="other")
    assert result.slots["invoice_number"] == "R-2026-004712"
    assert result.next_action == "action_check_bill"


@pytest.mark.parametrize(("level", "named"), [("verified", True), ("anonymous", False)])
def test_options_are_named_only_to_their_owner(stage: Stage, level: str, *, named: bool) -> None:
    slots = {"last_matter": "check_bill", "options": OPTIONS}
    result = stage.run(ActionTakeDetails, "give_details", "the ninth", level=level, slots=slots, ordinal="9")
    assert ("utter_choice_unclear" in result.responses) is named
    assert (result.next_action == "action_check_bill") is not named


def test_a_period_refines_the_last_answer(stage: Stage) -> None:
    period = {"from_on": "2025-01-01", "to_on": "2025-12-31", "grain": "year"}
    slots = {"last_matter": "check_consumption", "service_point_id": FLAT}
    result = stage.run(ActionTakeDetails, "give_details", "and in 2025?", slots=slots, period=period)
    assert result.slots["period"] == period
    assert result.slots["service_point_id"] == FLAT
    assert result.next_action == "action_check_consumption"


def test_a_place_refines_the_last_answer(stage: Stage) -> None:
    slots = {"last_matter": "contract_expiry", "service_point_id": FLAT}
    place = {"code": "garage", "text": "garage"}
    result = stage.run(ActionTakeDetails, "give_details", "and the garage?", slots=slots, place=place)
    assert result.slots["service_point_id"] is None
    assert result.next_action == "action_check_contract_expiry"


def test_a_button_works_at_any_time(stage: Stage) -> None:
    result = stage.run(ActionTakeDetails, "choose", service_point_id=GARAGE, matter="check_consumption")
    assert result.slots["service_point_id"] == GARAGE
    assert result.next_action == "action_check_consumption"


def test_an_invoice_number_alone_is_about_the_bill(stage: Stage) -> None:
    slots = {"last_matter": "contract_expiry"}
    result = stage.run(ActionTakeDetails, "give_details", slots=slots, invoice_number="R-2026-004711")
    assert result.next_action == "action_check_bill"


@pytest.mark.parametrize(("intent", "response"), [("deny", "utter_deny"), ("give_details", "utter_details_unclear")])
def test_details_of_nothing(stage: Stage, intent: str, response: str) -> None:
    assert stage.run(ActionTakeDetails, intent, "no").responses == [response]


def test_the_other_one_before_any_was_told_asks_which(stage: Stage) -> None:
    options = [{"value": v, "slot": "invoice_number", "label": v, "words": []} for v in ("R-1", "R-2")]
    slots = {"options": options, "last_matter": "check_bill"}
    result = stage.run(ActionTakeDetails, "deny", "nein, die andere rechnung", slots=slots, ordinal="other")
    assert result.responses == ["utter_choice_unclear"]
    assert [button["title"] for button in result.messages[0]["buttons"]] == ["R-1", "R-2"]
    assert result.form == "choose_form"


@pytest.mark.parametrize(
    "text",
    [
        "Wprowadziłam się 1 listopada, ul. Długa 12, 61-848 Poznań. Numer licznika 80012345, odczyt 4711.",
        "Bin eingezogen: Domstraße 12, 50667 Köln",
    ],
)
def test_a_new_address_begins_a_move(stage: Stage, text: str) -> None:
    assert stage.run(ActionTakeDetails, "give_details", text).next_action == "action_report_move"
    assert stage.run(ActionTakeDetails, "give_details", "Domstraße 12, 50667 Köln").next_action != "action_report_move"


@pytest.mark.parametrize("text", ["das p5", "the router", "telefon p5"])
def test_the_mere_name_of_a_device_asks_what_about_it(stage: Stage, text: str) -> None:
    result = stage.run(ActionTakeDetails, "give_details", text)
    assert result.responses == ["utter_ask_back"]
    assert [button["intent"] for button in result.messages[0]["buttons"]][:2] == ["order_status", "return_goods"]
    assert stage.run(ActionTakeDetails, "give_details", "the flat").responses != ["utter_ask_back"]
