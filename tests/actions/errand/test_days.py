"""A day in a customer's words, from the words to the summary of an errand, on Saturday 21 November 2026."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from actions.action_cancel_contract import ActionCancelContract
from actions.action_report_move import ActionReportMove
from actions.action_submit_meter_reading import ActionSubmitMeterReading
from bot.periods import find_periods
from tests.actions.fake_leaving import Errand, prepare_leaving, sent

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage
    from tests.actions.fake_backend import FakeBackend

TODAY = date(2026, 11, 21)
LAST = {"value": "4100", "unit": "kWh", "read_on": "2026-10-31", "source": "customer"}


def said(errand: Errand, intent: str, text: str, **more: Any) -> Result:
    period = next((mention.value for mention in find_periods(text, TODAY)), None)
    return errand.say(intent, text, **({"period": period} if period else {}), **more)


@pytest.fixture
def move(stage: Stage, backend: FakeBackend) -> Errand:
    backend.answers["GET", "/orders"] = {"items": [], "total": 0}
    errand = Errand(stage, ActionReportMove, "report_move")
    errand.begin("I am moving out of the flat")
    assert errand.draft["asking"] == "out_on"
    return errand


@pytest.fixture
def reading(stage: Stage, backend: FakeBackend) -> Errand:
    registers = [{"code": "1.8.0", "unit": "kWh", "digits": 6}]
    backend.answers["GET", "/readings"] = {"items": [LAST], "registers": registers}
    backend.answers["POST", "/readings"] = (201, {"check_state": "accepted", "used": None, "used_since_on": None})
    errand = Errand(stage, ActionSubmitMeterReading, "submit_meter_reading")
    errand.begin("reading for the flat", place="Flat")
    assert errand.draft["asking"] == "value"
    return errand


@pytest.mark.parametrize(
    "text",
    [
        "end of january",
        "thirty first of jan",
        "on the thirty first of january",
        "no it's the 31st of january!!",
        "Ende Januar",
        "am einunddreißigsten Januar",
        "pod koniec stycznia",
        "trzydziesty pierwszy stycznia",
    ],
)
def test_the_end_of_january_is_its_last_day(move: Errand, text: str) -> None:
    said(move, "give_details", text)
    assert move.draft["values"]["out_on"] == "2027-01-31"


@pytest.mark.parametrize("text", ["in january", "irgendwann im Januar", "w styczniu", "30. Februar"])
def test_a_month_is_no_day_to_move(move: Errand, text: str) -> None:
    assert said(move, "give_details", text).responses == ["utter_ask_move_out_day"]
    assert "out_on" not in move.draft["values"]


@pytest.mark.parametrize(
    "text", ["the flat, at the end of the year", "Flat, zum Ende des Jahres", "Flat, z końcem roku"]
)
@pytest.mark.parametrize("intent", ["choose", "give_details", "cancel_contract"])
def test_a_last_day_said_with_the_contract_counts(stage: Stage, backend: FakeBackend, text: str, intent: str) -> None:
    prepare_leaving(backend)
    errand = Errand(stage, ActionCancelContract, "cancel_contract")
    errand.begin("I want to cancel")
    assert said(errand, intent, text).responses == ["utter_leaving_summary"]
    assert errand.draft["values"]["wished_on"] == "2026-12-31"


@pytest.mark.parametrize(
    "day", ["on the 30th november", "am 30. November", "30 listopada", "thirtieth of november 2026"]
)
def test_a_reading_day_to_come_is_said(reading: Errand, backend: FakeBackend, day: str) -> None:
    result = said(reading, "give_details", f"12345 {day}", number={"value": "12345"})
    assert result.responses == ["utter_ask_reading_day"]
    assert "still to come" in result.texts["en"]
    assert reading.draft["values"]["value"] == "12345"
    assert said(reading, "give_details", "20 November").responses == ["utter_reading_summary"]
    reading.say("affirm", "yes")
    assert sent(backend, "/readings")[0]["read_on"] == "2026-11-20"


def test_a_reading_day_beside_the_value_counts(reading: Errand) -> None:
    result = said(reading, "give_details", "4321 on 3 November", number={"value": "4321"})
    assert "3 November 2026" in result.texts["en"]


def test_a_month_is_no_day_of_a_reading(reading: Errand) -> None:
    result = said(reading, "give_details", "4321 for november", number={"value": "4321"})
    assert "21 November 2026" in result.texts["en"]


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        *(("w sobotę", "pl", "2026-11-28"), ("pojutrze", "pl", "2026-11-23"), ("za tydzień", "pl", "2026-11-28")),
        *(("tomorrow", "en", "2026-11-22"), ("in two weeks", "en", "2026-12-05"), ("on Friday", "en", "2026-11-27")),
        *(("morgen", "de", "2026-11-22"), ("in 10 Tagen", "de", "2026-12-01"), ("15.12", "de", "2026-12-15")),
    ],
)
def test_the_day_of_a_move_may_be_counted_from_today(move: Errand, text: str, language: str, day: str) -> None:
    move.begin("I am moving out of the flat")
    said(move, "nlu_fallback", text, language=language)
    assert move.draft["values"]["out_on"] == day


def test_next_week_is_no_day_of_a_move(move: Errand) -> None:
    move.begin("I am moving out of the flat")
    said(move, "nlu_fallback", "next week")
    assert "out_on" not in move.draft["values"]
