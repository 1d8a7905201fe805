"""Whether money has arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.action_check_payment import ActionCheckPayment

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
