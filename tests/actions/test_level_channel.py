"""A conversation that never was verified: what a confirmed address may have done, and that it hears nothing more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from actions._errand.errand_action import ERRANDS
from actions.action_add_to_complaint import ActionAddToComplaint
from actions.action_check_bill import ActionCheckBill
from actions.action_check_complaint import ActionCheckComplaint
from actions.action_check_order import ActionCheckOrder
from actions.action_check_switch import ActionCheckSwitch
from actions.action_make_small_talk import ActionMakeSmallTalk
from actions.action_request_agent import ActionRequestAgent
from actions.action_stop_notifications import ActionStopNotifications
from actions.action_submit_meter_reading import ActionSubmitMeterReading
from actions.action_take_details import ActionTakeDetails
from tests.actions.conftest import LANGUAGES
from tests.actions.fake_backend import FLAT, GARAGE, TICKET
from tests.actions.fake_complaints import ticket
from tests.actions.fake_readings import IN_REVIEW, PHOTO, sent

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage
    from tests.actions.fake_backend import FakeBackend

ORDER = {
    "number": "O-0440001",
    "kind": "device",
    "state": "packed",
    "outcome": "open",
    "placed_at": "2026-11-10T09:00:00Z",
    "state_since_at": "2026-11-18T09:00:00Z",
    "promised_on": "2026-11-28",
    "waiting_for": "warehouse",
    "blocker_code": None,
    "next_state": "handed_over",
}
COMPLAINT = ticket("T-100400", about=None, complaint_type=None)
REGISTER = {"code": "1.8.0", "unit": "kWh", "digits": 6}
METERS = [
    {"service_point_id": FLAT, "commodity": "electricity", "number_end": "4711", "registers": [REGISTER]},
    {"service_point_id": GARAGE, "commodity": "electricity", "number_end": "0815", "registers": [REGISTER]},
]
PERSONAL = ("Flat", "Garage", "Wohnung", "Lindenweg", "Nowak", "example.org", "9001", "84.20", "84,20", "4100")
"""What the records hold that a mere address must not hear."""

WAY_TO_MORE = {"en": "code", "de": "Code", "pl": "kod"}


@pytest.fixture(autouse=True)
def records(backend: FakeBackend) -> FakeBackend:
    backend.answers |= {
        ("GET", "/orders"): {"items": [ORDER], "total": 1},
        ("GET", "/meters"): {"items": METERS, "total": 2},
        ("POST", "/readings"): (201, {**IN_REVIEW, "check_state": "accepted"}),
        ("POST", "/documents"): (201, {"id": "paper-1"}),
        ("PUT", "/documents/paper-1/files/all"): (200, {}),
        ("PUT", "/consents"): {"items": [], "total": 0, "history": []},
        ("POST", "/tickets/T-100400/messages"): (201, COMPLAINT),
    }
    backend.tickets = [COMPLAINT]
    return backend


def says_no_more_than_it_may(result: Result, *, tells_way: bool = True) -> None:
    for language in LANGUAGES:
        text = result.texts[language]
        assert text
        assert not [word for word in PERSONAL if word in text], text
        assert not tells_way or WAY_TO_MORE[language] in text, text


def test_an_order(stage: Stage) -> None:
    told = stage.run(ActionCheckOrder, "order_status", "where is my order", level="channel")
    assert told.responses == ["utter_orders"]
    assert "O-0440001" in told.texts["en"]
    assert "28 November 2026" in told.texts["en"]
    says_no_more_than_it_may(told)


def test_a_change_of_supplier(stage: Stage) -> None:
    told = stage.run(ActionCheckSwitch, "switch_status", "how far is my switch", level="channel")
    assert "step 6 of 10" in told.texts["en"]
    says_no_more_than_it_may(told)


def test_a_ticket(stage: Stage) -> None:
    told = stage.run(ActionCheckComplaint, "complaint_status", "what about my complaint", level="channel")
    assert told.responses == ["utter_ticket_status"]
    assert "T-100400" in told.texts["pl"]
    says_no_more_than_it_may(told)


def test_several_tickets_without_their_subjects(stage: Stage, records: FakeBackend) -> None:
    records.tickets = [COMPLAINT, {**COMPLAINT, "number": "T-100401"}]
    told = stage.run(ActionCheckComplaint, "complaint_status", "my cases", level="channel")
    assert told.responses == ["utter_ticket_list"]
    assert "T-100401" in told.texts["de"]
    says_no_more_than_it_may(told)


def test_words_are_added_to_a_ticket(stage: Stage, records: FakeBackend) -> None:
    asked = stage.run(ActionAddToComplaint, "add_to_complaint", "add: it happened again today", level="channel")
    assert asked.responses == ["utter_ticket_words_summary"]
    told = stage.answer(asked, "affirm", "yes", level="channel")
    assert told.responses == ["utter_ticket_words_added"]
    says_no_more_than_it_may(told, tells_way=False)


def test_a_reading_by_the_number_on_the_meter(stage: Stage, records: FakeBackend) -> None:
    asked = stage.run(ActionSubmitMeterReading, "submit_meter_reading", "meter reading", level="channel")
    assert asked.responses == ["utter_ask_reading_point"]
    assert "electricity (…4711)" in asked.texts["en"]
    says_no_more_than_it_may(asked, tells_way=False)
    value = stage.answer(asked, "choose", level="channel", step="point", answer=GARAGE)
    assert value.responses == ["utter_ask_reading_value"]
    says_no_more_than_it_may(value, tells_way=False)
    summary = stage.answer(value, "give_details", "4180", level="channel", number={"value": "4180"})
    assert summary.responses == ["utter_reading_summary"]
    told = stage.answer(summary, "affirm", "yes", level="channel")
    assert told.responses == ["utter_reading_taken"]
    says_no_more_than_it_may(told, tells_way=False)
    assert sent(records, "/readings")["service_point_id"] == GARAGE
    assert sent(records, "/readings")["values"] == [{"register_code": "1.8.0", "value": "4180"}]


def test_one_meter_needs_no_question(stage: Stage, records: FakeBackend) -> None:
    records.answers["GET", "/meters"] = {"items": METERS[:1], "total": 1}
    asked = stage.run(ActionSubmitMeterReading, "submit_meter_reading", "meter reading", level="channel")
    assert asked.responses == ["utter_ask_reading_value"]


def test_what_was_told_to_somebody_proven_is_not_told_to_an_address(stage: Stage, records: FakeBackend) -> None:
    records.answers["GET", "/readings"] = {
        "items": [{"value": "4100", "unit": "kWh", "read_on": "2026-10-31", "source": "customer"}],
        "registers": [REGISTER],
    }
    asked = stage.run(ActionSubmitMeterReading, "submit_meter_reading", "reading for the flat", place="Flat")
    assert "4,100" in asked.texts["en"]
    again = stage.run(ActionSubmitMeterReading, "conversation_continued", slots=asked.slots, level="channel")
    assert again.responses == ["utter_ask_reading_value"]
    assert "4,100" not in again.texts["en"]


@pytest.mark.parametrize("level", ["channel", "verified"])
def test_a_photo_alone_is_kept_and_the_value_asked_for(stage: Stage, records: FakeBackend, level: str) -> None:
    records.answers["GET", "/meters"] = {"items": METERS[:1], "total": 1}
    records.answers["GET", "/readings"] = {"items": [], "registers": [REGISTER]}
    records.points = records.points[:1]
    slots: dict[str, Any] = {}
    asked = stage.run(ActionSubmitMeterReading, "submit_documents", attachments=[PHOTO], level=level, slots=slots)
    assert asked.responses == ["utter_reading_photo_kept", "utter_ask_reading_value"]
    assert "Was zeigt der Zähler?" in asked.texts["de"]
    summary = stage.answer(asked, "give_details", "4180", level=level, number={"value": "4180"})
    assert "with your photo" in summary.texts["en"]
    stage.answer(summary, "affirm", "yes", level=level)
    assert sent(records, "/readings")["photo_document_id"] == "paper-1"


def test_a_photo_with_a_number_needs_no_question(stage: Stage, records: FakeBackend) -> None:
    records.answers["GET", "/meters"] = {"items": METERS[:1], "total": 1}
    number = {"value": "12345"}
    to = stage.run(ActionTakeDetails, "give_details", "12345", attachments=[PHOTO], level="channel", number=number)
    assert to.next_action == "action_submit_meter_reading"
    told = stage.run(
        ActionSubmitMeterReading, "give_details", "12345", attachments=[PHOTO], level="channel", number=number
    )
    assert told.responses == ["utter_reading_photo_kept", "utter_reading_summary"]
    assert "12.345 kWh" in told.texts["de"]


@pytest.mark.parametrize("intent", ["affirm", "thanks", "greet"])
@pytest.mark.parametrize("text", ["Hier mein Zähler", "this is my meter", "oto mój licznik"])
def test_a_photo_of_the_meter_is_no_small_talk(stage: Stage, intent: str, text: str) -> None:
    to = stage.run(ActionMakeSmallTalk, intent, text, attachments=[PHOTO], level="channel")
    assert to.next_action in ("action_submit_meter_reading", "action_take_documents")


def test_a_meter_that_is_named_beside_its_photo_is_read(stage: Stage) -> None:
    to = stage.run(ActionMakeSmallTalk, "affirm", "Hier mein Zähler", attachments=[PHOTO], level="channel")
    assert to.next_action == "action_submit_meter_reading"


@pytest.mark.parametrize("intent", ["affirm", "thanks", "greet", "give_details"])
def test_here_you_are_is_said_to_a_file(stage: Stage, intent: str) -> None:
    action = ActionTakeDetails if intent == "give_details" else ActionMakeSmallTalk
    to = stage.run(action, intent, "bitte sehr", attachments=[PHOTO], level="channel")
    assert to.next_action == "action_take_documents"


def test_a_paper_beside_the_photo_is_kept_as_what_it_is(stage: Stage, records: FakeBackend) -> None:
    records.answers["GET", "/meters"] = {"items": METERS[:1], "total": 1}
    text, number = "anbei das Foto vom Zähler und eine Vollmacht. Der Stand ist 12345", {"value": "12345"}
    files = [PHOTO, {**PHOTO, "id": "f-2", "media_type": "application/pdf", "title": "vollmacht.pdf"}]
    told = stage.run(
        ActionSubmitMeterReading, "submit_meter_reading", text, attachments=files, level="channel", number=number
    )
    assert told.responses == ["utter_reading_photo_kept", "utter_reading_summary"]
    assert "Das Dokument dabei ist auch bei uns" in told.texts["de"]
    kept = [call for call in records.calls if call.method == "POST" and call.url.path == "/documents"]
    assert [json.loads(call.content)["kind"] for call in kept] == ["photo", "authority"]


def test_a_strangers_photo_is_asked_for_again(stage: Stage) -> None:
    told = stage.run(ActionSubmitMeterReading, "submit_documents", attachments=[PHOTO], level="anonymous")
    assert told.responses == ["utter_errand_files_later", "utter_ask_number"]


def test_no_more_advertising(stage: Stage) -> None:
    told = stage.run(ActionStopNotifications, "stop_notifications", "stop sms", level="channel")
    assert told.responses == ["utter_messages_stopped"]
    says_no_more_than_it_may(told, tells_way=False)


def test_messages_of_the_contract_go_elsewhere_only_for_somebody_proven(stage: Stage) -> None:
    told = stage.run(ActionStopNotifications, "stop_notifications", "no bills by sms please", level="channel")
    assert told.responses == ["utter_ask_number"]
    says_no_more_than_it_may(told)


def test_a_person_calls_back(stage: Stage) -> None:
    told = stage.run(ActionRequestAgent, "human_handoff", level="channel")
    assert told.requests[0]["kind"] == "handoff"
    says_no_more_than_it_may(told, tells_way=False)


def test_a_promised_call_is_known_and_called_off(stage: Stage, records: FakeBackend) -> None:
    records.tickets = [{**TICKET, "about": None}]
    records.answers["POST", f"/tickets/{TICKET['number']}/messages"] = TICKET
    again = stage.run(ActionRequestAgent, "human_handoff", level="channel")
    assert "already arranged" in again.texts["en"]
    off = stage.run(ActionRequestAgent, "human_handoff", "no don't call me", level="channel")
    assert "nobody will call you" in off.texts["en"]
    body = json.loads(next(call for call in records.calls if call.url.path.endswith("/messages")).content)
    assert body["withdraws_callback"] is True


def test_amounts_need_a_code_and_it_is_said(stage: Stage) -> None:
    told = stage.run(ActionCheckBill, "check_bill", "what do I owe", level="channel")
    assert told.responses == ["utter_ask_number"]
    says_no_more_than_it_may(told)


def test_every_other_errand_asks_who_it_is() -> None:
    open_to_addresses = {matter for matter, errand in ERRANDS.items() if errand.level in ("anonymous", "channel")}
    assert open_to_addresses == {
        "add_to_complaint",
        "continue_elsewhere",
        "report_outage",
        "stop_notifications",
        "submit_meter_reading",
    }
