"""What is due after the backend was away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.action_resume_parked import ActionResumeParked

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_the_parked_matter_is_served(stage: Stage) -> None:
    result = stage.run(
        ActionResumeParked, "parked_due", slots={"open_matter": "check_bill"}, data={"matter": "check_bill"}
    )
    assert result.next_action == "action_check_bill"


def test_what_was_answered_meanwhile_is_left_alone(stage: Stage) -> None:
    result = stage.run(ActionResumeParked, "parked_due", slots={"open_matter": None}, data={"matter": "check_bill"})
    assert result.next_action == "action_listen"
    assert result.messages == []
