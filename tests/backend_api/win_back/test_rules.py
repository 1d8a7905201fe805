"""Which counter-offer is allowed, and how low a price may go."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from backend_api.tables import WinBackRule
from backend_api.win_back.rules import Leaving, allowed, unit_price
from tests.backend_api.world import uid

D = Decimal
ANNA = Leaving("private", "DE", "electricity", "EUR", "price", D(1320), date(2026, 11, 20))


def rule(place: int, **changes: Any) -> WinBackRule:
    fields = {
        "id": uid(place),
        "name": f"Rule {place}",
        "reason": None,
        "customer_kind": "private",
        "country": "DE",
        "commodity": "electricity",
        "product_number": "STROM-12",
        "discount_percent": D(5),
        "bonus_amount": D(0),
        "most_uses": 10,
        "valid_from_on": date(2026, 1, 1),
        "valid_until_on": None,
        "position": 100,
    }
    return WinBackRule(**fields | changes)


def test_one_for_the_reason_comes_before_one_for_any() -> None:
    anything, price = rule(1, position=1), rule(2, reason="price", position=50)
    assert allowed([anything, price], ANNA, {}) is price
    assert allowed([anything, price], replace(ANNA, reason="service"), {}) is anything
    assert allowed([anything, price], replace(ANNA, reason=None), {}) is anything


def test_the_lowest_position_counts() -> None:
    first, second = rule(1, position=20), rule(2, position=10)
    assert allowed([first, second], ANNA, {}) is second


def test_what_does_not_fit_is_not_allowed() -> None:
    others = [
        rule(1, country="PL"),
        rule(2, customer_kind="company"),
        rule(3, commodity="gas"),
        rule(4, least_use_kwh=D(1321)),
        rule(5, valid_from_on=date(2026, 11, 21)),
        rule(6, valid_until_on=date(2026, 11, 19)),
        rule(7, reason="service"),
    ]
    assert allowed(others, ANNA, {}) is None
    assert allowed([rule(8, least_use_kwh=D(1320))], ANNA, {}) is not None
    assert allowed([rule(8, least_use_kwh=D(1))], replace(ANNA, yearly_use_kwh=None), {}) is None


def test_who_moves_away_is_not_asked_to_stay() -> None:
    assert allowed([rule(1)], replace(ANNA, reason="moving"), {}) is None


def test_a_rule_that_is_used_up_is_over() -> None:
    assert allowed([rule(1, most_uses=2)], ANNA, {uid(1): 1}) is not None
    assert allowed([rule(1, most_uses=2)], ANNA, {uid(1): 2}) is None


@given(
    st.decimals(D("0.0001"), 1, places=4),
    st.decimals(0, 50, places=2),
    st.one_of(st.none(), st.decimals(0, 1, places=4)),
)
def test_a_price_is_never_above_the_list_and_never_below_the_floor(
    listed: Decimal, percent: Decimal, floor: Decimal | None
) -> None:
    lowered = unit_price(rule(1, discount_percent=percent, floor_unit_amount=floor), listed)
    assert lowered is not None
    assert lowered <= listed
    assert floor is None or lowered >= min(floor, listed)


def test_a_line_has_no_price_per_kwh() -> None:
    assert unit_price(rule(1), None) is None
