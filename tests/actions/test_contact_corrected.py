"""A mail address whose end is put right, and the number of an account abroad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_update_contact import ActionUpdateContact
from tests.actions.fake_account import ROUTES, begin, go_on

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.fixture(autouse=True)
def account_answers(stage: Stage) -> None:
    stage.backend.answers |= ROUTES


@pytest.mark.parametrize(
    ("said", "intent", "language"),
    [
        *(("sorry .com", "update_contact", "en"), ("oh i meant mail.com", "out_of_scope", "en")),
        *(("nein punkt com", "deny", "de"), ("mail.com natürlich", "nlu_fallback", "de")),
        *(("miało być mail.com", "update_contact", "pl"), ("kropka com", "give_details", "pl")),
    ],
)
def test_the_end_of_an_address_is_put_right(stage: Stage, said: str, intent: str, language: str) -> None:
    asked = begin(stage, ActionUpdateContact, "new mail", email="anna@mail.con", language=language)
    assert "anna@mail.con" in asked.texts["en"]
    told = go_on(stage, asked, ActionUpdateContact, intent, said, language=language)
    assert told.responses == ["utter_contact_summary"]
    assert "anna@mail.com" in told.texts["en"]


def test_an_account_in_a_country_that_cannot_be_is_refused_with_the_reason(stage: Stage) -> None:
    stage.backend.answers["POST", "/bank-accounts/check"] = {"is_valid": False, "problem": "country"}
    told = begin(stage, ActionUpdateContact, "my bank changed", iban="IE29AIBK93115212345678")
    assert told.responses == ["utter_ask_contact_bank"]
    assert "in that country" in told.texts["en"]
    assert "in diesem Land" in told.texts["de"]
    assert "z tego kraju" in told.texts["pl"]
