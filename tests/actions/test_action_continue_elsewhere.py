"""Going on where the customer would rather be: Telegram by a link, text message and mail by a confirmed address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_continue_elsewhere import ActionContinueElsewhere
from tests.actions.fake_account import PHONE, RECORD, ROUTES, begin

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.fixture(autouse=True)
def account_answers(stage: Stage) -> None:
    stage.backend.answers |= ROUTES


def test_by_mail_without_another_question(stage: Stage) -> None:
    told = begin(stage, ActionContinueElsewhere, "email me that")
    assert told.responses == ["utter_continue_sent"]
    assert told.requests == [{"kind": "continue_on", "channel": "email", "address_kind": "email"}]
    assert "a***@example.org" in told.texts["en"]


def test_it_is_asked_where_to(stage: Stage) -> None:
    asked = begin(stage, ActionContinueElsewhere, "can we go on later")
    assert asked.responses == ["utter_ask_continue_to"]
    told = stage.answer(asked, ActionContinueElsewhere, "choose", step="to", answer="sms")
    assert told.requests == [{"kind": "continue_on", "channel": "sms", "address_kind": "phone"}]


def test_what_cannot_be_done_is_said_with_what_can(stage: Stage) -> None:
    told = begin(stage, ActionContinueElsewhere, "do you have whatsapp")
    assert (told.responses, told.requests) == (["utter_continue_impossible"], [])
    assert "on Telegram, by email to a***@example.org or by SMS to +49 *** 9001" in told.texts["en"]


@pytest.mark.parametrize("level", ["anonymous", "channel", "verified"])
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("continue on Telegram", "en"),
        ("lass uns auf Telegram weitermachen", "de"),
        ("przejdźmy na telegram", "pl"),
    ],
)
def test_anybody_may_go_on_by_a_link(stage: Stage, text: str, language: str, level: str) -> None:
    told = begin(stage, ActionContinueElsewhere, text, level=level, language=language)
    assert told.responses == ["utter_continue_by_link"]
    assert told.requests == [{"kind": "continue_on", "channel": "telegram"}]
    assert told.next_action == "action_listen"
    assert "ink" in told.texts[language]


@pytest.mark.parametrize(
    ("text", "channel", "kind"),
    [
        ("switch to SMS", "sms", "phone"),
        ("weiter per SMS bitte", "sms", "phone"),
        ("wyślij to na mój mail", "email", "email"),
    ],
)
def test_one_can_answer_where_the_answers_went(stage: Stage, text: str, channel: str, kind: str) -> None:
    told = begin(stage, ActionContinueElsewhere, text)
    assert told.requests == [{"kind": "continue_on", "channel": channel, "address_kind": kind}]
    assert "answer there" in told.texts["en"]
    assert "Antworten Sie einfach dort" in told.texts["de"]
    assert "Wystarczy tam odpisać" in told.texts["pl"]


def test_after_the_code_the_address_is_looked_for(stage: Stage) -> None:
    asked = begin(stage, ActionContinueElsewhere, "switch to SMS", level="anonymous")
    slots = {**asked.slots, "claimed_number": None}
    told = stage.run(ActionContinueElsewhere, "identity_changed", slots=slots)
    assert told.requests == [{"kind": "continue_on", "channel": "sms", "address_kind": "phone"}]


def test_a_stranger_may_choose_any_way(stage: Stage) -> None:
    asked = begin(stage, ActionContinueElsewhere, "can we go on later", level="anonymous")
    assert asked.responses == ["utter_ask_continue_to"]
    assert "on Telegram, by email or by SMS" in asked.texts["en"]


def test_an_open_question_is_not_asked_again_where_one_leaves(stage: Stage) -> None:
    moving = {"matter": "report_move", "is_prepared": True, "asking": "direction", "values": {}, "known": {}}
    told = begin(stage, ActionContinueElsewhere, "continue on telegram", slots={"draft": moving}, form="errand_form")
    assert (told.next_action, told.form) == ("action_listen", "errand_form")
    assert told.slots["draft"]["matter"] == "report_move"


def test_what_waits_for_a_proof_still_waits(stage: Stage) -> None:
    slots = {"open_matter": "check_bill", "requested_slot": "claimed_number"}
    told = begin(
        stage, ActionContinueElsewhere, "continue on telegram", slots=slots, form="identify_form", level="anonymous"
    )
    assert (told.next_action, told.form) == ("action_listen", "identify_form")
    assert "open_matter" not in told.slots


def test_somebody_elses_address_is_none(stage: Stage) -> None:
    told = begin(stage, ActionContinueElsewhere, "mail it to lisa@example.com", email="lisa@example.com")
    assert told.requests == []
    assert "on record and confirmed" in told.texts["en"]


def test_the_customers_own_address_is_known_by_its_mask(stage: Stage) -> None:
    told = begin(stage, ActionContinueElsewhere, "mail it to anna@example.org", email="anna@example.org")
    assert told.responses == ["utter_continue_sent"]


def test_a_kind_without_a_confirmed_address(stage: Stage) -> None:
    stage.backend.answers["GET", "/customer"] = {**RECORD, "addresses": [PHONE]}
    told = begin(stage, ActionContinueElsewhere, "email me that")
    assert "no confirmed email address" in told.texts["en"]


def test_no_address_at_all(stage: Stage) -> None:
    stage.backend.answers["GET", "/customer"] = {**RECORD, "addresses": []}
    told = begin(stage, ActionContinueElsewhere, "email me that")
    assert told.responses == ["utter_continue_no_address"]


def test_a_stranger_is_asked_who_it_is_first(stage: Stage) -> None:
    assert begin(stage, ActionContinueElsewhere, "email me that", level="anonymous").responses == ["utter_ask_number"]


@pytest.mark.parametrize("text", ["und die mail?", "and the email?", "a co z mailem?", "habt ihr die mail geschickt?"])
def test_nothing_is_sent_that_nobody_wished_in_plain_words(stage: Stage, text: str) -> None:
    asked = begin(stage, ActionContinueElsewhere, text)
    assert (asked.responses, asked.requests) == (["utter_ask_continue_sure"], [])
    assert "a***@example.org" in asked.texts["de"]
    left = stage.answer(asked, "deny", "no")
    assert (left.responses, left.requests) == (["utter_matter_dropped"], [])
    sent = stage.answer(asked, "affirm", "yes")
    assert sent.requests == [{"kind": "continue_on", "channel": "email", "address_kind": "email"}]


@pytest.mark.parametrize(
    "text",
    ["text me the rest", "schick's mir per mail", "lieber sms", "prześlij mi to mailem", "dokończmy przez sms"],
)
def test_a_plain_wish_needs_no_yes(stage: Stage, text: str) -> None:
    assert begin(stage, ActionContinueElsewhere, text).responses == ["utter_continue_sent"]


def test_while_an_address_is_changed_it_is_asked_whether_the_old_one_is_meant(stage: Stage) -> None:
    changing = {"matter": "update_contact", "is_prepared": True, "asking": "confirmation", "values": {}, "known": {}}
    asked = begin(stage, ActionContinueElsewhere, "send it to my email", slots={"draft": changing}, form="errand_form")
    assert (asked.responses, asked.requests) == (["utter_ask_continue_sure"], [])


def test_an_unsure_understanding_sends_nothing_unasked(stage: Stage) -> None:
    asked = begin(stage, ActionContinueElsewhere, "pokaz umowe, przez sms", confidence=0.4)
    assert (asked.responses, asked.requests) == (["utter_ask_continue_sure"], [])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("i dont want telegram or whatsapp", "en"),
        ("no telegram thanks", "en"),
        ("bleib mir weg, ich will kein telegram", "de"),
        ("kein whatsapp und kein telegram", "de"),
        ("telegram will ich nicht", "de"),
        ("nie chcę telegrama", "pl"),
        ("nie używam telegrama ani whatsappa", "pl"),
    ],
)
def test_a_refused_channel_is_not_opened(stage: Stage, text: str, language: str) -> None:
    told = begin(stage, ActionContinueElsewhere, text, language=language)
    assert (told.responses, told.requests) == (["utter_continue_refused"], [])


@pytest.mark.parametrize("text", ["kein telegram, schickt es mir per mail", "not telegram, email me that"])
def test_the_channel_beside_a_refused_one_is_taken(stage: Stage, text: str) -> None:
    told = begin(stage, ActionContinueElsewhere, text)
    assert told.requests == [{"kind": "continue_on", "channel": "email", "address_kind": "email"}]


@pytest.mark.parametrize(
    "text", ["send me adverts by email only", "schickt mir Werbung nur per Mail", "reklamy tylko mailem proszę"]
)
def test_advertising_by_mail_sends_no_answers_there(stage: Stage, text: str) -> None:
    told = begin(stage, ActionContinueElsewhere, text)
    assert (told.next_action, told.requests) == ("action_start_notifications", [])
