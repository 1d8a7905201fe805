"""Who fears to be cut off is answered, whatever it sounds like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.hardship import fears_cut_off
from actions._words.how_long import barely_asks_when
from actions._words.money import asks_of_cut_off
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_check_complaint import ActionCheckComplaint
from actions.action_check_payment import ActionCheckPayment
from actions.action_report_outage import ActionReportOutage
from actions.action_start_notifications import ActionStartNotifications
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


@pytest.mark.parametrize(
    "text",
    [
        "what happens if i dont pay",
        "what if i don't pay it",
        "was passiert, wenn ich nicht zahle",
        "co będzie jak nie zapłacę",
    ],
)
@pytest.mark.parametrize("intent", ["decline_offer", "contract_details", "cancel_contract"])
def test_what_comes_of_not_paying_is_told(stage: Stage, text: str, intent: str) -> None:
    assert stage.run(ActionAdmitMisunderstanding, intent, text).next_action == "action_check_payment"
    assert stage.run(ActionCheckPayment, "payment_status", text).responses == ["utter_cut_off"]


@pytest.mark.parametrize("text", ["wyłączycie mi prąd?", "will you cut my power", "stellt ihr mir den strom ab?"])
def test_a_question_for_being_cut_off_is_no_outage(stage: Stage, text: str) -> None:
    assert stage.run(ActionReportOutage, "report_outage", text).next_action == "action_check_payment"


@pytest.mark.parametrize(
    "text", ["you have cut my power", "wyłączyliście mi prąd", "strom abgestellt", "wyłączycie jutro prąd?"]
)
def test_a_supply_that_is_off_is_one(text: str) -> None:
    assert not fears_cut_off(text)


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("contract_expiry", "when"),
        ("contract_expiry", "und bis wann"),
        ("contract_expiry", "kiedy"),
        ("order_status", "when do i get it"),
    ],
)
def test_a_bare_when_after_a_bill_is_about_that(stage: Stage, intent: str, text: str) -> None:
    told = stage.run(ActionAdmitMisunderstanding, intent, text, slots={"last_matter": "check_bill"})
    assert told.next_action == "action_check_bill"
    assert not barely_asks_when("when does my contract end")


@pytest.mark.parametrize("text", ["dajcie mi tydzień", "give me a week", "gebt mir noch eine woche"])
def test_time_asked_for_after_a_bill_is_time_to_pay(stage: Stage, text: str) -> None:
    told = stage.run(ActionStartNotifications, "start_notifications", text, slots={"last_matter": "payment_status"})
    assert told.next_action == "action_offer_payment"
