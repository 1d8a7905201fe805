"""Invoices with their lines, and the payments for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from backend_api.invoices.models import Invoice, InvoiceLine, LineKind, Payment
from wattline.demo.calendar import add_months
from wattline.demo.plan import PointPlan, TariffPlan, tariffs

if TYPE_CHECKING:
    from backend_api.contracts.models import Contract
    from wattline.demo.meters import UsedPeriod
    from wattline.demo.terms import Spans

ISSUED_AFTER = timedelta(days=4)
TERM = timedelta(days=14)
PAID_AFTER = timedelta(days=9)
_CENT = Decimal("0.01")

WORDS = {
    "electricity": {"en": "Electricity", "de": "Strom", "pl": "Energia elektryczna"},
    "gas": {"en": "Gas", "de": "Gas", "pl": "Gaz"},
    "base": {"en": "Base price", "de": "Grundpreis", "pl": "Opłata stała"},
    "fibre": {"en": "Internet access", "de": "Internetanschluss", "pl": "Dostęp do internetu"},
    "mobile": {"en": "Mobile plan", "de": "Mobilfunktarif", "pl": "Abonament komórkowy"},
    "beyond": {"en": "Data beyond the allowance", "de": "Daten über dem Inklusivvolumen", "pl": "Dane ponad pakiet"},
    "tax": {"en": "VAT {}%", "de": "Umsatzsteuer {} %", "pl": "VAT {}%"},
    "correction": {
        "en": "Correction after the reading",
        "de": "Korrektur nach Ablesung",
        "pl": "Korekta po odczycie licznika",
    },
    "installment": {"en": "Installment", "de": "Abschlag", "pl": "Zaliczka"},
}
"""What is printed on bills, in the customer's language."""


@dataclass
class Bill:
    """An invoice and its payments, not yet numbered."""

    invoice: Invoice
    lines: list[InvoiceLine]
    payments: list[Payment] = field(default_factory=list)


@dataclass(frozen=True)
class Account:
    """For whom the bills of a point are written."""

    point: PointPlan
    language: str
    today: date


def bills(account: Account, contracts: list[Contract], periods: list[UsedPeriod], days: Spans) -> list[Bill]:
    """The bills of a point that have been issued until today, oldest first."""
    written = []
    for period in periods:
        if period.to_on + ISSUED_AFTER > account.today:
            continue
        contract = next(entry for entry in reversed(contracts) if entry.starts_on <= period.from_on)
        tariff = next(tariff for tariff in tariffs().values() if tariff.name == contract.product_name)
        lines = _lines(account, tariff, period, days)
        written.append(_bill(account, contract, period, lines))
    if written and account.point.bills.correction is not None:
        _correct(account, written[-1], account.point.bills.correction)
    for ago, bill in enumerate(reversed(written)):
        _settle(account, bill, ago)
    return written


def rounded(amount: Decimal) -> Decimal:
    """To the cent, halves up."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _lines(account: Account, tariff: TariffPlan, period: UsedPeriod, days: Spans) -> list[InvoiceLine]:
    point, lines = account.point, []
    if tariff.unit is not None:
        price = _unit_price(point, tariff, period, days)
        lines.append(_line(account, "work", point.commodity, (period.amount, "kWh", price)))
    kind = "base" if tariff.unit is not None else point.commodity
    lines.append(_line(account, "base", kind, (Decimal(days.step), "month", tariff.base)))
    beyond = period.amount - (tariff.data or 0) if tariff.beyond else Decimal(0)
    if tariff.beyond and beyond > 0:
        lines.append(_line(account, "usage", "beyond", (beyond, "GB", tariff.beyond)))
    if tariff.tax:
        tax = rounded(sum((line.amount for line in lines), Decimal(0)) * tariff.tax / 100)
        text = WORDS["tax"][account.language].format(tariff.tax)
        lines.append(InvoiceLine(kind="tax", description=text, amount=tax))
    return lines


def _unit_price(point: PointPlan, tariff: TariffPlan, period: UsedPeriod, days: Spans) -> Decimal:
    assert tariff.unit is not None
    changed_on = add_months(days.billed_until, -point.bills.was_months_ago)
    return point.bills.was if point.bills.was and period.from_on < changed_on else tariff.unit


def _line(account: Account, kind: LineKind, word: str, charged: tuple[Decimal, str, Decimal]) -> InvoiceLine:
    quantity, unit, price = charged
    return InvoiceLine(
        kind=kind,
        description=WORDS[word][account.language],
        quantity=quantity,
        unit=unit,
        unit_price_amount=price,
        amount=rounded(quantity * price),
    )


def _bill(account: Account, contract: Contract, period: UsedPeriod, lines: list[InvoiceLine]) -> Bill:
    issued_on = period.to_on + ISSUED_AFTER
    fibre = account.point.commodity == "fibre"
    invoice = Invoice(
        customer_id=contract.customer_id,
        service_point_id=contract.service_point_id,
        contract_id=contract.id,
        from_on=period.from_on,
        to_on=period.to_on,
        issued_on=issued_on,
        due_on=issued_on + TERM,
        total_amount=sum((line.amount for line in lines), Decimal(0)),
        currency=contract.currency,
        consumption=None if fibre else period.amount,
        consumption_unit=None if fibre else ("GB" if account.point.is_line else "kWh"),
        reading_source=period.source,
    )
    return Bill(invoice, lines)


def _correct(account: Account, bill: Bill, amount: Decimal) -> None:
    bill.lines.append(InvoiceLine(kind="correction", description=WORDS["correction"][account.language], amount=amount))
    bill.invoice.total_amount += amount


def _settle(account: Account, bill: Bill, ago: int) -> None:
    """Pay it as the plan says; `ago` is 0 for the latest one."""
    plan, invoice = account.point.bills, bill.invoice
    overdue_from = max(plan.unpaid, 1)
    if account.point.meter == "yearly" and not account.point.is_line:
        _settle_year(account, bill, ago)
    elif ago < plan.unpaid or (plan.partly is not None and ago == 0):
        invoice.due_on = max(invoice.due_on, account.today + timedelta(days=10 - 4 * ago))
        if plan.partly is not None:
            _pay(bill, plan.partly, min(invoice.issued_on + PAID_AFTER, account.today))
    elif overdue_from <= ago < overdue_from + plan.overdue or invoice.total_amount <= 0:
        return
    else:
        _pay(bill, invoice.total_amount, min(invoice.issued_on + PAID_AFTER, account.today))


def _settle_year(account: Account, bill: Bill, ago: int) -> None:
    """Twelve installments, then the remainder: paid, paid out, or still open."""
    invoice, language = bill.invoice, account.language
    settled = account.point.bills.settled
    fives = int(invoice.total_amount / 12 // 5)
    installment = Decimal(5 * (fives + 2 if settled == "credit" else fives))
    for month in range(12):
        received_on = add_months(invoice.from_on, month)
        reference = f"{WORDS['installment'][language]} {received_on:%m/%Y}"
        _pay(bill, installment, received_on, reference)
    remainder = invoice.total_amount - 12 * installment
    if ago == 0 and settled == "open":
        invoice.due_on = max(invoice.due_on, account.today + timedelta(days=8))
    elif ago > 0 or settled == "paid":
        _pay(bill, remainder, min(invoice.issued_on + PAID_AFTER, account.today))


def _pay(bill: Bill, amount: Decimal, received_on: date, reference: str = "") -> None:
    invoice = bill.invoice
    bill.payments.append(
        Payment(
            customer_id=invoice.customer_id,
            received_on=received_on,
            amount=amount,
            currency=invoice.currency,
            reference=reference,
        )
    )
