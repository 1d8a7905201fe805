"""After the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.action_resume_identified import ActionResumeIdentified

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_the_open_matter_goes_on(stage: Stage) -> None:
    slots = {"open_matter": "check_consumption", "claimed_number": "12345674"}
    result = stage.run(ActionResumeIdentified, "identity_changed", slots=slots, data={"level": "verified"})
    assert result.next_action == "action_check_consumption"
    assert result.slots["claimed_number"] is None


def test_without_one_it_asks_what_is_wanted(stage: Stage) -> None:
    result = stage.run(ActionResumeIdentified, "identity_changed", data={"level": "verified"})
    assert result.responses == ["utter_identified_without_matter"]


def test_signed_out(stage: Stage) -> None:
    slots = {"open_matter": "check_bill"}
    result = stage.run(
        ActionResumeIdentified, "identity_changed", level="anonymous", slots=slots, data={"level": "anonymous"}
    )
    assert result.responses == ["utter_signed_out"]
    assert result.slots["open_matter"] is None
