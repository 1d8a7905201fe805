"""Reads payment plans through the gate and stores new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from backend_api.customers.models import Customer
from backend_api.payment_plans.models import PaymentPlan, PaymentPlanItem
from backend_api.security import Identity, Readable, readable_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession


def _loaded() -> Select[Any]:
    return select(PaymentPlan).options(
        selectinload(PaymentPlan.rates), selectinload(PaymentPlan.items).selectinload(PaymentPlanItem.invoice)
    )


_ACTIVE = Readable(_loaded().where(PaymentPlan.state == "active"), PaymentPlan.customer_id)


async def list_own(session: AsyncSession, identity: Identity, *, lock: bool = False) -> Sequence[PaymentPlan]:
    """The customer's plans with rates and items, newest first."""
    statement = _loaded().order_by(PaymentPlan.agreed_at.desc(), PaymentPlan.number.desc())
    if lock:
        statement = statement.with_for_update()
    return (await session.scalars(readable_by(statement, PaymentPlan.customer_id, identity))).all()


async def list_active(session: AsyncSession, identity: Identity) -> Sequence[PaymentPlan]:
    """Those of them that were being paid when they were last looked at."""
    return (await _ACTIVE.run(session, identity)).scalars().all()


async def find_own(session: AsyncSession, identity: Identity, number: str) -> PaymentPlan | None:
    """One of them."""
    statement = _loaded().where(PaymentPlan.number == number)
    return (await session.scalars(readable_by(statement, PaymentPlan.customer_id, identity))).one_or_none()


async def lock_customer(session: AsyncSession, identity: Identity) -> Customer | None:
    """The customer, locked, so that two plans at once are agreed one after the other."""
    statement = select(Customer).with_for_update()
    return (await session.scalars(readable_by(statement, Customer.id, identity))).one_or_none()


async def find_customer(session: AsyncSession, identity: Identity) -> Customer | None:
    """The customer."""
    return (await session.scalars(readable_by(select(Customer), Customer.id, identity))).one_or_none()


async def store(session: AsyncSession, plan: PaymentPlan) -> bool:
    """Write it down; False when another one runs."""
    try:
        async with session.begin_nested():
            session.add(plan)
    except IntegrityError:
        return False
    return True
