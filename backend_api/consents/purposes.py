"""How long a yes counts, per purpose."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backend_api.consents.models import Purpose

VALID_FOR: dict[Purpose, timedelta | None] = {
    "offers": timedelta(days=730),
    "newsletter": None,
    "surveys": timedelta(days=365),
    "energy_tips": None,
    "partner_offers": timedelta(days=365),
    "call_recording": timedelta(days=1),
}
"""The supplier's own choice, no law sets a term, but the newer a yes the better it proves.

None counts until it is withdrawn. The entries themselves are kept: who advertises by phone must be able to show the
consent for five years after it was given and after each use (UWG § 7a Abs. 2), and who relies on any consent must be
able to prove it (GDPR Art. 7(1)).
"""


def expiry(purpose: Purpose, decided_at: datetime, wanted: datetime | None) -> datetime | None:
    """When a yes ends: as wanted, but never later than its purpose allows."""
    longest = VALID_FOR[purpose]
    if longest is None:
        return wanted
    latest = decided_at + longest
    return latest if wanted is None else min(wanted, latest)
