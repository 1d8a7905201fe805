"""Finds the customer behind a claimed number, for the gateway only; found or not costs the same work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.customers import repository as customers
from backend_api.customers.numbers import LookupForms, may_identify
from backend_api.errors import NotFoundError
from backend_api.identity.roles import roles_of_customer, roles_of_representative
from backend_api.identity.schemas import AddressLookupIn, IdentifiedCustomer, LookupIn, ProvenAddress
from backend_api.representatives import repository as representatives

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.crm.connections import Crms
    from backend_api.crm.port import Address, Party
    from backend_api.customers.models import AddressKind, ContactAddress
    from backend_api.representatives.models import Representative


async def look_up(session: AsyncSession, crms: Crms, wanted: LookupIn) -> tuple[IdentifiedCustomer, Party]:
    """The one customer with this number, and the record it was found by.

    Records that were merged count as one. Raises NotFoundError, also when two customers have the number or the second
    id does not fit.
    """
    forms, second = LookupForms.of(wanted.number), LookupForms.of(wanted.second_id or "")
    found = await crms.find_by_number(forms)
    fitting = all(may_identify(party, forms, second) for party in found)
    people = {party.survivor_id or party.id: party for party in found}
    party = next(iter(people.values())) if len(people) == 1 and fitting else None
    addresses = await _addresses(crms, None if party is None else party.survivor_id or party.id)
    if party is None:
        raise NotFoundError
    if party.survivor_id is not None:
        party = await _find(crms, party.survivor_id)
    person = None if wanted.address is None else await _person_at(session, party.id, wanted.address)
    if person is not None:
        return _identified_person(person, await _reached(session, person)), party
    return _identified(party, addresses), party


async def describe(crms: Crms, customer_id: UUID) -> IdentifiedCustomer:
    """The same by id, also by the id of a merged record; raises NotFoundError."""
    party = await _find(crms, customer_id)
    if party.survivor_id is not None:
        party = await _find(crms, party.survivor_id)
    return _identified(party, await _addresses(crms, party.id))


async def look_up_address(session: AsyncSession, crms: Crms, wanted: AddressLookupIn) -> IdentifiedCustomer:
    """The one customer, or person who acts for one, whose confirmed address this is; raises NotFoundError."""
    owners = await crms.find_by_address(wanted.kind, wanted.value)
    people = await customers.representatives_at(session, wanted.kind, wanted.value)
    if len(owners) + len(people) != 1:
        raise NotFoundError
    return await describe(crms, owners[0]) if owners else await describe_representative(session, people[0])


async def describe_representative(session: AsyncSession, representative_id: UUID) -> IdentifiedCustomer:
    """Who acts for whom, with what roles; raises NotFoundError when the right was taken back."""
    person = await representatives.find_by_id(session, representative_id)
    if person is None or person.state != "active":
        raise NotFoundError
    return _identified_person(person, await _reached(session, person))


async def _find(crms: Crms, customer_id: UUID) -> Party:
    party = await crms.holding(customer_id).find(customer_id)
    if party is None:
        raise NotFoundError
    return party


async def _addresses(crms: Crms, customer_id: UUID | None) -> Sequence[Address]:
    asked = customers.NOBODY if customer_id is None else customer_id
    return await crms.holding(asked).addresses_of(asked)


async def _person_at(session: AsyncSession, customer_id: UUID, address: str) -> Representative | None:
    """The active representative of this customer who confirmed this address."""
    kind: AddressKind = "phone" if address.startswith("+") else "email"
    at_address = set(await customers.representatives_at(session, kind, address))
    people = await representatives.active_of(session, customer_id)
    return next((person for person in people if person.id in at_address), None)


async def _reached(session: AsyncSession, person: Representative) -> Sequence[ContactAddress]:
    return await customers.addresses_of(session, person.customer_id, person.id)


def _identified(party: Party, addresses: Sequence[Address]) -> IdentifiedCustomer:
    return IdentifiedCustomer(
        customer_id=party.id,
        representative_id=None,
        roles=roles_of_customer(party.role),
        language=party.language,
        addresses=[_proven(address) for address in addresses],
    )


def _identified_person(person: Representative, reached: Sequence[ContactAddress]) -> IdentifiedCustomer:
    return IdentifiedCustomer(
        customer_id=person.customer_id,
        representative_id=person.id,
        roles=roles_of_representative(person),
        language=person.language,
        addresses=[_proven(row) for row in reached],
    )


def _proven(address: Address | ContactAddress) -> ProvenAddress:
    return ProvenAddress(
        id=address.id,
        kind=address.kind,
        value=address.value,
        confirmed=address.confirmed_at is not None,
        confirmed_at=address.confirmed_at,
        bounced=address.bounced_at is not None,
    )
