"""Tickets of customers and of partners: opening, reading, adding to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.matters import repository as matters
from backend_api.partners import service as partners
from backend_api.security import Identity, Level
from backend_api.tickets import progress, repository, views
from backend_api.tickets.opening import BRANCH_OF, HOME, NewTicket, open_ticket
from backend_api.tickets.schemas import TicketList

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.tickets.models import Branch, Ticket
    from backend_api.tickets.schemas import (
        MessageIn,
        OwnMessageIn,
        PartnerTicketIn,
        Reference,
        TicketDetail,
        TicketIn,
        TicketOut,
    )


async def open_own(
    session: AsyncSession, identity: Identity, wanted: TicketIn, *, now: datetime, changed: Mapping[str, int]
) -> TicketOut:
    """Open a customer's ticket.

    Raises:
        NotFoundError: What it refers to is not the customer's, or there is nobody to call back.
    """
    customer_id = identity.require(Level.CHANNEL)
    new = NewTicket(
        kind=wanted.kind,
        opened_by=identity.actor,
        country=await repository.country_of_customer(session, customer_id) or HOME,
        customer_id=customer_id,
        complaint_type=wanted.complaint_type,
        branch=await _branch(session, identity, wanted),
        about=wanted.about,
        reference=None if wanted.reference is None else (wanted.reference.kind, wanted.reference.number),
        text=wanted.text,
        callback_after=wanted.callback_after,
        conversation=_conversation(identity),
    )
    return views.brief(await open_ticket(session, new, now=now, changed=changed))


async def list_own(session: AsyncSession, identity: Identity) -> TicketList:
    """All of them, newest first; from a mere address where they stand, not what they are about."""
    items = [views.brief(ticket) for ticket in await repository.list_own(session, identity)]
    if identity.level < Level.VERIFIED:
        items = [item.model_copy(update={"about": None, "complaint_type": None}) for item in items]
    return TicketList(items=items, total=len(items))


async def describe_own(session: AsyncSession, identity: Identity, number: str, *, now: datetime) -> TicketDetail:
    """One with what was said and done; raises NotFoundError."""
    return views.detail(_found(await repository.find_own(session, identity, number, needed=Level.VERIFIED)), now)


async def add_own(
    session: AsyncSession,
    identity: Identity,
    number: str,
    message: OwnMessageIn,
    *,
    now: datetime,
    changed: Mapping[str, int],
) -> TicketOut:
    """Say something in one's own ticket, also from a confirmed address; a call back is moved or withdrawn by it.

    Raises:
        NotFoundError: There is no such ticket of this customer.
        RequestInvalidError: The call back is wished for too late a day.
        TicketMoveRefusedError: It is no call back that is still to come.
        TicketTooOldError: It was closed too long ago.
    """
    ticket = _found(await repository.find_own(session, identity, number, needed=Level.CHANNEL))
    await progress.say(session, ticket, message.text, actor=identity.actor, now=now, changed=changed)
    if message.withdraws_callback:
        await progress.withdraw_callback(session, ticket, actor=identity.actor, now=now, changed=changed)
    elif message.callback_after is not None:
        await progress.move_callback(session, ticket, message.callback_after, now=now)
    return views.brief(ticket)


async def open_of_partner(
    session: AsyncSession, identity: Identity, wanted: PartnerTicketIn, *, now: datetime, changed: Mapping[str, int]
) -> TicketOut:
    """Open a partner's ticket; raises NotFoundError when what it refers to is not the partner's."""
    await partners.own(session, identity)
    partner_id = identity.require_partner()
    country = await repository.country_of_partner(session, partner_id)
    if country is None:
        raise NotFoundError
    if wanted.reference is not None:
        await _check_partners(session, identity, wanted.reference)
    new = NewTicket(
        kind=wanted.kind,
        opened_by=identity.actor,
        country=country,
        partner_id=partner_id,
        complaint_type=wanted.complaint_type,
        reference=None if wanted.reference is None else (wanted.reference.kind, wanted.reference.number),
        text=wanted.text,
        conversation=_conversation(identity),
    )
    return views.brief(await open_ticket(session, new, now=now, changed=changed))


async def list_of_partner(session: AsyncSession, identity: Identity) -> TicketList:
    """The partner's, newest first."""
    await partners.own(session, identity)
    items = [views.brief(ticket) for ticket in await repository.list_of_partner(session, identity)]
    return TicketList(items=items, total=len(items))


async def describe_of_partner(session: AsyncSession, identity: Identity, number: str, *, now: datetime) -> TicketDetail:
    """One with what was said and done; raises NotFoundError."""
    await partners.own(session, identity)
    return views.detail(_found(await repository.find_of_partner(session, identity, number)), now)


async def add_of_partner(
    session: AsyncSession,
    identity: Identity,
    number: str,
    message: MessageIn,
    *,
    now: datetime,
    changed: Mapping[str, int],
) -> TicketOut:
    """Say something in one of the partner's tickets.

    Raises:
        NotFoundError: There is no such ticket of this partner.
        TicketTooOldError: It was closed too long ago.
    """
    await partners.own(session, identity)
    ticket = _found(await repository.find_of_partner(session, identity, number))
    await progress.say(session, ticket, message.text, actor=identity.actor, now=now, changed=changed)
    return views.brief(ticket)


def _found(ticket: Ticket | None) -> Ticket:
    if ticket is None:
        raise NotFoundError
    return ticket


def _conversation(identity: Identity) -> str | None:
    return None if identity.conversation is None else identity.conversation[:64]


async def _branch(session: AsyncSession, identity: Identity, wanted: TicketIn) -> Branch | None:
    """Energy or telecom: from what the ticket names, else from all the customer has; None when both are meant."""
    named: Branch | None = None
    if wanted.service_point_id is not None:
        named = _of(await _own_point(session, identity, wanted.service_point_id))
    if wanted.reference is not None:
        named = await _branch_of_reference(session, identity, wanted.reference) or named
    if named is not None:
        return named
    commodities = await repository.commodities_of(session, identity.require(Level.CHANNEL))
    branches = {BRANCH_OF[commodity] for commodity in commodities}
    return branches.pop() if len(branches) == 1 else None


async def _own_point(session: AsyncSession, identity: Identity, service_point_id: UUID) -> str:
    commodity = await repository.own_commodity(session, identity, service_point_id)
    if commodity is None:
        raise NotFoundError
    return commodity


async def _branch_of_reference(session: AsyncSession, identity: Identity, reference: Reference) -> Branch | None:
    """Its branch, when the record tells; raises NotFoundError when the record is not the customer's."""
    matter = await matters.find_own(session, identity, reference.kind, reference.number)
    if matter is None:
        raise NotFoundError
    return None if matter.commodity is None else _of(matter.commodity)


def _of(commodity: str) -> Branch:
    return BRANCH_OF[commodity]


async def _check_partners(session: AsyncSession, identity: Identity, reference: Reference) -> None:
    if await matters.find_of_partner(session, identity, reference.kind, reference.number) is None:
        raise NotFoundError
