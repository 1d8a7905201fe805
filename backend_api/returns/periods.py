"""Until when goods can come back, and by which right: the law of the country, then our own goodwill; pure.

Every rule has a name, so that a supplier's lawyer can change its days in ``WATTLINE_RETURN_DAYS``. The day of delivery
does not count (BGB § 187(1), § 188; KC art. 111 § 2). The last day is the calendar day, also when it is no working day;
whoever wants to be more generous changes the days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backend_api.returns.models import Condition, Reason, ReturnKind

if TYPE_CHECKING:
    from collections.abc import Mapping

_YEAR_DAYS = 365
_DEFECTS: tuple[Reason, ...] = ("defective", "wrong_item", "damaged_in_transit", "not_as_described")
_ANY: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One right to send something back."""

    basis: str
    """Its name, for settings."""
    kind: ReturnKind
    countries: tuple[str, ...]
    days: int
    """Calendar days after the day of delivery."""
    source: str
    """Where the number comes from."""
    customers: tuple[str, ...] = ("private", "company")
    """Whose right it is."""
    reasons: tuple[Reason, ...] = _ANY
    """Only for these reasons; for all when empty."""
    conditions: tuple[Condition, ...] = ()
    """Only in these conditions; in all when empty."""


RULES: tuple[Rule, ...] = (
    Rule(
        "warranty_de",
        "warranty",
        ("DE",),
        2 * _YEAR_DAYS,
        "BGB § 438(1) no. 3, § 437: two years from delivery",
        reasons=_DEFECTS,
    ),
    Rule(
        "warranty_pl",
        "warranty",
        ("PL",),
        2 * _YEAR_DAYS,
        "Ustawa o prawach konsumenta art. 43c(1): two years from delivery",
        reasons=_DEFECTS,
    ),
    Rule(
        "withdrawal_de",
        "withdrawal",
        ("DE",),
        14,
        "BGB § 355(2), § 356(2) no. 1 a: fourteen days from receiving the goods",
        customers=("private",),
    ),
    Rule(
        "withdrawal_pl",
        "withdrawal",
        ("PL",),
        14,
        "Ustawa o prawach konsumenta art. 27, 28: fourteen days from taking the goods",
        customers=("private",),
    ),
    Rule(
        "own_goodwill",
        "goodwill",
        ("DE", "PL"),
        30,
        "our own rule: unopened goods within thirty days, from everybody",
        conditions=("unopened",),
    ),
)
"""Looked through from the top: the first right that fits and still runs is the one."""


@dataclass(frozen=True)
class Case:
    """What decides about a return."""

    country: str
    customer_kind: str
    """``private`` or ``company``."""
    delivered_on: date
    reason: Reason
    condition: Condition


@dataclass(frozen=True)
class Right:
    """A right to send something back, and its last day."""

    kind: ReturnKind
    basis: str
    until_on: date


def rights(case: Case, changed: Mapping[str, int]) -> list[Right]:
    """Every right that fits, whether its time is over or not, in the order of the rules.

    Args:
        case: What comes back, whose, why, and when it was delivered.
        changed: Days by the name of a rule, from the settings.
    """
    adjusted = (replace(rule, days=changed.get(rule.basis, rule.days)) for rule in RULES if _fits(rule, case))
    return [Right(rule.kind, rule.basis, _last_day(case.delivered_on, rule.days)) for rule in adjusted]


def right_on(case: Case, today: date, changed: Mapping[str, int]) -> Right | None:
    """The first right that still runs; None when there is none any more."""
    return next((right for right in rights(case, changed) if today <= right.until_on), None)


def _fits(rule: Rule, case: Case) -> bool:
    return (
        case.country in rule.countries
        and case.customer_kind in rule.customers
        and (not rule.reasons or case.reason in rule.reasons)
        and (not rule.conditions or case.condition in rule.conditions)
    )


def _last_day(delivered_on: date, days: int) -> date:
    """Two years mean the same day two years later, not 730 days."""
    years, rest = divmod(days, _YEAR_DAYS)
    if years == 0 or rest:
        return delivered_on + timedelta(days=days)
    try:
        return delivered_on.replace(year=delivered_on.year + years)
    except ValueError:  # the 29th of February
        return delivered_on.replace(year=delivered_on.year + years, day=28)
