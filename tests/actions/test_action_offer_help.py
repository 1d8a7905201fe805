"""What the bot can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_offer_help import ActionOfferHelp

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_help_in_the_middle_of_a_form_returns_to_it(stage: Stage) -> None:
    result = stage.run(ActionOfferHelp, "ask_help", level="anonymous", form="identify_form")
    assert result.responses == ["utter_offer_help", "utter_ask_number_again"]
    assert result.form == "identify_form"
    assert "your change of supplier" in result.texts["en"]


@pytest.mark.parametrize(
    "text",
    ["could my son deal with you for me", "darf mein Sohn das für mich regeln", "czy mógłby syn za mnie to załatwiać"],
)
def test_who_asks_whether_another_may_speak_is_told_of_people(stage: Stage, text: str) -> None:
    assert stage.run(ActionOfferHelp, "ask_help", text).next_action == "action_update_contact"
