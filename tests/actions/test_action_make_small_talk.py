"""Small talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_make_small_talk import RESPONSES, ActionMakeSmallTalk

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.mark.parametrize(("intent", "response"), RESPONSES.items())
def test_each_has_its_words(stage: Stage, intent: str, response: str) -> None:
    result = stage.run(ActionMakeSmallTalk, intent, level="anonymous")
    assert result.responses == [response]
    assert result.next_action == "action_listen"


def test_a_bot_says_so_and_how_to_reach_a_person(stage: Stage) -> None:
    text = stage.run(ActionMakeSmallTalk, "bot_challenge", level="anonymous").texts["en"]
    assert "I am a bot" in text
    assert "+49 30 5550 100" in text


@pytest.mark.parametrize(
    "text", ["na toll", "na super", "dzięki za nic", "jesteście beznadziejni", "jestescie do d..", "thanks for nothing"]
)
def test_bitter_thanks_are_heard_as_what_they_are(stage: Stage, text: str) -> None:
    result = stage.run(ActionMakeSmallTalk, "thanks", text, level="anonymous")
    assert result.responses == ["utter_regret"]
    assert "+49 30 5550 100" in result.texts["de"]


def test_whoever_asks_for_a_human_or_for_a_bot_reads_no_yes_to_the_other(stage: Stage) -> None:
    texts = stage.run(ActionMakeSmallTalk, "bot_challenge", level="anonymous").texts
    assert texts["en"].startswith("I am a bot, not a human")
    assert texts["de"].startswith("Ich bin ein Bot, kein Mensch")
    assert texts["pl"].startswith("Jestem botem, nie człowiekiem")


def test_in_a_form_it_returns_to_the_question(stage: Stage) -> None:
    slots = {"requested_slot": "claimed_second_id"}
    result = stage.run(ActionMakeSmallTalk, "thanks", level="anonymous", form="identify_form", slots=slots)
    assert result.responses == ["utter_thanks", "utter_ask_second_id"]
    assert result.form == "identify_form"


def test_an_offered_choice_just_ends(stage: Stage) -> None:
    result = stage.run(ActionMakeSmallTalk, "thanks", form="choose_form")
    assert result.responses == ["utter_thanks"]
    assert result.form is None


@pytest.mark.parametrize(("said", "wish"), [("morgen um 14 Uhr", True), ("Guten Morgen", False)])
def test_a_time_after_a_promised_call_is_no_greeting(stage: Stage, said: str, wish: bool) -> None:
    result = stage.run(ActionMakeSmallTalk, "greet", said, slots={"last_matter": "human_handoff"})
    assert (result.next_action == "action_request_agent") == wish


@pytest.mark.parametrize(
    ("text", "language", "response"),
    [
        ("no then", "en", "utter_deny"),
        ("nee gut", "de", "utter_deny"),
        ("no problem", "en", "utter_affirm"),
        ("no dobra", "pl", "utter_affirm"),
        ("yes", "en", "utter_affirm"),
    ],
)
def test_a_no_that_sounds_like_a_yes_is_heard(stage: Stage, text: str, language: str, response: str) -> None:
    assert stage.run(ActionMakeSmallTalk, "affirm", text, language=language).responses == [response]
