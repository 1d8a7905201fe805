"""Bills and days to come: no bill of last year is told for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions.action_check_bill import ActionCheckBill
from actions.action_check_payment import ActionCheckPayment
from actions.action_list_invoices import ActionListInvoices
from tests.actions.fake_backend import FLAT, invoice

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

DECEMBER = {"from_on": "2025-12-01", "to_on": "2025-12-31", "grain": "month", "text": "december"}
FIFTH = {"from_on": "2025-12-05", "to_on": "2025-12-05", "grain": "day", "text": "5th of december"}
LAST_DAY = {"from_on": "2025-12-31", "to_on": "2025-12-31", "grain": "day", "text": "ende dezember"}


@pytest.fixture
def of_last_year(stage: Stage) -> Stage:
    stage.backend.invoices.append(invoice("R-2025-004711", FLAT, "2025-12", "91.10", state="paid"))
    return stage


@pytest.mark.parametrize(
    "text", ["ile zapłacę w grudniu", "how much will the bill be in december", "was werde ich im Dezember zahlen"]
)
def test_a_bill_to_come_is_not_known(of_last_year: Stage, text: str) -> None:
    told = of_last_year.run(ActionCheckBill, "check_bill", text, period=DECEMBER)
    assert told.responses == ["utter_bill_to_come"]
    assert "December 2026" in told.texts["en"]
    assert "€91.10" in told.texts["en"]
    assert "€84.20, due by 3 December 2026" in told.texts["en"]


def test_a_bill_to_come_is_no_list_of_bills(of_last_year: Stage) -> None:
    said: dict[str, Any] = {"period": DECEMBER}
    sent = of_last_year.run(ActionListInvoices, "get_invoice", "jaki będzie rachunek za grudzień", **said)
    assert sent.next_action == "action_check_bill"


def test_the_bill_of_last_december_is_still_found(of_last_year: Stage) -> None:
    told = of_last_year.run(ActionCheckBill, "check_bill", "why was december so dear", period=DECEMBER)
    assert told.responses == ["utter_bill_detail"]
    assert "R-2025-004711" in told.texts["en"]


@pytest.mark.parametrize("intent", ["check_bill", "payment_status"])
def test_a_day_on_which_money_comes_names_no_bill(of_last_year: Stage, intent: str) -> None:
    action = {"check_bill": ActionCheckBill, "payment_status": ActionCheckPayment}[intent]
    text = "and when must it be paid by? i get my pension on the 5th of december"
    told = of_last_year.run(action, intent, text, period=FIFTH)
    assert "R-2025-004711" not in told.texts["en"]
    assert "3 December 2026" in told.texts["en"]


@pytest.mark.parametrize(
    "text", ["geht zahln ende dezember", "can i pay end of december", "moge zaplacic koniec grudnia"]
)
def test_a_day_to_pay_on_names_no_bill(of_last_year: Stage, text: str) -> None:
    told = of_last_year.run(ActionCheckPayment, "payment_status", text, period=LAST_DAY)
    assert told.next_action == "action_offer_payment"
