"""After the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._matters import ACTIONS
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


@pytest.mark.parametrize("matter", ["switch_status", "order_status", "complaint_status"])
def test_what_an_address_heard_in_part_is_told_in_full_after_the_code(stage: Stage, matter: str) -> None:
    slots = {"last_matter": matter, "claimed_number": "12345674"}
    result = stage.run(ActionResumeIdentified, "identity_changed", slots=slots, data={"level": "verified"})
    assert result.responses == ["utter_identified"]
    assert result.next_action == ACTIONS[matter]


@pytest.mark.parametrize(("matter", "level"), [("ask_price", "verified"), ("switch_status", "channel")])
def test_what_was_told_in_full_is_not_told_again(stage: Stage, matter: str, level: str) -> None:
    slots = {"last_matter": matter}
    result = stage.run(ActionResumeIdentified, "identity_changed", slots=slots, data={"level": level}, level=level)
    assert result.responses == ["utter_identified_without_matter"]
