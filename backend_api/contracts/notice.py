"""With which day a contract ends when notice is given: by its own rules, or at once before a price rises; no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from backend_api.contracts.terms import Terms, outcome, term_end

NoticeRight = Literal["ordinary", "special_price_rise"]
_DAY = timedelta(days=1)
_MOST_TERMS = 1000


@dataclass(frozen=True)
class PriceRise:
    """Higher prices that were announced for a contract."""

    announced_on: date
    effective_on: date

    @property
    def notice_by_on(self) -> date:
        """Last day for a notice that ends the contract before the higher prices apply.

        Germany: no period has to be kept, the contract ends when the change takes effect, and the notice must have
        arrived by then (section 41 (5) of the Energy Industry Act). Poland: the customer may end the contract at no
        cost before the change takes effect (article 5 (5) of the Energy Law). Both read 2026-11.
        """
        return self.effective_on - _DAY

    @property
    def ends_on(self) -> date:
        """Last day at the old prices."""
        return self.effective_on - _DAY

    def is_open(self, on: date) -> bool:
        """Whether the special right can be used on a day."""
        return self.announced_on <= on <= self.notice_by_on


@dataclass(frozen=True)
class Notice:
    """What a notice does."""

    right: NoticeRight
    ends_on: date
    """Last day of supply."""


def take_notice(
    terms: Terms, *, given_on: date, wished_on: date | None = None, rise: PriceRise | None = None
) -> Notice:
    """The day with which the contract ends; the right that ends it sooner counts.

    Args:
        terms: The agreed dates and rules, without an earlier notice.
        given_on: The day the notice arrives.
        wished_on: The last day that the customer wishes, if any; an earlier one than the rules allow is not possible.
        rise: Higher prices that were announced, if any.
    """
    ordinary = _ordinary(terms, given_on, wished_on)
    if rise is None or not rise.is_open(given_on) or rise.ends_on >= ordinary:
        return Notice("ordinary", ordinary)
    if wished_on is not None and wished_on > rise.ends_on:
        return Notice("ordinary", ordinary)
    return Notice("special_price_rise", rise.ends_on)


def _ordinary(terms: Terms, given_on: date, wished_on: date | None) -> date:
    earliest_on = outcome(terms, today=given_on).earliest_end_on
    if wished_on is None or wished_on <= earliest_on:
        return earliest_on
    if terms.renewal == "none":
        return earliest_on
    if terms.renewal == "indefinite":
        return wished_on
    ends = (term_end(terms, number) for number in range(_MOST_TERMS))
    return next((day for day in ends if day >= wished_on and day >= earliest_on), earliest_on)
