"""A tariff that shall be worked out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions._words.tariff_costs import asks_cost_of_use, asks_whether_cheaper, use_said


@pytest.mark.parametrize(
    ("text", "kwh", "is_monthly"),
    [
        ("how much for 2500kwh a year", "2500", False),
        ("was kostet das bei 3.500 kWh im Jahr", "3500", False),
        ("ile zapłacę miesięcznie przy 200 kwh", "2400", True),
        ("ile wyjdzie miesięcznie jak zużywam 300", "3600", True),
        ("what is it for 4000 kwh", "4000", False),
        ("was zahle ich bei 150 kwh", "1800", True),
    ],
)
def test_a_use_is_one_of_a_year_or_of_a_month(text: str, kwh: str, is_monthly: bool) -> None:
    said = use_said(text)
    assert said == (Decimal(kwh), is_monthly)
    assert asks_cost_of_use(text)


@pytest.mark.parametrize(
    "text",
    [
        "why did I pay so much, I only used 300 kWh",
        "my meter reads 12840 kwh",
        "wie viel kWh hab ich verbraucht",
        "the bill says 210 kWh, how much is that",
    ],
)
def test_what_was_used_is_no_question_of_cost(text: str) -> None:
    assert not asks_cost_of_use(text)


@pytest.mark.parametrize(
    "text",
    [
        "would flex be cheaper for me",
        "what would i save on the flex one",
        "ist flex billiger für mich",
        "welcher Tarif ist am günstigsten",
        "czy elastyczny byłby dla mnie tańszy",
    ],
)
def test_a_tariff_is_held_against_ones_own(text: str) -> None:
    assert asks_whether_cheaper(text)


def test_one_that_was_just_told_need_not_be_named() -> None:
    assert asks_whether_cheaper("is that cheaper than mine", told=True)
    assert not asks_whether_cheaper("is that cheaper than mine")
    assert not asks_whether_cheaper("why is my bill dearer", told=True)
