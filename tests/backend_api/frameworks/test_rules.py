"""What an agreement allows, worked out without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_api.frameworks.rules import Accepted, Agreement, Refusal, Wanted, check_call_off
from backend_api.products.prices import Amounts

TODAY = date(2026, 11, 20)
ENERGY = Agreement(date(2026, 1, 1), date(2026, 12, 31), "kwh", Decimal(1000), new_sites_allowed=True)
PIECES = replace(ENERGY, limit_unit="pieces", limit_value=Decimal(10))
MONEY = replace(ENERGY, limit_unit="money", limit_value=Decimal(5000))
POWER = Wanted(Amounts(base=Decimal(10), unit=Decimal("0.2")), 1, Decimal(400), 24, is_new_site=False)
ROUTER = Wanted(Amounts(one_off=Decimal(60)), 4, None, 0, is_new_site=False)
NOTHING = Decimal(0)


def test_energy_pieces_and_money_are_counted() -> None:
    assert check_call_off(ENERGY, Decimal(100), POWER, TODAY) == Accepted(Decimal(400), Decimal(500))
    assert check_call_off(ENERGY, Decimal(100), ROUTER, TODAY) == Accepted(NOTHING, Decimal(900)), "takes no energy"
    assert check_call_off(PIECES, Decimal(6), ROUTER, TODAY) == Accepted(Decimal(4), NOTHING)
    assert check_call_off(MONEY, NOTHING, POWER, TODAY) == Accepted(Decimal("320.00"), Decimal("4680.00"))
    assert check_call_off(MONEY, NOTHING, ROUTER, TODAY) == Accepted(Decimal("240.00"), Decimal("4760.00"))


@pytest.mark.parametrize(
    ("agreement", "wanted", "on", "reason"),
    [
        (ENERGY, POWER, date(2025, 12, 31), "not_valid_yet"),
        (ENERGY, POWER, date(2027, 1, 1), "not_valid_any_more"),
        (ENERGY, replace(POWER, amounts=None), TODAY, "product_not_covered"),
        (replace(ENERGY, new_sites_allowed=False), replace(POWER, is_new_site=True), TODAY, "site_not_covered"),
        (ENERGY, replace(POWER, energy_kwh=None), TODAY, "energy_needed"),
        (MONEY, replace(POWER, energy_kwh=None), TODAY, "energy_needed"),
        (ENERGY, replace(POWER, energy_kwh=Decimal("900.0001")), TODAY, "limit_exceeded"),
        (PIECES, replace(ROUTER, quantity=11), TODAY, "limit_exceeded"),
    ],
)
def test_each_refusal_names_its_reason_and_what_is_left(
    agreement: Agreement, wanted: Wanted, on: date, reason: str
) -> None:
    outcome = check_call_off(agreement, Decimal(100) if agreement is not PIECES else NOTHING, wanted, on)
    assert isinstance(outcome, Refusal)
    assert outcome.reason == reason
    assert outcome.left == agreement.limit_value - (0 if agreement is PIECES else 100)


def test_the_whole_limit_and_the_last_day_can_be_used() -> None:
    outcome = check_call_off(ENERGY, Decimal(600), POWER, ENERGY.valid_until_on)
    assert outcome == Accepted(Decimal(400), NOTHING)


AMOUNT = st.none() | st.decimals(0, 1000, places=4)


@given(
    st.sampled_from([ENERGY, PIECES, MONEY]),
    st.decimals(0, 6000, places=4),
    st.builds(
        Wanted,
        st.none() | st.builds(Amounts, AMOUNT, AMOUNT, AMOUNT),
        st.integers(1, 50),
        st.none() | st.decimals(0, 2000, places=4),
        st.integers(0, 60),
        st.booleans(),
    ),
)
def test_no_call_off_exceeds_the_limit(agreement: Agreement, used: Decimal, wanted: Wanted) -> None:
    outcome = check_call_off(agreement, used, wanted, TODAY)
    left = max(agreement.limit_value - used, NOTHING)
    if isinstance(outcome, Accepted):
        assert 0 <= outcome.value <= left
        assert outcome.left == left - outcome.value
    else:
        assert outcome.left == left
