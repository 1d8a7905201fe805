"""The list of invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.action_list_invoices import ActionListInvoices

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_all_with_amount_and_state(stage: Stage) -> None:
    text = stage.run(ActionListInvoices, "get_invoice", "my invoices").texts["en"]
    assert text.index("R-2026-004711") < text.index("R-2026-004600")
    assert "€61.00, paid" in text
    assert "cannot send the file" in text
    assert "+49 30 5550 100 (Mon–Fri 08:00–18:00)" in text


def test_those_of_a_place(stage: Stage) -> None:
    text = stage.run(ActionListInvoices, "get_invoice", "invoices of the garage").texts["de"]
    assert "R-2026-004712" in text
    assert "R-2026-004711" not in text


def test_none_in_a_period(stage: Stage) -> None:
    period = {"from_on": "2020-01-01", "to_on": "2020-12-31", "grain": "year"}
    result = stage.run(ActionListInvoices, "get_invoice", "of 2020", period=period)
    assert "cannot find such an invoice" in result.texts["en"]


def test_the_open_ones_only(stage: Stage) -> None:
    text = stage.run(ActionListInvoices, "get_invoice", "which invoices are still open").texts["en"]
    assert "R-2026-004711" in text
    assert "R-2026-004600" not in text


def test_a_listed_invoice_can_be_pointed_at(stage: Stage) -> None:
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


def test_a_customer_without_any_invoice(stage: Stage) -> None:
    stage.backend.invoices = []
    assert stage.run(ActionListInvoices, "get_invoice").responses == ["utter_no_invoices"]
