"""Words added to a ticket."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from actions.action_add_to_complaint import ActionAddToComplaint
from actions.validate_errand_form import ValidateErrandForm
from tests.actions.fake_complaints import ticket

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage


def begun(stage: Stage) -> Result:
    stage.backend.tickets = [ticket("T-100001")]
    return stage.run(ActionAddToComplaint, "complaint_status", "please add to my complaint: it smokes now")


def test_the_words_are_repeated_and_added(stage: Stage) -> None:
    asked = begun(stage)
    assert "“it smokes now”" in asked.texts["en"]
    stage.backend.answers["POST", "/tickets/T-100001/messages"] = (201, ticket("T-100001"))
    done = stage.run(ValidateErrandForm, "affirm", "yes", slots={"draft": asked.slots["draft"]}, form="errand_form")
    (sent,) = [call for call in stage.backend.calls if call.method == "POST"]
    assert json.loads(sent.content) == {"text": "it smokes now"}
    assert "5. Dezember 2026" in done.texts["de"]


def test_one_closed_too_long_ago_takes_none(stage: Stage) -> None:
    asked = begun(stage)
    stage.backend.answers["POST", "/tickets/T-100001/messages"] = (409, {"code": "ticket_too_old", "message": ""})
    done = stage.run(ValidateErrandForm, "affirm", "yes", slots={"draft": asked.slots["draft"]}, form="errand_form")
    assert done.responses == ["utter_ticket_too_old"]


def test_without_an_open_ticket_there_is_nothing_to_add_to(stage: Stage) -> None:
    result = stage.run(ActionAddToComplaint, "complaint_status", "add to my complaint: it smokes")
    assert result.responses == ["utter_no_tickets"]
