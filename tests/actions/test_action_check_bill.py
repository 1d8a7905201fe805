"""What is owed, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2
import pytest

from actions.action_check_bill import ActionCheckBill
from actions.action_check_payment import ActionCheckPayment
from actions.action_list_invoices import ActionListInvoices
from tests.actions.fake_backend import FLAT, money
from tests.actions.fake_payments import explanation

if TYPE_CHECKING:
    from rasa_sdk import Action

    from tests.actions.conftest import Stage


def test_with_several_invoices_it_sums_up_and_asks_which(stage: Stage) -> None:
    result = stage.run(ActionCheckBill, "check_bill", "how much do I owe")
    assert result.responses == ["utter_bill_summary", "utter_which_invoice"]
    for text, amount in zip(result.texts.values(), ("€104.40", "104,40\xa0€", "104,40\xa0€"), strict=True):
        assert amount in text
    assert result.form == "choose_form"
    assert [button["title"] for button in result.messages[1]["buttons"]] == [
        "R-2026-004711 · Flat",
        "R-2026-004712 · Garage",
    ]
    assert result.slots["last_matter"] == "check_bill"


def test_a_bill_of_the_only_place_takes_one_question_to_the_backend(stage: Stage) -> None:
    stage.backend.invoices = [one for one in stage.backend.invoices if one["service_point_id"] == FLAT]
    result = stage.run(ActionCheckBill, "check_bill", "how much do I owe")
    assert result.responses == ["utter_bill_detail"]
    assert "€23.20 more" in result.texts["en"]
    assert stage.backend.paths() == ["/account/statement"]


def test_a_bill_of_one_of_several_places_is_compared_when_it_is_known_which(stage: Stage) -> None:
    stage.run(ActionCheckBill, "check_bill", "why is the bill for the flat so high")
    assert stage.backend.paths() == ["/account/statement", "/invoices/R-2026-004711/comparison"]


def test_a_named_place_is_explained_at_once(stage: Stage) -> None:
    result = stage.run(ActionCheckBill, "check_bill", "why is the bill for the flat so high")
    assert result.responses == ["utter_bill_detail"]
    text = result.texts["en"]
    for part in ("€84.20", "3 December 2026", "€23.20 more", "210\xa0kWh instead of 150\xa0kWh", "estimated"):
        assert part in text
    assert "fewer days (30 instead of 31): −\u2060€1.00" in text
    assert result.form is None
    assert result.slots["invoice_number"] == "R-2026-004711"


@pytest.mark.parametrize(
    ("action", "intent"),
    [(ActionCheckBill, "check_bill"), (ActionListInvoices, "get_invoice"), (ActionCheckPayment, "payment_status")],
)
def test_a_bill_in_a_payment_plan_has_no_due_day_of_its_own(stage: Stage, action: type[Action], intent: str) -> None:
    numbers = [invoice["number"] for invoice in stage.backend.invoices]
    next_due = {"amount": "21.50", "currency": "EUR"}
    stage.backend.account["payment_plan"] = {
        "number": "RP-2026-000007",
        "invoice_numbers": numbers,
        "next_due_on": "2026-12-09",
        "next_due": next_due,
    }
    answer = stage.run(action, intent).texts["en"]
    assert "in instalments" in answer
    assert "due by" not in answer


def test_a_bill_in_a_payment_plan_tells_the_next_instalment(stage: Stage) -> None:
    next_due = {"amount": "21.50", "currency": "EUR"}
    stage.backend.account["payment_plan"] = {
        "number": "RP-2026-000007",
        "invoice_numbers": ["R-2026-004711"],
        "next_due_on": "2026-12-09",
        "next_due": next_due,
    }
    answer = stage.run(ActionCheckBill, "check_bill", "why is the bill for the flat so high").texts
    for language, parts in {
        "en": ("€21.50", "9 December"),
        "de": ("21,50\xa0€", "9. Dezember"),
        "pl": ("21,50\xa0€", "9 grudnia"),
    }.items():
        assert all(part in answer[language] for part in parts)
    assert "3 December 2026" not in answer["en"]


@pytest.mark.parametrize("text", ["why so high?", "warum so viel", "czemu tak dużo"])
def test_why_once_more_is_told_by_the_lines_of_that_very_bill(stage: Stage, text: str) -> None:
    stage.backend.answers["GET", "/invoices/R-2026-004712/explanation"] = explanation(stage.backend.invoices[1])
    slots = {"last_matter": "check_bill", "invoice_number": "R-2026-004712"}
    result = stage.run(ActionCheckBill, "check_bill", text, slots=slots)
    assert result.responses == ["utter_bill_lines"]
    assert "R-2026-004712" in result.texts["pl"]


@pytest.mark.parametrize("text", ["why is it so much", "wieso ist das so teuer", "dlaczego aż tyle"])
def test_why_after_the_sum_explains_the_bills_that_make_it_up(stage: Stage, text: str) -> None:
    asked = stage.run(ActionCheckBill, "check_bill", "what do I owe")
    assert asked.responses == ["utter_bill_summary", "utter_which_invoice"]
    told = stage.run(ActionCheckBill, "check_bill", text, slots=asked.slots)
    assert told.responses == ["utter_bill_detail", "utter_bill_detail"]
    assert "more than the invoice before" in told.texts["en"]


@pytest.mark.parametrize("number", ["R-2026-004600", "r-2026-004600"])
def test_an_invoice_number(stage: Stage, number: str) -> None:
    result = stage.run(ActionCheckBill, "check_bill", number, invoice_number=number)
    assert "R-2026-004600" in result.texts["de"]


def test_a_month(stage: Stage) -> None:
    period = {"from_on": "2026-09-01", "to_on": "2026-09-30", "grain": "month"}
    result = stage.run(ActionCheckBill, "check_bill", "the bill for September", period=period)
    assert "R-2026-004600" in result.texts["en"]


def test_an_unknown_invoice_leads_back_to_the_known_ones(stage: Stage) -> None:
    result = stage.run(ActionCheckBill, "check_bill", "R-2026-009999", invoice_number="R-2026-009999")
    assert result.responses == ["utter_no_such_invoice", "utter_which_invoice"]
    assert result.form == "choose_form"


def test_a_credit_is_said(stage: Stage) -> None:
    stage.backend.account.update(balance=money("0.00"), credit=money("31.50"))
    stage.backend.invoices = [{**stage.backend.invoices[2], "state": "credit", "total": money("-31.50")}]
    result = stage.run(ActionCheckBill, "check_bill", "what do I owe")
    assert "€31.50" in result.texts["en"]


def test_what_a_year_cost_is_no_credit(stage: Stage) -> None:
    year = {"state": "credit", "total": money("2154.74"), "open": money("-65.26")}
    stage.backend.account.update(balance=money("0.00"), credit=money("65.26"))
    stage.backend.invoices = [{**one, **year} for one in stage.backend.invoices[:2]]
    texts = stage.run(ActionListInvoices, "get_invoice", "my invoices").texts
    assert "€2,154.74, ended with a credit of €65.26 for you" in texts["en"]
    assert "endete mit einem Guthaben von 65,26" in texts["de"]
    assert "rozliczona z nadpłatą 65,26" in texts["pl"]


def test_nothing_to_pay(stage: Stage) -> None:
    stage.backend.account.update(balance=money("0.00"))
    stage.backend.invoices = [stage.backend.invoices[2]]
    result = stage.run(ActionCheckBill, "check_bill", "what do I owe")
    assert "nothing to pay" in result.texts["en"]
    assert "nichts zahlen" in result.texts["de"]


def test_no_invoice_yet(stage: Stage) -> None:
    stage.backend.invoices = []
    assert stage.run(ActionCheckBill, "check_bill").responses == ["utter_no_invoices"]


def test_the_flat_named_before_the_code_is_used_after_it(stage: Stage) -> None:
    result = stage.run(
        ActionCheckBill,
        "identity_changed",
        slots={"open_matter": "check_bill"},
        earlier=("check_bill", "what do I owe for the garage"),
    )
    assert "R-2026-004712" in result.texts["en"]
    assert result.slots["open_matter"] is None


@pytest.mark.parametrize("level", ["anonymous", "channel"])
def test_an_unknown_customer_is_asked_who_it_is(stage: Stage, level: str) -> None:
    result = stage.run(ActionCheckBill, "check_bill", "what do I owe", level=level)
    assert result.responses == ["utter_ask_number"]
    assert result.form == "identify_form"
    assert result.slots["open_matter"] == "check_bill"
    assert stage.backend.calls == []


def test_a_number_in_the_first_message_is_used(stage: Stage) -> None:
    result = stage.run(ActionCheckBill, "check_bill", level="anonymous", customer_number="12345674")
    assert result.next_action == "action_request_identification"
    assert result.slots["claimed_number"] == "12345674"


def test_while_a_code_is_on_its_way_nothing_is_asked_twice(stage: Stage) -> None:
    result = stage.run(ActionCheckBill, "check_bill", level="anonymous", slots={"claimed_number": "12345674"})
    assert result.responses == ["utter_code_is_waiting"]


def test_a_fact_that_has_run_out_asks_again(stage: Stage) -> None:
    stage.backend.failure = 401
    assert stage.run(ActionCheckBill, "check_bill").responses == ["utter_ask_number"]


@pytest.mark.parametrize("failure", [503, httpx2.ConnectError("no")])
def test_without_a_backend_the_truth_and_a_parked_matter(stage: Stage, failure: int | Exception) -> None:
    stage.backend.failure = failure
    result = stage.run(ActionCheckBill, "check_bill", "the flat", slots={"service_point_id": FLAT})
    assert result.responses == ["utter_backend_unavailable"]
    assert result.requests == [{"kind": "park", "matter": "check_bill"}]
    assert result.slots["open_matter"] == "check_bill"


def test_under_rasa_shell_it_says_that_nobody_can_be_identified(stage: Stage) -> None:
    result = stage.run(ActionCheckBill, "check_bill", level="anonymous", gateway=False)
    assert result.responses == ["utter_only_anonymous_here"]
    assert result.form is None


def test_a_short_addition_goes_to_the_last_matter(stage: Stage) -> None:
    result = stage.run(
        ActionCheckBill,
        "check_bill",
        "and the flat?",
        confidence=0.4,
        slots={"last_matter": "contract_expiry"},
        place={"code": "flat", "text": "flat"},
    )
    assert result.next_action == "action_take_details"


def test_the_lines_of_a_bill(stage: Stage) -> None:
    stage.backend.answers["GET", "/invoices/R-2026-004711/explanation"] = explanation(stage.backend.invoices[0])
    result = stage.run(ActionCheckBill, "check_bill", "what is this fee on the bill for the flat")
    assert result.responses == ["utter_bill_lines"]
    for words in (
        "Electricity: 210 kWh × €0.3187 = €66.93",
        "meter: 4,100 to 4,310 kWh, estimated",
        "Reminder: €5.00 (a fee)",
        "Together: €84.20",
    ):
        assert words in result.texts["en"]
    for language, words in (("de", "eine Gebühr"), ("pl", "opłata")):
        told = stage.run(ActionCheckBill, "check_bill", "what is this fee on the bill for the flat", language=language)
        assert words in told.texts[language]


def test_which_bill_line_by_line_and_the_choice(stage: Stage) -> None:
    stage.backend.answers["GET", "/invoices/R-2026-004712/explanation"] = explanation(stage.backend.invoices[1])
    which = stage.run(ActionCheckBill, "check_bill", "explain the bill line by line")
    assert which.responses == ["utter_which_invoice"]
    assert which.messages[0]["buttons"][0]["entities"]["step"] == "lines"
    slots = {"invoice_number": "R-2026-004712", "options": which.slots["options"]}
    assert stage.run(ActionCheckBill, "give_details", "the second", slots=slots).responses == ["utter_bill_lines"]


def test_a_bill_leads_to_its_lines_its_file_and_its_payment(stage: Stage) -> None:
    result = stage.run(ActionCheckBill, "check_bill", "the bill for the flat")
    buttons = [(button["title_key"], button["entities"]["matter"]) for button in result.messages[0]["buttons"]]
    assert buttons == [
        ("button_bill_lines", "check_bill"),
        ("button_bill_file", "get_invoice"),
        ("button_how_to_pay", "make_payment"),
    ]


@pytest.mark.parametrize(("language", "words"), [("en", "the reading was corrected"), ("pl", "poprawiono odczyt")])
def test_a_correction_says_why_it_is_there(stage: Stage, language: str, words: str) -> None:
    line = {"description": "Korekta", "amount": money("-9.00"), "reason_code": "reading_corrected"}
    stage.backend.comparison_parts.append({"cause": "other", "amount": money("-9.00")})
    stage.backend.corrects = {"corrects": "R-2026-004600", "adjustments": [line]}
    result = stage.run(ActionCheckBill, "check_bill", "why is the bill for the flat so high", language=language)
    assert words in result.texts[language]
    assert "corrects invoice R-2026-004600" in result.texts["en"]
    assert "berichtigt Rechnung R-2026-004600" in result.texts["de"]


def test_the_sum_names_what_rests_on_an_estimate(stage: Stage) -> None:
    stage.backend.invoices[0]["reading_source"] = "estimated"
    result = stage.run(ActionCheckBill, "check_bill", "how much do I owe")
    assert "The consumption on R-2026-004711 is estimated" in result.texts["en"]
    assert "szacowane" in result.texts["pl"]
