"""Where a customer is reached: an address counts once it is confirmed, and until a message comes back from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.contact_addresses.errors import AddressInvalidError
from backend_api.contact_addresses.formats import NotAnAddressError, parse
from backend_api.contact_addresses.schemas import AddressDone, AddressIn, AddressOut, BounceIn
from backend_api.customers import repository as customers
from backend_api.customers.masks import mask
from backend_api.customers.proof import require_proof
from backend_api.customers.rights import rights_of
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.preferences import repository as preferences
from backend_api.security import Identity, Level

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.crm.connections import Crms
    from backend_api.crm.port import Address, Crm


def describe(address: Address) -> AddressOut:
    """An address in the words of the API."""
    return AddressOut(
        id=address.id,
        kind=address.kind,
        masked=mask(address.kind, address.value),
        confirmed=address.confirmed_at is not None,
        bounced=address.bounced_at is not None,
    )


async def add(session: AsyncSession, crms: Crms, identity: Identity, wanted: AddressIn, *, now: datetime) -> AddressOut:
    """Note an address that the customer claims; one that is known already stays as it is.

    Raises:
        AddressInvalidError: It is no address.
        RightMissingError: Who acts may not change where the customer is reached.
        NotFoundError: The customer is gone.
    """
    customer_id = identity.require(Level.VERIFIED)
    (await rights_of(session, identity)).require("names_people")
    crm = crms.holding(customer_id)
    party = await crm.find(customer_id)
    if party is None:
        raise NotFoundError
    try:
        value = parse(wanted.kind, wanted.value, country=party.country)
    except NotAnAddressError as error:
        raise AddressInvalidError(wanted.kind) from error
    address = await crm.add_address(customer_id, wanted.kind, value, now=now)
    about = {"address_id": str(address.id), "kind": address.kind}
    await emit(session, "contact_added", customer_id=customer_id, about=about, at=now)
    return describe(address)


async def confirm(
    session: AsyncSession, crms: Crms, identity: Identity, address_id: UUID, *, now: datetime
) -> AddressOut:
    """Let an address count, or go on counting: its owner typed the code that was sent there, and confirmed it freshly.

    A representative's own address needs no second proof: the right itself was given with one.

    Raises:
        NotFoundError: Nobody who is known here has such an address.
        IdentityLevelTooLowError: The customer's own address, without a fresh code for it.
    """
    crm: Crm
    own = await customers.find_address(session, None, address_id)
    if own is not None and own.representative_id is not None:
        customer_id, crm = own.customer_id, crms.built_in
    else:
        customer_id = require_proof(identity, f"contact_address:{address_id}")
        crm = crms.holding(customer_id)
    address = await crm.confirm_address(customer_id, address_id, now=now)
    if address is None:
        raise NotFoundError
    about = {"address_id": str(address.id), "kind": address.kind}
    await emit(session, "contact_confirmed", customer_id=customer_id, about=about, at=now)
    return describe(address)


async def remove(
    session: AsyncSession, crms: Crms, identity: Identity, address_id: UUID, *, now: datetime
) -> AddressDone:
    """Forget an address; one that is confirmed only with a fresh code for it.

    Raises:
        NotFoundError: The customer has no such address.
        IdentityLevelTooLowError: It is confirmed, and there is no fresh code.
        RightMissingError: Who acts may not change where the customer is reached.
    """
    customer_id = identity.require(Level.VERIFIED)
    (await rights_of(session, identity)).require("names_people")
    crm = crms.holding(customer_id)
    found = next((one for one in await crm.addresses_of(customer_id) if one.id == address_id), None)
    if found is None:
        raise NotFoundError
    if found.confirmed_at is not None:
        require_proof(identity, f"contact_address:{address_id}")
    await crm.remove_address(customer_id, address_id)
    await preferences.forget_address(session, customer_id, address_id)
    await emit(session, "customer_changed", customer_id=customer_id, about={"changed": ["addresses"]}, at=now)
    return AddressDone(id=address_id)


async def bounce(
    session: AsyncSession, crms: Crms, address_id: UUID, wanted: BounceIn, *, now: datetime
) -> AddressDone:
    """Let an address count no longer, because a message came back; raises NotFoundError."""
    for crm in (*crms.others, crms.built_in):
        customer_id = await crm.bounce_address(address_id, wanted.code, now=now)
        if customer_id is not None:
            about = {"changed": ["addresses"]}
            await emit(session, "customer_changed", customer_id=customer_id, about=about, at=now)
            return AddressDone(id=address_id)
    raise NotFoundError
