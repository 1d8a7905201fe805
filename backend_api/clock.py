"""What time it is; passed in, so that tests and the demo can choose it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable

type TimeSource = Callable[[], datetime]


def system_time() -> datetime:
    """The system's time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Clock:
    """The time in UTC, and the date where the supplier is: "overdue" is meant in its days."""

    source: TimeSource
    time_zone: str
    """IANA name."""

    def now(self) -> datetime:
        """Aware, in UTC."""
        return self.source().astimezone(UTC)

    def today(self) -> date:
        """The supplier's local date."""
        return self.source().astimezone(ZoneInfo(self.time_zone)).date()

    def day_of(self, at: datetime) -> date:
        """The supplier's local date of a time."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()
