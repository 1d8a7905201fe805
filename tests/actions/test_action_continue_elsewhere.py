"""The last answers, sent where the customer can read them later."""

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


@pytest.mark.parametrize("text", ["on telegram please", "do you have whatsapp"])
def test_what_cannot_be_done_is_said_with_what_can(stage: Stage, text: str) -> None:
    told = begin(stage, ActionContinueElsewhere, text)
    assert (told.responses, told.requests) == (["utter_continue_impossible"], [])
    assert "by SMS to +49 *** 9001" in told.texts["en"]


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
