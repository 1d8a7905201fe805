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


@pytest.mark.parametrize(
    "text", ["has my reading come in", "ist mein Zählerstand angekommen", "czy doszedł mój odczyt"]
)
def test_a_reading_that_may_have_come_is_looked_up(stage: Stage, meter: FakeBackend, text: str) -> None:
    told = stage.run(ActionSubmitMeterReading, "submit_meter_reading", text)
    assert told.responses == ["utter_readings_on_record"]
    assert "4,100 kWh" in told.texts["en"]


@pytest.mark.parametrize("text", ["is my reading due", "muss ich gerade ablesen", "kiedy mam podać stan licznika"])
def test_whether_a_reading_is_due(stage: Stage, meter: FakeBackend, text: str) -> None:
    told = stage.run(ActionSubmitMeterReading, "submit_meter_reading", text)
    assert "We are not waiting for a reading" in told.texts["en"]
    meter.answers["GET", "/readings"] |= {"due_on": "2026-12-02"}
    told = stage.run(ActionSubmitMeterReading, "submit_meter_reading", text)
    assert "please read the meter by 2 December 2026" in told.texts["en"]


@pytest.mark.parametrize(
    ("text", "value"), [("100 then 200 no 150", "150"), ("8010, nee, sorry 8120", "8120"), ("710 jednak 750", "750")]
)
def test_of_several_figures_the_one_that_puts_them_right_is_taken(
    stage: Stage, meter: FakeBackend, text: str, value: str
) -> None:
    asked = stage.run(ActionSubmitMeterReading, "submit_meter_reading", "reading for the flat", place="Flat")
    said = [("number", {"value": one}) for one in re.findall(r"\d+", text)]
    assert stage.answer(asked, "give_details", text, repeated=said).slots["draft"]["values"]["value"] == value


def test_several_figures_are_asked_about(stage: Stage, meter: FakeBackend) -> None:
    asked = stage.run(ActionSubmitMeterReading, "submit_meter_reading", "reading for the flat", place="Flat")
    said = [("number", {"value": one}) for one in ("100", "200", "150")]
    told = stage.answer(asked, "give_details", "100 potem 200 nie 150", repeated=said)
    assert "value" not in told.slots["draft"]["values"]
    assert "Widzę kilka liczb" in told.texts["pl"]
