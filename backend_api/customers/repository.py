"""Reads customers: by the proven identity, or for the gateway by a number."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from backend_api.customers.models import ContactAddress, Customer
from backend_api.security import Identity, readable_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.customers.numbers import LookupForms

NOBODY = UUID(int=0)
"""An id no customer has; asking for it costs what asking for a real one costs."""


async def find_own(session: AsyncSession, identity: Identity) -> Customer | None:
    """The customer this identity proves, with addresses."""
    statement = select(Customer).options(selectinload(Customer.addresses))
    return (await session.scalars(readable_by(statement, Customer.id, identity))).one_or_none()


async def find_by_number(session: AsyncSession, forms: LookupForms) -> Sequence[Customer]:
    """Customers any of whose numbers is one of these forms; at most two, since more than one is as good as none."""
    statement = (
        select(Customer)
        .where(
            or_(
                Customer.customer_number == forms.customer_number,
                Customer.application_number == forms.application_number,
                Customer.personal_id == forms.personal_id,
                Customer.tax_id == forms.tax_id,
            )
        )
        .limit(2)
    )
    return (await session.scalars(statement)).all()


async def find_by_id(session: AsyncSession, customer_id: UUID) -> Customer | None:
    """For the gateway only: the customer with this id."""
    return (await session.scalars(select(Customer).where(Customer.id == customer_id))).one_or_none()


async def country_of(session: AsyncSession, customer_id: UUID) -> str | None:
    """Where the customer lives, ISO 3166: it decides which of our people answer."""
    return await session.scalar(select(Customer.country).where(Customer.id == customer_id))


async def addresses_of(session: AsyncSession, customer_id: UUID) -> Sequence[ContactAddress]:
    """For the gateway only: where this customer is reached, phones first."""
    statement = (
        select(ContactAddress)
        .where(ContactAddress.customer_id == customer_id)
        .order_by(ContactAddress.kind.desc(), ContactAddress.value)
    )
    return (await session.scalars(statement)).all()
