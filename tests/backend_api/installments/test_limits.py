"""Between which amounts an installment may be changed, and when it is due."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_api.installments.limits import limits, next_due, yearly_cost

DAY = date.fromisoformat


def test_a_year_costs_its_use_and_twelve_base_prices() -> None:
    assert yearly_cost(Decimal(2_500), Decimal("0.3125"), Decimal("12.50")) == Decimal("931.25")
    assert yearly_cost(Decimal("0.125"), Decimal("0.3"), Decimal(0)) == Decimal("0.04"), "halves go up"
    assert yearly_cost(Decimal(0), None, Decimal(10)) == 120


def test_the_range_is_in_whole_units_around_the_fair_amount() -> None:
    found = limits(Decimal("931.25"), 1, "use")
    assert (found.fair, found.lowest, found.highest) == (Decimal("77.60"), 63, 155)
    assert limits(Decimal("931.25"), 2, "use").fair == Decimal("155.21")


@given(st.decimals("1", "99999", places=2), st.sampled_from([1, 2]))
def test_the_fair_amount_is_always_allowed(cost: Decimal, interval: int) -> None:
    found = limits(cost, interval, "use")
    assert found.lowest <= found.highest
    if found.fair >= 1:
        assert found.lowest <= found.fair <= found.highest


@pytest.mark.parametrize(
    ("after", "interval", "due"),
    [
        ("2026-11-05", 1, "2026-11-05"),
        ("2026-11-06", 1, "2026-12-05"),
        ("2026-12-06", 1, "2027-01-05"),
        ("2026-11-06", 2, "2026-12-05"),
        ("2026-12-06", 2, "2027-02-05"),
        ("2020-01-01", 1, "2024-10-05"),
    ],
)
def test_due_days_follow_from_the_first_one(after: str, interval: int, due: str) -> None:
    assert next_due(5, interval, DAY("2024-10-05"), DAY(after)) == DAY(due)
