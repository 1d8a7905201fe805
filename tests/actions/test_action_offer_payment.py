"""How to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_offer_payment import ActionOfferPayment
from tests.actions.fake_backend import FakeBackend, money
from tests.actions.fake_payments import FIRST, NO_PLAN, SECOND, agreed, payment_code, with_payments

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

PLAN = {"matter": "payment_plan"}


@pytest.fixture
def owing(backend: FakeBackend) -> FakeBackend:
    return with_payments(backend)


def test_the_bank_data_the_code_and_the_other_bill(stage: Stage, owing: FakeBackend) -> None:
    result = stage.run(ActionOfferPayment, "make_payment", "how can I pay")
    text = result.texts["en"]
    for words in (FIRST, "€84.20", "3 December 2026", "DE89 3704 0044 0532 0130 00", "RF38 R202 6004 711", SECOND):
        assert words in text
    assert "Verwendungszweck: RF38" in result.texts["de"]
    assert "tytuł przelewu" in result.texts["pl"]
    assert [file["kind"] for file in result.attachments] == ["image"]
    entities = [button["entities"] for button in result.messages[0]["buttons"]]
    assert entities == [PLAN, {"invoice_number": SECOND, "matter": "make_payment"}]
    assert result.slots["invoice_number"] == FIRST


def test_the_place_that_was_named(stage: Stage, owing: FakeBackend) -> None:
    result = stage.run(ActionOfferPayment, "make_payment", "how do I pay for the garage")
    assert result.slots["invoice_number"] == SECOND


def test_a_paid_bill_is_not_paid_again(stage: Stage, owing: FakeBackend) -> None:
    number = "R-2026-004600"
    result = stage.run(ActionOfferPayment, "make_payment", f"pay {number}", invoice_number=number)
    assert f"{number} is paid" in result.texts["en"]
    assert "€104.40 is still to be paid" in result.texts["en"]
    assert len(result.messages[0]["buttons"]) == 2


def test_nothing_to_pay(stage: Stage, owing: FakeBackend) -> None:
    owing.account.update(balance=money("0.00"))
    owing.invoices = [owing.invoices[2]]
    result = stage.run(ActionOfferPayment, "make_payment", "how can I pay")
    assert result.texts["en"].strip() == "You have nothing to pay at the moment."


def test_an_unknown_number_leads_to_what_is_open(stage: Stage, owing: FakeBackend) -> None:
    result = stage.run(ActionOfferPayment, "make_payment", "R-2026-009999", invoice_number="R-2026-009999")
    assert result.responses == ["utter_no_such_invoice", "utter_payment_how"]


def test_without_a_plan_to_offer_and_without_a_code(stage: Stage, owing: FakeBackend) -> None:
    owing.answers["GET", "/payment-plans/preview"] = NO_PLAN
    owing.answers["GET", f"/invoices/{FIRST}/payment-code"] = payment_code(FIRST, "84.20", png=None, standard=None)
    result = stage.run(ActionOfferPayment, "make_payment", "how can I pay")
    assert "instalments" not in result.texts["en"]
    assert result.attachments == []


def test_of_a_running_plan_the_next_instalment(stage: Stage, owing: FakeBackend) -> None:
    owing.answers["GET", "/payment-plans/preview"] = NO_PLAN
    owing.answers["GET", "/payment-plans"] = {"items": [agreed()]}
    code = payment_code(FIRST, "26.10", payment_plan_number="P-800001")
    owing.answers["GET", f"/invoices/{FIRST}/payment-code"] = code
    result = stage.run(ActionOfferPayment, "make_payment", "how can I pay")
    assert "P-800001. The next instalment is €26.10" in result.texts["en"]
    assert SECOND not in result.texts["en"]


@pytest.mark.parametrize("text", ["can I pay in instalments", "Kann ich in Raten zahlen?", "chcę rozłożyć to na raty"])
def test_words_for_instalments_begin_a_plan(stage: Stage, text: str) -> None:
    result = stage.run(ActionOfferPayment, "make_payment", text)
    assert result.next_action == "action_agree_payment_plan"


def test_an_unknown_customer_is_asked_who_it_is(stage: Stage) -> None:
    result = stage.run(ActionOfferPayment, "make_payment", "how can I pay", level="anonymous")
    assert result.responses == ["utter_ask_number"]
