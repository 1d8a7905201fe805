"""The address a customer picked per event; only one that counts can be picked, and only one that counts is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.contact_addresses.errors import AddressUnconfirmedError
from backend_api.customers.masks import mask
from backend_api.customers.rights import rights_of
from backend_api.errors import NotFoundError
from backend_api.events.names import EVENTS
from backend_api.events.service import emit
from backend_api.preferences import repository
from backend_api.preferences.errors import EventUnknownError
from backend_api.preferences.models import EventPreference
from backend_api.preferences.schemas import PreferenceList, PreferenceOut, PreferencesIn, SendingAddress
from backend_api.security import Identity, Level

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.crm.connections import Crms
    from backend_api.crm.port import Address


async def list_own(session: AsyncSession, crms: Crms, identity: Identity) -> PreferenceList:
    """All choices, with what became of their addresses."""
    customer_id = identity.require(Level.VERIFIED)
    items = await list_with(session, identity, await crms.holding(customer_id).addresses_of(customer_id))
    return PreferenceList(items=items, total=len(items))


async def list_with(session: AsyncSession, identity: Identity, addresses: Sequence[Address]) -> list[PreferenceOut]:
    """The same for whoever has read the addresses already."""
    known = {address.id: address for address in addresses}
    return [describe(row, known.get(row.address_id)) for row in await repository.list_own(session, identity)]


async def put(
    session: AsyncSession, crms: Crms, identity: Identity, wanted: PreferencesIn, *, now: datetime
) -> PreferenceList:
    """Let these be all choices.

    Raises:
        EventUnknownError: An event that does not exist, or twice the same.
        NotFoundError: An address that is not the customer's.
        AddressUnconfirmedError: An address that does not count.
        RightMissingError: Who acts may not change where the customer is reached.
    """
    customer_id = identity.require(Level.VERIFIED)
    (await rights_of(session, identity)).require("names_people")
    known = {address.id: address for address in await crms.holding(customer_id).addresses_of(customer_id)}
    seen: set[str] = set()
    for choice in wanted.items:
        if choice.event not in EVENTS or choice.event in seen:
            raise EventUnknownError(choice.event)
        seen.add(choice.event)
        if choice.address_id not in known:
            raise NotFoundError
        if not known[choice.address_id].counts:
            raise AddressUnconfirmedError
    rows = [
        EventPreference(customer_id=customer_id, event=choice.event, address_id=choice.address_id, changed_at=now)
        for choice in sorted(wanted.items, key=lambda choice: choice.event)
    ]
    await repository.replace(session, customer_id, rows)
    await emit(session, "customer_changed", customer_id=customer_id, about={"changed": ["preferences"]}, at=now)
    items = [describe(row, known.get(row.address_id)) for row in rows]
    return PreferenceList(items=items, total=len(items))


async def sending_address(session: AsyncSession, crms: Crms, customer_id: UUID, event: str) -> SendingAddress:
    """For senders: where a message about this event goes now.

    The picked address if it counts, else the first that does. Raises NotFoundError when none does, and for nobody.
    """
    party = await crms.holding(customer_id).find(customer_id)
    if party is not None and party.survivor_id is not None:
        party = await crms.holding(party.survivor_id).find(party.survivor_id)
    if party is None or event not in EVENTS:
        raise NotFoundError
    choice = await repository.picked(session, party.id, event)
    counting = [one for one in await crms.holding(party.id).addresses_of(party.id) if one.counts]
    counting.sort(key=lambda one: one.id != choice)
    if not counting:
        raise NotFoundError
    return SendingAddress(
        customer_id=party.id,
        address_id=counting[0].id,
        kind=counting[0].kind,
        value=counting[0].value,
        picked=counting[0].id == choice,
        language=party.language,
    )


def describe(row: EventPreference, address: Address | None) -> PreferenceOut:
    """A choice in the words of the API."""
    return PreferenceOut(
        event=row.event,
        address_id=row.address_id,
        kind=None if address is None else address.kind,
        masked=None if address is None else mask(address.kind, address.value),
        counts=address is not None and address.counts,
        changed_at=row.changed_at,
    )
