"""An invoice as a paper: what the template reads, worded in the customer's language; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from backend_api.documents import tax
from backend_api.documents.letters import Recipient, Sender, facts_of, letter, place_text
from backend_api.invoices.models import Invoice
from backend_api.invoices.states import InvoiceState
from backend_api.payments.schemas import PaymentCodeOut
from backend_api.readings.models import MeterReading

if TYPE_CHECKING:
    from backend_api.documents.letters import Fact
    from backend_api.documents.wording import Wording
    from backend_api.invoices.models import InvoiceLine

_ENERGY = ("electricity", "gas")


@dataclass(frozen=True)
class Bill:
    """What is printed."""

    invoice: Invoice
    """With lines, payments, service point and contract."""
    open_amount: Decimal
    state: InvoiceState
    customer_number: str | None
    how_to_pay: PaymentCodeOut | None
    """Account, reference and code; null when nothing is to be paid."""
    readings: tuple[MeterReading, ...] = ()
    """What the meter showed at the beginning of the first day and after the last one; empty when that is not known."""


def invoice_paper(words: Wording, sender: Sender, to: Recipient, bill: Bill) -> dict[str, Any]:
    """Everything that ``templates/invoice.typ`` reads."""
    invoice = bill.invoice
    kind = "credit_title" if invoice.total_amount < 0 else "title"
    paper = letter(
        words,
        sender,
        to,
        title=words.say(f"invoice.{kind}", number=invoice.number),
        on=invoice.issued_on,
        facts=_facts(words, sender, bill),
    )
    point = invoice.service_point
    commodity = words.say(f"invoice.commodity.{point.commodity}")
    return paper | {
        "subject": words.say("invoice.subject", commodity=commodity, name=point.name, address=place_text(point)),
        "words": {
            name: words.say(f"invoice.{name}")
            for name in (
                "lines", "description", "quantity", "unit_price", "amount", "consumption", "payment", "notes",
            )
        },
        "lines": [_line(words, line, invoice.currency) for line in invoice.lines],
        "totals": _totals(words, bill),
        "consumption": _consumption(words, invoice),
        "readings": _readings(words, bill),
        "payment": None if bill.how_to_pay is None else _payment(words, bill.how_to_pay),
        "notes": _notes(words, sender, invoice),
        **_ask(words, bill),
    }  # fmt: skip


def _facts(words: Wording, sender: Sender, bill: Bill) -> list[Fact]:
    invoice, point = bill.invoice, bill.invoice.service_point
    facts: list[Fact] = []
    if bill.customer_number is not None:
        facts.append((words.say("letter.customer_number"), _grouped(bill.customer_number)))
    facts += [
        (words.say("letter.contract"), invoice.contract.number),
        (words.say("invoice.invoice_on"), words.day(invoice.issued_on)),
        (words.say("invoice.period"), words.period(invoice.from_on, invoice.to_on)),
        (words.say(f"invoice.point.{point.scheme}"), point.identifier),
    ]
    if point.meter_number is not None:
        facts.append((words.say("invoice.meter"), point.meter_number))
    if sender.tax_id is not None:
        facts.append((words.say(f"invoice.tax_id.{sender.country}"), sender.tax_id))
    return facts


def _ask(words: Wording, bill: Bill) -> dict[str, str]:
    """The panel at the top: what the customer has to do, and how much it is."""
    invoice, opened = bill.invoice, bill.open_amount
    total, due = words.money(invoice.total_amount, invoice.currency), words.day(invoice.due_on)
    if bill.state == "credit":
        ask, detail, amount = words.say("invoice.ask_credit"), "ask_detail_credit", -opened
    elif bill.state == "paid":
        ask, detail, amount = words.say("invoice.ask_paid"), "ask_detail_paid", Decimal(0)
    else:
        late = "ask_overdue" if bill.state == "overdue" else "ask_pay"
        detail = "ask_detail_total" if opened == invoice.total_amount else "ask_detail_open"
        ask, amount = words.say(f"invoice.{late}", day=due), opened
    return {
        "ask": ask,
        "ask_detail": words.say(f"invoice.{detail}", total=total),
        "ask_amount": words.money(amount, invoice.currency),
    }


def _line(words: Wording, line: InvoiceLine, currency: str) -> dict[str, str]:
    price = line.unit_price_amount
    return {
        "description": line.description,
        "quantity": "" if line.quantity is None else _quantity(words, line.quantity, line.unit),
        "unit_price": "" if price is None else words.money(price, currency),
        "amount": words.money(line.amount, currency),
    }


def _quantity(words: Wording, quantity: Decimal, unit: str | None) -> str:
    """A number with its unit in the right form, such as "3 Monate"; other units do not bend."""
    if quantity == quantity.to_integral_value() and unit in ("month", "day"):
        number = int(quantity)
        return words.days(number) if unit == "day" else words.count("pack.term_months", number)
    return f"{words.number(quantity)} {words.words['invoice']['unit'].get(unit, unit or '')}"


def _taxed(words: Wording, invoice: Invoice) -> list[tuple[str, Decimal, bool]]:
    """The total, with the tax that it includes where no line states it; none where we know no rate."""
    total = (words.say("invoice.total"), invoice.total_amount, True)
    percent = tax.RATES.get(invoice.service_point.country)
    stated = sum((line.amount for line in invoice.lines if line.kind == "tax"), Decimal())
    if stated:
        return [(words.say("invoice.net"), invoice.total_amount - stated, False), total]
    if percent is None:
        return [total]
    return [
        total,
        (
            words.say("invoice.tax_included", percent=words.number(percent)),
            tax.included(invoice.total_amount, percent),
            False,
        ),
    ]


def _totals(words: Wording, bill: Bill) -> list[dict[str, Any]]:
    invoice = bill.invoice
    rows = _taxed(words, invoice)
    for payment in invoice.payments:
        name = "invoice.repaid_on" if payment.amount < 0 else "invoice.paid_on"
        rows.append((words.say(name, day=words.day(payment.received_on)), -payment.amount, False))
    if invoice.payments:
        left = "credit_left" if bill.open_amount < 0 else "open"
        rows.append((words.say(f"invoice.{left}"), abs(bill.open_amount), True))
    return [
        {"name": name, "amount": words.money(amount, invoice.currency), "strong": strong}
        for name, amount, strong in rows
    ]


def _consumption(words: Wording, invoice: Invoice) -> str | None:
    if invoice.consumption is None:
        return None
    return words.say(
        "invoice.consumption_text",
        quantity=f"{words.number(invoice.consumption)} {invoice.consumption_unit}",
        days=words.days((invoice.to_on - invoice.from_on).days + 1),
        source=words.say(f"invoice.source.{invoice.reading_source or 'none'}"),
    )


def _readings(words: Wording, bill: Bill) -> list[dict[str, str]]:
    """Opening and closing reading of each register that was read on both days."""
    invoice = bill.invoice
    first, last = invoice.from_on, invoice.to_on + timedelta(days=1)
    opening = {row.register_code: row for row in bill.readings if row.read_on == first}
    closing = {row.register_code: row for row in bill.readings if row.read_on == last}
    codes = sorted(opening.keys() & closing.keys())
    facts: list[Fact] = []
    for code in codes:
        register = f" ({code})" if len(codes) > 1 else ""
        for name, day, row in (("opening", first, opening[code]), ("closing", invoice.to_on, closing[code])):
            unit = row.unit.replace("m3", "m³")
            facts.append(
                (words.say(f"invoice.{name}", day=words.day(day)) + register, f"{words.number(row.value)} {unit}")
            )
    return facts_of(facts)


def _payment(words: Wording, pay: PaymentCodeOut) -> dict[str, Any]:
    facts: list[Fact] = [
        (words.say("invoice.holder"), pay.holder),
        (words.say("invoice.iban"), _grouped(pay.iban)),
    ]
    if pay.bic is not None:
        facts.append((words.say("invoice.bic"), pay.bic))
    if pay.bank_name is not None:
        facts.append((words.say("invoice.bank"), pay.bank_name))
    amount = words.money(Decimal(pay.amount.amount), pay.amount.currency)
    facts += [(words.say("invoice.amount_to_pay"), amount), (words.say("invoice.reference"), pay.reference_text)]
    text = "payment_text" if pay.svg else "payment_text_no_code"
    return {
        "text": words.say(f"invoice.{text}"),
        "facts": facts_of(facts),
        "code": pay.svg,
        "code_alt": words.say("invoice.code_alt"),
        "code_caption": words.say(f"invoice.code_caption.{pay.standard}") if pay.standard else "",
    }


def _notes(words: Wording, sender: Sender, invoice: Invoice) -> list[str]:
    """Whom to write to, and where to turn when we do not agree (EnWG § 40(2), TKG § 67, Prawo energetyczne)."""
    branch = "energy" if invoice.service_point.commodity in _ENERGY else "telecom"
    disputes = words.words["invoice"]["note_dispute"]
    notes = [words.say("invoice.note_contact", email=sender.email, phone=sender.phone)]
    where = f"{invoice.service_point.country}_{branch}"
    if where in disputes:
        notes.append(words.say(f"invoice.note_dispute.{where}"))
    return notes


def _grouped(text: str) -> str:
    """In groups of four, so that people can read it out."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
