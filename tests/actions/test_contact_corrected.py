"""A mail address whose end is put right, and the number of an account abroad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.accounts import foreign_iban
from actions.action_update_contact import ActionUpdateContact
from tests.actions.fake_account import CHECKED, ROUTES, begin, go_on

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


@pytest.mark.parametrize("said", ["IE29 AIBK 9311 5212 3456 78", "new one is FR1420041010050500013M02606 thanks"])
def test_an_account_abroad_is_read(stage: Stage, said: str) -> None:
    iban = foreign_iban(said)
    stage.backend.answers["POST", "/bank-accounts/check"] = {**CHECKED, "iban": iban}
    told = begin(stage, ActionUpdateContact, f"my bank changed: {said}")
    assert told.responses == ["utter_contact_summary"]
    assert told.slots["draft"]["values"]["bank"] == iban


def test_an_account_in_a_country_that_cannot_be_is_refused_with_the_reason(stage: Stage) -> None:
    stage.backend.answers["POST", "/bank-accounts/check"] = {"is_valid": False, "problem": "country"}
    told = begin(stage, ActionUpdateContact, "my bank changed: IE29 AIBK 9311 5212 3456 78")
    assert told.responses == ["utter_ask_contact_bank"]
    assert "in that country" in told.texts["en"]
    assert "in diesem Land" in told.texts["de"]
    assert "z tego kraju" in told.texts["pl"]


@pytest.mark.parametrize("said", ["ie29 aibk", "the no 12 is ok", "IE29 AIBK 9311 5212 3456 79"])
def test_other_words_are_no_account(said: str) -> None:
    assert foreign_iban(said) is None
