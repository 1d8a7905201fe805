"""Each language writes values its own way; the demo's facts are held to the same vectors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.formats import Formats

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "formats.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['language']}-{vector['filter']}")
def test_each_language_writes_it_its_way(vector):
    written = Formats(vector["language"]).filters()[vector["filter"]](*vector["arguments"])
    assert written == vector["expected"]


def test_an_instant_is_told_in_local_time():
    assert Formats("en").time("2026-07-09T17:00:00Z") == "19:00"


@pytest.mark.parametrize(("language", "day"), [("en", "Monday"), ("de", "Montag"), ("pl", "poniedziałek")])
def test_the_day_of_the_week(language: str, day: str) -> None:
    assert Formats(language).weekday("2026-11-23T09:00:00+01:00") == day


@pytest.mark.parametrize(("language", "written"), [("en", "€12.30"), ("de", "12,30 €"), ("pl", "12,30 €")])
def test_what_we_owe_is_told_without_a_sign(language: str, written: str) -> None:
    said = Formats(language).owed_back({"amount": "-12.30", "currency": "EUR"})
    assert said.replace("\u00a0", " ") == written
