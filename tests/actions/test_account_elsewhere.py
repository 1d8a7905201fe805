"""An account in a country that we cannot collect from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.action_update_contact import ActionUpdateContact
from tests.actions.fake_account import ROUTES, begin

if TYPE_CHECKING:
    from tests.actions.conftest import Stage
    from tests.actions.fake_backend import FakeBackend


def test_an_account_in_a_country_we_cannot_collect_from(stage: Stage, backend: FakeBackend) -> None:
    refused = {"is_valid": False, "iban": None, "bank_name": None, "problem": "country", "confirm_as": None}
    backend.answers = dict(ROUTES) | {("POST", "/bank-accounts/check"): refused}
    said = begin(stage, ActionUpdateContact, "my bank changed", iban="IE29AIBK93115212345678")
    assert "cannot collect from an account in that country" in said.texts["en"]
    assert said.slots["draft"]["asking"] == "bank"
