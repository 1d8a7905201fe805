"""The code that fills in a transfer."""

import base64
from decimal import Decimal

import pytest
import segno
from segno import helpers

from backend_api.payments.codes import PaymentCode, Transfer, payment_code

GERMAN = Transfer(
    "Zorza Energie GmbH",
    "DE89370400440532013000",
    "COBADEFFXXX",
    None,
    Decimal("46.88"),
    "EUR",
    "RF61R2026001005",
)
POLISH = Transfer(
    "Zorza Energia sp. z o.o. Oddział w Gdańsku",
    "PL61109010140000071219812874",
    None,
    "5260001246",
    Decimal("312.40"),
    "PLN",
    "R-2026-004711",
)


def changed(transfer: Transfer, **changes: object) -> PaymentCode | None:
    return payment_code(Transfer(**(vars(transfer) | changes)))


@pytest.mark.parametrize("amount", ["46.88", "46.80", "46.00", "0.01", "123456.00"])
def test_the_euro_code_is_the_one_that_segno_makes(amount: str) -> None:
    code = changed(GERMAN, amount=Decimal(amount))
    assert code is not None
    expected = helpers.make_epc_qr(
        GERMAN.holder, GERMAN.iban, Decimal(amount), reference=GERMAN.reference, bic=GERMAN.bic, encoding="UTF-8"
    )
    assert segno.make_qr(code.payload.encode(), error="m", boost_error=False) == expected


def test_the_euro_code_says_what_the_guidelines_want() -> None:
    code = payment_code(GERMAN)
    assert code is not None
    assert code.standard == "epc"
    assert code.payload.split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "COBADEFFXXX",
        "Zorza Energie GmbH",
        "DE89370400440532013000",
        "EUR46.88",
        "",
        "RF61R2026001005",
    ]


def test_a_reference_that_is_no_creditor_reference_is_plain_text() -> None:
    code = changed(GERMAN, reference="P-800001", bic=None)
    assert code is not None
    assert code.payload.split("\n")[8:] == ["", "", "P-800001"]
    expected = helpers.make_epc_qr(GERMAN.holder, GERMAN.iban, GERMAN.amount, text="P-800001", encoding="UTF-8")
    assert segno.make_qr(code.payload.encode(), error="m", boost_error=False) == expected


def test_the_polish_code_is_one_line_with_bars() -> None:
    code = payment_code(POLISH)
    assert code is not None
    assert code.standard == "zbp"
    assert code.payload == ("5260001246|PL|61109010140000071219812874|031240|Zorza Energia sp. z |R-2026-004711|||")


def test_a_bar_in_a_name_cannot_move_the_fields() -> None:
    code = changed(POLISH, holder="Zorza|PL|00", reference="R-1|" + "9" * 40, tax_id="PL5260001246")
    assert code is not None
    fields = code.payload.split("|")
    assert len(fields) == 9
    assert fields[0] == "5260001246"
    assert fields[4] == "ZorzaPL00"
    assert len(fields[5]) == 32


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": Decimal(0)},
        {"amount": Decimal("-1.00")},
        {"amount": Decimal("10000.00")},
        {"iban": "DE89370400440532013000"},
        {"currency": "CHF"},
    ],
)
def test_what_fits_into_no_standard_has_no_code(changes: dict[str, object]) -> None:
    assert changed(POLISH, **changes) is None


@pytest.mark.parametrize("transfer", [GERMAN, POLISH])
def test_the_code_is_a_picture(transfer: Transfer) -> None:
    code = payment_code(transfer)
    assert code is not None
    assert code.svg.startswith("<svg")
    assert base64.b64decode(code.png).startswith(b"\x89PNG")
