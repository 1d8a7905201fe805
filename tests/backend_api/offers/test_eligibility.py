"""Which contracts can be renewed, from when, and with which tariffs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backend_api.contracts.terms import Terms
from backend_api.offers.eligibility import eligibility, first_day
from backend_api.offers.selection import chosen
from backend_api.products.prices import Amounts, ContractRules, Price
from tests.backend_api.world import uid

DAY = date.fromisoformat
YEARLY = Terms(DAY("2024-09-01"), DAY("2025-08-31"), 1, "months", "fixed_term", 12)
LOOSE = Terms(DAY("2024-01-01"), None, 2, "weeks", "indefinite")
D = Decimal


@pytest.mark.parametrize(
    ("terms", "today", "follow_up", "problems", "starts"),
    [
        (YEARLY, "2026-07-05", False, (), "2026-09-01"),
        (YEARLY, "2026-01-05", False, ("too_early",), None),
        (YEARLY, "2026-05-03", False, (), "2026-09-01"),  # 120 days
        (YEARLY, "2026-05-02", False, ("too_early",), None),
        (YEARLY, "2026-07-05", True, ("renewed_already",), None),
        (LOOSE, "2026-12-15", False, (), "2027-01-01"),
        (replace(LOOSE, notice_ends_on=DAY("2027-01-15")), "2026-12-15", False, ("notice_given",), None),
        (replace(LOOSE, notice_ends_on=DAY("2026-12-01")), "2026-12-15", False, ("contract_over",), None),
        (replace(LOOSE, withdrawn_on=DAY("2026-12-01")), "2026-12-15", False, ("contract_over",), None),
        (YEARLY, "2024-08-31", False, ("not_started",), None),
    ],
)
def test_when_a_renewal_is_possible(
    terms: Terms, today: str, follow_up: bool, problems: tuple[str, ...], starts: str | None
) -> None:
    found = eligibility(terms, today=DAY(today), has_follow_up=follow_up)
    assert found.problems == problems
    assert found.starts_on == (None if starts is None else DAY(starts))


def test_after_a_notice_a_new_contract_begins_the_day_after() -> None:
    assert first_day(replace(LOOSE, notice_ends_on=DAY("2027-01-15")), today=DAY("2026-12-15")) == DAY("2027-01-16")


def price(number: str, base: str, unit: str | None, term: int, **changes: Any) -> Price:
    fields: dict[str, Any] = {
        "product_id": uid(1),
        "product_number": number,
        "currency": "EUR",
        "stated": Amounts(base=D(base), unit=None if unit is None else D(unit)),
        "includes_tax": True,
        "tax_percent": D(19),
        "valid_from_on": DAY("2026-01-01"),
        "valid_until_on": None,
        "rules": ContractRules(term, 1, "months", "indefinite"),
    }
    return Price(**fields | changes)


def test_the_cheapest_with_a_term_and_the_cheapest_without() -> None:
    prices = [
        price("FIX-DEAR", "20", "0.30", 24),
        price("FIX", "10", "0.32", 12),
        price("FLEX-DEAR", "9", "0.40", 0),
        price("FLEX", "12", "0.33", 0),
        price("NO-CONTRACT", "1", "0.01", 0, rules=None),
    ]
    assert [found.product_number for found in chosen(prices, D(1320))] == ["FIX", "FLEX"]
    assert [found.product_number for found in chosen(prices, D(20_000))] == ["FIX-DEAR", "FLEX"]


def test_net_prices_are_compared_with_their_tax() -> None:
    net = price("NET", "10", "0.30", 12, includes_tax=False)
    gross = price("GROSS", "10", "0.35", 24)
    assert [found.product_number for found in chosen([net, gross], D(1000))] == ["GROSS"]


def test_without_a_known_use_the_price_per_kwh_decides() -> None:
    prices = [price("LOW-BASE", "1", "0.40", 12), price("LOW-UNIT", "20", "0.30", 12)]
    assert [found.product_number for found in chosen(prices, None)] == ["LOW-UNIT"]
    lines = [price("PLAN-L", "25", None, 24), price("PLAN-S", "10", None, 24)]
    assert [found.product_number for found in chosen(lines, None)] == ["PLAN-S"]
