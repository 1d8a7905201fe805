"""Automatic answers are bounded, whoever writes (D15, A20)."""

import pytest

from channels.adapters.email import Rates, ReplyBudget
from channels.errors import FinalError, ThrottledError
from tests.channels.adapters.email.bench import Time

RATES = Rates(hourly=3, daily=5, unproven_hourly=1, unproven_daily=2, total_hourly=6)


def spent(budget: ReplyBudget, address: str, ids: range, *, proven: bool = True) -> int:
    """How many of some answers may be sent."""
    for count, number in enumerate(ids):
        try:
            budget.spend(address, f"{address}-{number}", proven=proven)
        except FinalError:
            return count
    return len(ids)


def test_by_hour_and_day() -> None:
    clock = Time()
    budget = ReplyBudget(clock, RATES)
    assert spent(budget, "ada@a.example", range(10)) == 3
    clock.passes(hours=1)
    assert spent(budget, "ADA@a.example", range(10, 20)) == 2
    clock.passes(hours=1)
    assert spent(budget, "ada@a.example", range(20, 30)) == 0
    clock.passes(days=1)
    assert spent(budget, "ada@a.example", range(30, 40)) == 3


def test_whoever_is_not_proven_gets_less() -> None:
    clock = Time()
    budget = ReplyBudget(clock, RATES)
    assert spent(budget, "ada@a.example", range(5), proven=False) == 1
    clock.passes(hours=2)
    assert spent(budget, "ada@a.example", range(5, 9), proven=False) == 1
    clock.passes(hours=2)
    assert spent(budget, "ada@a.example", range(10, 15), proven=False) == 0


def test_the_same_message_counts_once() -> None:
    budget = ReplyBudget(Time(), RATES)
    for _try in range(8):
        budget.spend("ada@a.example", "o-1", proven=False)


def test_all_together_wait() -> None:
    clock = Time()
    budget = ReplyBudget(clock, RATES)
    for name in ("a", "b"):
        assert spent(budget, f"{name}@a.example", range(5)) == 3
    clock.passes(minutes=20)
    with pytest.raises(ThrottledError) as failure:
        budget.spend("c@a.example", "c-1", proven=True)
    assert (failure.value.code, failure.value.retry_after_seconds) == ("reply_budget_of_all_spent", 2400.0)
    clock.passes(minutes=40)
    budget.spend("c@a.example", "c-1", proven=True)


def test_what_is_old_is_forgotten() -> None:
    clock = Time()
    budget = ReplyBudget(clock, RATES)
    spent(budget, "ada@a.example", range(3))
    budget.forget_old()
    assert budget._by_address
    clock.passes(days=1)
    budget.forget_old()
    assert not budget._by_address


def test_a_loop_ends_for_good() -> None:
    budget = ReplyBudget(Time(), RATES)
    spent(budget, "ada@a.example", range(3))
    with pytest.raises(FinalError) as failure:
        budget.spend("ada@a.example", "o-4", proven=True)
    assert (failure.value.code, failure.value.retryable) == ("reply_budget_spent", False)
