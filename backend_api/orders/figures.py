"""Works out order-to-delivery times from what was fulfilled; no I/O."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TENTH = Decimal("0.1")
_DAY_SECONDS = 86_400
_NINE_OF_TEN = 0.9


@dataclass(frozen=True)
class Taken:
    """How long one order took."""

    kind: str
    time: timedelta
    kept: bool | None
    """Whether the promise was kept; None when there was none."""


@dataclass(frozen=True)
class Times:
    """The figures of one kind."""

    count: int = 0
    median_days: Decimal | None = None
    p90_days: Decimal | None = None
    kept_percent: Decimal | None = None


def times_by_kind(taken: Iterable[Taken]) -> dict[str, Times]:
    """Count, median, ninth decile (nearest rank) and share of kept promises by kind, rounded half up to a tenth."""
    by_kind: dict[str, list[Taken]] = {}
    for one in taken:
        by_kind.setdefault(one.kind, []).append(one)
    return {kind: _times(ones) for kind, ones in sorted(by_kind.items())}


def _times(taken: Sequence[Taken]) -> Times:
    seconds = sorted(one.time.total_seconds() for one in taken)
    promised = [one.kept for one in taken if one.kept is not None]
    ninth = seconds[math.ceil(_NINE_OF_TEN * len(seconds)) - 1]
    share = None if not promised else _tenths(Decimal(100 * sum(promised)) / len(promised))
    return Times(len(seconds), _days(median(seconds)), _days(ninth), share)


def _days(seconds: float) -> Decimal:
    return _tenths(Decimal(seconds) / _DAY_SECONDS)


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, ROUND_HALF_UP)
