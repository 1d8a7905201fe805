"""Which of several entries with a span of days counts on a day; used for prices, lists and categories."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

_DAY = timedelta(days=1)


class Spanned(Protocol):
    """Something valid from a day, and until a day or until something later takes its place."""

    @property
    def valid_from_on(self) -> date:
        """First day."""
        ...

    @property
    def valid_until_on(self) -> date | None:
        """Last day; None without one."""
        ...


def covers(entry: Spanned, on: date) -> bool:
    """Whether the entry is valid on the day; both ends belong to it."""
    return entry.valid_from_on <= on and (entry.valid_until_on is None or on <= entry.valid_until_on)


def current[Entry: Spanned](entries: Iterable[Entry], on: date) -> Entry | None:
    """The entry that counts on a day: of those that cover it the one that began last."""
    valid = [entry for entry in entries if covers(entry, on)]
    return max(valid, key=lambda entry: entry.valid_from_on, default=None)


def lasts_until(entries: Iterable[Spanned], chosen: Spanned, on: date) -> date | None:
    """The last day on which the entry chosen for a day counts; None while neither end nor successor is known."""
    starts = [entry.valid_from_on - _DAY for entry in entries if entry.valid_from_on > on]
    return earliest(chosen.valid_until_on, *starts)


def earliest(*days: date | None) -> date | None:
    """The first of the days that are known; None when none is."""
    return min((day for day in days if day is not None), default=None)
