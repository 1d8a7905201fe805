"""Who may bind a customer: the person needs the right to order, and above a limit the right to approve."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.customers.rights import rights_of
from backend_api.values import Money

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.offers.models import Offer
    from backend_api.security import Identity

_MONTHS = 12


async def require_may_order(session: AsyncSession, identity: Identity) -> None:
    """Go on only when whoever acts may order for the customer; raises RightMissingError, which names who may."""
    (await rights_of(session, identity)).require("orders")


async def require_may_accept(session: AsyncSession, identity: Identity, offer: Offer) -> None:
    """The same, and above a person's limit only with the right to approve; a year's cost is what counts.

    Raises:
        RightMissingError: The person may not; it names who may.
    """
    rights = await rights_of(session, identity)
    rights.require("orders")
    cost = offer.yearly_cost_amount or Decimal(_MONTHS) * offer.base_amount
    if rights.needs_approval(Money(cost, offer.currency)):
        rights.require("approves")


async def require_may_end(session: AsyncSession, identity: Identity) -> None:
    """Ending a contract, or taking that back, has no sum: it is for who may order without a limit, or approves.

    Raises:
        RightMissingError: The person may not; it names who may.
    """
    rights = await rights_of(session, identity)
    rights.require("orders")
    if rights.orders_up_to is not None:
        rights.require("approves")
