"""Invoices as files, and the list of them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import httpx2
import pytest

from actions.action_list_invoices import ActionListInvoices
from actions.action_send_documents import ActionSendDocuments
from tests.actions.fake_payments import PDF, with_payments

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_all_with_amount_and_state(stage: Stage) -> None:
    text = stage.run(ActionListInvoices, "get_invoice", "my invoices").texts["en"]
    assert text.index("R-2026-004711") < text.index("R-2026-004600")
    assert "€61.00, paid" in text
    assert "Which one shall I send you as a PDF?" in text


def test_the_only_one_of_a_place_comes_as_a_file(stage: Stage) -> None:
    with_payments(stage.backend)
    result = stage.run(ActionListInvoices, "get_invoice", "invoices of the garage")
    assert "R-2026-004712" in result.texts["de"]
    assert "R-2026-004711" not in result.texts["de"]
    assert [base64.b64decode(file["data"]) for file in result.attachments] == [PDF]
    assert [(file["kind"], file["title"]) for file in result.attachments] == [("file", "R-2026-004712.pdf")]


@pytest.mark.parametrize(
    "text", ["send the garage bill to", "Rechnung der Garage bitte an", "faktura za garaż na maila"]
)
def test_it_is_said_that_nothing_goes_to_another_address(stage: Stage, text: str) -> None:
    with_payments(stage.backend)
    address = "books@office.example"
    result = stage.run(ActionListInvoices, "get_invoice", f"{text} {address}", place="Garage", email=address)
    assert result.attachments
    assert result.responses[-1] == "utter_invoice_only_here"
    assert all(address in said for said in result.texts.values())


def test_the_newest_one_of_a_place(stage: Stage) -> None:
    with_payments(stage.backend)
    result = stage.run(ActionListInvoices, "get_invoice", "send me a copy of the bill for the flat")
    assert [file["title"] for file in result.attachments] == ["R-2026-004711.pdf"]


def test_those_of_a_month(stage: Stage) -> None:
    with_payments(stage.backend)
    period = {"from_on": "2026-10-01", "to_on": "2026-10-31", "grain": "month"}
    result = stage.run(ActionListInvoices, "get_invoice", "the bills for October", period=period)
    assert [file["title"] for file in result.attachments] == ["R-2026-004711.pdf", "R-2026-004712.pdf"]


def test_none_in_a_period(stage: Stage) -> None:
    period = {"from_on": "2020-01-01", "to_on": "2020-12-31", "grain": "year"}
    result = stage.run(ActionListInvoices, "get_invoice", "of 2020", period=period)
    assert "cannot find such an invoice" in result.texts["en"]


def test_the_open_ones_only(stage: Stage) -> None:
    text = stage.run(ActionListInvoices, "get_invoice", "which invoices are still open").texts["en"]
    assert "R-2026-004711" in text
    assert "R-2026-004600" not in text


def test_a_listed_invoice_can_be_pointed_at(stage: Stage) -> None:
    with_payments(stage.backend)
    told = stage.run(ActionListInvoices, "get_invoice", "show my invoices")
    assert [option["value"][-4:] for option in told.slots["options"]] == ["4711", "4712", "4600"]
    one = stage.run(
        ActionListInvoices,
        "give_details",
        "the second one",
        slots={"invoice_number": "R-2026-004712", "options": told.slots["options"]},
    )
    assert "R-2026-004712" in one.texts["en"]
    assert "R-2026-004711" not in one.texts["en"]
    assert "options" not in one.slots
    assert [file["title"] for file in one.attachments] == ["R-2026-004712.pdf"]


def test_a_customer_without_any_invoice(stage: Stage) -> None:
    stage.backend.invoices = []
    assert stage.run(ActionListInvoices, "get_invoice").responses == ["utter_no_invoices"]


def test_the_bill_that_was_talked_about_comes_as_a_file(stage: Stage) -> None:
    with_payments(stage.backend)
    slots = {"last_matter": "check_bill", "invoice_number": "R-2026-004600"}
    result = stage.run(ActionListInvoices, "get_invoice", "send me that as pdf", slots=slots)
    assert [file["title"] for file in result.attachments] == ["R-2026-004600.pdf"]


def test_what_a_bill_is_made_of_is_explained_instead(stage: Stage) -> None:
    result = stage.run(ActionListInvoices, "get_invoice", "Woraus setzt sich meine Rechnung zusammen?")
    assert result.next_action == "action_check_bill"


@pytest.mark.parametrize(
    ("text", "entities", "number"),
    [
        ("need R-2026-004712 as pdf", {"invoice_number": "R-2026-004712"}, "R-2026-004712"),
        ("ok send me the pdf of it", {}, "R-2026-004600"),
    ],
)
def test_words_that_fit_any_paper_may_mean_a_bill(
    stage: Stage, text: str, entities: dict[str, str], number: str
) -> None:
    slots = {"last_matter": "check_bill", "invoice_number": "R-2026-004600"}
    result = stage.run(ActionSendDocuments, "request_documents", text, slots=slots, entities=entities)
    assert result.next_action == "action_list_invoices"
    assert result.slots["invoice_number"] == number


def test_a_sum_that_is_all_open_is_told_once(stage: Stage) -> None:
    with_payments(stage.backend)
    result = stage.run(ActionListInvoices, "get_invoice", "send me R-2026-004711", invoice_number="R-2026-004711")
    assert result.texts["en"].count("€84.20") == 1
    assert result.texts["de"].count("84,20") == 1


YEAR = {"from_on": "2026-01-01", "to_on": "2026-12-31", "grain": "year"}


@pytest.mark.parametrize(
    "text", ["all bills of 2026 as pdf", "alle Rechnungen von 2026 als PDF", "wszystkie faktury 2026 w pdf"]
)
def test_all_bills_of_a_year_come_together(stage: Stage, text: str) -> None:
    with_payments(stage.backend)
    first = stage.backend.invoices[0]
    numbers = [f"R-2026-00{number}" for number in range(4700, 4705)]
    stage.backend.invoices = [{**first, "number": number} for number in numbers]
    for number in numbers:
        stage.backend.answers["GET", f"/invoices/{number}/document"] = httpx2.Response(200, content=PDF)
    result = stage.run(ActionListInvoices, "get_invoice", text, period=YEAR)
    assert [file["title"] for file in result.attachments] == [f"{number}.pdf" for number in numbers]


def test_too_many_for_one_message_are_narrowed_down(stage: Stage) -> None:
    first = stage.backend.invoices[0]
    stage.backend.invoices = [{**first, "number": f"R-2026-00{number}"} for number in range(4700, 4720)]
    result = stage.run(ActionListInvoices, "get_invoice", "all bills of 2026 as pdf", period=YEAR)
    assert not result.attachments
    assert "up to 12 at once" in result.texts["en"]
    assert "Bis zu 12" in result.texts["de"]


@pytest.mark.parametrize("text", ["send me both", "schick mir die beiden als pdf", "obie poproszę w pdf"])
def test_both_are_the_two_that_were_listed(stage: Stage, text: str) -> None:
    numbers = [invoice["number"] for invoice in stage.backend.invoices[:2]]
    listed = [{"value": number, "slot": "invoice_number", "label": number} for number in numbers]
    slots = {"last_matter": "get_invoice", "options": listed, "invoice_number": numbers[0]}
    result = stage.run(ActionListInvoices, "get_invoice", text, slots=slots, ordinal="both")
    assert [file["title"] for file in result.attachments] == [f"{number}.pdf" for number in numbers]
