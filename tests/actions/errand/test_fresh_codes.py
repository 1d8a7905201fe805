"""An errand that waits for a code of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.action_resume_errand import ActionResumeErrand
from actions.validate_errand_form import ValidateErrandForm
from tests.actions.fake_leaving import WAITING_FOR_CODE

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_after_a_side_question_the_code_on_its_way_still_counts(stage: Stage) -> None:
    result = stage.run(ActionResumeErrand, "check_bill", "what do I owe?", slots={"draft": WAITING_FOR_CODE})
    assert result.responses == ["utter_back_to_errand", "utter_errand_code_is_waiting"]
    assert result.requests == []
    assert result.slots["draft"]["asking"] == "code"


def test_another_matter_is_served_while_the_code_is_waited_for(stage: Stage) -> None:
    result = stage.run(
        ValidateErrandForm,
        "check_bill",
        "what do I owe?",
        slots={"draft": WAITING_FOR_CODE},
        form="errand_form",
        confidence=0.9,
    )
    assert result.events == []


def test_a_no_drops_it(stage: Stage) -> None:
    result = stage.run(ValidateErrandForm, "deny", "no", slots={"draft": WAITING_FOR_CODE}, form="errand_form")
    assert result.responses == ["utter_matter_dropped"]
    assert result.slots["draft"] is None
