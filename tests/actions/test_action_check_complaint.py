"""How far complaints are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.action_check_complaint import ActionCheckComplaint
from tests.actions.fake_complaints import detail, ticket

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

MATTER = "complaint_status"


def test_the_only_open_one_is_explained(stage: Stage) -> None:
    stage.backend.tickets = [ticket("T-100001"), ticket("T-100000", state="closed"), ticket("T-1", kind="callback")]
    stage.backend.answers["GET", "/tickets/T-100001"] = detail("T-100001", state="waiting", waiting_for="customer")
    result = stage.run(ActionCheckComplaint, MATTER, "how is my complaint")
    assert "waiting for you" in result.texts["en"]
    assert "Bitte ein Foto." in result.texts["de"]
    assert "5 grudnia 2026" in result.texts["pl"]
    assert result.messages[0]["buttons"][0]["entities"] == {"step": "add_to_ticket", "answer": "T-100001"}


def test_one_that_is_late_says_so(stage: Stage) -> None:
    stage.backend.tickets = [ticket("T-100001")]
    stage.backend.answers["GET", "/tickets/T-100001"] = detail("T-100001", answer_due_on="2026-11-16")
    assert "should have been answered" in stage.run(ActionCheckComplaint, MATTER, "news?").texts["en"]


def test_several_are_listed_and_one_is_picked(stage: Stage) -> None:
    stage.backend.tickets = [ticket("T-100001"), ticket("T-100002", waiting_for="grid_operator")]
    stage.backend.answers["GET", "/tickets/T-100002"] = detail("T-100002", state="closed", outcome="rejected")
    listed = stage.run(ActionCheckComplaint, MATTER, "my complaints")
    assert "Netzbetreiber" in listed.texts["de"]
    assert [button["title"] for button in listed.messages[0]["buttons"]] == [
        "T-100001 · a device",
        "T-100002 · a device",
    ]
    assert "T-100002 (a device) vom" in listed.texts["de"]
    picked = stage.run(ActionCheckComplaint, MATTER, "and T-100002?")
    assert "not upheld" in picked.texts["en"]


def test_none_and_a_strange_number(stage: Stage) -> None:
    assert "no open complaint" in stage.run(ActionCheckComplaint, MATTER, "how is it").texts["en"]
    assert "T-999999" in stage.run(ActionCheckComplaint, MATTER, "T-999999?").texts["pl"]


def test_something_is_added(stage: Stage) -> None:
    for said, entities in (("dopisz że dymi", {}), ("", {"step": "add_to_ticket", "answer": "T-100001"})):
        result = stage.run(ActionCheckComplaint, MATTER, said, entities=entities)
        assert result.next_action == "action_add_to_complaint"


def test_one_that_is_being_taken_is_not_sent_yet(stage: Stage) -> None:
    draft = {"matter": "file_complaint", "asking": "type"}
    result = stage.run(ActionCheckComplaint, MATTER, "co z moją reklamacją", slots={"draft": draft})
    assert result.responses == ["utter_errand_state"]
    assert "nothing has been done so far" in result.texts["en"]
