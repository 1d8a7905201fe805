"""Money of the demo beside bills and payments: accounts, dunning, installments, payment plans."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import yaml

from backend_api.dunning import rules as dunning_rules
from backend_api.dunning.models import Dunning, InvoiceNotice
from backend_api.installments.models import Installment, InstallmentAmount
from backend_api.payment_plans import rules
from backend_api.payment_plans.models import PaymentPlan, PaymentPlanItem, PaymentPlanRate
from backend_api.supplier.models import SupplierBankAccount
from wattline.demo.calendar import DAY, add_months
from wattline.demo.ids import row_id
from wattline.demo.plan import DATA, Country, Plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from backend_api.database import Base
    from backend_api.invoices.models import Invoice
    from wattline.demo.bills import Bill
    from wattline.demo.points import PointRows

_FIRST_PLAN = 640_211
_FIVE = Decimal(5)


class AccountPlan(Plan):
    """Where customers of a country pay."""

    country: Country
    currency: str
    holder: str
    iban: str
    bic: str | None = None
    bank_name: str
    tax_id: str | None = None


class RatesPlan(Plan):
    """A payment plan."""

    customer: str
    state: Literal["active", "kept", "broken"]
    months: int
    agreed_months_ago: int = 0
    paid_rates: int = 0


class ExchangePlan(Plan):
    """An exchanged meter."""

    customer: str
    point: str
    months_ago: int
    start: Decimal


class TariffsPlan(Plan):
    """A meter with two tariffs."""

    customer: str
    point: str
    first: Decimal


class ReviewPlan(Plan):
    """A reading out of range."""

    customer: str
    point: str
    days_ago: int
    times: Decimal


class RequestPlan(Plan):
    """A reading that was asked for."""

    customer: str
    point: str
    due_in_days: int


class MoneyPlan(Plan):
    """All of data/money.yml."""

    accounts: list[AccountPlan]
    dunning_stopped: list[str]
    plans: list[RatesPlan]
    exchanged: list[ExchangePlan]
    tariffs: list[TariffsPlan]
    reviews: list[ReviewPlan]
    requests: list[RequestPlan]


@lru_cache(maxsize=1)
def written() -> MoneyPlan:
    """What is written about money and meters."""
    return MoneyPlan.model_validate(yaml.safe_load((DATA / "money.yml").read_text(encoding="utf-8")))


def batches(points: Sequence[PointRows], today: date) -> list[Sequence[Base]]:
    """Rows beside those of the points, whose bills learn when they were settled; each batch after what it refers to."""
    bills = [bill for rows in points for bill in rows.bills]
    for bill in bills:
        settle(bill)
    installments = [row for rows in points if (row := _installment(rows, today))]
    plans = _plans(bills, today)
    return [
        [_account(account) for account in written().accounts],
        [row for bill in bills for row in _follow_up(bill, today)],
        installments,
        [amount for row in installments for amount in row.amounts],
        [plan for plan, _ in plans],
        [item for _, items in plans for item in items],
    ]


def open_of(bill: Bill) -> Decimal:
    """What is open of a bill; negative when it is owed back."""
    return bill.invoice.total_amount - sum((payment.amount for payment in bill.payments), Decimal())


def settle(bill: Bill) -> None:
    """Say when a paid bill was settled, and why a correction is on it."""
    if open_of(bill) == 0:
        bill.invoice.settled_on = max((one.received_on for one in bill.payments), default=bill.invoice.issued_on)
    for line in bill.lines:
        if line.kind == "correction":
            line.reason_code = "estimate_replaced"


def _account(account: AccountPlan) -> SupplierBankAccount:
    return SupplierBankAccount(
        id=row_id("bank account", account.country), supplier_id=row_id("supplier"), **account.model_dump()
    )


def _follow_up(bill: Bill, today: date) -> list[Base]:
    """What was told about a bill and what followed, as if the scheduler had run every day."""
    invoice = bill.invoice
    told_at = datetime.combine(invoice.issued_on, time(7), UTC)
    found: list[Base] = [InvoiceNotice(invoice_id=invoice.id, kind="issued", told_at=told_at)]
    if open_of(bill) <= 0 or invoice.due_on >= today:
        return found
    overdue_at = datetime.combine(invoice.due_on + DAY, time(7), UTC)
    found.append(InvoiceNotice(invoice_id=invoice.id, kind="overdue", told_at=overdue_at))
    steps: list[Dunning] = []
    for days in range((today - invoice.due_on).days + 1):
        day, last = invoice.due_on + timedelta(days=days), steps[-1] if steps else None
        due = dunning_rules.next_step(
            invoice.due_on,
            last.step if last else None,
            last.entered_on if last else None,
            currency=invoice.currency,
            today=day,
        )
        if due is not None:
            steps.append(_step(invoice, steps, day, due.step))
            steps[-1].pay_by_on, steps[-1].fee_amount = due.pay_by_on, due.fee
    if invoice.customer_id in {row_id(key) for key in written().dunning_stopped}:
        steps.append(_step(invoice, steps, today - DAY, "stopped"))
        steps[-1].stop_reason = "complaint"
    return [*found, *steps]


def _step(invoice: Invoice, before: list[Dunning], day: date, step: dunning_rules.Step) -> Dunning:
    position = len(before) + 1
    return Dunning(
        id=row_id(invoice.id, "dunning", position),
        invoice_id=invoice.id,
        customer_id=invoice.customer_id,
        position=position,
        step=step,
        entered_on=day,
        fee_amount=Decimal(),
        currency=invoice.currency,
    )


def _installment(rows: PointRows, today: date) -> Installment | None:
    """What is paid in advance for a point that is billed once a year: the amounts of its bills, then a fair one."""
    yearly = [bill for bill in rows.bills if len(bill.payments) >= 12]
    if not yearly or rows.point.kind != "metering_point":
        return None
    contract, first = rows.contracts[-1], yearly[0].payments[0]
    last = yearly[-1].invoice
    steps = [(bill.invoice.from_on, bill.payments[0].amount) for bill in yearly]
    fair = (last.total_amount / 12 / _FIVE).quantize(Decimal(1), ROUND_CEILING) * _FIVE
    steps.append((last.to_on + DAY, fair))
    installment_id = row_id(rows.point.id, "installment")
    return Installment(
        id=installment_id,
        customer_id=contract.customer_id,
        contract_id=contract.id,
        due_day=first.received_on.day,
        interval_months=1,
        first_due_on=first.received_on,
        currency=contract.currency,
        amounts=[
            InstallmentAmount(
                id=row_id(installment_id, from_on),
                installment_id=installment_id,
                from_on=from_on,
                amount=amount,
                changed_at=datetime.combine(min(from_on, today), time(8), UTC),
                changed_by="supplier",
            )
            for from_on, amount in steps
        ],
    )


def _plans(bills: Sequence[Bill], today: date) -> list[tuple[PaymentPlan, list[PaymentPlanItem]]]:
    found = []
    for place, entry in enumerate(written().plans):
        customer_id = row_id(entry.customer)
        theirs = [bill for bill in bills if bill.invoice.customer_id == customer_id]
        agreed_on = add_months(today, -entry.agreed_months_ago) - timedelta(days=3)
        paid = [(bill, open_of(bill)) for bill in theirs if open_of(bill) != 0]
        if entry.state != "active":
            before = [bill for bill in theirs if open_of(bill) == 0 and bill.invoice.due_on < agreed_on]
            paid = [(bill, bill.invoice.total_amount) for bill in before[-1:]]
        found.append(_plan(entry, (customer_id, f"P-{_FIRST_PLAN + 37 * place:06d}"), paid, agreed_on))
    return found


def _plan(
    entry: RatesPlan, owner: tuple[UUID, str], paid: list[tuple[Bill, Decimal]], agreed_on: date
) -> tuple[PaymentPlan, list[PaymentPlanItem]]:
    customer_id, number = owner
    total = sum((amount for _, amount in paid), Decimal())
    schedule = rules.rates(total, entry.months, agreed_on + rules.FIRST_RATE_AFTER)
    so_far = sum((rate.amount for rate in schedule[: entry.paid_rates]), Decimal())
    plan_id = row_id(entry.customer, "payment plan")
    plan = PaymentPlan(
        id=plan_id,
        number=number,
        customer_id=customer_id,
        state=entry.state,
        running_for=customer_id if entry.state == "active" else None,
        broken_on=rules.broken_on(schedule, so_far) if entry.state == "broken" else None,
        total_amount=total,
        paid_amount=total if entry.state == "kept" else so_far,
        currency=paid[0][0].invoice.currency,
        agreed_at=datetime.combine(agreed_on, time(14, 20), UTC),
        rates=[
            PaymentPlanRate(plan_id=plan_id, position=place, due_on=rate.due_on, amount=rate.amount)
            for place, rate in enumerate(schedule, start=1)
        ],
    )
    items = [
        PaymentPlanItem(plan_id=plan_id, position=place, invoice_id=bill.invoice.id, amount=amount)
        for place, (bill, amount) in enumerate(paid, start=1)
    ]
    return plan, items
