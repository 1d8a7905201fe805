"""The reading before the one that is given, and a figure that takes the place of another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from actions.action_show_contract import ActionShowContract
from actions.action_submit_meter_reading import ActionSubmitMeterReading

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage
    from tests.actions.fake_backend import FakeBackend

LAST = {"value": "4100", "unit": "kWh", "read_on": "2026-10-31", "source": "customer"}


@pytest.fixture
def meter(backend: FakeBackend) -> FakeBackend:
    registers = [{"code": "1.8.0", "unit": "kWh", "digits": 6}]
    backend.answers["GET", "/readings"] = {"items": [LAST], "registers": registers}
    return backend


def summed(stage: Stage, value: str) -> Result:
    asked = stage.run(ActionSubmitMeterReading, "submit_meter_reading", "reading for the flat", place="Flat")
    return stage.answer(asked, "give_details", value, number={"value": value})


ASK_LAST = ["was war der letzte Stand", "what did it show last time?", "a ile było poprzednio", "co było ostatnio"]


@pytest.mark.parametrize("text", ASK_LAST)
def test_the_last_reading_is_told_and_chooses_no_meter(stage: Stage, meter: FakeBackend, text: str) -> None:
    asked = stage.run(ActionSubmitMeterReading, "submit_meter_reading", "reading 9480", number={"value": "9480"})
    assert asked.slots["draft"]["asking"] == "point"
    told = stage.answer(asked, "check_consumption", text, confidence=0.9, place="Flat" if "Stand" in text else None)
    assert told.responses[0] == "utter_readings_on_record"
    assert "4,100 kWh" in told.texts["en"]
    assert told.slots["draft"]["asking"] == "point"
    assert "point" not in told.slots["draft"]["values"]


@pytest.mark.parametrize("text", ASK_LAST)
def test_the_last_reading_is_told_beside_the_summary(stage: Stage, meter: FakeBackend, text: str) -> None:
    summary = summed(stage, "45678")
    told = stage.answer(summary, "contract_details", text, confidence=0.9)
    assert told.responses[0] == "utter_reading_expected"
    assert told.slots["draft"]["values"]["value"] == "45678"


@pytest.mark.parametrize(
    "text",
    ["ile było ostatnio na liczniku", "welchen Zählerstand habe ich gemeldet", "what was the last meter reading"],
)
def test_a_question_about_the_last_reading_begins_none(stage: Stage, meter: FakeBackend, text: str) -> None:
    told = stage.run(ActionShowContract, "contract_details", text)
    assert told.next_action == "action_submit_meter_reading"
    told = stage.run(ActionSubmitMeterReading, "submit_meter_reading", text)
    assert told.responses == ["utter_readings_on_record"]


@pytest.mark.parametrize("text", ["352, not 347", "352 a nie 347", "nein, nicht 347, 352"])
def test_a_figure_that_is_ruled_out_is_not_taken(stage: Stage, meter: FakeBackend, text: str) -> None:
    summary = summed(stage, "347")
    numbers = [("number", {"value": one}) for one in re.findall(r"\d+", text)]
    result = stage.answer(summary, "deny", text, repeated=numbers)
    assert result.slots["draft"]["values"]["value"] == "352"
