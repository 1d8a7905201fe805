"""Whether money has arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_check_payment import ActionCheckPayment
from actions.action_show_contract import ActionShowContract

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_last_payment_and_what_is_open(stage: Stage) -> None:
    text = stage.run(ActionCheckPayment, "payment_status", "has my money arrived").texts["en"]
    assert "€61.00 on 7 October 2026" in text
    assert "R-2026-004711, Flat: €84.20" in text


def test_one_invoice(stage: Stage) -> None:
    number = "R-2026-004600"
    text = stage.run(ActionCheckPayment, "payment_status", number, invoice_number=number).texts["en"]
    assert "it is paid" in text
    assert "R-2026-004711" not in text


def test_no_payment_and_nothing_open(stage: Stage) -> None:
    stage.backend.payments, stage.backend.invoices = [], []
    text = stage.run(ActionCheckPayment, "payment_status").texts["pl"]
    assert "Nie widzę jeszcze żadnej wpłaty" in text


YEAR = {"from_on": "2026-01-01", "to_on": "2026-12-31", "grain": "year", "text": "2026"}


@pytest.mark.parametrize(
    "text",
    [
        "what did i pay in total in 2026",
        "how much have I paid in 2026",
        "und was hab ich 2026 gezahlt",
        "wie viel haben wir 2026 bezahlt",
        "ile zapłaciłam w 2026",
    ],
)
def test_a_year_is_summed_up(stage: Stage, text: str) -> None:
    went = stage.run(ActionShowContract, "contract_details", text, confidence=0.9, period=YEAR)
    assert went.next_action == "action_check_payment"
    told = stage.run(ActionCheckPayment, "payment_status", text, period=YEAR)
    assert told.responses == ["utter_paid_in_period"]
    assert "I see €61.00 from you, in 1 payment." in told.texts["en"]
    assert "€104.40 of it is still open" in told.texts["en"]


def test_paid_bills_need_no_payment_in_sight(stage: Stage) -> None:
    stage.backend.payments = []
    number = "R-2026-004600"
    text = stage.run(ActionCheckPayment, "payment_status", number, invoice_number=number).texts["en"]
    assert "cannot see a payment" not in text
