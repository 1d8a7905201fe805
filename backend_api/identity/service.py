"""Finds the customer behind a claimed number, for the gateway only; found or not costs the same work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.customers import repository
from backend_api.customers.numbers import LookupForms, may_identify
from backend_api.errors import NotFoundError
from backend_api.identity.schemas import IdentifiedCustomer, ProvenAddress

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.customers.models import Customer, CustomerRole

_ROLES: dict[CustomerRole, list[str]] = {
    "private_customer": ["private_customer"],
    "company_reads": ["company_reads"],
    "company_orders": ["company_reads", "company_orders"],
    "company_approves": ["company_reads", "company_orders", "company_approves"],
}


async def look_up(session: AsyncSession, number: str, second_id: str | None) -> IdentifiedCustomer:
    """The one customer with this number; raises NotFoundError, also when two have it or the second id does not fit."""
    forms, second = LookupForms.of(number), LookupForms.of(second_id or "")
    found = await repository.find_by_number(session, forms)
    customer = found[0] if len(found) == 1 and may_identify(found[0], forms, second) else None
    return await _identified(session, customer)


async def describe(session: AsyncSession, customer_id: UUID) -> IdentifiedCustomer:
    """The same by id; raises NotFoundError."""
    return await _identified(session, await repository.find_by_id(session, customer_id))


async def _identified(session: AsyncSession, customer: Customer | None) -> IdentifiedCustomer:
    addresses = await repository.addresses_of(session, customer.id if customer else repository.NOBODY)
    if customer is None:
        raise NotFoundError
    return IdentifiedCustomer(
        customer_id=customer.id,
        roles=_ROLES[customer.role],
        language=customer.language,
        addresses=[
            ProvenAddress(
                id=address.id,
                kind=address.kind,
                value=address.value,
                confirmed=address.confirmed_at is not None,
            )
            for address in addresses
        ],
    )
