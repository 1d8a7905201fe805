"""What follows when a bill is not paid, when it is paid later, and when there is a credit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._bills.payment_plans import asks_for_plan
from actions._words.money import asks_when_collected
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_check_bill import ActionCheckBill
from actions.action_check_payment import ActionCheckPayment
from actions.action_offer_payment import ActionOfferPayment
from actions.action_return_goods import ActionReturnGoods
from actions.action_show_contract import ActionShowContract
from tests.actions.fake_backend import FakeBackend, money
from tests.actions.fake_payments import FIRST, NO_PLAN, with_payments

if TYPE_CHECKING:
    from rasa_sdk import Action

    from tests.actions.conftest import Stage

REMINDED = {"step": "reminded", "entered_on": "2026-11-10", "pay_by_on": "2026-11-24"}


@pytest.fixture
def owing(backend: FakeBackend) -> FakeBackend:
    with_payments(backend)
    backend.invoices[0] |= {"state": "overdue", "due_on": "2026-11-03", "dunning": REMINDED}
    return backend


@pytest.fixture
def credited(backend: FakeBackend) -> FakeBackend:
    with_payments(backend)
    backend.account |= {"balance": money("0.00"), "credit": money("172.90")}
    backend.answers["GET", "/bank-accounts"] = {"items": [{"iban": "DE02…4321", "state": "active"}]}
    return backend


@pytest.mark.parametrize(
    "text", ["when will you cut me off", "wann stellt ihr mir den Strom ab", "to kiedy odetniecie"]
)
def test_who_fears_to_be_cut_off_hears_how_far_it_is(stage: Stage, owing: FakeBackend, text: str) -> None:
    result = stage.run(ActionCheckPayment, "payment_status", text)
    assert result.responses == ["utter_cut_off"]
    assert "we reminded you on 10 November 2026, with a deadline of 24 November 2026" in result.texts["en"]
    assert "frühestens vier Wochen nach einer schriftlichen Androhung" in result.texts["de"]
    assert [button["title_key"] for button in result.messages[0]["buttons"]] == [
        "button_how_to_pay",
        "button_payment_plan",
        "button_complain",
        "button_person",
    ]


def test_polish_rules_hold_for_polish_money(stage: Stage, owing: FakeBackend) -> None:
    owing.account["balance"] = money("104.40", "PLN")
    text = stage.run(ActionCheckPayment, "payment_status", "kiedy odetniecie prąd").texts["pl"]
    assert "30 dni po terminie" in text


def test_without_anything_overdue_there_is_nothing_to_fear(stage: Stage) -> None:
    text = stage.run(ActionCheckPayment, "payment_status", "will you cut off my power").texts["en"]
    assert "Nothing of yours is overdue" in text


@pytest.mark.parametrize("text", ["i paid this already", "letzte woche hab ich gezahlt", "przecież zapłaciłam"])
def test_who_has_paid_is_offered_a_complaint(stage: Stage, owing: FakeBackend, text: str) -> None:
    result = stage.run(ActionCheckPayment, "payment_status", text)
    assert "I can take a complaint" in result.texts["en"]
    assert [button["intent"] for button in result.messages[0]["buttons"]] == ["file_complaint"]


def test_the_payment_that_is_meant_is_told_with_its_bill(stage: Stage, owing: FakeBackend) -> None:
    day = {"from_on": "2026-10-05", "to_on": "2026-10-05", "grain": "day"}
    result = stage.run(ActionCheckPayment, "payment_status", "i transferred it on 5 october", period=day)
    assert "€61.00 came in on 7 October 2026 and was used for invoice R-2026-004600" in result.texts["en"]
    assert "R-2026-004711" in result.texts["de"]


@pytest.mark.parametrize("text", ["can i pay after christmas", "kann ich später zahlen", "moge po świętach zapłacić?"])
def test_paying_later_is_answered_with_what_there_is(stage: Stage, owing: FakeBackend, text: str) -> None:
    period = {"from_on": "2026-12-24", "to_on": "2026-12-26", "grain": "range"}
    result = stage.run(ActionOfferPayment, "make_payment", text, period=period)
    assert result.responses == ["utter_payment_later"]
    assert "6 December 2026" in result.texts["en"]
    assert "war schon am 3. November 2026 fällig" in result.texts["de"]
    assert result.slots["invoice_number"] == FIRST


def test_without_rates_a_person_is_offered(stage: Stage, owing: FakeBackend) -> None:
    owing.answers["GET", "/payment-plans/preview"] = NO_PLAN
    result = stage.run(ActionOfferPayment, "make_payment", "can i pay later")
    assert [button["title_key"] for button in result.messages[0]["buttons"]] == ["button_person"]


@pytest.mark.parametrize(
    ("action", "intent", "text"),
    [
        (ActionCheckBill, "check_bill", "kiedy oddacie kase"),
        (ActionCheckPayment, "payment_status", "wann kriege ich mein guthaben"),
        (ActionOfferPayment, "make_payment", "refund it to my account please"),
    ],
)
def test_the_money_of_a_credit(
    stage: Stage, credited: FakeBackend, action: type[Action], intent: str, text: str
) -> None:
    result = stage.run(action, intent, text)
    assert result.responses == ["utter_credit_pay_out"]
    assert "DE02…4321" in result.texts["en"]
    assert "172,90" in result.texts["pl"]


def test_an_account_beside_a_credit_is_where_the_money_shall_go(stage: Stage, credited: FakeBackend) -> None:
    result = stage.run(ActionOfferPayment, "make_payment", "na konto PL61…", iban="PL61109010140000071219812874")
    assert result.responses == ["utter_credit_pay_out"]


@pytest.mark.parametrize("text", ["mam nadpłatę?", "ist da noch ein Guthaben", "can I get my money back"])
def test_whoever_expects_money_that_is_not_there_hears_so(stage: Stage, owing: FakeBackend, text: str) -> None:
    result = stage.run(ActionCheckBill, "check_bill", text)
    assert result.responses == ["utter_no_credit"]
    assert "is still to be paid" in result.texts["en"]


def test_a_credit_is_told_once_where_the_message_sounds_like_two_matters(stage: Stage, credited: FakeBackend) -> None:
    ranking = {"payment_status": 0.52, "check_bill": 0.3}
    text = "ich hab doch guthaben, und das will ich ausgezahlt haben"
    result = stage.run(ActionCheckPayment, "payment_status", text, ranking=ranking)
    assert result.responses == ["utter_credit_pay_out"]
    assert "action_check_bill" not in str(result.events)


def test_why_there_is_a_credit_is_another_question(stage: Stage, credited: FakeBackend) -> None:
    assert "utter_credit_pay_out" not in stage.run(ActionCheckBill, "check_bill", "warum ein guthaben").responses


@pytest.mark.parametrize(
    "text", ["warum ist meine rechnung so hoch", "why is my bill so high", "czemu rachunek taki wysoki"]
)
def test_the_only_unpaid_bill_is_the_one_that_is_asked_about(stage: Stage, owing: FakeBackend, text: str) -> None:
    owing.invoices[1] |= {"state": "paid", "open": money("0.00")}
    result = stage.run(ActionCheckBill, "check_bill", text)
    assert result.responses == ["utter_bill_detail"]
    assert result.slots["invoice_number"] == FIRST


@pytest.mark.parametrize(
    "text", ["Bitte überweisen Sie es mir", "ja bitte überweisen", "please transfer it to me", "proszę mi to przelać"]
)
def test_a_credit_that_shall_be_transferred(stage: Stage, credited: FakeBackend, text: str) -> None:
    assert stage.run(ActionOfferPayment, "make_payment", text).responses == ["utter_credit_pay_out"]


@pytest.mark.parametrize(
    "text", ["albo nie, odliczcie od następnej", "just take it off the next bill", "verrechnet es"]
)
def test_a_credit_that_shall_be_set_off(stage: Stage, credited: FakeBackend, text: str) -> None:
    slots = {"last_matter": "check_bill"}
    went = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text, slots=slots)
    assert went.next_action == "action_check_bill"
    told = stage.run(ActionCheckBill, "nlu_fallback", text, slots=slots)
    assert told.responses == ["utter_credit_pay_out"]
    assert "set off against your next bills" in told.texts["en"]


@pytest.mark.parametrize(
    "text", ["when do you collect the 45.55", "wann bucht ihr das ab", "kiedy pobierzecie pieniądze"]
)
def test_when_money_is_collected_is_no_return(stage: Stage, text: str) -> None:
    assert stage.run(ActionReturnGoods, "return_goods", text, confidence=0.33).next_action == "action_check_bill"


@pytest.mark.parametrize("text", ["when do you collect the router", "wann holt ihr das Paket ab"])
def test_a_parcel_that_is_fetched_is_no_money(text: str) -> None:
    assert not asks_when_collected(text)


@pytest.mark.parametrize("text", ["can i have instalments", "do you do instalments?"])
def test_instalments_as_such_are_a_plan(stage: Stage, text: str) -> None:
    went = stage.run(ActionAdmitMisunderstanding, "out_of_scope", text, confidence=0.93)
    assert went.next_action == "action_agree_payment_plan"


@pytest.mark.parametrize(
    "text",
    ["was zahl ich im Monat", "how much do I pay a month", "ile płacę miesięcznie", "wie viel zahlen wir im Monat"],
)
def test_what_is_paid_each_month_is_the_advance_payment(stage: Stage, text: str) -> None:
    with_payments(stage.backend)
    told = stage.run(ActionShowContract, "contract_details", text)
    assert told.responses == ["utter_installments_now"]
    assert "Flat: €100.00 a month, next on 1 December 2026" in told.texts["en"]
    stage.backend.answers["GET", "/installments"] = {"items": []}
    assert stage.run(ActionShowContract, "contract_details", text).responses != ["utter_installments_now"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("das kann gar nicht sein, ich war 3 Wochen im Urlaub", "check_bill"),
        ("that can't be right", "deny"),
        ("to niemożliwe, nie zużyłam tyle", "nlu_fallback"),
    ],
)
def test_a_bill_that_is_doubted_can_be_checked(stage: Stage, text: str, intent: str) -> None:
    slots = {"last_matter": "check_bill", "invoice_number": FIRST}
    if intent != "check_bill":
        went = stage.run(ActionAdmitMisunderstanding, intent, text, slots=slots, confidence=0.9)
        assert went.next_action == "action_check_bill"
    told = stage.run(ActionCheckBill, intent, text, slots=slots)
    assert told.responses == ["utter_bill_doubted"]
    buttons = [button["title_key"] for button in told.messages[0]["buttons"]]
    assert buttons == ["button_hand_in_reading", "button_complain"]


def test_the_day_of_a_move_names_no_bill(stage: Stage) -> None:
    day = {"from_on": "2026-01-01", "to_on": "2026-01-01", "grain": "day", "text": "zum 1.1."}
    text = "warum ist meine Rechnung so viel höher, außerdem ziehe ich zum 1.1. um nach Leipzig"
    told = stage.run(ActionCheckBill, "check_bill", text, period=day)
    assert "utter_no_such_invoice" not in told.responses


@pytest.mark.parametrize("text", ["can i pay it in 3 goes", "in 3 Mal zahlen geht das", "na 3 razy zapłacę"])
def test_so_many_goes_are_a_plan(text: str) -> None:
    assert asks_for_plan(text)
