"""The customer's regular advance payments, and changing one within its limits."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.consumption.expectation import expected_use
from backend_api.consumption.seasons import profile_of
from backend_api.consumption.service import segments_of_point
from backend_api.customers.rights import rights_of
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.installments import repository
from backend_api.installments.errors import InstallmentOutOfRangeError
from backend_api.installments.limits import CHANGE_DAYS, Limits, limits, next_due, yearly_cost
from backend_api.installments.models import Installment, InstallmentAmount
from backend_api.installments.schemas import InstallmentLimits, InstallmentList, InstallmentOut, InstallmentStep
from backend_api.invoices import repository as invoices
from backend_api.invoices.repository import InvoiceQuery
from backend_api.payments.errors import CurrencyDiffersError
from backend_api.schemas import Money

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.installments.models import ChangedBy
    from backend_api.installments.schemas import AmountIn
    from backend_api.security import Identity

_YEAR = timedelta(days=365)
_SETTERS: dict[str, ChangedBy] = {"customer": "customer", "representative": "representative", "staff": "staff"}


async def list_own(session: AsyncSession, identity: Identity, *, today: date) -> InstallmentList:
    """All of them, by service point."""
    found = await repository.list_own(session, identity)
    return InstallmentList(items=[await _described(session, identity, one, today) for one in found])


async def describe(session: AsyncSession, identity: Identity, installment_id: UUID, *, today: date) -> InstallmentOut:
    """One of them; raises NotFoundError."""
    found = await repository.find_own(session, identity, installment_id)
    if found is None:
        raise NotFoundError
    return await _described(session, identity, found, today)


async def change(
    session: AsyncSession, identity: Identity, installment_id: UUID, wanted: AmountIn, *, now: datetime, today: date
) -> InstallmentOut:
    """Set another amount from the first due day that is far enough away; the same amount changes nothing.

    Raises:
        NotFoundError: It is not this customer's.
        RightMissingError: The person may only read.
        CurrencyDiffersError: The amount is in another currency.
        InstallmentOutOfRangeError: It is outside the limits.
    """
    found = await repository.find_own(session, identity, installment_id, lock=True)
    if found is None:
        raise NotFoundError
    (await rights_of(session, identity)).require("orders")
    if wanted.currency != found.currency:
        raise CurrencyDiffersError
    amount, allowed = Decimal(wanted.amount), await _limits(session, identity, found, today)
    if not allowed.lowest <= amount <= allowed.highest:
        raise InstallmentOutOfRangeError(allowed, found.currency)
    from_on = _due(found, today + CHANGE_DAYS)
    if _amount_on(found, from_on) != amount:
        await _set(session, found, (from_on, amount, _SETTERS[identity.actor.kind]), now)
        about = {"contract_number": found.contract.number, "from_on": from_on.isoformat()}
        await emit(session, "instalment_changed", customer_id=found.customer_id, about=about, at=now)
    return await _described(session, identity, found, today)


async def _set(session: AsyncSession, found: Installment, step: tuple[date, Decimal, ChangedBy], now: datetime) -> None:
    """Write the amount down; one that was set for the same day before is replaced, later ones are dropped."""
    from_on, amount, setter = step
    for later in [entry for entry in found.amounts if entry.from_on > from_on]:
        found.amounts.remove(later)
    same = next((entry for entry in found.amounts if entry.from_on == from_on), None)
    if same is None:
        new = InstallmentAmount(from_on=from_on, amount=amount, changed_at=now, changed_by=setter)
        await repository.store(session, found, new)
        return
    same.amount, same.changed_at, same.changed_by = amount, now, setter
    await session.flush()


async def _described(session: AsyncSession, identity: Identity, found: Installment, today: date) -> InstallmentOut:
    contract, point = found.contract, found.contract.service_point
    due_on = _due(found, today)
    allowed = await _limits(session, identity, found, today)
    return InstallmentOut(
        id=found.id,
        contract_number=contract.number,
        service_point_id=point.id,
        service_point_name=point.name,
        commodity=point.commodity,
        amount=Money.of(_amount_on(found, due_on), found.currency),
        next_due_on=due_on,
        due_day=found.due_day,
        interval_months=found.interval_months,
        limits=InstallmentLimits(
            lowest=Money.of(allowed.lowest, found.currency),
            highest=Money.of(allowed.highest, found.currency),
            fair=Money.of(allowed.fair, found.currency),
            basis=allowed.basis,
        ),
        earliest_change_on=_due(found, today + CHANGE_DAYS),
        history=[
            InstallmentStep(
                from_on=entry.from_on, amount=Money.of(entry.amount, found.currency), changed_by=entry.changed_by
            )
            for entry in found.amounts
        ],
    )


async def _limits(session: AsyncSession, identity: Identity, found: Installment, today: date) -> Limits:
    """From the use of the last year that is known, else from the latest bill, else from the amount of today."""
    contract = found.contract
    segments = await segments_of_point(session, identity, contract.service_point, (today - 2 * _YEAR, today))
    last_on = segments[-1].until_on if segments else today
    use = expected_use(segments, profile_of(contract.service_point.commodity), last_on, last_on + _YEAR)
    if use is not None and contract.unit_price_amount is not None:
        cost = yearly_cost(use, contract.unit_price_amount, contract.base_price_amount)
        return limits(cost, found.interval_months, "use")
    query = InvoiceQuery(today=today, service_point_id=contract.service_point_id)
    billed = next(iter(await invoices.list_own(session, identity, query, limit=1)), None)
    if billed is not None and billed.total_amount > 0:
        days = (billed.to_on - billed.from_on).days + 1
        return limits(billed.total_amount * _YEAR.days / days, found.interval_months, "bill")
    yearly = _amount_on(found, _due(found, today)) * 12 / found.interval_months
    return limits(yearly, found.interval_months, "current")


def _due(found: Installment, after: date) -> date:
    return next_due(found.due_day, found.interval_months, found.first_due_on, after)


def _amount_on(found: Installment, due_on: date) -> Decimal:
    """What is due on a due day."""
    holding = [entry for entry in found.amounts if entry.from_on <= due_on]
    return (holding[-1] if holding else found.amounts[0]).amount
