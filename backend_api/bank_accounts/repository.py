"""Reads bank accounts through the gate, and stores them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from backend_api.bank_accounts.models import BankAccount
from backend_api.customers.models import Customer
from backend_api.security import Identity, readable_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def list_own(session: AsyncSession, identity: Identity) -> Sequence[BankAccount]:
    """The customer's accounts, the active one first, then the newest."""
    statement = select(BankAccount).order_by(BankAccount.state, BankAccount.created_at.desc())
    return (await session.scalars(readable_by(statement, BankAccount.customer_id, identity))).all()


async def active_of(session: AsyncSession, customer_id: UUID) -> BankAccount | None:
    """The account a customer pays from."""
    statement = select(BankAccount).where(BankAccount.customer_id == customer_id, BankAccount.state == "active")
    return (await session.scalars(statement)).one_or_none()


async def lock_active_of(session: AsyncSession, customer_id: UUID) -> BankAccount | None:
    """The same, held until the transaction ends."""
    statement = select(BankAccount).where(BankAccount.customer_id == customer_id, BankAccount.state == "active")
    return (await session.scalars(statement.with_for_update())).one_or_none()


async def store(session: AsyncSession, account: BankAccount) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(account)
    await session.flush()


async def lock_customer(session: AsyncSession, customer_id: UUID) -> str | None:
    """The customer's name, held until the transaction ends, so that two new accounts come one after the other."""
    columns = select(Customer.first_name, Customer.name).where(Customer.id == customer_id)
    row = (await session.execute(columns.with_for_update())).one_or_none()
    return None if row is None else " ".join(part for part in (row.first_name, row.name) if part)
