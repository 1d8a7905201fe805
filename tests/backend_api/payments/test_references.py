"""What a transfer is recognised by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from backend_api.payments.references import invoice_number_in, payment_reference, plan_number_in, readable


def test_a_euro_reference_is_a_creditor_reference() -> None:
    reference = payment_reference("R-2026-004711", "EUR")
    assert iso11649.is_valid(reference)
    assert reference.endswith("R2026004711")
    assert readable(reference).replace(" ", "") == reference
    assert " " in readable(reference)


def test_elsewhere_it_is_the_number_itself() -> None:
    assert payment_reference("R-2026-004711", "PLN") == readable("R-2026-004711") == "R-2026-004711"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Rechnung R-2026-004711 vom 3.11.", "R-2026-004711"),
        ("r2026004711", "R-2026-004711"),
        ("faktura R 2026 004711, Nowak", "R-2026-004711"),
        ("for June", None),
        ("OR-2026-004711", None),
        ("", None),
        ("RF00R2026004711", "R-2026-004711"),
    ],
)
def test_the_number_is_found_in_what_customers_write(text: str, number: str | None) -> None:
    found = invoice_number_in(text)
    if text.startswith("RF00"):
        assert found is None, "the check digits are wrong, and nothing else names an invoice"
    else:
        assert found == number


@given(st.integers(2000, 2099), st.integers(0, 999_999), st.sampled_from(["", " ", "Thanks ", "Nowak, "]))
def test_what_we_print_is_found_again(year: int, sequence: int, before: str) -> None:
    number = f"R-{year}-{sequence:06d}"
    printed = readable(payment_reference(number, "EUR"))
    for text in (f"{before}{printed}", f"{before}{printed} NOWAK", f"{before}{number}"):
        assert invoice_number_in(text) == number


def test_a_plan_is_named_by_its_number() -> None:
    assert plan_number_in("Rate P-800001") == plan_number_in("p 800001") == "P-800001"
    assert plan_number_in("MP-800001") is None
    assert plan_number_in(payment_reference("P-800001", "EUR")) == "P-800001"
