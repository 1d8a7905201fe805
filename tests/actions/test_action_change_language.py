"""Another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_change_language import ActionChangeLanguage

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.mark.parametrize("wanted", ["en", "de", "pl"])
def test_it_is_set_and_kept(stage: Stage, wanted: str) -> None:
    result = stage.run(ActionChangeLanguage, "change_language", level="anonymous", entities={"language": wanted})
    assert result.slots["language"] == wanted
    assert result.slots["language_chosen"] is True
    assert result.next_action == "action_confirm_language"


def test_without_one_it_asks_and_keeps_the_form(stage: Stage) -> None:
    result = stage.run(ActionChangeLanguage, "change_language", level="anonymous", form="identify_form")
    assert result.responses == ["utter_ask_language"]
    assert result.form == "identify_form"


def test_one_that_is_not_spoken(stage: Stage) -> None:
    result = stage.run(ActionChangeLanguage, "change_language", level="anonymous", entities={"language": "fr"})
    assert result.responses == ["utter_language_not_spoken"]


@pytest.mark.parametrize("text", ["und für die andere auch", "and for the other one too", "nie dom, tylko działka"])
def test_what_only_sounds_like_a_wish_for_a_language_is_not_understood(stage: Stage, text: str) -> None:
    result = stage.run(ActionChangeLanguage, "change_language", text, confidence=0.25)
    assert result.next_action == "action_admit_misunderstanding"


@pytest.mark.parametrize("text", ["andere Sprache", "can you speak another language", "w innym języku"])
def test_a_language_that_is_not_named_is_asked_for(stage: Stage, text: str) -> None:
    assert stage.run(ActionChangeLanguage, "change_language", text, confidence=0.25).responses == ["utter_ask_language"]
