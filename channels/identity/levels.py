"""How sure we are who this is, worked out from what was proven and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from channels.conversations.repository import ConversationRow

FRESH_FOR = timedelta(minutes=10)
"""`design.md` section 4: a code not older than ten minutes, bound to the very thing that is confirmed."""


class IdentityLevel(StrEnum):
    """The four levels; each opens what the ones before it open."""

    ANONYMOUS = "anonymous"
    CHANNEL = "channel"
    VERIFIED = "verified"
    FRESH = "fresh"


@dataclass(frozen=True, slots=True)
class Standing:
    """Who a turn may speak to."""

    level: IdentityLevel
    customer_id: str | None = None
    roles: tuple[str, ...] = ()
    proven_at: datetime | None = None
    bound_to: str | None = None
    person_id: str | None = None
    """Who acts: the customer's representative, a person of a partner, or a staff member."""
    partner_id: str | None = None


ANONYMOUS = Standing(IdentityLevel.ANONYMOUS)


def standing(conversation: ConversationRow, now: datetime) -> Standing:
    """What a conversation's proof is worth at a moment; a proof that has run out is worth nothing."""
    if conversation.customer_id is None or conversation.verified_until is None or conversation.proven_at is None:
        return ANONYMOUS
    if conversation.verified_until < now:
        return ANONYMOUS
    fresh = conversation.bound_to is not None and now - conversation.proven_at <= FRESH_FOR
    return Standing(
        level=IdentityLevel.FRESH if fresh else IdentityLevel.VERIFIED,
        customer_id=conversation.customer_id,
        roles=conversation.roles,
        proven_at=conversation.proven_at,
        bound_to=conversation.bound_to if fresh else None,
    )
