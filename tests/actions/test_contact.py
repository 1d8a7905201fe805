"""Phone and hours."""

from __future__ import annotations

import pytest

from actions._contact import _span


@pytest.mark.parametrize(
    ("days", "language", "text"),
    [
        ([1, 2, 3, 4, 5], "en", "Mon–Fri 08:00–18:00"),
        ([1, 2, 3, 4, 5], "de", "Mo.–Fr. 08:00–18:00"),
        ([6], "pl", "sob. 08:00–18:00"),
        ([1, 3, 4], "en", "Mon, Wed–Thu 08:00–18:00"),
    ],
)
def test_days_that_follow_each_other_become_a_span(days: list[int], language: str, text: str) -> None:
    assert _span({"days": days, "opens": "08:00", "closes": "18:00"}, language) == text
