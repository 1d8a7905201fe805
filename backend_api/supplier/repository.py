"""Reads the supplier's own record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from backend_api.supplier.models import Supplier, SupplierBankAccount, SupplierContact

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def the_supplier(session: AsyncSession) -> Supplier | None:
    """The one supplier with its contacts and their hours; None before it was set up."""
    loaded = selectinload(Supplier.contacts).selectinload(SupplierContact.hours)
    statement = select(Supplier).options(loaded).order_by(Supplier.id).limit(1)
    return (await session.scalars(statement)).first()


async def is_paid_to(session: AsyncSession, iban: str) -> bool:
    """Whether customers pay to this account."""
    statement = select(SupplierBankAccount.id).where(SupplierBankAccount.iban == iban).limit(1)
    return (await session.scalars(statement)).first() is not None
