"""The parts of a difference between two invoices always add up to it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_api.invoices.comparison import BilledLine, BilledPeriod, base_prices, split_difference, unit_prices

D = Decimal


def period(days: int, kwh: str, price: str, base: str, *more: BilledLine, months: str = "1") -> BilledPeriod:
    work = (D(kwh) * D(price)).quantize(D("0.01"))
    lines = (
        BilledLine("work", work, D(kwh), "kWh"),
        BilledLine("base", D(base) * D(months), D(months), "month"),
        *more,
    )
    return BilledPeriod(sum((line.amount for line in lines), D(0)), days, D(kwh), lines)


def parts(now: BilledPeriod, before: BilledPeriod) -> dict[str, Decimal]:
    return {cause: amount for cause, amount in split_difference(now, before).items() if amount}


BEFORE = period(30, "300", "0.40", "10")


@pytest.mark.capability("B5")
@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (BEFORE, {}),
        (period(30, "450", "0.40", "10"), {"use": D("60.00")}),
        (period(30, "300", "0.50", "10"), {"price": D("30.00")}),
        (period(30, "300", "0.40", "12"), {"price": D("2.00")}),
        (period(60, "600", "0.40", "10", months="2"), {"days": D("130.00")}),
        (period(31, "310", "0.40", "10"), {"days": D("4.00")}),
        (period(30, "300", "0.40", "10", BilledLine("credit", D("-25"))), {"other": D("-25.00")}),
        (period(30, "300", "0.40", "10", BilledLine("usage", D("7.5"))), {"use": D("7.50")}),
        (period(30, "450", "0.50", "10"), {"use": D("60.00"), "price": D("45.00")}),
    ],
)
def test_each_cause_gets_what_it_caused(now: BilledPeriod, expected: dict[str, Decimal]) -> None:
    assert parts(now, BEFORE) == expected


def test_what_was_rounded_off_is_no_price() -> None:
    now, before = (period(92, kwh, "0.319", "12.90", months="3") for kwh in ("1138", "506"))
    assert parts(now, before) == {"use": D("201.61")}


def test_a_tax_line_is_spread_over_the_causes() -> None:
    before = period(30, "300", "0.40", "10", BilledLine("tax", D("24.70")))
    now = period(30, "600", "0.40", "10", BilledLine("tax", D("47.50")))
    assert parts(now, before) == {"use": D("142.80")}


def test_a_month_is_a_month_however_long() -> None:
    fibre = [
        BilledPeriod(D("39.99"), days, None, (BilledLine("base", D("39.99"), D(1), "month"),)) for days in (28, 31)
    ]
    assert parts(fibre[1], fibre[0]) == {}
    assert unit_prices(fibre[1], fibre[0]) is None
    assert base_prices(fibre[1], fibre[0]) == (D("39.9900"), D("39.9900"))


def test_prices_are_averages_over_several_lines() -> None:
    lines = (BilledLine("work", D("40"), D(100), "kWh"), BilledLine("work", D("60"), D(100), "kWh"))
    now = BilledPeriod(D(100), 30, D(200), lines)
    assert unit_prices(now, BEFORE) == (D("0.5000"), D("0.4000"))
    assert base_prices(now, BEFORE) is None


def test_base_charges_in_different_units_are_compared_by_the_day() -> None:
    now = BilledPeriod(D("15"), 30, None, (BilledLine("base", D("15"), D(30), "day"),))
    before = BilledPeriod(D("10"), 30, None, (BilledLine("base", D("10"), D(1), "month"),))
    assert parts(now, before) == {"price": D("5.00")}


money = st.decimals(-5000, 5000, places=2)
quantity = st.one_of(st.none(), st.decimals(0, 5000, places=3))
line = st.builds(
    BilledLine,
    st.sampled_from(["work", "base", "tax", "correction", "credit", "discount", "usage"]),
    money,
    quantity,
    st.sampled_from([None, "kWh", "month", "day", "GB"]),
)
billed = st.builds(BilledPeriod, money, st.integers(1, 400), quantity, st.lists(line, max_size=6).map(tuple))


@pytest.mark.capability("B5")
@given(billed, billed)
def test_the_parts_add_up_exactly_whatever_the_lines_say(now: BilledPeriod, before: BilledPeriod) -> None:
    split = split_difference(now, before)
    assert list(split) == ["days", "price", "use", "other"]
    assert sum(split.values()) == now.total - before.total
    assert all(amount == amount.quantize(D("0.01")) for amount in split.values())


@given(
    st.integers(1, 400),
    st.integers(1, 400),
    st.integers(1, 9999),
    st.integers(1, 9999),
    st.integers(1, 99),
    st.integers(1, 99),
)
def test_plain_energy_bills_leave_only_rounding_to_other(
    days: int, days_before: int, kwh: int, kwh_before: int, cents: int, cents_before: int
) -> None:
    now = period(days, str(kwh), str(D(cents) / 100), "10", months=str(days))
    before = period(days_before, str(kwh_before), str(D(cents_before) / 100), "10", months=str(days_before))
    assert abs(split_difference(now, before)["other"]) <= D("0.02")
