"""What comes after the end of a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._bills.last_bill import asks_of_last_bill
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_check_contract_expiry import ActionCheckContractExpiry
from actions.action_list_invoices import ActionListInvoices
from tests.actions.fake_backend import FLAT, contract, money
from tests.actions.fake_leaving import NOTICE

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

IBAN = {"iban": "DE89 … 3000", "state": "active"}


def told(stage: Stage, state: str | None, **order: Any) -> Result:
    """The answer to a question for the last bill while a notice is in a state."""
    stage.backend.contracts = [contract("V-200417", FLAT, state="ending", ended_by="notice")]
    notices = [] if state is None else [{**NOTICE, "state": state}]
    carried_out = {"number": NOTICE["receipt_number"], "state_since_at": "2027-01-20T23:30:00Z", **order}
    stage.backend.answers |= {
        ("GET", "/notices"): {"items": notices, "total": len(notices)},
        ("GET", f"/orders/{NOTICE['receipt_number']}"): {"promised_on": "2027-02-11", **carried_out},
        ("GET", "/bank-accounts"): {"items": [IBAN], "total": 1},
    }
    return stage.run(ActionCheckContractExpiry, "contract_expiry", "when do I get my final bill?")


def test_before_the_end_of_supply(stage: Stage) -> None:
    texts = told(stage, "received").texts
    assert "Flat (V-200417): supply ends on 31 December 2026. Your final bill comes by 11 February 2027." in texts["en"]
    assert "read the meter on the last day" in texts["en"]
    assert "ausgezahlt, auf das Konto DE89 … 3000" in texts["de"]
    assert "dostawa kończy się 31 grudnia 2026. Faktura końcowa przyjdzie do 11 lutego 2027." in texts["pl"]


def test_after_the_end_of_supply(stage: Stage) -> None:
    texts = told(stage, "supply_ended").texts
    assert "supply ended on 31 December 2026" in texts["en"]
    assert "Die Lieferung hat am 31. Dezember 2026 geendet" in texts["de"]
    assert "dostawa zakończyła się" in texts["pl"]
    assert "read the meter" not in texts["en"]


def test_the_bill_is_out(stage: Stage) -> None:
    texts = told(stage, "final_bill_sent").texts
    assert "your final bill was sent on 21 January 2027" in texts["en"]
    assert "Ihre Schlussrechnung ist verschickt, am 21. Januar 2027" in texts["de"]
    assert "faktura końcowa jest już wysłana (21 stycznia 2027)" in texts["pl"]
    assert "wyniknie nadpłata" in texts["pl"]


def test_everything_is_settled(stage: Stage) -> None:
    texts = told(stage, "settled").texts
    assert "everything has been settled since 21 January 2027" in texts["en"]
    assert "alles ausgeglichen" in texts["de"]
    assert "wszystko zostało rozliczone" in texts["pl"]
    assert "credit" not in texts["en"]


def test_another_supplier_gave_the_notice(stage: Stage) -> None:
    texts = told(stage, None).texts
    assert "supply ends on 31 December 2026. Your final bill comes after that." in texts["en"]


def test_who_stays_hears_that_no_last_bill_comes(stage: Stage) -> None:
    stage.backend.answers["GET", "/notices"] = {"items": [{**NOTICE, "state": "taken_back"}], "total": 1}
    result = stage.run(ActionCheckContractExpiry, "contract_expiry", "when do I get my final bill?")
    assert result.responses == ["utter_no_last_bill"]
    assert "no final bill of ours" in result.texts["en"]
    assert "no credit at the moment" in result.texts["en"]
    assert "comes from that supplier" in result.texts["en"]


@pytest.mark.parametrize("text", ["faktura końcowa gdzie jest", "wo ist die schlussrechnung", "where is my final bill"])
def test_where_the_last_bill_is_asks_for_it(stage: Stage, text: str) -> None:
    led = stage.run(ActionListInvoices, "get_invoice", text)
    assert led.next_action == "action_check_contract_expiry"


@pytest.mark.parametrize(
    "text",
    [
        "when will I get my final bill?",
        "do i have to send a final meter reading",
        "wann bekomme ich die schlussrechnung?",
        "muss ich noch eine schlussablesung machen",
        "bis wann kommt eure endabrechnung",
        "kiedy dostanę fakturę końcową?",
        "a co z odczytem końcowym",
        "czy muszę podać odczyt końcowy",
    ],
)
def test_questions_for_what_comes_last(text: str) -> None:
    assert asks_of_last_bill(text, leaves=False)


@pytest.mark.parametrize(
    "text",
    [
        "has the final bill from my old supplier come?",
        "ist die schlussrechnung vom alten anbieter da?",
        "kiedy przyjdzie rozliczenie końcowe od starego sprzedawcy",
        "my final bill was wrong",
        "send me the final bill as pdf",
        "wann war die letzte ablesung",
        "wann bekomme ich die nächste rechnung",
        "kiedy oddacie nadpłatę",
        "was ist mit meiner letzten rechnung los",
        "what about my last bill?",
        "kiedy był ostatni odczyt i czy jest dobry",
        "a co z ostatnim rachunkiem",
    ],
)
def test_other_questions(text: str) -> None:
    assert not asks_of_last_bill(text, leaves=False)


@pytest.mark.parametrize(
    "text", ["do I get my credit paid out?", "bekomme ich das Guthaben?", "kiedy oddacie nadpłatę"]
)
def test_a_credit_is_what_is_left_of_a_contract_that_was_just_ended(text: str) -> None:
    assert asks_of_last_bill(text, leaves=True)


def test_the_question_goes_to_the_contract_whatever_it_was_taken_for(stage: Stage) -> None:
    text = "wann bekomme ich die schlussrechnung?"
    assert stage.run(ActionListInvoices, "get_invoice", text).next_action == "action_check_contract_expiry"
    unsure = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text)
    assert unsure.next_action == "action_check_contract_expiry"


@pytest.mark.parametrize(
    "text", ["do I get my credit paid out?", "bekomme ich mein Guthaben?", "kiedy oddacie nadpłatę"]
)
def test_who_stays_is_told_of_the_credit_there_is(stage: Stage, text: str) -> None:
    stage.backend.account["credit"] = money("12.00")
    stage.backend.answers |= {("GET", "/notices"): {"items": []}, ("GET", "/bank-accounts"): {"items": [IBAN]}}
    result = stage.run(ActionCheckContractExpiry, "payment_status", text, slots={"last_matter": "contract_expiry"})
    assert result.responses == ["utter_credit_pay_out"]
