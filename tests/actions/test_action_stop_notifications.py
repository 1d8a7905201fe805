"""No more messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._notifications import stops_more
from actions.action_decline_offer import ActionDeclineOffer
from actions.action_report_outage import ActionReportOutage
from actions.action_start_notifications import ActionStartNotifications
from actions.action_stop_notifications import ActionStopNotifications
from tests.actions.fake_account import EMAIL, GIVEN, PHONE, RECORD, ROUTES, begin, go_on, sent

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

STOPPED = {"items": [{**GIVEN, "allowed": False, "because": "withdrawn"}], "total": 1, "history": []}


@pytest.fixture(autouse=True)
def consent_answers(stage: Stage) -> None:
    stage.backend.answers |= {
        **ROUTES,
        ("PUT", "/consents"): STOPPED,
        ("PUT", "/customer/preferences"): {"items": [], "total": 0},
    }


def decided(stage: Stage) -> list[tuple[str, str, bool]]:
    return [
        (item["purpose"], item["channel"], item["given"])
        for body in sent(stage, "PUT", "/consents")
        for item in body["items"]
    ]


def test_stop_is_done_at_once_and_says_what_goes_on(stage: Stage) -> None:
    told = begin(stage, ActionStopNotifications, "stop")
    assert told.responses == ["utter_messages_stopped"]
    assert decided(stage) == [("offers", "email", False)]
    assert "offers by email" in told.texts["en"]
    assert "goes on" in told.texts["en"]


def test_one_purpose_and_one_channel(stage: Stage) -> None:
    told = begin(stage, ActionStopNotifications, "no newsletter by sms please")
    assert decided(stage) == [("newsletter", "sms", False)]
    assert "not signed up" in told.texts["en"]


def test_from_a_known_address_alone_every_consent_is_withdrawn(stage: Stage) -> None:
    told = begin(stage, ActionStopNotifications, "stop sms", level="channel")
    assert {channel for _, channel, _ in decided(stage)} == {"sms"}
    assert len(decided(stage)) == 5
    assert "no advertising" in told.texts["en"]


def test_somebody_unknown_is_asked_who_it_is(stage: Stage) -> None:
    assert begin(stage, ActionStopNotifications, "stop", level="anonymous").responses == ["utter_ask_number"]
    assert decided(stage) == []


def test_what_belongs_to_the_contract_goes_elsewhere_after_a_yes(stage: Stage) -> None:
    other = {"items": [{"event": "outage_over", "address_id": "a-phone", "counts": True}], "total": 1}
    stage.backend.answers["GET", "/customer/preferences"] = other
    asked = begin(stage, ActionStopNotifications, "no bill reminders by sms")
    assert asked.responses == ["utter_messages_go_on"]
    assert EMAIL["masked"] in asked.texts["en"]
    done = go_on(stage, asked, ActionStopNotifications, "affirm", "yes")
    assert done.responses == ["utter_messages_moved"]
    picked = {item["event"]: item["address_id"] for item in sent(stage, "PUT", "/customer/preferences")[0]["items"]}
    assert picked["invoice_issued"] == "a-email"
    assert picked["outage_over"] == "a-phone"


def test_without_another_address_it_just_goes_on(stage: Stage) -> None:
    stage.backend.answers["GET", "/customer"] = {**RECORD, "addresses": [PHONE]}
    told = begin(stage, ActionStopNotifications, "no bill reminders by sms")
    assert "no other confirmed address" in told.texts["en"]
    assert told.form is None


@pytest.mark.parametrize("text", ["keine Werbung mehr bitte", "no more adverts", "proszę o koniec reklam", "stop spam"])
def test_advertising_as_such_is_all_of_it(stage: Stage, text: str) -> None:
    begin(stage, ActionStopNotifications, text, level="channel")
    assert {purpose for purpose, _, _ in decided(stage)} >= {"offers", "energy_tips", "newsletter"}


@pytest.mark.parametrize("text", ["Energiespartipps auch nicht", "no newsletter either", "ankiet też nie"])
def test_what_is_not_wanted_either(stage: Stage, text: str) -> None:
    told = begin(stage, ActionStopNotifications, "keine Angebote mehr")
    went = stage.run(ActionReportOutage, "report_outage", text, confidence=0.7, slots=told.slots)
    assert went.next_action == "action_stop_notifications"


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("a nie wyłączycie mi prądu?", "pl"),
        ("ale gazu mi nie odetniecie co?", "pl"),
        ("ihr werdet mir doch nicht den strom abstellen", "de"),
        ("you wont cut off my power will you, will you?", "en"),
    ],
)
def test_who_fears_for_the_supply_stops_no_message(stage: Stage, said: str, language: str) -> None:
    told = stage.run(ActionStopNotifications, "stop_notifications", said, language=language, confidence=0.61)
    assert told.next_action == "action_check_payment"
    assert decided(stage) == []


def test_a_supply_is_no_message(stage: Stage) -> None:
    told = stage.run(ActionStopNotifications, "stop_notifications", "der strom soll an bleiben")
    assert told.next_action == "action_admit_misunderstanding"
    assert decided(stage) == []


@pytest.mark.parametrize("intent", ["start_notifications", "decline_offer"])
@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("nie zgadzam się na telefony marketingowe", "pl"),
        ("nie wyrażam zgody na oferty sms-em", "pl"),
        ("ich bin mit werbeanrufen nicht einverstanden", "de"),
        ("ich widerspreche angeboten per mail", "de"),
        ("i do not consent to marketing calls", "en"),
    ],
)
def test_an_objection_to_advertising_is_no_consent(stage: Stage, intent: str, said: str, language: str) -> None:
    action = {"start_notifications": ActionStartNotifications, "decline_offer": ActionDeclineOffer}[intent]
    led = stage.run(action, intent, said, language=language, confidence=0.65)
    assert led.next_action == "action_stop_notifications"
    told = stage.run(ActionStopNotifications, intent, said, language=language)
    assert told.responses == ["utter_messages_stopped"]


@pytest.mark.parametrize("text", ["too much", "zu viel", "za dużo", "u sure its enough"])
def test_a_likeness_stops_nothing(stage: Stage, text: str) -> None:
    told = stage.run(ActionStopNotifications, "stop_notifications", text, confidence=0.5)
    assert told.next_action == "action_admit_misunderstanding"
    after = stage.run(
        ActionStopNotifications, "stop_notifications", text, confidence=0.5, slots={"last_matter": "check_bill"}
    )
    assert after.responses == ["utter_ask_back"]
    assert "instalments" in after.texts["en"]
    assert decided(stage) == []


@pytest.mark.parametrize(
    "text",
    ["no more of this advertising", "lasst mich in ruhe", "przestańcie mnie zasypywać", "stop it", "zu viele mails"],
)
def test_words_of_an_end_stop_them_however_unsure(stage: Stage, text: str) -> None:
    told = stage.run(ActionStopNotifications, "stop_notifications", text, confidence=0.5)
    assert told.responses == ["utter_messages_stopped"]


@pytest.mark.parametrize("text", ["sms też", "und sms auch", "sms too", "wszystko", "alles"])
def test_more_that_is_not_wanted_is_stopped_as_well(text: str) -> None:
    assert stops_more(text)
