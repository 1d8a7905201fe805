"""The customer's own record: what is known, who may act, and changes of it with proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.contact_addresses.service import describe as describe_address
from backend_api.crm.port import PostalAddress, RecordChange
from backend_api.customers import repository
from backend_api.customers.errors import ChangeInvalidError
from backend_api.customers.masks import mask_id
from backend_api.customers.proof import SERVING, require_proof
from backend_api.customers.rights import Rights, rights_of
from backend_api.customers.schemas import (
    CustomerChange,
    CustomerOut,
    IdProofIn,
    IdProofOut,
    KeyAccount,
    PostalAddressOut,
    RightsOut,
)
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.preferences import service as preferences
from backend_api.representatives import service as representatives
from backend_api.schemas import Money
from backend_api.security import Level
from backend_api.sites import service as sites
from backend_api.staff import repository as staff

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.crm.connections import Crms
    from backend_api.crm.port import Party
    from backend_api.security import Identity

PROOF = "customer"
"""What the fresh code for a change of name or postal address is bound to."""


async def describe(session: AsyncSession, crms: Crms, identity: Identity) -> CustomerOut:
    """The customer of this identity; raises NotFoundError when the record is gone."""
    customer_id = identity.require(Level.VERIFIED)
    party = await crms.holding(customer_id).find(customer_id)
    if party is None:
        raise NotFoundError
    return await _described(session, crms, identity, party)


async def change(
    session: AsyncSession, crms: Crms, identity: Identity, wanted: CustomerChange, *, now: datetime
) -> CustomerOut:
    """Change the record; the language needs `verified`, name and postal address a fresh code.

    Raises:
        IdentityLevelTooLowError: There is no fresh code for it.
        RightMissingError: Who acts may not change the record.
        ChangeInvalidError: A first name for a company.
        NotFoundError: The record is gone.
    """
    customer_id = identity.require(Level.VERIFIED)
    (await rights_of(session, identity)).require("names_people")
    changed = sorted(wanted.model_dump(exclude_none=True))
    if set(changed) - {"language"}:
        require_proof(identity, PROOF)
    crm = crms.holding(customer_id)
    party = await crm.find(customer_id)
    if party is not None and party.kind == "company" and wanted.first_name is not None:
        raise ChangeInvalidError("first_name")
    postal = None if wanted.postal_address is None else PostalAddress(**wanted.postal_address.model_dump())
    party = await crm.change(customer_id, RecordChange(wanted.name, wanted.first_name, wanted.language, postal))
    if party is None:
        raise NotFoundError
    if changed:
        await emit(session, "customer_changed", customer_id=customer_id, about={"changed": changed}, at=now)
    return await _described(session, crms, identity, party)


async def prove_ids(
    session: AsyncSession, identity: Identity, customer_id: UUID, proof: IdProofIn, *, now: datetime
) -> IdProofOut:
    """Note that one of our people saw a paper that proves the id on this record.

    Raises:
        NotFoundError: There is no such customer.
        ChangeInvalidError: There is no id on the record.
    """
    identity.require_staff(*SERVING)
    customer = await repository.find_by_id(session, customer_id, lock=True)
    if customer is None:
        raise NotFoundError
    if customer.personal_id is None and customer.tax_id is None:
        raise ChangeInvalidError("no_id")
    if customer.ids_proven_at is None:
        customer.ids_proven_at, customer.id_paper = now, proof.paper
    await repository.store(session, customer)
    await emit(session, "customer_changed", customer_id=customer_id, about={"changed": ["ids_proven"]}, at=now)
    return IdProofOut(customer_id=customer_id, proven_at=customer.ids_proven_at or now)


async def _described(session: AsyncSession, crms: Crms, identity: Identity, party: Party) -> CustomerOut:
    addresses = await crms.holding(party.id).addresses_of(party.id)
    postal = party.postal
    return CustomerOut(
        id=party.id,
        customer_number=party.customer_number,
        application_number=party.application_number,
        kind=party.kind,
        branch=party.branch,
        name=party.name,
        first_name=party.first_name,
        language=party.language,
        country=party.country,
        currency=party.currency,
        personal_id=mask_id(party.personal_id),
        tax_id=party.tax_id,
        ids_proven=party.ids_proven_at is not None,
        postal_address=None if postal is None else PostalAddressOut.model_validate(postal),
        addresses=[describe_address(address) for address in addresses],
        preferences=await preferences.list_with(session, identity, addresses),
        sites=(await sites.list_own(session, identity)).items if party.kind == "company" else [],
        representatives=(await representatives.list_own(session, identity)).items,
        rights=_rights_out(await rights_of(session, identity)),
        key_account=await _key_account(session, party.key_account_id),
    )


async def _key_account(session: AsyncSession, staff_id: UUID | None) -> KeyAccount | None:
    member = None if staff_id is None else await staff.find(session, staff_id)
    if member is None or member.state != "active":
        return None
    return KeyAccount(staff_id=member.id, name=member.display_name, team=member.team)


def _rights_out(rights: Rights) -> RightsOut:
    limit = rights.orders_up_to
    return RightsOut(
        reads=rights.reads,
        orders=rights.orders,
        orders_up_to=None if limit is None else Money.of(limit.amount, limit.currency),
        approves=rights.approves,
        bank_details=rights.bank_details,
        names_people=rights.names_people,
        who_may=list(rights.names_who_may),
    )
