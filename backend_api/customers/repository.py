"""Reads and stores customers and their addresses in the built-in CRM; others reach them by the CRM port."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from backend_api.customers.models import ContactAddress, Customer
from backend_api.security import Identity, Readable, readable_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.customers.models import AddressKind
    from backend_api.customers.numbers import LookupForms

NOBODY = UUID(int=0)
"""An id no customer has; asking for it costs what asking for a real one costs."""

_A_FEW = 5
"""More records than this with one id are as good as none: somebody must look at them first."""

_CURRENCY = Readable(select(Customer.currency), Customer.id)


async def find_own(session: AsyncSession, identity: Identity) -> Customer | None:
    """The customer this identity proves, with addresses."""
    statement = select(Customer).options(selectinload(Customer.addresses))
    return (await session.scalars(readable_by(statement, Customer.id, identity))).one_or_none()


async def currency_of(session: AsyncSession, identity: Identity) -> str | None:
    """The currency of the customer this identity proves."""
    return (await _CURRENCY.run(session, identity)).scalar_one_or_none()


async def find_by_number(session: AsyncSession, forms: LookupForms) -> Sequence[Customer]:
    """Customers any of whose numbers is one of these forms; a few at most."""
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
        .limit(_A_FEW)
    )
    return (await session.scalars(statement)).all()


async def find_by_id(session: AsyncSession, customer_id: UUID, *, lock: bool = False) -> Customer | None:
    """The customer with this id, whose proof the caller has seen; locked for a change when asked."""
    statement = select(Customer).where(Customer.id == customer_id)
    return (await session.scalars(statement.with_for_update() if lock else statement)).one_or_none()


async def id_by_number(session: AsyncSession, customer_number: str) -> UUID | None:
    """The customer with this number; that of a merged record stands for the survivor."""
    survivor = func.coalesce(Customer.merged_into_id, Customer.id)
    return await session.scalar(select(survivor).where(Customer.customer_number == customer_number))


async def country_of(session: AsyncSession, customer_id: UUID) -> str | None:
    """Where the customer lives, ISO 3166: it decides which of our people answer."""
    return await session.scalar(select(Customer.country).where(Customer.id == customer_id))


async def addresses_of(
    session: AsyncSession, customer_id: UUID, representative_id: UUID | None = None
) -> Sequence[ContactAddress]:
    """Where this customer, or who acts for them, is reached; phones first."""
    statement = (
        select(ContactAddress)
        .where(ContactAddress.customer_id == customer_id, ContactAddress.representative_id == representative_id)
        .order_by(ContactAddress.kind.desc(), ContactAddress.value)
    )
    return (await session.scalars(statement)).all()


async def owners_of(session: AsyncSession, kind: AddressKind, value: str) -> Sequence[UUID]:
    """Ids of the customers whose own confirmed address this is, each as the record it was merged into."""
    statement = (
        select(Customer.merged_into_id, Customer.id)
        .join(ContactAddress, ContactAddress.customer_id == Customer.id)
        .where(
            ContactAddress.kind == kind,
            ContactAddress.value == value,
            ContactAddress.confirmed_at.is_not(None),
            ContactAddress.representative_id.is_(None),
        )
        .limit(_A_FEW)
    )
    return list({row.merged_into_id or row.id for row in await session.execute(statement)})


async def representatives_at(session: AsyncSession, kind: AddressKind, value: str) -> Sequence[UUID]:
    """Ids of the people acting for customers whose confirmed address this is."""
    statement = (
        select(ContactAddress.representative_id)
        .where(
            ContactAddress.kind == kind,
            ContactAddress.value == value,
            ContactAddress.confirmed_at.is_not(None),
            ContactAddress.representative_id.is_not(None),
        )
        .limit(_A_FEW)
    )
    return [found for found in await session.scalars(statement) if found is not None]


async def add_address(session: AsyncSession, row: ContactAddress) -> ContactAddress:
    """Store an address, or give the one that is there."""
    try:
        async with session.begin_nested():
            session.add(row)
    except IntegrityError:
        statement = select(ContactAddress).where(
            ContactAddress.customer_id == row.customer_id,
            ContactAddress.kind == row.kind,
            ContactAddress.value == row.value,
        )
        return (await session.scalars(statement)).one()
    return row


async def find_address(session: AsyncSession, customer_id: UUID | None, address_id: UUID) -> ContactAddress | None:
    """An address, locked for a change; only this customer's when one is given."""
    statement = select(ContactAddress).where(ContactAddress.id == address_id).with_for_update()
    if customer_id is not None:
        statement = statement.where(ContactAddress.customer_id == customer_id)
    return (await session.scalars(statement)).one_or_none()


async def store(session: AsyncSession, customer: Customer) -> None:
    """Write it down."""
    session.add(customer)
    await session.flush()
