"""In which state a basket is, who may see what of it, and whether its prices still hold; without I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from backend_api.security import Level, Scope

if TYPE_CHECKING:
    from backend_api.security import Caller, Identity

LASTS = timedelta(days=14)
"""How long a basket can be ordered; our own choice."""

BasketStateName = Literal["open", "ordered", "expired"]
Sight = Literal["nothing", "lines", "everything"]


@dataclass(frozen=True)
class Times:
    """What a basket's state follows from."""

    expires_at: datetime
    ordered_at: datetime | None


@dataclass(frozen=True)
class Owner:
    """Whose a basket is."""

    customer_id: UUID | None
    """None for a guest's."""
    shop: str


def state_at(times: Times, now: datetime) -> BasketStateName:
    """The state at a time; what was ordered does not expire."""
    if times.ordered_at is not None:
        return "ordered"
    return "open" if now < times.expires_at else "expired"


def sight(owner: Owner, caller: Caller, identity: Identity) -> Sight:
    """How much of a basket may be seen: a number alone opens no personal data.

    Staff, and the gateway on its own account, see everything; so does the verified owner, and the shop that made it.
    A guest's basket shows its lines to anybody who has the number. A customer's shows nothing to others.
    """
    if identity.is_staff:
        return "everything"
    known = identity.customer_id is not None or identity.partner_id is not None
    if not known and (caller.may(Scope.GATEWAY) or (caller.may(Scope.SHOP) and caller.name == owner.shop)):
        return "everything"
    if owner.customer_id is None:
        return "lines"
    if identity.customer_id == owner.customer_id and identity.level >= Level.VERIFIED:
        return "everything"
    return "nothing"
