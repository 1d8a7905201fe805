"""How much was used."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from actions.action_check_consumption import ActionCheckConsumption
from tests.actions.fake_backend import FLAT

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

PNG = b"\x89PNG"


def test_all_points_with_the_greatest_first(stage: Stage) -> None:
    result = stage.run(ActionCheckConsumption, "check_consumption", "how much did I use")
    text = result.texts["en"]
    assert text.index("Flat") < text.index("Garage")
    assert "1 November 2025 – 31 October 2026" in text
    assert "Together 1,290.5\xa0kWh of electricity" in text
    assert result.form == "choose_form"


def test_one_point_with_comparison_and_picture(stage: Stage) -> None:
    period = {"from_on": "2025-01-01", "to_on": "2025-12-31", "grain": "year"}
    result = stage.run(ActionCheckConsumption, "check_consumption", "in the flat last year", period=period)
    assert "1.234,5\xa0kWh" in result.texts["de"]
    assert "12.2% more" in result.texts["en"]
    picture = result.attachments[0]
    assert picture["media_type"] == "image/png"
    assert base64.b64decode(picture["data"]).startswith(PNG)
    assert "January 2025 91 kWh" in picture["alt"]
    assert result.slots["service_point_id"] == FLAT


def test_a_later_period_keeps_the_point(stage: Stage) -> None:
    period = {"from_on": "2024-01-01", "to_on": "2024-12-31", "grain": "year"}
    slots = {"last_matter": "check_consumption", "service_point_id": FLAT}
    result = stage.run(ActionCheckConsumption, "check_consumption", "and in 2024?", slots=slots, period=period)
    assert result.texts["en"].startswith("Flat (electricity), 2024")


def test_data_left_on_a_line(stage: Stage) -> None:
    text = stage.run(ActionCheckConsumption, "check_consumption", "how much data do I have left").texts["en"]
    assert "7.5\xa0GB of 20\xa0GB left" in text


def test_nothing_recorded(stage: Stage) -> None:
    stage.backend.points = []
    assert stage.run(ActionCheckConsumption, "check_consumption").responses == ["utter_no_consumption"]


def test_a_difference_that_nobody_would_notice(stage: Stage) -> None:
    stage.backend.change_percent = "-0.3"
    period = {"from_on": "2025-01-01", "to_on": "2025-12-31", "grain": "year"}
    one = stage.run(ActionCheckConsumption, "check_consumption", "the flat", period=period).texts
    assert "about the same as in the same period the year before (1,100" in one["en"]
    assert "0,3" not in one["de"]
    several = stage.run(ActionCheckConsumption, "check_consumption", period=period).texts["pl"]
    assert "mniej więcej tyle co rok wcześniej" in several


@pytest.mark.parametrize(
    ("text", "language", "begins"),
    [("usage of all sites as a spreadsheet", "en", "Place,"), ("alle Standorte als Excel-Tabelle", "de", "Ort;")],
)
def test_the_figures_as_a_table(stage: Stage, text: str, language: str, begins: str) -> None:
    result = stage.run(ActionCheckConsumption, "check_consumption", text, language=language)
    assert result.responses == ["utter_consumption_table"]
    (file,) = result.attachments
    written = base64.b64decode(file["data"]).decode("utf-8-sig")
    assert written.startswith(begins)
    assert len(written.splitlines()) == 1 + 12 * len(stage.backend.points)
    assert file["media_type"] == "text/csv"
