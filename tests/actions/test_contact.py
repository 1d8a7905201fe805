"""Phone and hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._contact import _joined, _span
from actions.action_offer_help import ActionOfferHelp

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


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


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "+49 30 5550 100 (Mo.–Fr. 08:00–18:00)"),
        ("pl", "+48 22 010 0100 (pon.–pt. 08:00–18:00)"),
        ("en", "+49 30 5550 100 in Germany or +48 22 010 0100 in Poland (Mon–Fri 08:00–18:00)"),
    ],
)
def test_who_is_not_known_gets_the_line_of_the_language(stage: Stage, language: str, words: str) -> None:
    assert words in stage.run(ActionOfferHelp, "ask_help", level="anonymous", language=language).texts[language]


def test_who_is_known_gets_the_line_of_the_country(stage: Stage) -> None:
    stage.backend.country = "PL"
    text = stage.run(ActionOfferHelp, "ask_help", language="de").texts["de"]
    assert "+48 22 010 0100" in text
    assert "+49" not in text


def test_a_supplier_without_a_contact_in_the_country_names_all(stage: Stage) -> None:
    stage.backend.country = "AT"
    assert "oder +48 22 010 0100 in Polen" in stage.run(ActionOfferHelp, "ask_help", language="de").texts["de"]


def test_other_hours_are_told_by_country() -> None:
    contacts: Any = [{"country": "DE"}, {"country": "PL"}]
    assert _joined(["08:00", "10:00"], contacts, "pl") == "08:00 w Niemczech lub 10:00 w Polsce"
