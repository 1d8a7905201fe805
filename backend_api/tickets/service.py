"""Opens a ticket with the time we promise, and lists the customer's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.customers import repository as customers
from backend_api.numbers.service import next_number
from backend_api.security import Identity, Level
from backend_api.supplier import service as supplier
from backend_api.tickets import repository
from backend_api.tickets.models import Ticket
from backend_api.tickets.schemas import TicketIn, TicketList, TicketOut

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

async def open_ticket(session: AsyncSession, identity: Identity, wanted: TicketIn, *, now: datetime) -> TicketOut:
    """Open it for the next hour in which the people for the customer's country answer.

    Raises:
        NotFoundError: The supplier was not set up, or has no opening hours.
    """
    customer_id = identity.require(Level.CHANNEL)
    country = await customers.country_of(session, customer_id)
    hour = supplier.next_opening_hour(await supplier.load(session), country=country, now=now)
    ticket = Ticket(
        number=await next_number(session, "ticket"),
        customer_id=customer_id,
        kind=wanted.kind,
        about=wanted.about,
        state="open",
        promised_from=hour.from_at,
        promised_until=hour.until_at,
        created_at=now,
    )
    await repository.store(session, ticket)
    return TicketOut.model_validate(ticket)


async def list_own(session: AsyncSession, identity: Identity) -> TicketList:
    """All of them, newest first."""
    items = [TicketOut.model_validate(ticket) for ticket in await repository.list_own(session, identity)]
    return TicketList(items=items, total=len(items))
