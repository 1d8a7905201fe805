"""An invoice line by line, over HTTP."""

from datetime import date
from decimal import Decimal

import pytest

from backend_api.tables import Invoice, InvoiceLine, MeterExchange
from tests.backend_api import world
from tests.backend_api.conftest import Api
from tests.backend_api.invoices.rows import invoice_id
from tests.backend_api.stored import newcomer, store


@pytest.mark.capability("B5")
def test_each_line_says_which_reading_which_price_and_which_days(api: Api) -> None:
    found = api.json(f"/invoices/{world.ANNA.invoices[5]}/explanation", world.ANNA.customer)
    work, base = found["lines"]
    assert (work["register_code"], work["unit_price"]["amount"], work["quantity"]) == ("1.8.0", "0.3125", 240)
    assert work["opening"] == {"read_on": "2026-10-01", "value": 3630, "unit": "kWh", "source": "measured"}
    assert work["closing"] == {"read_on": "2026-11-01", "value": 3740, "unit": "kWh", "source": "customer"}
    assert (work["kwh_per_unit"], work["meter_exchanged_on"]) == (None, None)
    assert (base["opening"], base["register_code"], base["from_on"], base["to_on"]) == (
        None,
        None,
        "2026-10-01",
        "2026-10-31",
    )
    assert (found["estimated"], found["corrects"], found["credit_reason"]) == (False, None, None)


def test_a_line_with_days_of_its_own_rests_on_their_readings(api: Api) -> None:
    """A price changed in mid-period, and the meter was exchanged in the second part."""
    who = newcomer(api)
    first = InvoiceLine(
        position=3,
        kind="work",
        description="Energy until May",
        amount=Decimal(0),
        from_on=date(2026, 5, 1),
        to_on=date(2026, 5, 31),
        register_code="1.8.0",
    )
    first.invoice_id = invoice_id(who, 0)
    exchanged = MeterExchange(
        service_point_id=who.flat,
        register_code="1.8.0",
        exchanged_on=date(2026, 5, 12),
        new_meter_number="1EMH0000NEW",
        old_final_value=Decimal(3_200),
        new_start_value=Decimal(0),
    )
    store(api, first, exchanged)
    line = api.json(f"/invoices/{who.invoices[0]}/explanation", who.customer)["lines"][-1]
    assert (line["opening"]["read_on"], line["closing"]["read_on"]) == ("2026-05-01", "2026-06-01")
    assert line["meter_exchanged_on"] == "2026-05-12"


@pytest.mark.capability("B5")
def test_a_correction_names_what_it_corrects_and_why_money_comes_back(api: Api) -> None:
    who = newcomer(api)
    number = f"{who.invoices[0][:-1]}9"
    correction = Invoice(
        number=number,
        customer_id=who.customer,
        service_point_id=who.flat,
        contract_id=who.contract,
        from_on=date(2026, 9, 1),
        to_on=date(2026, 9, 30),
        issued_on=date(2026, 11, 10),
        due_on=date(2026, 11, 24),
        total_amount=Decimal("-12.40"),
        currency="EUR",
        corrects_invoice_id=invoice_id(who, 4),
        lines=[
            InvoiceLine(
                position=1,
                kind="correction",
                description="After the reading",
                amount=Decimal("-12.40"),
                reason_code="estimate_replaced",
            )
        ],
    )
    store(api, correction)
    found = api.json(f"/invoices/{number}", who.customer)
    assert (found["corrects"], found["credit_reason"]) == (who.invoices[4], "correction")
    assert found["lines"][0]["reason_code"] == "estimate_replaced"
    compared = api.json(f"/invoices/{number}/comparison", who.customer)
    assert compared["corrects"] == who.invoices[4]
    assert [line["reason_code"] for line in compared["adjustments"]] == [
        line["reason_code"] for line in found["lines"] if line["kind"] == "correction"
    ]
    corrected = api.json(f"/invoices/{who.invoices[4]}", who.customer)
    assert corrected["corrected_by"] == [number]
    assert number in api.json("/account", who.customer)["credit_invoices"]
