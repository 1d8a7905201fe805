"""What was paid before a price rose, and a letter that announces a rise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.contracts import asks_of_past_rise
from actions.action_check_bill import ActionCheckBill
from actions.action_check_consumption import ActionCheckConsumption
from actions.action_send_documents import ActionSendDocuments
from actions.action_show_price_change import ActionShowPriceChange
from tests.actions.fake_backend import FLAT, contract, money

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

BEFORE = {"state": "ended", "starts_on": "2023-01-01", "ends_on": "2024-12-31", "unit_price": money("0.2500")}


@pytest.mark.parametrize(
    "text", ["o ile zdrożał prąd", "how much did gas go up", "um wieviel ist der Strom teurer geworden"]
)
def test_by_how_much_a_price_rose_is_no_question_of_use(stage: Stage, text: str) -> None:
    assert stage.run(ActionCheckConsumption, "check_consumption", text).next_action == "action_show_price_change"


@pytest.mark.parametrize("text", ["how much did my use go up", "um wie viel ist mein Verbrauch gestiegen", "prices?"])
def test_a_use_that_rose_is(text: str) -> None:
    assert not asks_of_past_rise(text)


def test_the_price_of_the_contract_before_is_told(stage: Stage) -> None:
    stage.backend.contracts = [contract("V-200417", FLAT), contract("V-200300", FLAT, **BEFORE)]
    told = stage.run(ActionShowPriceChange, "price_change", "when was the price rise")
    assert "since 1 January 2025 €0.2987 per kWh instead of €0.25" in told.texts["en"]
    assert "No further change has been announced" in told.texts["en"]


def test_else_the_price_on_the_bill_before(stage: Stage) -> None:
    stage.backend.contracts = [contract("V-200417", FLAT)]
    told = stage.run(ActionShowPriceChange, "price_change", "o ile zdrożał prąd")
    assert "zamiast 0,2987" in told.texts["pl"]


@pytest.mark.parametrize(
    "text", ["dostałam pismo że drożej będzie", "got a letter, prices are going up", "ein Brief dass es teurer wird"]
)
def test_a_letter_about_higher_prices_is_no_paper_that_is_wanted(stage: Stage, text: str) -> None:
    for action, intent in ((ActionSendDocuments, "request_documents"), (ActionCheckBill, "check_bill")):
        assert stage.run(action, intent, text).next_action == "action_show_price_change"
