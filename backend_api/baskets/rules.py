"""In which state a basket is, who may see what of it, and whether its prices still hold; without I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from backend_api.security import Level

if TYPE_CHECKING:
    from uuid import UUID

    from backend_api.security import Identity

LASTS = timedelta(days=14)
"""How long a basket can be ordered; our own choice."""

BasketStateName = Literal["open", "ordered", "expired"]
Sight = Literal["nothing", "lines", "everything"]


@dataclass(frozen=True)
class Times:
    """What a basket's state follows from."""

    expires_at: datetime
    ordered_at: datetime | None


def state_at(times: Times, now: datetime) -> BasketStateName:
    """The state at a time; what was ordered does not expire."""
    if times.ordered_at is not None:
        return "ordered"
    return "open" if now < times.expires_at else "expired"


def sight(owner_id: UUID | None, identity: Identity) -> Sight:
    """How much of a basket a person may see: its number alone opens no personal data.

    Staff and the verified owner see everything. A guest's basket shows its lines to anybody who has the number; a
    customer's shows nothing to others.

    Args:
        owner_id: The customer whose basket it is; None for a guest's.
        identity: Who asks.
    """
    if identity.is_staff:
        return "everything"
    if owner_id is None:
        return "lines"
    return "everything" if identity.customer_id == owner_id and identity.level >= Level.VERIFIED else "nothing"
