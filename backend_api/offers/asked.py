"""When and where a customer said something that binds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Asked:
    """The time of a request and the channel it came from."""

    now: datetime
    today: date
    """The supplier's date."""
    channel: str
    """By its adapter's name; ``api`` when the caller did not say."""
