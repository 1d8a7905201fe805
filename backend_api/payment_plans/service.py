"""Shows what a payment plan would be, and agrees on one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.customers.rights import rights_of
from backend_api.dunning import service as dunning
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.invoices import repository as invoices
from backend_api.invoices.repository import BilledInvoice
from backend_api.numbers.service import next_number
from backend_api.payment_plans import repository, rules
from backend_api.payment_plans.errors import (
    PlanChangedError,
    PlanDateOutOfRangeError,
    PlanMonthsOutOfRangeError,
    PlanNotPossibleError,
)
from backend_api.payment_plans.models import PaymentPlan, PaymentPlanItem, PaymentPlanRate
from backend_api.payment_plans.rules import Rate
from backend_api.payment_plans.schemas import PlanItemOut, PlanList, PlanOut, PlanPreview, RateOut
from backend_api.payments import repository as payments
from backend_api.schemas import Money

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.customers.models import Customer
    from backend_api.payment_plans.schemas import PlanIn
    from backend_api.security import Identity

LATEST_FIRST = timedelta(days=45)
"""The first rate is due so many days from today at the latest (own judgement)."""


@dataclass(frozen=True)
class Debt:
    """What a customer owes, by invoices, with money on account set off."""

    currency: str
    billed: Sequence[BilledInvoice]
    on_account: Decimal

    @property
    def total(self) -> Decimal:
        """Credits and money on account taken off."""
        return sum((entry.open_amount for entry in self.billed), Decimal()) - self.on_account


@dataclass(frozen=True)
class RunningPlan:
    """A plan that is being paid."""

    number: str
    invoice_numbers: frozenset[str]
    """The invoices it pays."""
    due: Rate
    """What is to be paid next, and by when."""


async def preview(
    session: AsyncSession, identity: Identity, months: int, first_due_on: date | None, *, today: date
) -> PlanPreview:
    """A plan that could be agreed today.

    Raises:
        NotFoundError: The customer's record is gone.
        PlanNotPossibleError: There can be none.
        PlanMonthsOutOfRangeError: Not in so many rates.
        PlanDateOutOfRangeError: Not with this first day.
    """
    customer = await repository.find_customer(session, identity)
    if customer is None:
        raise NotFoundError
    debt = await _debt(session, identity, customer)
    schedule = _schedule(debt, await repository.list_own(session, identity), months, first_due_on, today)
    return PlanPreview(
        total=Money.of(debt.total, debt.currency),
        months=months,
        least_months=rules.LEAST_MONTHS,
        most_months=rules.most_months(debt.total, debt.currency),
        rates=[_rate(rate, debt.currency, paid=False) for rate in schedule],
        items=[_item(number, amount, debt.currency) for number, _, amount in _items(debt)],
    )


async def agree(session: AsyncSession, identity: Identity, wanted: PlanIn, *, now: datetime, today: date) -> PlanOut:
    """Agree on a plan as it was shown; dunning of what it pays is stopped.

    Raises:
        NotFoundError, PlanNotPossibleError, PlanMonthsOutOfRangeError, PlanDateOutOfRangeError: As for a preview.
        RightMissingError: The person may only read.
        PlanChangedError: Something else is open than what was shown.
    """
    customer = await repository.lock_customer(session, identity)
    if customer is None:
        raise NotFoundError
    (await rights_of(session, identity)).require("orders")
    plans = await repository.list_own(session, identity, lock=True)
    for plan in plans:
        _look_at(plan, today)
    await session.flush()
    debt = await _debt(session, identity, customer)
    schedule = _schedule(debt, plans, wanted.months, wanted.first_due_on, today)
    if (Decimal(wanted.total.amount), wanted.total.currency) != (debt.total, debt.currency):
        raise PlanChangedError(Money.of(debt.total, debt.currency))
    plan = _plan(customer, debt, schedule, now)
    plan.number = await next_number(session, "payment_plan")
    if not await repository.store(session, plan):
        raise PlanNotPossibleError("another_plan", _least(debt.currency))
    open_now = [entry.invoice for entry in debt.billed if entry.open_amount > 0]
    await dunning.stop(session, open_now, "payment_plan", today=today)
    about = {"payment_plan_number": plan.number, "first_due_on": schedule[0].due_on.isoformat()}
    await emit(session, "payment_plan_agreed", customer_id=customer.id, about=about, at=now)
    return await describe(session, identity, plan.number, today=today)


async def list_own(session: AsyncSession, identity: Identity, *, today: date) -> PlanList:
    """All of them, newest first."""
    return PlanList(items=[_out(plan, today) for plan in await repository.list_own(session, identity)])


async def describe(session: AsyncSession, identity: Identity, number: str, *, today: date) -> PlanOut:
    """One of them; raises NotFoundError."""
    plan = await repository.find_own(session, identity, number)
    if plan is None:
        raise NotFoundError
    return _out(plan, today)


async def _debt(session: AsyncSession, identity: Identity, customer: Customer) -> Debt:
    billed = await invoices.unsettled_of(session, customer.id)
    return Debt(customer.currency, billed, await payments.own_money_on_account(session, identity))


def _schedule(
    debt: Debt, plans: Sequence[PaymentPlan], months: int, first_due_on: date | None, today: date
) -> list[Rate]:
    looked_at = [(plan, state_on(plan, today)) for plan in plans]
    broken = [rules.broken_on(_rates(plan), plan.paid_amount) for plan, state in looked_at if state == "broken"]
    standing = rules.Standing(
        open_amount=debt.total,
        currency=debt.currency,
        running=any(state == "active" for _, state in looked_at),
        broken_on=max((day for day in broken if day is not None), default=None),
    )
    reason = rules.obstacle(standing, today)
    if reason is not None:
        raise PlanNotPossibleError(reason, _least(debt.currency))
    most = rules.most_months(debt.total, debt.currency)
    if not rules.LEAST_MONTHS <= months <= most:
        raise PlanMonthsOutOfRangeError(rules.LEAST_MONTHS, most)
    first_on = first_due_on or today + rules.FIRST_RATE_AFTER
    if not today < first_on <= today + LATEST_FIRST:
        raise PlanDateOutOfRangeError(today + timedelta(days=1), today + LATEST_FIRST)
    return rules.rates(debt.total, months, first_on)


def _items(debt: Debt) -> list[tuple[str | None, BilledInvoice | None, Decimal]]:
    """What a plan pays; the amounts add up to the total."""
    found: list[tuple[str | None, BilledInvoice | None, Decimal]] = [
        (entry.invoice.number, entry, entry.open_amount) for entry in debt.billed
    ]
    return [*found, (None, None, -debt.on_account)] if debt.on_account else found


def _plan(customer: Customer, debt: Debt, schedule: list[Rate], now: datetime) -> PaymentPlan:
    return PaymentPlan(
        customer_id=customer.id,
        state="active",
        running_for=customer.id,
        total_amount=debt.total,
        paid_amount=Decimal(),
        currency=debt.currency,
        agreed_at=now,
        rates=[
            PaymentPlanRate(position=place, due_on=rate.due_on, amount=rate.amount)
            for place, rate in enumerate(schedule, start=1)
        ],
        items=[
            PaymentPlanItem(position=place, invoice_id=entry.invoice.id if entry else None, amount=amount)
            for place, (_, entry, amount) in enumerate(_items(debt), start=1)
        ],
    )


async def running(session: AsyncSession, identity: Identity, *, today: date) -> RunningPlan | None:
    """The customer's plan that is being paid, with its next instalment."""
    for plan in await repository.list_active(session, identity):
        if state_on(plan, today) != "active":
            continue
        due = rules.instalment(_rates(plan), plan.paid_amount, today)
        if due is not None:
            paid = frozenset(item.invoice.number for item in plan.items if item.invoice is not None)
            return RunningPlan(plan.number, paid, due)
    return None


def state_on(plan: PaymentPlan, today: date) -> rules.PlanState:
    """What the rates and the money that came in mean on a day; a plan once broken stays so."""
    return plan.state if plan.state != "active" else rules.plan_state(_rates(plan), plan.paid_amount, today)


def _look_at(plan: PaymentPlan, today: date) -> None:
    """Store what a day means for a plan, so that the database lets another one run."""
    state = state_on(plan, today)
    if state != plan.state:
        plan.state, plan.running_for = state, None
        plan.broken_on = rules.broken_on(_rates(plan), plan.paid_amount) if state == "broken" else None


def _out(plan: PaymentPlan, today: date) -> PlanOut:
    schedule, state = _rates(plan), state_on(plan, today)
    paid = rules.paid_rates(schedule, plan.paid_amount)
    shown = [_rate(rate, plan.currency, paid=place < paid) for place, rate in enumerate(schedule)]
    return PlanOut(
        number=plan.number,
        state=state,
        agreed_at=plan.agreed_at,
        total=Money.of(plan.total_amount, plan.currency),
        paid=Money.of(plan.paid_amount, plan.currency),
        next_rate=shown[paid] if state == "active" and paid < len(shown) else None,
        rates=shown,
        items=[_item(item.invoice.number if item.invoice else None, item.amount, plan.currency) for item in plan.items],
    )


def _rates(plan: PaymentPlan) -> list[Rate]:
    return [rules.Rate(rate.due_on, rate.amount) for rate in plan.rates]


def _rate(rate: Rate, currency: str, *, paid: bool) -> RateOut:
    return RateOut(due_on=rate.due_on, amount=Money.of(rate.amount, currency), paid=paid)


def _item(number: str | None, amount: Decimal, currency: str) -> PlanItemOut:
    return PlanItemOut(invoice_number=number, amount=Money.of(amount, currency))


def _least(currency: str) -> Money:
    return Money.of(rules.LEAST_OPEN.get(currency, rules.LEAST_OPEN["EUR"]), currency)
