"""Answers to "who are you?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.validate_identify_form import ValidateIdentifyForm

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

OPEN = {"requested_slot": "claimed_number", "open_matter": "check_bill"}
DAMAGED = {"kind": "customer_number", "text": "1234567", "problem": "too_short", "part": None}


def answer(stage: Stage, intent: str, text: str = "", **fields: object) -> Result:
    slots = {**OPEN, **fields.pop("slots", {})}  # type: ignore[dict-item]
    return stage.run(ValidateIdentifyForm, intent, text, level="anonymous", form="identify_form", slots=slots, **fields)


@pytest.mark.parametrize("entity", ["customer_number", "personal_id", "tax_id"])
@pytest.mark.parametrize("intent", ["give_details", "nlu_fallback", "check_bill"])
def test_a_number_is_taken_wherever_it_stands(stage: Stage, entity: str, intent: str) -> None:
    result = answer(stage, intent, **{entity: "12345674"})
    assert result.slots["claimed_number"] == "12345674"
    assert result.next_action == "action_request_identification"
    assert result.form is None


def test_an_application_number_asks_for_the_id(stage: Stage) -> None:
    result = answer(stage, "give_details", application_number="A-1234566")
    assert result.responses == ["utter_ask_second_id"]
    assert result.form == "identify_form"
    assert result.slots["requested_slot"] == "claimed_second_id"


def test_the_id_completes_the_application_number(stage: Stage) -> None:
    slots = {"requested_slot": "claimed_second_id", "claimed_number": "A-1234566"}
    result = answer(stage, "give_details", slots=slots, personal_id="44051401359")
    assert (result.slots["claimed_number"], result.slots["claimed_second_id"]) == ("A-1234566", "44051401359")
    assert result.next_action == "action_request_identification"


def test_both_at_once(stage: Stage) -> None:
    result = answer(stage, "give_details", application_number="A-1234566", personal_id="44051401359")
    assert result.next_action == "action_request_identification"


def test_a_damaged_number_says_what_is_wrong(stage: Stage) -> None:
    result = answer(stage, "give_details", damaged_number=DAMAGED)
    assert result.responses == ["utter_number_damaged"]
    assert "something is missing" in result.texts["en"]
    assert result.form == "identify_form"


def test_wrong_twice_offers_the_phone(stage: Stage) -> None:
    first = answer(stage, "nlu_fallback", "what?")
    assert first.responses == ["utter_number_unclear"]
    second = answer(stage, "nlu_fallback", "what?", slots={"misunderstandings": first.slots["misunderstandings"]})
    assert second.responses == ["utter_number_help"]
    assert "+49 30 5550 100" in second.texts["en"]
    third = answer(stage, "give_details", slots={"misunderstandings": 1.0}, damaged_number=DAMAGED)
    assert third.responses == ["utter_number_damaged", "utter_number_help"]


@pytest.mark.parametrize("text", ["no, I'm staying after all", "nein, ich bleibe doch hier", "nie, jednak zostaję"])
def test_who_stays_need_not_say_who_it_is(stage: Stage, text: str) -> None:
    moves = answer(stage, "renew_contract", text, slots={"open_matter": "report_move"})
    assert moves.next_action == "action_drop_matter"
    assert answer(stage, "renew_contract", text).next_action is None


@pytest.mark.parametrize(
    ("intent", "said"), [("out_of_scope", {}), ("nlu_fallback", {}), ("give_details", {"customer_number": "12345674"})]
)
def test_whoever_sends_a_file_too_early_hears_that_it_is_not_kept(
    stage: Stage, intent: str, said: dict[str, object]
) -> None:
    paper = {"id": "f1", "kind": "file", "title": "paper.pdf", "media_type": "application/pdf"}
    result = answer(stage, intent, "my papers of the move", attachments=[paper], **said)
    assert result.responses[0] == "utter_errand_files_later"
    assert "send it again" in result.texts["en"]


def test_the_second_id_is_asked_for_again(stage: Stage) -> None:
    slots = {"requested_slot": "claimed_second_id", "claimed_number": "A-1234566"}
    result = answer(stage, "nlu_fallback", "hm", slots=slots)
    assert result.slots["requested_slot"] == "claimed_second_id"
    assert "PESEL" in result.texts["de"]


@pytest.mark.parametrize(
    "text",
    [
        *("A code, please", "send me a code", "code", "can I get the code on my phone?"),
        *("Einen Code bitte", "schickt mir den Code aufs Handy", "Code an mein Telefon"),
        *("Proszę o kod", "wyślijcie mi kod", "poproszę kod na telefon"),
    ],
)
@pytest.mark.parametrize("intent", ["nlu_fallback", "continue_elsewhere", "human_handoff"])
def test_a_code_is_asked_for_from_a_known_address(stage: Stage, text: str, intent: str) -> None:
    result = stage.run(ValidateIdentifyForm, intent, text, level="channel", form="identify_form", slots=OPEN)
    assert result.next_action == "action_request_identification"
    assert result.responses == []


@pytest.mark.parametrize(
    "text",
    ["what code?", "no code has come", "my discount code", "welcher Code?", "bez kodu nie da się?", "my postcode"],
)
def test_a_code_that_is_not_asked_for(stage: Stage, text: str) -> None:
    result = stage.run(ValidateIdentifyForm, "nlu_fallback", text, level="channel", form="identify_form", slots=OPEN)
    assert result.next_action != "action_request_identification"


def test_a_stranger_needs_a_number(stage: Stage) -> None:
    for intent in ("nlu_fallback", "human_handoff"):
        result = answer(stage, intent, "A code, please")
        assert result.responses == ["utter_ask_number_again"]
        assert result.form == "identify_form"


def test_no_number_at_hand(stage: Stage) -> None:
    assert answer(stage, "deny", "I don't have it").responses == ["utter_number_help"]


@pytest.mark.parametrize("intent", ["report_emergency", "cancel_dialogue", "ask_help", "contract_expiry", "thanks"])
def test_another_matter_is_left_to_its_rule(stage: Stage, intent: str) -> None:
    assert answer(stage, intent).events == []


def test_an_emergency_comes_before_a_number(stage: Stage) -> None:
    assert answer(stage, "report_emergency", "gas! 12345674", customer_number="12345674").events == []


@pytest.mark.parametrize(
    ("slot", "response"), [("claimed_number", "utter_ask_number_again"), ("claimed_second_id", "utter_ask_second_id")]
)
@pytest.mark.parametrize("intent", ["nlu_fallback", "affirm", "deny"])
def test_after_a_danger_it_asks_again_and_blames_nobody(stage: Stage, intent: str, slot: str, response: str) -> None:
    asked = {"requested_slot": slot}
    result = answer(stage, intent, "it was nothing", slots=asked, before="action_report_emergency")
    assert result.responses == [response]
    assert (result.form, result.slots["requested_slot"]) == ("identify_form", slot)
    assert result.slots["misunderstandings"] == 0.0, "without a slot Rasa takes the message for rejected"


def test_after_a_danger_a_number_is_taken(stage: Stage) -> None:
    result = answer(stage, "give_details", customer_number="12345674", before="action_report_emergency")
    assert result.next_action == "action_request_identification"


@pytest.mark.parametrize("text", ["my name is erik johansson", "ich heiße Erik Johansson", "nazywam się Jan Kowalski"])
def test_who_says_a_name_changes_none(stage: Stage, text: str) -> None:
    result = answer(stage, "update_contact", text)
    assert result.responses == ["utter_ask_number_again"]
    assert result.form == "identify_form"
    assert "open_matter" not in result.slots


@pytest.mark.parametrize("text", ["my name is now Anna Berg", "my name is spelled wrong", "ich heiße jetzt Anna Berg"])
def test_a_new_name_is_a_matter_of_its_own(stage: Stage, text: str) -> None:
    assert answer(stage, "update_contact", text).events == []


def test_what_is_none_of_our_business_is_said_without_asking_for_the_number_again(stage: Stage) -> None:
    told = answer(stage, "out_of_scope", "what's the weather tomorrow?", confidence=0.8)
    assert told.responses == ["utter_outside_here"]


@pytest.mark.parametrize("text", ["ach nein, doch nicht", "nie, jednak nie", "I changed my mind"])
def test_who_would_rather_not_say_who_it_is_leaves(stage: Stage, text: str) -> None:
    assert answer(stage, "deny", text).next_action == "action_drop_matter"
