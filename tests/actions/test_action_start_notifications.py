"""Messages again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._notifications import events_of
from actions.action_start_notifications import ActionStartNotifications
from tests.actions.fake_account import EMAIL, GIVEN, PHONE, RECORD, RIGHTS, ROUTES, begin, go_on, sent

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.fixture(autouse=True)
def consent_answers(stage: Stage) -> None:
    stage.backend.answers |= {
        **ROUTES,
        ("PUT", "/consents"): {"items": [GIVEN], "total": 1, "history": []},
        ("PUT", "/customer/preferences"): {"items": [], "total": 0},
    }


def test_purpose_and_address_are_asked_and_the_consent_is_told_in_full(stage: Stage) -> None:
    asked = begin(stage, ActionStartNotifications, "notifications on")
    assert asked.responses == ["utter_ask_messages_purpose"]
    where = go_on(stage, asked, ActionStartNotifications, "choose", step="purpose", answer="offers")
    assert where.responses == ["utter_ask_messages_channel"]
    summed = go_on(stage, where, ActionStartNotifications, "give_details", "by mail")
    assert "You agree that we send you our offers by email to a***@example.org" in summed.texts["en"]
    done = go_on(stage, summed, ActionStartNotifications, "affirm", "yes")
    assert "20 November 2028" in done.texts["en"]
    item = sent(stage, "PUT", "/consents")[0]["items"][0]
    assert (item["purpose"], item["channel"], item["given"]) == ("offers", "email", True)
    assert item["text_version"] == "offers-2026-11-en"


def test_another_channel_is_chosen_before_the_yes(stage: Stage) -> None:
    summed = begin(stage, ActionStartNotifications, "send me offers by mail")
    other = go_on(stage, summed, ActionStartNotifications, "deny", "no, by sms")
    assert other.slots["draft"]["values"] == {"purpose": "offers", "channel": "sms"}


def test_the_only_address_is_not_asked_for(stage: Stage) -> None:
    stage.backend.answers["GET", "/customer"] = {**RECORD, "addresses": [EMAIL]}
    assert begin(stage, ActionStartNotifications, "newsletter please").responses == ["utter_messages_summary"]


@pytest.mark.parametrize("addresses", [[], [{**PHONE, "confirmed": False}], [{**EMAIL, "bounced": True}]])
def test_without_an_address_that_counts_nothing_is_promised(stage: Stage, addresses: list[dict[str, object]]) -> None:
    stage.backend.answers["GET", "/customer"] = {**RECORD, "addresses": addresses}
    assert begin(stage, ActionStartNotifications, "newsletter please").responses == ["utter_messages_no_address"]


@pytest.mark.parametrize("way", ["telegram", "by letter"])
def test_a_channel_without_an_address_is_refused(stage: Stage, way: str) -> None:
    told = begin(stage, ActionStartNotifications, f"newsletter {way}")
    assert told.responses == ["utter_messages_no_address"]
    assert "a***@example.org" in told.texts["de"]


def test_messages_of_the_contract_need_an_address_and_no_consent(stage: Stage) -> None:
    summed = begin(stage, ActionStartNotifications, "text me when there is an outage")
    done = go_on(stage, summed, ActionStartNotifications, "affirm", "yes")
    assert done.responses == ["utter_messages_moved"]
    items = sent(stage, "PUT", "/customer/preferences")[0]["items"]
    assert {item["event"] for item in items} == {"outage_planned", "outage_started", "outage_over"}
    assert {item["address_id"] for item in items} == {"a-phone"}


def test_who_may_not_say_yes_hears_who_may(stage: Stage) -> None:
    stage.backend.answers["GET", "/customer"] = {**RECORD, "rights": {**RIGHTS, "names_people": False}}
    assert begin(stage, ActionStartNotifications, "newsletter please").responses == ["utter_not_allowed"]


@pytest.mark.parametrize(
    ("first", "more"),
    [
        ("text me when my bill is ready", "also tell me before my contract ends"),
        ("schreibt mir eine SMS, wenn die Rechnung da ist", "und auch, bevor der Vertrag ausläuft"),
        ("sms, gdy będzie faktura", "i jeszcze przed końcem umowy"),
    ],
)
def test_something_more_joins_what_was_named(stage: Stage, first: str, more: str) -> None:
    summed = begin(stage, ActionStartNotifications, first)
    both = go_on(stage, summed, ActionStartNotifications, "start_notifications", more)
    assert "messages about bills and payments and messages about your contract" in both.texts["en"]
    assert "Rechnungen und Zahlungen und Nachrichten zu Ihrem Vertrag" in both.texts["de"]
    assert "wiadomości o fakturach i płatnościach i wiadomości o umowie" in both.texts["pl"]
    done = go_on(stage, both, ActionStartNotifications, "affirm", "yes")
    assert "Messages about bills and payments and messages about your contract now go by SMS" in done.texts["en"]
    events = {item["event"] for item in sent(stage, "PUT", "/customer/preferences")[0]["items"]}
    assert events == {*events_of("bills"), *events_of("contract")}


def test_something_else_takes_its_place(stage: Stage) -> None:
    summed = begin(stage, ActionStartNotifications, "text me about bills and my contract")
    other = go_on(stage, summed, ActionStartNotifications, "deny", "no, only the outages")
    assert other.slots["draft"]["known"]["purposes"] == ["outages"]


@pytest.mark.parametrize("text", ["by mail rather", "lieber per Mail", "raczej mailem", "email instead please"])
def test_another_channel_is_heard_whatever_it_sounds_like(stage: Stage, text: str) -> None:
    summed = begin(stage, ActionStartNotifications, "text me when my bill is ready")
    other = go_on(stage, summed, ActionStartNotifications, "continue_elsewhere", text, confidence=1.0)
    assert other.slots["draft"]["values"] == {"purpose": "bills", "channel": "email"}
