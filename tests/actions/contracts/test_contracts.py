"""Contracts that end in a time."""

from __future__ import annotations

import pytest

from actions._contracts.contracts import whole


@pytest.mark.parametrize(
    ("from_on", "to_on", "grain", "last"),
    [
        ("2026-01-01", "2026-11-21", "year", "2026-12-31"),
        ("2026-11-01", "2026-11-21", "month", "2026-11-30"),
        ("2027-02-01", "2027-02-28", "month", "2027-02-28"),
        ("2026-10-01", "2026-11-21", "quarter", "2026-12-31"),
        ("2026-11-21", "2026-11-25", "range", "2026-11-25"),
    ],
)
def test_a_period_is_meant_to_its_last_day(from_on: str, to_on: str, grain: str, last: str) -> None:
    assert whole({"from_on": from_on, "to_on": to_on, "grain": grain})["to_on"] == last
