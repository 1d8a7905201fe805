"""The built-in CRM: the backend's own tables, in the request's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.crm.port import Address, Crm, Party, PostalAddress, RecordChange
from backend_api.customers import repository
from backend_api.customers.models import ContactAddress, Customer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.customers.models import AddressKind
    from backend_api.customers.numbers import LookupForms


class BuiltInCrm(Crm):
    """Customers of every branch that has no CRM of its own."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def holds(self, customer_id: UUID) -> bool:
        """Every id that no other CRM claims."""
        del customer_id
        return True

    async def find(self, customer_id: UUID) -> Party | None:
        """By primary key."""
        customer = await repository.find_by_id(self._session, customer_id)
        return None if customer is None else party_of(customer)

    async def find_by_number(self, forms: LookupForms) -> Sequence[Party]:
        """By the indexes of the four numbers."""
        return [party_of(customer) for customer in await repository.find_by_number(self._session, forms)]

    async def find_by_address(self, kind: AddressKind, value: str) -> Sequence[UUID]:
        """By the index of addresses."""
        return await repository.owners_of(self._session, kind, value)

    async def addresses_of(self, customer_id: UUID) -> Sequence[Address]:
        """Without those of representatives."""
        return [address_of(row) for row in await repository.addresses_of(self._session, customer_id)]

    async def add_address(self, customer_id: UUID, kind: AddressKind, value: str, *, now: datetime) -> Address:
        """A row of its own; the unique constraint decides between two at once."""
        row = ContactAddress(customer_id=customer_id, kind=kind, value=value, created_at=now)
        return address_of(await repository.add_address(self._session, row))

    async def confirm_address(self, customer_id: UUID, address_id: UUID, *, now: datetime) -> Address | None:
        """Under a row lock."""
        row = await repository.find_address(self._session, customer_id, address_id)
        if row is None:
            return None
        row.confirmed_at, row.bounced_at, row.bounce_code = now, None, None
        await self._session.flush()
        return address_of(row)

    async def remove_address(self, customer_id: UUID, address_id: UUID) -> bool:
        """The row goes; what was sent there stays in the gateway's outbox."""
        row = await repository.find_address(self._session, customer_id, address_id)
        if row is None:
            return False
        await self._session.delete(row)
        await self._session.flush()
        return True

    async def bounce_address(self, address_id: UUID, code: str, *, now: datetime) -> UUID | None:
        """Under a row lock."""
        row = await repository.find_address(self._session, None, address_id)
        if row is None:
            return None
        row.bounced_at, row.bounce_code = now, code
        await self._session.flush()
        return row.customer_id

    async def change(self, customer_id: UUID, change: RecordChange) -> Party | None:
        """Under a row lock."""
        customer = await repository.find_by_id(self._session, customer_id, lock=True)
        if customer is None:
            return None
        customer.name = change.name or customer.name
        customer.first_name = change.first_name or customer.first_name
        customer.language = change.language or customer.language
        if change.postal is not None:
            customer.street, customer.house_number = change.postal.street, change.postal.house_number
            customer.postcode, customer.city = change.postal.postcode, change.postal.city
        await self._session.flush()
        return party_of(customer)


def party_of(row: Customer) -> Party:
    """A row in the port's words."""
    postal = None
    if row.street and row.postcode and row.city:
        postal = PostalAddress(row.street, row.house_number or "", row.postcode, row.city)
    return Party(
        id=row.id,
        branch=row.branch,
        customer_number=row.customer_number,
        application_number=row.application_number,
        kind=row.kind,
        role=row.role,
        name=row.name,
        first_name=row.first_name,
        language=row.language,
        country=row.country,
        currency=row.currency,
        personal_id=row.personal_id,
        tax_id=row.tax_id,
        ids_proven_at=row.ids_proven_at,
        postal=postal,
        key_account_id=row.key_account_id,
        survivor_id=row.merged_into_id,
    )


def address_of(row: ContactAddress) -> Address:
    """A row in the port's words."""
    return Address(row.id, row.kind, row.value, row.confirmed_at, row.bounced_at, row.bounce_code)
