"""Which category a partner is in on a day; without I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from backend_api.products.validity import current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_api.partners.models import PartnerCategoryEntry


@dataclass(frozen=True)
class Standing:
    """The category of a day and the next change, if one is known."""

    category: str
    since_on: date
    next_category: str | None = None
    next_from_on: date | None = None


def standing(entries: Sequence[PartnerCategoryEntry], on: date) -> Standing | None:
    """The partner's category on a day; None before the first entry."""
    entry = current(entries, on)
    if entry is None:
        return None
    coming = min(
        (later for later in entries if later.valid_from_on > on), key=lambda later: later.valid_from_on, default=None
    )
    return Standing(
        category=entry.category_key,
        since_on=entry.valid_from_on,
        next_category=None if coming is None else coming.category_key,
        next_from_on=None if coming is None else coming.valid_from_on,
    )
