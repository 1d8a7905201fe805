"""Who fears to be cut off is answered, whatever it sounds like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.money import asks_of_cut_off
from actions.action_check_complaint import ActionCheckComplaint
from actions.action_stop_notifications import ActionStopNotifications

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.mark.parametrize(
    "text", ["a nie wyłączycie mi prądu?", "so r u gonna cut me off or what", "klemmt ihr mir den Strom ab"]
)
def test_a_fear_stops_no_messages_and_is_no_complaint(stage: Stage, text: str) -> None:
    stopped = stage.run(ActionStopNotifications, "stop_notifications", text)
    assert stopped.next_action == "action_check_payment"
    assert not [call for call in stage.backend.calls if call.method != "GET"]
    asked = stage.run(ActionCheckComplaint, "complaint_status", text)
    assert asked.next_action == "action_check_payment"


@pytest.mark.parametrize("text", ["wyłączcie mi newsletter", "stop the text messages", "keine SMS mehr bitte"])
def test_messages_are_still_stopped(text: str) -> None:
    assert not asks_of_cut_off(text)


@pytest.mark.parametrize(
    "text",
    ["u lot sent me a red letter", "was soll der rote Brief", "dostałam ostateczne wezwanie", "got a final demand"],
)
def test_a_last_warning_is_answered_like_the_fear(stage: Stage, text: str) -> None:
    assert stage.run(ActionCheckComplaint, "complaint_status", text).next_action == "action_check_payment"
