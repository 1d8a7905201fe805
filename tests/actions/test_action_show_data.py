"""What is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_check_switch import ActionCheckSwitch
from actions.action_request_agent import ActionRequestAgent
from actions.action_show_data import ActionShowData, parts_named
from tests.actions.fake_account import RECORD, ROUTES, begin

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.fixture(autouse=True)
def account_answers(stage: Stage) -> None:
    stage.backend.answers |= ROUTES


def test_everything_masked(stage: Stage) -> None:
    told = begin(stage, ActionShowData, "what do you have on me")
    for words in ("12345674", "***758", "+49 *** 9001", "DE02…4321", "offers (email)", "Klara Nowak"):
        assert words in told.texts["en"]
    assert "Old Helper" not in told.texts["en"]


@pytest.mark.parametrize(
    ("text", "shown", "hidden"),
    [
        ("my customer number please", "12345674", "DE02"),
        ("which bank account do you have", "DE02…4321", "12345674"),
        ("which permissions have I given", "offers", "DE02"),
        ("who else may act for me", "Klara Nowak", "DE02"),
        ("which email is on file", "a***@example.org", "DE02"),
        ("what is the meter number", "41373559241", "DE02"),
        ("from which account do you collect", "DE02…4321", "12345674"),
        ("what is my address that you have", "Lindenweg 5, 10115 Berlin", "DE02"),
        ("do you have my tax id", "***758", "DE02"),
    ],
)
def test_one_part(stage: Stage, text: str, shown: str, hidden: str) -> None:
    told = begin(stage, ActionShowData, text)
    assert shown in told.texts["en"]
    assert hidden not in told.texts["en"]


def test_nothing_on_record_has_words(stage: Stage) -> None:
    bare = {**RECORD, "addresses": [], "representatives": [], "personal_id": None, "customer_number": None}
    stage.backend.answers |= {
        ("GET", "/customer"): bare,
        ("GET", "/bank-accounts"): (403, {"code": "right_missing", "message": "", "details": {}}),
        ("GET", "/consents"): {"items": [], "total": 0, "history": []},
    }
    told = begin(stage, ActionShowData, "what do you have on me")
    assert "nobody but you" in told.texts["en"]
    assert "keine Werbung" in told.texts["de"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("welche nummer hab ich jetzt bei euch und welche bank", ["contact", "bank"]),
        ("which email and which iban do you have", ["contact", "bank"]),
        ("jaki mam telefon i numer klienta", ["contact", "number"]),
        ("what is my name", ["name"]),
        ("what do you know about me", []),
    ],
)
def test_every_part_that_is_named_is_told(text: str, parts: list[str]) -> None:
    assert parts_named(text) == parts


def test_the_buttons_come_once(stage: Stage) -> None:
    told = stage.run(ActionShowData, "show_my_data", "welche nummer und welche bank habt ihr von mir")
    assert told.responses == ["utter_my_data", "utter_my_data"]
    assert [len(message["buttons"]) for message in told.messages] == [0, 2]


@pytest.mark.parametrize(
    "text",
    [
        "who can order for our company?",
        "and who here may approve an order?",
        "wer darf bei uns bestellen?",
        "kto u nas może zamawiać?",
        "kto zatwierdza zamówienia?",
    ],
)
def test_who_may_order_is_on_record(stage: Stage, text: str) -> None:
    said = stage.run(ActionRequestAgent, "human_handoff", text)
    assert said.next_action == "action_show_data"
    assert parts_named(text) == ["people"]


@pytest.mark.parametrize("text", ["who can help me with my order?", "wer hilft mir", "kto może ze mną porozmawiać?"])
def test_who_can_help_is_no_question_of_rights(stage: Stage, text: str) -> None:
    assert stage.run(ActionRequestAgent, "human_handoff", text).next_action != "action_show_data"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("who is my grid operator", "switch_status"),
        ("wer ist mein Netzbetreiber?", "switch_status"),
        ("kto jest moim operatorem sieci", "nlu_fallback"),
    ],
)
def test_the_grid_operator_is_named_by_the_record(stage: Stage, text: str, intent: str) -> None:
    action = ActionCheckSwitch if intent == "switch_status" else ActionAdmitMisunderstanding
    assert stage.run(action, intent, text).next_action == "action_show_data"
    stage.backend.points[0]["grid_operator"] = "Rheinnetz"
    told = stage.run(ActionShowData, intent, text)
    assert told.responses == ["utter_grid_operators"]
    assert "Flat: Rheinnetz" in told.texts["en"]
    assert "Garage: the grid operator is not on record" in told.texts["en"]
    assert "Rheinnetz" in told.texts["pl"]


def test_what_the_grid_operator_does_is_no_question_of_its_name(stage: Stage) -> None:
    told = stage.run(ActionCheckSwitch, "switch_status", "has the grid operator answered yet")
    assert told.responses == ["utter_switches"]


def test_a_meter_number_that_was_put_right_is_said_to_come_later(stage: Stage) -> None:
    """The grid operator confirms it first; until then the record holds the old one."""
    words = "shows here once the grid operator has confirmed it"
    assert words not in begin(stage, ActionShowData, "which meter number do you have").texts["en"]
    point = {**stage.backend.points[0], "state": "planned", "meter_number": "1LGZ0058712560"}
    stage.backend.answers["GET", "/service-points"] = {"items": [point], "total": 1}
    assert words in begin(stage, ActionShowData, "which meter number do you have").texts["en"]
