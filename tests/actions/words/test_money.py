"""What messages about bills and money mean whatever they sound like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._words import money as wishes
from actions._words import pay_outs
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_agree_payment_plan import ActionAgreePaymentPlan
from actions.action_check_bill import ActionCheckBill
from actions.action_check_payment import ActionCheckPayment
from actions.action_list_invoices import ActionListInvoices
from actions.action_report_move import ActionReportMove
from actions.action_take_details import ActionTakeDetails
from tests.actions.fake_backend import FLAT
from tests.actions.fake_payments import FIRST, with_payments

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.actions.conftest import Stage

AFTER_BILL = {"last_matter": "check_bill", "invoice_number": FIRST}

MEANT: dict[Callable[[str], bool], tuple[str, ...]] = {
    wishes.wishes_to_complain: (
        "ich will mich beschweren, ihr mahnt mich ständig",
        "i wanna complain, ur service is shit",
        "to chcę złożyć reklamację",
    ),
    wishes.asks_of_cut_off: (
        "to kiedy odetniecie",
        "co to za pismo że odetniecie mi prąd",
        "when will you cut me off",
        "wann stellt ihr mir den Strom ab",
        "Sperrandrohung, was nun",
    ),
    wishes.says_paid: (
        "i transferred it on the tenth of this month",
        "letzte woche hab ich gezahlt",
        "zapłaciłam w piątek",
    ),
    wishes.asks_to_pay_later: (
        "moge po świętach zapłacić?",
        "can i pay after christmas",
        "kann ich nächsten Monat zahlen",
    ),
    pay_outs.asks_for_pay_out: (
        "u owe me money",
        "ihr schuldet mir noch 40 Euro",
        "jesteście mi winni pieniądze",
        "kiedy oddacie kase",
        "wann kriege ich mein guthaben",
        "when do i get my money back",
        "when do I get it back?",
        "can you pay the credit back to me",
        "give me back my money",
        "when is it paid out",
        "I want the overpaid money transferred back",
        "can I get the credit paid out",
        "please pay me out the balance",
        "ich habe zu viel gezahlt, wird das zurückgezahlt?",
        "wann bekomme ich das Geld zurück",
        "ich will mein Guthaben zurückgezahlt haben",
        "i paid too much want my money back",
        "proszę o zwrot nadpłaty",
    ),
}
NOT_MEANT: dict[Callable[[str], bool], tuple[str, ...]] = {
    wishes.wishes_to_complain: (
        "what happened to my complaint",
        "was ist mit meiner beschwerde",
        "co z moją reklamacją",
    ),
    wishes.asks_of_cut_off: (
        "my power is off",
        "when is the power coming back",
        "wyłączcie te smsy z przypomnieniami",
        "kiedy włączycie prąd",
    ),
    wishes.says_paid: ("have you received my payment", "is it paid"),
    wishes.asks_to_pay_later: ("how do i pay", "wie zahle ich die nächste Rechnung", "jak zapłacić"),
    pay_outs.asks_for_pay_out: (
        "you owe me an answer",
        "ihr schuldet mir eine Erklärung",
        "how do i pay",
        "was zahle ich",
        "ile płacę",
        "I paid it back in October",
        "I paid the whole money back already",
        "please get back to me about my bill",
        "can you send the invoice out again",
        "could you send it out again",
        "I pay it out of my savings",
        "ich habe das im Oktober schon zurückgezahlt",
        "zwróciłam to w październiku",
        "proszę zwrócić uwagę na rachunek",
    ),
}


@pytest.mark.parametrize("tells", MEANT)
def test_words_that_mean_it_and_words_that_do_not(tells: Callable[[str], bool]) -> None:
    assert [text for text in MEANT[tells] if not tells(text)] == []
    assert [text for text in NOT_MEANT[tells] if tells(text)] == []


@pytest.mark.parametrize("text", ["line by line pls", "zeile für zeile", "pozycja po pozycji"])
@pytest.mark.parametrize("action", [ActionAdmitMisunderstanding, ActionTakeDetails])
def test_the_words_of_a_button_are_understood_when_typed(stage: Stage, text: str, action: Any) -> None:
    result = stage.run(action, "nlu_fallback", text, confidence=0.2, slots=AFTER_BILL)
    assert result.next_action == "action_check_bill"


@pytest.mark.parametrize("text", ["als pdf", "jako pdf", "pdf pls"])
def test_so_is_the_file(stage: Stage, text: str) -> None:
    result = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text, confidence=0.2, slots=AFTER_BILL)
    assert result.next_action == "action_list_invoices"


@pytest.mark.parametrize("text", ["pdfa dajcie", "jako pdfkę"])
def test_the_file_of_the_bill_just_told_is_sent(stage: Stage, text: str) -> None:
    with_payments(stage.backend)
    result = stage.run(ActionListInvoices, "get_invoice", text, slots=AFTER_BILL)
    assert [attachment["title"] for attachment in result.attachments] == [f"{FIRST}.pdf"]


@pytest.mark.parametrize(
    ("intent", "action", "text", "served"),
    [
        ("report_move", ActionReportMove, "chce na raty tą z września, w 4", "action_agree_payment_plan"),
        ("nlu_fallback", ActionAdmitMisunderstanding, "raty na wrzesień poproszę 4", "action_agree_payment_plan"),
        ("nlu_fallback", ActionAdmitMisunderstanding, "kann ich das in Raten zahlen", "action_agree_payment_plan"),
        ("nlu_fallback", ActionAdmitMisunderstanding, "to kiedy odetniecie", "action_check_payment"),
        ("check_bill", ActionCheckBill, "co to za pismo że odetniecie mi prąd", "action_check_payment"),
        ("payment_status", ActionCheckPayment, "ich will mich beschweren, ihr mahnt mich", "action_file_complaint"),
    ],
)
def test_the_matter_that_is_meant_is_served(stage: Stage, intent: str, action: Any, text: str, served: str) -> None:
    assert stage.run(action, intent, text, confidence=0.9).next_action == served


@pytest.mark.parametrize("text", ["was raten Sie mir", "phone in instalments please"])
def test_advice_and_goods_are_no_payment_plan(stage: Stage, text: str) -> None:
    result = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text, confidence=0.2)
    assert result.next_action != "action_agree_payment_plan"


def test_a_complaint_told_after_there_was_none(stage: Stage) -> None:
    text = "to chcę złożyć, rachunek za październik jest z dupy, liczycie mi wiecej niz mam na liczniku"
    result = stage.run(ActionCheckBill, "check_bill", text, slots={"last_matter": "complaint_status"})
    assert result.next_action == "action_file_complaint"


def test_a_plan_for_one_bill_is_for_all_and_keeps_its_number(stage: Stage) -> None:
    with_payments(stage.backend)
    named = {"place": FLAT, "number": "3"}
    result = stage.run(ActionAgreePaymentPlan, "make_payment", "trzy raty tylko za mieszkanie", entities=named)
    assert result.responses == ["utter_plan_for_all", "utter_plan_summary"]
    assert "für alles, was offen ist" in result.texts["de"]


@pytest.mark.parametrize("intent", ["make_payment", "change_installment", "check_bill"])
def test_a_number_of_rates_beside_the_name_of_a_bill_is_kept(stage: Stage, intent: str) -> None:
    with_payments(stage.backend)
    text = "a tą drugą mogę na raty?? trzy raty"
    result = stage.run(ActionAgreePaymentPlan, intent, text, ordinal="2", language="pl")
    assert result.slots["draft"]["values"] == {"months": "3"}


def test_a_number_that_was_overheard_is_taken_when_it_is_repeated(stage: Stage) -> None:
    with_payments(stage.backend)
    asked = stage.run(ActionAgreePaymentPlan, "make_payment", "can I pay in instalments")
    text = "no mówiłam że trzy ale tylko za mieszkanie"
    result = stage.answer(asked, "check_bill", text, confidence=0.9, language="pl", place="apartment")
    assert result.responses == ["utter_plan_for_all", "utter_plan_summary"]


@pytest.mark.parametrize(
    "text", ["can i pay until christmas", "kann ich bis weihnachten zahlen", "mogę zapłacić do świąt?"]
)
def test_a_feast_that_is_late_for_a_bill_is_named(text: str) -> None:
    assert wishes.asks_to_pay_later(text)


@pytest.mark.parametrize("text", ["skarga na obsługę", "complaint about your service", "beschwerde über den techniker"])
def test_a_complaint_begins_with_its_name(text: str) -> None:
    assert wishes.wishes_to_complain(text)
