"""How well a change of a customer's record must be proved, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.security import Level

if TYPE_CHECKING:
    from uuid import UUID

    from backend_api.security import Identity

SERVING = ("agent", "team_lead", "back_office")
"""Staff who change a customer's record at the desk, where they have proved who they speak to."""


def require_proof(identity: Identity, thing: str) -> UUID:
    """The customer's id, when a fresh code confirms this very thing, or our own people act for the customer.

    Raises:
        IdentityLevelTooLowError: Neither.
        RoleMissingError: The staff member's role does not serve customers.
    """
    if identity.is_staff:
        identity.require_staff(*SERVING)
        return identity.require(Level.VERIFIED)
    return identity.require_fresh(thing)
