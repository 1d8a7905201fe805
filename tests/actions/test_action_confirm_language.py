"""The confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.action_confirm_language import ActionConfirmLanguage

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_each_in_its_language_and_back_to_the_form(stage: Stage) -> None:
    result = stage.run(ActionConfirmLanguage, "change_language", level="anonymous", form="identify_form")
    assert "auf Deutsch" in result.texts["de"]
    assert "po polsku" in result.texts["pl"]
    assert result.responses[1] == "utter_ask_number_again"
