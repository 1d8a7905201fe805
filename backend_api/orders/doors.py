"""Through which door an order comes in: for whom, by whom, with whose assortment and prices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from backend_api.activations import service as activations
from backend_api.customers.errors import RightMissingError
from backend_api.customers.rights import Rights, rights_of
from backend_api.errors import NotFoundError
from backend_api.orders import repository
from backend_api.orders.errors import OrderInvalidError
from backend_api.orders.kind import Entry, Kind
from backend_api.orders.machine import AWAITING_APPROVAL, AWAITING_CUSTOMER
from backend_api.orders.repository import Party
from backend_api.orders.service import local_day
from backend_api.partners import service as partners
from backend_api.security import Identity, Level
from backend_api.values import CustomerNumber, MalformedValueError, Money

if TYPE_CHECKING:
    from decimal import Decimal

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.schemas import OrderForCustomerIn


@dataclass(frozen=True)
class Sender:
    """Which service sent an order, and on which channel it was said."""

    service: str
    channel: str


@dataclass(frozen=True)
class Door:
    """Everything about who orders that the checks need."""

    entry: Entry
    identity: Identity
    customer_id: UUID
    party: Party
    sender: Sender
    now: datetime
    today: date
    """The customer's local date."""
    rights: Rights | None = None
    """Of whoever acts for the customer; None when the customer confirms afterwards."""
    partner_id: UUID | None = None
    category: str | None = None
    """The partner's; None for the public assortment and prices."""

    def gate_for(self, worth: Decimal, currency: str) -> str | None:
        """Where the order has to wait before it begins."""
        if self.rights is None:
            return AWAITING_CUSTOMER
        return AWAITING_APPROVAL if self.rights.needs_approval(Money(worth, currency)) else None

    def check_point(self, service_point_id: UUID | None) -> None:
        """Refuse a point outside the person's sites; raises RightMissingError."""
        if service_point_id is not None and self.rights is not None and not self.rights.covers(service_point_id):
            raise RightMissingError("orders", self.rights.names_who_may)

    def check_proof(self, kind: Kind, subject_id: UUID | None) -> None:
        """Refuse what needs a fresh code without one.

        Raises:
            IdentityLevelTooLowError: A fresh code bound to ``order:<kind>:<id>`` is needed.
        """
        if self.rights is None:
            return
        if kind.needs_fresh and not self.identity.is_staff:
            self.identity.require_fresh(f"order:{kind.word}:{subject_id}")


async def own_door(session: AsyncSession, identity: Identity, sender: Sender, *, now: datetime) -> Door:
    """The customer's, a representative's, or a staff member's who serves the customer.

    Raises:
        IdentityLevelTooLowError: Less than ``verified``.
        RightMissingError: The person may not order; the answer names who may.
        NotFoundError: The customer is gone.
    """
    customer_id = identity.require(Level.VERIFIED)
    party = await repository.party(session, customer_id)
    if party is None:
        raise NotFoundError
    rights = await rights_of(session, identity)
    rights.require("orders")
    today = local_day(now, party.country)
    return Door("customer", identity, customer_id, party, sender, now, today, rights=rights)


async def partner_door(
    session: AsyncSession, identity: Identity, wanted: OrderForCustomerIn, sender: Sender, *, now: datetime
) -> Door:
    """A partner's person for a customer who has agreed; the category's assortment and prices count.

    Raises:
        NotFoundError: The partner is suspended or the person left it.
        OrderInvalidError: The customer is not known by number and name, or has not agreed.
    """
    partner = await partners.own(session, identity)
    customer_id, party = await _named_customer(session, wanted)
    today = local_day(now, party.country)
    category = await partners.category_of(session, partner.id, on=today)
    return Door(
        "partner", identity, customer_id, party, sender, now, today, partner_id=partner.id, category=category
    )  # fmt: skip


async def shop_door(session: AsyncSession, wanted: OrderForCustomerIn, sender: Sender, *, now: datetime) -> Door:
    """A web shop for a customer it names; public prices.

    Raises:
        OrderInvalidError: The customer is not known by number and name, or has not agreed.
    """
    customer_id, party = await _named_customer(session, wanted)
    return Door("shop", Identity(), customer_id, party, sender, now, local_day(now, party.country))


async def require_activated(session: AsyncSession, door: Door, kind: str) -> None:
    """Let pass only what is switched on for this group, channel and process; raises NotActivatedError."""
    process, channel = f"order_{kind}", door.sender.channel
    if door.entry == "shop":
        await activations.require(session, "shop", channel, process, door.today)
    else:
        await activations.require_for(session, door.identity, channel, process, door.today)


async def _named_customer(session: AsyncSession, wanted: OrderForCustomerIn) -> tuple[UUID, Party]:
    """A customer by number and name: a number alone tells nobody whether it exists."""
    problems = {} if wanted.customer_consents else {"customer_consents": "consent_missing"}
    try:
        number = CustomerNumber.parse(wanted.customer_number).text
    except MalformedValueError as error:
        raise OrderInvalidError(problems | {"customer_number": error.problem}) from error
    customer_id = await repository.customer_id_of(session, number)
    party = None if customer_id is None else await repository.party(session, customer_id)
    if customer_id is None or party is None or not party.is_named(wanted.customer_name):
        problems["customer_number"] = "unknown_customer"
    if problems:
        raise OrderInvalidError(problems)
    assert customer_id is not None
    assert party is not None
    return customer_id, party
