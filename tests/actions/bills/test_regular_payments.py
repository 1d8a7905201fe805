"""The regular payment, ways to pay, when money is collected, and a bill that was put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_change_installment import ActionChangeInstallment
from actions.action_check_bill import ActionCheckBill
from actions.action_check_payment import ActionCheckPayment
from actions.action_decline_offer import ActionDeclineOffer
from actions.action_file_complaint import ActionFileComplaint
from actions.action_list_invoices import ActionListInvoices
from actions.action_offer_payment import ActionOfferPayment
from actions.action_report_outage import ActionReportOutage
from actions.action_return_goods import ActionReturnGoods
from actions.action_show_contract import ActionShowContract
from actions.action_show_data import ActionShowData
from tests.actions.fake_backend import FakeBackend, money
from tests.actions.fake_payments import with_payments

if TYPE_CHECKING:
    from rasa_sdk import Action

    from tests.actions.conftest import Stage

YEAR = {"from_on": "2025-01-01", "to_on": "2025-12-31", "grain": "year", "text": "2025"}
PAID = {
    "id": "i-1",
    "service_point_name": "Flat",
    "commodity": "electricity",
    "amount": money("85.00"),
    "next_due_on": "2026-12-07",
    "interval_months": 1,
}


@pytest.fixture
def owing(backend: FakeBackend) -> FakeBackend:
    return with_payments(backend)


@pytest.mark.parametrize(
    ("action", "intent", "text"),
    [
        (ActionChangeInstallment, "change_installment", "jaką mam zaliczkę miesięczną"),
        (ActionCheckBill, "check_bill", "wieviel abschlag zahl ich"),
        (ActionAdmitMisunderstanding, "nlu_fallback", "wie hoch isn mein abschlach"),
    ],
)
def test_the_regular_payment_is_told(stage: Stage, action: type[Action], intent: str, text: str) -> None:
    assert stage.run(action, intent, text).next_action == "action_show_contract"
    stage.backend.answers["GET", "/installments"] = {"items": [PAID]}
    told = stage.run(ActionShowContract, "contract_details", text)
    assert "utter_contract_details" not in told.responses


def test_who_has_none_is_told_so(stage: Stage) -> None:
    stage.backend.answers["GET", "/installments"] = {"items": []}
    told = stage.run(ActionShowContract, "contract_details", "wie hoch ist mein Gasabschlag")
    assert told.responses == ["utter_installment_none"]


def test_a_change_of_it_stays_a_change(stage: Stage) -> None:
    stage.backend.answers["GET", "/installments"] = {"items": []}
    changed = stage.run(ActionChangeInstallment, "change_installment", "mein Abschlag soll auf 90")
    assert changed.next_action != "action_show_contract"


@pytest.mark.parametrize("text", ["can i pay by card", "kann ich mit Paypal zahlen", "a mogę płacić blikiem"])
def test_ways_to_pay(stage: Stage, owing: FakeBackend, text: str) -> None:
    assert stage.run(ActionOfferPayment, "make_payment", text).responses == ["utter_payment_ways"]


def test_where_to_pay_when_nothing_is_open(stage: Stage, owing: FakeBackend) -> None:
    owing.account.update(balance=money("0.00"))
    owing.invoices = [owing.invoices[2]]
    text = "na które konto mam robić przelew"
    assert stage.run(ActionShowData, "show_my_data", text).next_action == "action_offer_payment"
    assert "na każdej fakturze" in stage.run(ActionOfferPayment, "make_payment", text).texts["pl"]


def test_where_to_pay_is_no_wish_for_a_credit(stage: Stage, owing: FakeBackend) -> None:
    owing.account.update(balance=money("0.00"))
    told = stage.run(ActionOfferPayment, "make_payment", "auf welches Konto soll ich überweisen")
    assert "utter_no_credit" not in told.responses


@pytest.mark.parametrize(
    ("action", "intent", "text"),
    [
        (ActionDeclineOffer, "decline_offer", "i cant afford this, ive kids n no money for heating"),
        (ActionAdmitMisunderstanding, "nlu_fallback", "nie stać mnie na to"),
        (ActionAdmitMisunderstanding, "nlu_fallback", "kein Geld mehr für die Heizung"),
    ],
)
def test_who_has_no_money_hears_what_can_be_done(
    stage: Stage, owing: FakeBackend, action: type[Action], intent: str, text: str
) -> None:
    assert stage.run(action, intent, text).next_action == "action_offer_payment"
    told = stage.run(ActionOfferPayment, "make_payment", text)
    assert told.responses == ["utter_payment_hardship"]
    assert "€104.40 is open" in told.texts["en"]
    assert "social services" not in told.texts["en"]


@pytest.mark.parametrize("text", ["im skint, nothing left", "kein Geld mehr fürs Essen", "nie mam na jedzenie"])
def test_who_lacks_food_hears_both_what_is_open_and_who_helps(stage: Stage, owing: FakeBackend, text: str) -> None:
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text).next_action == "action_offer_payment"
    told = stage.run(ActionOfferPayment, "make_payment", text)
    assert "€104.40 is open" in told.texts["en"]
    assert "social services" in told.texts["en"]


@pytest.mark.parametrize("text", ["is there a hardship fund", "gibt es einen Härtefallfonds", "macie fundusz pomocy"])
def test_a_relief_fund_stands_in_no_record(stage: Stage, owing: FakeBackend, text: str) -> None:
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text).next_action == "action_tell_beyond_records"


def test_a_stranger_without_money_hears_what_helps_everybody(stage: Stage, owing: FakeBackend) -> None:
    told = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "im skint, no money for food", level="anonymous")
    assert told.next_action == "action_tell_beyond_records"


@pytest.mark.parametrize("text", ["wann wird abgebucht", "when do you take the money", "kiedy ściągacie pieniądze"])
def test_when_it_is_collected(stage: Stage, owing: FakeBackend, text: str) -> None:
    owing.answers["GET", "/bank-accounts"] = {"items": []}
    told = stage.run(ActionCheckBill, "check_bill", text)
    assert told.responses == ["utter_when_collected"]
    assert "We collect nothing from you" in told.texts["en"]
    owing.answers["GET", "/bank-accounts"] = {"items": [{"iban": "DE02…4321", "state": "active"}]}
    assert "from DE02…4321" in stage.run(ActionCheckBill, "check_bill", text).texts["en"]


def test_a_mandate_is_no_complaint(stage: Stage) -> None:
    text = "ich will dass das automatisch abgebucht wird"
    assert stage.run(ActionFileComplaint, "file_complaint", text).next_action == "action_update_contact"


@pytest.mark.parametrize("text", ["chcę żeby ściągało się samo z konta", "i want it to come out of my bank by itself"])
def test_a_mandate_in_other_words(stage: Stage, text: str) -> None:
    assert stage.run(ActionOfferPayment, "make_payment", text).next_action == "action_update_contact"


@pytest.mark.parametrize(
    ("state", "words"),
    [(None, "stands as it is"), ("requested", "Not yet"), ("corrected", "was corrected"), ("refused", "was refused")],
)
def test_whether_a_bill_was_put_right(stage: Stage, state: str | None, words: str) -> None:
    stage.backend.invoices[0]["reading_source"] = "estimated"
    requests = [{"state": state, "ticket_number": "T-100001"}] if state else []
    path = "/invoices/R-2026-004711/correction-requests"
    stage.backend.answers["GET", path] = {"items": requests, "total": len(requests)}
    text = "wurde meine Rechnung jetzt korrigiert"
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text).next_action == "action_check_bill"
    told = stage.run(ActionCheckBill, "check_bill", text)
    assert told.responses == ["utter_bill_corrections"]
    assert words in told.texts["en"]


@pytest.mark.parametrize(
    "text", ["what did it cost me in total in 2025", "was hat mich das 2025 gekostet", "ile mnie to kosztowało w 2025"]
)
def test_a_year_is_summed_up_with_the_time_that_was_named(stage: Stage, text: str) -> None:
    went = stage.run(ActionCheckBill, "check_bill", text, period=YEAR)
    assert went.next_action == "action_check_payment"
    assert went.slots["period"] == YEAR


def test_a_month_is_explained_all_the_same(stage: Stage) -> None:
    month = {"from_on": "2026-10-01", "to_on": "2026-10-31", "grain": "month", "text": "October"}
    went = stage.run(ActionCheckBill, "check_bill", "what did it cost me in october", period=month)
    assert went.next_action != "action_check_payment"


def test_the_bill_of_a_sum_is_explained(stage: Stage) -> None:
    told = stage.run(ActionCheckBill, "check_bill", "za co 61 zł", amount={"amount": "61", "currency": "PLN"})
    assert "R-2026-004600" in told.texts["en"]
    assert "R-2026-004712" not in told.texts["en"]


@pytest.mark.parametrize("text", ["ile mam na koncie", "whats on my account", "was hab ich auf dem Kundenkonto"])
def test_how_the_account_stands(stage: Stage, text: str) -> None:
    assert stage.run(ActionShowData, "show_my_data", text).next_action == "action_check_bill"
    stage.backend.invoices = stage.backend.invoices[:1]
    assert "utter_bill_summary" in stage.run(ActionCheckBill, "check_bill", text).responses


@pytest.mark.parametrize(
    "text", ["to kiedy kasa wróci", "wann kommt denn die Kohle zurück", "when do I get my money back"]
)
def test_money_that_comes_back_is_no_outage_and_no_return(stage: Stage, text: str) -> None:
    for action, intent in ((ActionReportOutage, "report_outage"), (ActionReturnGoods, "return_goods")):
        assert stage.run(action, intent, text).next_action == "action_check_payment"


def test_the_last_three_bills_are_sent(stage: Stage) -> None:
    for number in ("R-2026-004711", "R-2026-004712", "R-2026-004600"):
        stage.backend.answers["GET", f"/invoices/{number}/document"] = {}
    sent = stage.run(ActionListInvoices, "get_invoice", "schickt mir die letzten zwei Rechnungen", language="de")
    assert len(sent.attachments) == 2


def test_who_fears_for_a_device_is_told_what_to_do(stage: Stage) -> None:
    text = "my mam's on a breathing machine at home u cant cut it"
    assert stage.run(ActionReportOutage, "report_outage", text).next_action == "action_check_payment"
    told = stage.run(ActionCheckPayment, "payment_status", text)
    assert told.responses == ["utter_cut_off_device", "utter_cut_off"]
    assert "112" in told.texts["pl"]
