"""The true yearly cost, to the cent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_api.offers.arithmetic import Prices, discounted, discounted_base, last_day, yearly_cost

D = Decimal
PRICES = st.decimals(0, 2, places=4)


@pytest.mark.parametrize(
    ("prices", "kwh", "cost"),
    [
        (Prices(D("12.90"), D("0.3190")), D(1320), D("575.88")),
        (Prices(D("14"), D("0.26"), D(19)), D(10000), D("3293.92")),
        (Prices(D("14"), D("0.26"), D(23)), D(10000), D("3404.64")),
        (Prices(D("49.90"), None), None, D("598.80")),
        (Prices(D("10"), D("0.3")), None, None),
        (Prices(D("0"), D("0.0001")), D("50"), D("0.01")),  # half a cent goes up
    ],
)
def test_twelve_base_prices_and_the_use(prices: Prices, kwh: Decimal | None, cost: Decimal | None) -> None:
    assert yearly_cost(prices, kwh) == cost


@given(PRICES, PRICES, st.decimals(0, 100_000, places=3), st.sampled_from([None, D(19), D(23)]))
def test_rounding_happens_once_at_the_end(base: Decimal, unit: Decimal, kwh: Decimal, tax: Decimal | None) -> None:
    exact = (base * 12 + unit * kwh) * (1 + (tax or D(0)) / 100)
    cost = yearly_cost(Prices(base, unit, tax), kwh)
    assert cost is not None
    assert abs(cost - exact) <= D("0.005")
    assert cost == cost.quantize(D("0.01"))


def test_a_discount_keeps_four_decimals() -> None:
    assert discounted(D("0.3190"), D("7.5")) == D("0.2951")
    assert discounted(None, D(10)) is None
    assert discounted_base(D("12.43"), D(10)) == D("11.19"), "11.187: a base price has whole cents"


def test_a_term_ends_the_day_before() -> None:
    from datetime import date

    assert last_day(date(2027, 9, 1), 24) == date(2029, 8, 31)
    assert last_day(date(2027, 9, 1), 0) is None
