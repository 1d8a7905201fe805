"""Adds up what a customer owes, from open invoices and money on account."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.accounts.schemas import AccountOut, LastPayment, RunningPlanOut
from backend_api.customers import repository as customers
from backend_api.dunning import repository as dunning
from backend_api.errors import NotFoundError
from backend_api.invoices import repository as invoices
from backend_api.invoices.repository import InvoiceQuery
from backend_api.payment_plans import service as payment_plans
from backend_api.payments import repository as received
from backend_api.schemas import Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.invoices.repository import InvoiceFacts
    from backend_api.payment_plans.service import RunningPlan
    from backend_api.payments.repository import ReceivedFacts
    from backend_api.security import Identity

_ZERO = Decimal(0)


async def describe(session: AsyncSession, identity: Identity, *, today: date) -> AccountOut:
    """The account on a day; raises NotFoundError when the customer's record is gone."""
    currency = await customers.currency_of(session, identity)
    if currency is None:
        raise NotFoundError
    billed = await invoices.list_own(session, identity, InvoiceQuery(today=today, unsettled=True))
    on_account = await received.own_money_on_account(session, identity)
    last = await received.latest_received(session, identity)
    unpaid = [invoice for invoice in billed if invoice.open_amount > 0]
    net = sum((invoice.open_amount for invoice in billed), _ZERO) - on_account
    plan = await payment_plans.running(session, identity, today=today)
    due_on, due = _next_due(unpaid, plan, today)
    overdue = sum(
        (invoice.open_amount for invoice in unpaid if invoice.due_on < today and not _in(plan, invoice)), _ZERO
    )
    fees = await dunning.fees_of(session, identity, [invoice.id for invoice in unpaid])
    return AccountOut(
        balance=Money.of(max(net, _ZERO), currency),
        overdue=Money.of(overdue, currency),
        credit=Money.of(max(-net, _ZERO), currency),
        open_invoices=len(unpaid),
        next_due_on=due_on,
        next_due_amount=None if due_on is None else Money.of(due, currency),
        dunning_fees=Money.of(fees, currency),
        credit_invoices=sorted(invoice.number for invoice in billed if invoice.open_amount < 0),
        on_account=Money.of(on_account, currency),
        payment_plan=None if plan is None else _running(plan, currency),
        last_payment=None if last is None else _last(last),
    )


def _next_due(unpaid: Sequence[InvoiceFacts], plan: RunningPlan | None, today: date) -> tuple[date | None, Decimal]:
    """Day and amount of what is due next: invoices in a running plan are paid by its instalments."""
    dues = [(invoice.due_on, invoice.open_amount) for invoice in unpaid if not _in(plan, invoice)]
    if plan is not None:
        dues.append((plan.due.due_on, plan.due.amount))
    due_on = min((day for day, _ in dues if day >= today), default=None)
    return due_on, sum((amount for day, amount in dues if day == due_on), _ZERO)


def _in(plan: RunningPlan | None, invoice: InvoiceFacts) -> bool:
    return plan is not None and invoice.number in plan.invoice_numbers


def _running(plan: RunningPlan, currency: str) -> RunningPlanOut:
    return RunningPlanOut(
        number=plan.number,
        invoice_numbers=sorted(plan.invoice_numbers),
        next_due_on=plan.due.due_on,
        next_due=Money.of(plan.due.amount, currency),
    )


def _last(payment: ReceivedFacts) -> LastPayment:
    return LastPayment(
        received_on=payment.received_on,
        amount=Money.of(payment.amount, payment.currency),
        invoice_number=payment.invoice_number,
    )
