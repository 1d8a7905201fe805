"""Danger beside another question."""

from __future__ import annotations

import pytest

from bot.linear_model import Ranked
from bot.urgency import URGENT, urgent_first


def _rank(text: str, *, limit: int) -> list[Ranked]:
    """Sees danger in the word gas, a bill in the word owe, and both in a text with both."""
    danger = 0.05 if "owe" in text and "gas" in text else 0.9 if "gas" in text else 0.001
    chances = {"check_bill": 0.94 if "owe" in text else 0.01, URGENT: danger, "greet": 0.005}
    ranked = sorted(chances, key=lambda label: -chances[label])
    return [Ranked(label, chances[label]) for label in ranked][:limit]


@pytest.mark.parametrize(
    "text",
    [
        "what do I owe, wait I smell gas",
        "what do I owe - I smell gas here",
        "what do I owe?\nI smell gas",
        "I smell gas",
    ],
)
def test_a_clause_of_danger_comes_first(text: str) -> None:
    ranking = urgent_first(_rank, text, 10)
    assert ranking[0].label == URGENT
    assert ranking[0].confidence >= ranking[1].confidence
    assert sorted(entry.label for entry in ranking) == ["check_bill", "greet", URGENT]


@pytest.mark.parametrize(
    "text", ["what do I owe", "hello, what do I owe", "what do I owe for gas", "that stinks, what do I owe"]
)
def test_without_danger_in_a_clause_the_ranking_stays(text: str) -> None:
    assert urgent_first(_rank, text, 10) == _rank(text, limit=10)


def test_the_ranking_is_as_long_as_asked() -> None:
    assert len(urgent_first(_rank, "what do I owe, wait I smell gas", 2)) == 2
