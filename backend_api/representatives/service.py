"""Gives and takes back rights to act for a customer; only those who may name people do, with a fresh code."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.contact_addresses.formats import NotAnAddressError, parse
from backend_api.customers import repository as customers
from backend_api.customers.masks import mask
from backend_api.customers.models import ContactAddress
from backend_api.customers.proof import require_proof
from backend_api.customers.rights import rights_of
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.representatives import repository
from backend_api.representatives.errors import RepresentativeInvalidError
from backend_api.representatives.models import Representative
from backend_api.representatives.schemas import (
    RepresentativeAddress,
    RepresentativeIn,
    RepresentativeList,
    RepresentativeOut,
    RightIn,
)
from backend_api.schemas import Money
from backend_api.sites import repository as sites

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.customers.models import Customer
    from backend_api.security import Identity

PROOF = "representatives"
"""What the fresh code is bound to."""


async def list_own(session: AsyncSession, identity: Identity) -> RepresentativeList:
    """Everybody, those who may act now first."""
    people = await repository.list_own(session, identity)
    if not people:
        return RepresentativeList(items=[], total=0)
    customer = await _customer(session, people[0].customer_id)
    reached = await repository.addresses_of(session, [person.id for person in people])
    items = [describe(person, customer.currency, reached.get(person.id, ())) for person in people]
    return RepresentativeList(items=items, total=len(items))


async def add(
    session: AsyncSession, identity: Identity, wanted: RepresentativeIn, *, now: datetime
) -> RepresentativeOut:
    """Let a person act; their addresses count once they have confirmed them.

    Raises:
        RightMissingError: Who asks may not name people.
        RepresentativeInvalidError: Such a right does not exist.
        NotFoundError: The site is not the customer's.
    """
    customer = await _may_change(session, identity)
    person = Representative(
        customer_id=customer.id,
        kind="helper" if customer.kind == "private" else "company",
        name=wanted.name,
        language=wanted.language or customer.language,
        created_at=now,
    )
    await _set_right(session, person, wanted, customer)
    await repository.store(session, person)
    reached = [await _keep(session, row) for row in _addresses(person, wanted, customer, now=now)]
    await _emit(session, customer.id, now)
    return describe(person, customer.currency, reached)


async def change(
    session: AsyncSession, identity: Identity, representative_id: UUID, wanted: RightIn, *, now: datetime
) -> RepresentativeOut:
    """Change what an active person may do; raises as ``add`` does."""
    customer = await _may_change(session, identity)
    person = await _active(session, identity, representative_id)
    if person.role == "approves" and wanted.role != "approves":
        await _keep_an_approver(session, customer, person)
    await _set_right(session, person, wanted, customer)
    await repository.store(session, person)
    await _emit(session, customer.id, now)
    return await _described(session, person, customer)


async def revoke(
    session: AsyncSession, identity: Identity, representative_id: UUID, *, now: datetime
) -> RepresentativeOut:
    """Take the right back from now on; raises NotFoundError when it was already, RepresentativeInvalidError."""
    customer = await _may_change(session, identity)
    person = await _active(session, identity, representative_id)
    if person.role == "approves":
        await _keep_an_approver(session, customer, person)
    person.state, person.revoked_at = "revoked", now
    await repository.store(session, person)
    await _emit(session, customer.id, now)
    return await _described(session, person, customer)


def describe(person: Representative, currency: str, reached: Sequence[ContactAddress]) -> RepresentativeOut:
    """A person in the words of the API."""
    return RepresentativeOut(
        id=person.id,
        kind=person.kind,
        name=person.name,
        role=person.role,
        limit=Money.maybe(person.limit_amount, currency),
        site_id=person.site_id,
        language=person.language,
        state=person.state,
        addresses=[
            RepresentativeAddress(
                id=row.id, kind=row.kind, masked=mask(row.kind, row.value), confirmed=row.confirmed_at is not None
            )
            for row in reached
        ],
        created_at=person.created_at,
    )


async def _may_change(session: AsyncSession, identity: Identity) -> Customer:
    """The customer, locked, so that two changes at once cannot both take the last approver away."""
    customer_id = require_proof(identity, PROOF)
    (await rights_of(session, identity)).require("names_people")
    return await _customer(session, customer_id, lock=True)


async def _customer(session: AsyncSession, customer_id: UUID, *, lock: bool = False) -> Customer:
    customer = await customers.find_by_id(session, customer_id, lock=lock)
    if customer is None:
        raise NotFoundError
    return customer


async def _active(session: AsyncSession, identity: Identity, representative_id: UUID) -> Representative:
    person = await repository.find_own(session, identity, representative_id)
    if person is None or person.state != "active":
        raise NotFoundError
    return person


async def _set_right(session: AsyncSession, person: Representative, wanted: RightIn, customer: Customer) -> None:
    if person.kind == "helper" and wanted.role == "approves":
        raise RepresentativeInvalidError("helper_approves")
    if wanted.limit is not None and wanted.role != "orders":
        raise RepresentativeInvalidError("limit_without_orders")
    if wanted.limit is not None and (wanted.limit.currency != customer.currency or wanted.limit.amount.startswith("-")):
        raise RepresentativeInvalidError("currency")
    if wanted.site_id is not None and wanted.site_id not in await sites.parents_of(session, customer.id):
        raise NotFoundError
    person.role, person.site_id = wanted.role, wanted.site_id
    person.limit_amount = None if wanted.limit is None else Decimal(wanted.limit.amount)


async def _keep_an_approver(session: AsyncSession, customer: Customer, leaving: Representative) -> None:
    people = await repository.active_of(session, customer.id)
    if not any(person.role == "approves" for person in people if person.id != leaving.id):
        raise RepresentativeInvalidError("last_approver")


def _addresses(
    person: Representative, wanted: RepresentativeIn, customer: Customer, *, now: datetime
) -> list[ContactAddress]:
    rows = []
    for kind, text in (("phone", wanted.phone), ("email", wanted.email)):
        if text is None:
            continue
        try:
            value = parse(kind, text, country=customer.country)
        except NotAnAddressError as error:
            raise RepresentativeInvalidError(kind) from error
        rows.append(
            ContactAddress(customer_id=customer.id, representative_id=person.id, kind=kind, value=value, created_at=now)
        )
    return rows


async def _keep(session: AsyncSession, row: ContactAddress) -> ContactAddress:
    """Store an address of their own; one that is somebody else's already cannot tell the two apart."""
    kept = await customers.add_address(session, row)
    if kept is not row:
        raise RepresentativeInvalidError(row.kind)
    return kept


async def _described(session: AsyncSession, person: Representative, customer: Customer) -> RepresentativeOut:
    reached = await repository.addresses_of(session, [person.id])
    return describe(person, customer.currency, reached.get(person.id, ()))


async def _emit(session: AsyncSession, customer_id: UUID, now: datetime) -> None:
    about = {"changed": ["representatives"]}
    await emit(session, "customer_changed", customer_id=customer_id, about=about, at=now)
