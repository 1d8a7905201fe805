"""Whether an offer can still be accepted, from what is known of it; no I/O, and no stored state of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from backend_api.offers.models import Offer

OfferState = Literal["open", "accepted", "declined", "expired", "replaced", "withdrawn"]


def offer_state(offer: Offer, today: date) -> OfferState:
    """The state that follows from its facts; the acceptance must be loaded."""
    if offer.acceptance is not None:
        return "accepted" if offer.acceptance.withdrawn_at is None else "withdrawn"
    if offer.declined_at is not None:
        return "declined"
    if offer.replaced_at is not None:
        return "replaced"
    return "open" if today <= offer.valid_until_on else "expired"
