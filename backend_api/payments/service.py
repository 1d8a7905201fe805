"""The customer's payments, how to pay an invoice, and money that comes in."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.invoices import repository as invoices
from backend_api.invoices.service import shown
from backend_api.payment_plans import service as payment_plans
from backend_api.payments import repository
from backend_api.payments.codes import Transfer, payment_code
from backend_api.payments.errors import BankAccountMissingError, NothingToPayError
from backend_api.payments.references import payment_reference, readable
from backend_api.payments.schemas import PaymentCodeOut, PaymentList, PaymentOut
from backend_api.schemas import Money

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.invoices.models import Payment
    from backend_api.security import Identity
    from backend_api.supplier.models import SupplierBankAccount

_CENT = Decimal("0.01")


async def list_own(session: AsyncSession, identity: Identity, *, limit: int) -> PaymentList:
    """The latest payments, newest first."""
    payments = await repository.list_own_payments(session, identity, limit=limit)
    total = await repository.count_own_payments(session, identity)
    return PaymentList(items=[out(payment) for payment in payments], total=total)


async def how_to_pay(session: AsyncSession, identity: Identity, number: str, *, today: date) -> PaymentCodeOut:
    """Account, reference and code for what is open of an invoice; the amount is rounded to the cent, halves up.

    An invoice in a running payment plan is paid by the plan's next instalment, under the plan's number, which is what
    was agreed on.

    Raises:
        NotFoundError: The customer has no such invoice.
        NothingToPayError: Nothing is open of it.
        BankAccountMissingError: We have no account in its currency.
    """
    billed = await invoices.find_own(session, identity, number)
    if billed is None:
        raise NotFoundError
    amount = billed.open_amount.quantize(_CENT, ROUND_HALF_UP)
    if amount <= 0:
        raise NothingToPayError
    invoice, due_on = billed.invoice, billed.invoice.due_on
    plan = await payment_plans.running(session, identity, today=today)
    if plan is not None and invoice.number not in plan.invoice_numbers:
        plan = None
    if plan is not None:
        amount, due_on = plan.due.amount, plan.due.due_on
    account = await _account(session, invoice.currency, invoice.service_point.country)
    reference = payment_reference(invoice.number, invoice.currency) if plan is None else plan.number
    code = payment_code(
        Transfer(account.holder, account.iban, account.bic, account.tax_id, amount, invoice.currency, reference)
    )
    return PaymentCodeOut(
        invoice_number=invoice.number,
        amount=Money.of(amount, invoice.currency),
        due_on=due_on,
        payment_plan_number=None if plan is None else plan.number,
        holder=account.holder,
        iban=account.iban,
        bic=account.bic,
        bank_name=account.bank_name,
        reference=reference,
        reference_text=readable(reference),
        standard=code.standard if code else None,
        payload=code.payload if code else None,
        svg=code.svg if code else None,
        png=code.png if code else None,
    )


def out(payment: Payment) -> PaymentOut:
    """What is told about money received, loaded with its invoice."""
    return PaymentOut(**shown(payment), invoice_number=payment.invoice.number if payment.invoice else None)


async def _account(session: AsyncSession, currency: str, country: str) -> SupplierBankAccount:
    """The account of the country where the supply is, else any in the currency."""
    accounts = await repository.bank_accounts(session, currency)
    if not accounts:
        raise BankAccountMissingError
    return next((account for account in accounts if account.country == country), accounts[0])
