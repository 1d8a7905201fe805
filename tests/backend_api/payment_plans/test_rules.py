"""Who may pay in rates, in how many, and how much each is."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_api.payment_plans.rules import (
    Standing,
    broken_on,
    instalment,
    most_months,
    obstacle,
    paid_rates,
    plan_state,
    rates,
)

TODAY = date(2026, 11, 20)
AMOUNTS = st.decimals("60", "9999", places=2)


def standing(
    amount: int = 200, currency: str = "EUR", *, running: bool = False, broken: date | None = None
) -> Standing:
    return Standing(Decimal(amount), currency, running, broken)


@pytest.mark.parametrize(
    ("given_standing", "reason"),
    [
        (standing(), None),
        (standing(59), "too_little_open"),
        (standing(60), None),
        (standing(249, "PLN"), "too_little_open"),
        (standing(250, "PLN"), None),
        (standing(running=True), "another_plan"),
        (standing(broken=TODAY - timedelta(days=364)), "broken_plan"),
        (standing(broken=TODAY - timedelta(days=365)), None),
    ],
)
def test_there_is_a_plan_within_the_rules_only(given_standing: Standing, reason: str | None) -> None:
    assert obstacle(given_standing, TODAY) == reason


def test_larger_amounts_may_take_longer() -> None:
    months = {amount: most_months(Decimal(amount), "EUR") for amount in (60, 150, 300, 301, 5_000)}
    assert months == {60: 6, 150: 15, 300: 18, 301: 24, 5_000: 24}
    assert most_months(Decimal(250), "PLN") == 6


@given(AMOUNTS, st.integers(2, 24), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_rates_add_up_exactly_and_are_due_month_by_month(total: Decimal, months: int, first: date) -> None:
    schedule = rates(total, months, first)
    assert sum(rate.amount for rate in schedule) == total
    assert len(schedule) == months
    assert all(rate.amount == rate.amount.quantize(Decimal("0.01")) > 0 for rate in schedule)
    assert max(rate.amount for rate in schedule) - min(rate.amount for rate in schedule) < months * Decimal("0.01")
    days = [rate.due_on for rate in schedule]
    gaps = {(later - earlier).days for earlier, later in itertools.pairwise(days)}
    assert gaps <= set(range(25, 32))


@given(AMOUNTS, st.integers(2, 24), st.decimals("0", "9999", places=2))
def test_a_plan_is_kept_when_all_is_paid_and_broken_when_a_rate_is_late(
    total: Decimal, months: int, paid: Decimal
) -> None:
    schedule = rates(total, months, TODAY)
    late_on = broken_on(schedule, paid)
    if paid >= total:
        assert late_on is None
        assert plan_state(schedule, paid, date(2099, 1, 1)) == "kept"
        assert paid_rates(schedule, paid) == months
    else:
        assert late_on is not None
        assert plan_state(schedule, paid, late_on - timedelta(days=1)) == "active"
        assert plan_state(schedule, paid, late_on) == "broken"
        assert schedule[paid_rates(schedule, paid)].due_on + timedelta(days=8) == late_on


def test_the_next_instalment_carries_what_is_missing_before_it() -> None:
    schedule = rates(Decimal(90), 3, date(2026, 12, 4))
    assert instalment(schedule, Decimal(), TODAY) == schedule[0]
    part = instalment(schedule, Decimal(12), TODAY)
    assert part is not None
    assert (part.due_on, part.amount) == (date(2026, 12, 4), Decimal(18))
    late = instalment(schedule, Decimal(12), date(2026, 12, 6))
    assert late is not None
    assert (late.due_on, late.amount) == (date(2027, 1, 4), Decimal(48))
    last = instalment(schedule, Decimal(60), date(2027, 2, 6))
    assert last == schedule[2], "only late rates are left"
    assert instalment(schedule, Decimal(90), TODAY) is None
