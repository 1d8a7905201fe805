"""Periods of consumption."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from actions._bills.consumption import last_twelve_months, usual_period


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 21), "2025-11-01", "2026-10-31"),
        (date(2026, 1, 1), "2025-01-01", "2025-12-31"),
        (date(2024, 3, 31), "2023-03-01", "2024-02-29"),
        (date(2026, 12, 31), "2025-12-01", "2026-11-30"),
    ],
)
def test_the_last_twelve_whole_months(today: date, first: str, last: str) -> None:
    assert last_twelve_months(today) == {"from_on": first, "to_on": last, "grain": "range"}


def test_a_line_with_an_allowance_is_told_for_this_month() -> None:
    line: Any = {"allowance": {"data_gb_left": 3}}
    flat: Any = {"allowance": None}
    today = date(2026, 11, 21)
    assert usual_period([line], today) == {"from_on": "2026-11-01", "to_on": "2026-11-21", "grain": "range"}
    assert usual_period([flat], today) == last_twelve_months(today)
    assert usual_period([line, flat], today) == last_twelve_months(today)
    assert usual_period([line], date(2026, 11, 1)) == last_twelve_months(date(2026, 11, 1))
