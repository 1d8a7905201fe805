"""Invoices, slips and packs as paper: in three languages, to be kept and to be read aloud, with our own font."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from backend_api.contracts.models import Contract
from backend_api.documents.invoice_paper import Bill, invoice_paper
from backend_api.documents.letters import Recipient, Sender
from backend_api.documents.pack_paper import Pack, pack_paper, sheets_of
from backend_api.documents.rendering import Template, render_pdf, render_pictures
from backend_api.documents.slip_paper import slip_paper
from backend_api.documents.tax import included
from backend_api.documents.wording import LANGUAGES, wording
from backend_api.orders.models import Order
from backend_api.readings.models import MeterReading
from backend_api.returns.models import Return, ReturnLine
from backend_api.tables import Invoice, InvoiceLine, MeteringPoint
from tests.backend_api import world
from tests.backend_api.conftest import Api

SENDER = Sender(
    "Zorza",
    "zorza.example",
    "service@zorza.example",
    "+49 221 5550100",
    postal=("Zorza Energie GmbH", "Domstr. 1", "50667 Köln"),
    tax_id="DE999990002",
    returns=("Zorza Energie GmbH", "Rücksendungen", "Domstr. 3", "50667 Köln"),
)
TO = Recipient("Łucja Großmann", ("Domstr. 12a", "50667 Köln"))


def keys(words: dict[str, Any], above: str = "") -> set[str]:
    found = set()
    for name, value in words.items():
        found |= keys(value, f"{above}{name}.") if isinstance(value, dict) else {f"{above}{name}"}
    return found


def test_every_language_has_the_same_words() -> None:
    english = keys(wording("en").words)
    assert len(english) > 150
    for language in LANGUAGES:
        assert keys(wording(language).words) == english, language


@pytest.mark.parametrize(
    ("language", "day", "money", "months"),
    [
        ("en", "4 December 2026", "€1,234.50", "12 months"),
        ("de", "4. Dezember 2026", "1.234,50\u00a0€", "12 Monate"),
        ("pl", "4 grudnia 2026", "1234,50\u00a0€", "12 miesięcy"),
    ],
)
def test_numbers_and_days_are_written_as_the_language_does(language: str, day: str, money: str, months: str) -> None:
    words = wording(language)
    assert words.day(date(2026, 12, 4)) == day
    assert words.money(Decimal("1234.5"), "EUR").replace("\u00a0234", "234") in (
        money,
        money.replace("1234", "1\u00a0234"),
    )
    assert words.count("pack.term_months", 12) == months
    assert words.money(Decimal("0.3125"), "PLN").replace("\u00a0", " ").strip("PLNzł ") in ("0.3125", "0,3125")


def bill(state: str = "open") -> Bill:
    ids, rows = world.customer(1000)
    invoice = next(row for row in rows if isinstance(row, Invoice) and row.number == ids.invoices[5])
    invoice.service_point = next(row for row in rows if isinstance(row, MeteringPoint))
    invoice.contract = next(row for row in rows if isinstance(row, Contract))
    invoice.payments = []
    days = (invoice.from_on, invoice.to_on + timedelta(days=1))
    read = tuple(
        MeterReading(read_on=day, value=Decimal(value), unit="kWh", register_code="1-0:1.8.0")
        for day, value in zip(days, (12000, 12110), strict=True)
    )
    return Bill(invoice, invoice.total_amount, state, "10010003", None, read)  # type: ignore[arg-type]


def a_return() -> Return:
    order = Order(number="O-1000001")
    line = ReturnLine(
        position=1, description="Router R7", serial_number="R7-4711", reason="defective", condition_told="used"
    )
    return Return(
        number="RT-600001",
        code="1000000000Z",
        returned_order=order,
        kind="warranty",
        wanted="replacement",
        until_on=date(2028, 11, 19),
        created_at=datetime(2026, 11, 20, 10, tzinfo=UTC),
        lines=[line],
    )


def papers(language: str) -> dict[Template, dict[str, Any]]:
    words = wording(language)
    contract = bill().invoice.contract
    contract.service_point = bill().invoice.service_point
    pack = Pack(
        contract, "1000000000Z", sheets_of(with_authority=True), date(2026, 11, 20), "10010003", ", ".join(TO.address)
    )
    return {
        "invoice": invoice_paper(words, SENDER, TO, bill()),
        "return_slip": slip_paper(words, SENDER, TO, a_return(), entered_on=date(2026, 11, 20)),
        "pack": pack_paper(words, SENDER, TO, pack),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("template", "pages"), [("invoice", 1), ("return_slip", 1), ("pack", 6)])
def test_papers_are_made_in_three_languages(language: str, template: Template, pages: int) -> None:
    paper = papers(language)[template]
    pdf = asyncio.run(render_pdf(template, paper))
    assert pdf.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>3</pdfaid:part>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert f"/Lang ({language})".encode() in pdf or f"/Lang({language})".encode() in pdf
    assert b"DejaVuSans" in pdf
    assert len(render_pictures(template, paper, ppi=40)) == pages, "each sheet of a pack is one page, as its list says"


@pytest.mark.parametrize(
    ("language", "title", "tax", "share"),
    [
        ("de", "Rechnung", "darin enthalten 19 % USt", "15,97"),
        ("en", "Invoice", "of which VAT at 19%", "15.97"),
        ("pl", "Faktura", "w tym VAT 19%", "15,97"),
    ],
)
def test_an_invoice_states_tax_supplier_and_readings(language: str, title: str, tax: str, share: str) -> None:
    printed = bill()
    printed.invoice.total_amount = Decimal("100.00")
    paper = invoice_paper(wording(language), SENDER, TO, printed)
    assert paper["title"].startswith(title)
    assert paper["sender"] == "Zorza Energie GmbH · Domstr. 1 · 50667 Köln"
    assert "DE999990002" in [fact["value"] for fact in paper["facts"]]
    stated = next(row for row in paper["totals"] if row["name"] == tax)
    assert share in stated["amount"]
    assert [fact["value"].replace(",", "").replace(".", "").replace("\u00a0", "") for fact in paper["readings"]] == [
        "12000 kWh",
        "12110 kWh",
    ]


def test_tax_that_is_a_line_is_not_worked_out_again() -> None:
    printed = bill()
    printed.invoice.total_amount = Decimal("119.00")
    printed.invoice.lines.append(InvoiceLine(kind="tax", description="Umsatzsteuer 19 %", amount=Decimal("19.00")))
    totals = invoice_paper(wording("de"), SENDER, TO, printed)["totals"]
    assert [(row["name"], row["amount"]) for row in totals] == [
        ("Summe ohne Umsatzsteuer", "100,00\u00a0€"),
        ("Rechnungsbetrag", "119,00\u00a0€"),
    ]


@pytest.mark.parametrize(
    ("total", "percent", "share"),
    [("123", 23, "23.00"), ("0.03", 19, "0.00"), ("9.99", 19, "1.60"), ("-119", 19, "-19.00")],
)
def test_the_tax_in_a_total_is_rounded_once(total: str, percent: int, share: str) -> None:
    assert included(Decimal(total), Decimal(percent)) == Decimal(share)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_minus_is_no_hyphen(language: str) -> None:
    assert wording(language).money(Decimal(-150), "PLN").startswith("\N{MINUS SIGN}")
    assert wording(language).number(Decimal(-3)) == "\N{MINUS SIGN}3"


def test_a_slip_says_where_the_parcel_goes() -> None:
    paper = papers("de")["return_slip"]
    assert paper["words"]["send_to"] == "Paket an"
    assert paper["send_to"] == ["Zorza Energie GmbH", "Rücksendungen", "Domstr. 3", "50667 Köln"]


def test_nothing_in_the_data_is_run() -> None:
    paper = papers("en")["return_slip"]
    paper["lines"][0]["product"] = '#panic("run") $x$ *bold* <label> @ref'
    assert asyncio.run(render_pdf("return_slip", paper)).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("state", "paid", "ask", "amount"),
    [
        ("open", 0, "Bitte zahlen Sie bis zum 4. Dezember 2026", "87,50\u00a0€"),
        ("overdue", 0, "War am 4. Dezember 2026 fällig", "87,50\u00a0€"),
        ("paid", 1, "Nichts zu zahlen", "0,00\u00a0€"),
    ],
)
def test_the_first_thing_on_an_invoice_is_what_to_do(state: str, paid: int, ask: str, amount: str) -> None:
    made = bill(state)
    shown = invoice_paper(
        wording("de"), SENDER, TO, Bill(made.invoice, made.open_amount * (1 - paid), made.state, None, None)
    )
    assert (shown["ask"], shown["ask_amount"]) == (ask, amount)
    assert [line["quantity"] for line in shown["lines"]] == ["240 kWh", "1 Monat"]
    assert "Schlichtungsstelle Energie" in " ".join(shown["notes"])


@pytest.mark.capability("B5")
def test_an_invoice_is_printed_for_its_customer(api: Api) -> None:
    number = world.ANNA.invoices[5]
    printed = api.get(f"/invoices/{number}/document", world.ANNA.customer)
    assert (printed.status_code, printed.headers["content-type"]) == (200, "application/pdf")
    assert printed.headers["content-disposition"] == f'attachment; filename="{number}.pdf"'
    assert printed.content.startswith(b"%PDF-")
    assert api.get(f"/invoices/{number}/document", world.ANNA.customer, "channel").status_code == 403
    for other in range(5):
        assert api.get(f"/invoices/{world.ANNA.invoices[other]}/document", world.ANNA.customer).status_code == 200


def test_a_slip_is_printed_for_its_customer(api: Api) -> None:
    from tests.backend_api.returns.rows import return_number

    printed = api.get(f"/returns/{return_number(1000)}/slip", world.ANNA.customer)
    assert printed.content.startswith(b"%PDF-")
    assert printed.headers["cache-control"] == "private, no-store"
