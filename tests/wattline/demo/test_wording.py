"""Values are written as the bot writes them: both worlds are fed from one file of vectors."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wattline.demo import wording

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "formats.json").read_text(encoding="utf-8"))
WRITERS: dict[str, Any] = {
    "money": wording.money,
    "energy": wording.energy,
    "date": wording.long_date,
}
OURS = [vector for vector in VECTORS if vector["filter"] in WRITERS and "T" not in str(vector["arguments"][0])]


@pytest.mark.parametrize("vector", OURS, ids=lambda vector: f"{vector['language']}-{vector['expected']}")
def test_a_value_reads_as_the_bot_prints_it(vector: dict[str, Any]) -> None:
    write = WRITERS[vector["filter"]]
    assert write(*vector["arguments"], vector["language"]) == vector["expected"]


def test_every_kind_of_value_has_vectors() -> None:
    assert {vector["filter"] for vector in OURS} == set(WRITERS)


def test_months_are_named_as_they_follow_in() -> None:
    assert [wording.in_month(date(2026, 3, 1), language) for language in wording.LANGUAGES] == [
        "March",
        "März",
        "marcu",
    ]


def test_questions_and_stages_exist_in_every_language() -> None:
    assert all(set(ways) == set(wording.LANGUAGES) for ways in wording.questions().values())
    assert {frozenset(wording.stages(language)) for language in wording.LANGUAGES} == {frozenset(wording.stages("en"))}
