"""Readings as people tell them: two at once, one that was wrong, and questions about the digits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from actions._words.meters import asks_how_to_read, readings_said
from actions.action_make_small_talk import ActionMakeSmallTalk
from actions.action_place_order import ActionPlaceOrder
from actions.action_resume_errand import ActionResumeErrand
from actions.action_submit_meter_reading import ActionSubmitMeterReading
from actions.validate_errand_form import ValidateErrandForm
from tests.actions.fake_backend import FLAT, GARAGE, TICKET, FakeBackend

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

LAST = {"value": "4100", "unit": "kWh", "read_on": "2026-10-31", "source": "customer"}
TAKEN = {"check_state": "accepted", "used": None, "used_since_on": None, "service_point_id": FLAT, "readings": []}
CORRECTION = {**TICKET, "kind": "correction", "answer_due_on": "2026-11-30"}
TWICE = (409, {"code": "reading_duplicate", "message": "", "details": {}})


@pytest.fixture
def meter(backend: FakeBackend) -> FakeBackend:
    backend.answers["GET", "/readings"] = {
        "items": [LAST],
        "registers": [{"code": "1.8.0", "unit": "kWh", "digits": 6}],
    }
    backend.answers["POST", "/readings"] = (201, TAKEN)
    backend.answers["POST", "/tickets"] = (201, CORRECTION)
    return backend


def tickets(backend: FakeBackend) -> list[dict[str, Any]]:
    return [json.loads(call.content) for call in backend.calls if call.url.path == "/tickets" and call.method == "POST"]


def reading(stage: Stage, text: str, **more: Any) -> Any:
    return stage.run(ActionSubmitMeterReading, "submit_meter_reading", text, **more)


OPTIONS = [
    {"value": "g", "label": "Mieszkanie gaz", "words": ["gas"]},
    {"value": "p", "label": "Mieszkanie prąd", "words": ["electricity"]},
]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gaz mam 3421 i prad 8812 zapisz", [("g", "3421"), ("p", "8812")]),
        ("Strom 8.812,5 und Gas 3421", [("p", "8812.5"), ("g", "3421")]),
        ("gas reads 3421, electric is 8812", [("g", "3421"), ("p", "8812")]),
        ("gaz 3421", []),
        ("3421 i 8812", []),
    ],
)
def test_readings_of_several_meters_are_told_apart(text: str, said: list[tuple[str, str]]) -> None:
    assert readings_said(text, OPTIONS) == said  # type: ignore[arg-type]


def test_two_readings_are_taken_one_after_the_other(stage: Stage, meter: FakeBackend) -> None:
    summed = reading(stage, "flat 4500 and garage 77", repeated=[("number", "4500"), ("number", "77")])
    assert summed.responses == ["utter_reading_several", "utter_reading_summary"]
    assert summed.slots["draft"]["values"] == {"point": FLAT, "value": "4500"}
    taken = stage.answer(summed, "affirm", "yes")
    assert taken.responses == ["utter_reading_taken"]
    assert taken.next_action == "action_resume_errand"
    following = stage.run(ActionResumeErrand, "affirm", "yes", slots=taken.slots)
    assert following.responses[-1] == "utter_reading_summary"
    assert following.slots["draft"]["values"] == {"point": GARAGE, "value": "77"}
    ended = stage.answer(following, "affirm", "yes")
    assert ended.slots["draft"] is None


def test_one_that_is_given_up_brings_no_second(stage: Stage, meter: FakeBackend) -> None:
    summed = reading(stage, "flat 4500 and garage 77", repeated=[("number", "4500"), ("number", "77")])
    asked = stage.answer(summed, "deny", "no")
    assert stage.answer(asked, "deny", "no").slots["draft"] is None


def test_a_second_reading_of_a_day_is_corrected_by_a_person(stage: Stage, meter: FakeBackend) -> None:
    meter.answers["POST", "/readings"] = TWICE
    summed = reading(stage, "reading for the flat 8120", place="Flat", number="8120")
    asked = stage.answer(summed, "affirm", "yes")
    assert asked.responses == ["utter_ask_reading_correct"]
    assert "8.120" in asked.texts["de"]
    other = stage.answer(asked, "submit_meter_reading", "it was wrong, 8121 it is", number="8121")
    assert (other.responses, tickets(meter)) == (["utter_ask_reading_correct"], [])
    done = stage.answer(other, "affirm", "yes")
    assert done.responses == ["utter_reading_correction_asked"]
    assert tickets(meter)[0]["kind"] == "correction"
    assert "8121" in tickets(meter)[0]["text"]
    assert "T-100234" in done.texts["pl"]


def test_who_wants_no_correction_names_another_day(stage: Stage, meter: FakeBackend) -> None:
    meter.answers["POST", "/readings"] = TWICE
    asked = stage.answer(reading(stage, "reading for the flat 8120", place="Flat", number="8120"), "affirm", "yes")
    day = stage.answer(asked, "deny", "no")
    assert day.responses == ["utter_ask_reading_day"]
    assert "did not find" not in day.texts["en"]
    yesterday = {"from_on": "2026-11-20", "to_on": "2026-11-20"}
    summed = stage.answer(day, "give_details", "yesterday", period=yesterday)
    assert summed.responses == ["utter_reading_summary"]


@pytest.mark.parametrize("text", ["ups falsch getippt 8120 stimmt", "zle wpisalem, popraw na 8120", "nie, źle, 8120"])
def test_a_figure_just_handed_in_is_corrected_without_asking_which_meter(
    stage: Stage, meter: FakeBackend, text: str
) -> None:
    slots = {"settled": {"matter": "submit_meter_reading", "is_written": True}, "service_point_id": FLAT}
    asked = reading(stage, text, number="8120", slots=slots)
    assert asked.responses == ["utter_ask_reading_correct"]
    assert stage.answer(asked, "affirm", "yes").responses == ["utter_reading_correction_asked"]


def test_what_was_handed_in_is_remembered(stage: Stage, meter: FakeBackend) -> None:
    summed = reading(stage, "reading for the flat 8120", place="Flat", number="8120")
    assert stage.answer(summed, "affirm", "yes").slots["service_point_id"] == FLAT


def test_a_slip_is_put_right_while_a_photo_is_asked_for(stage: Stage, meter: FakeBackend) -> None:
    meter.answers["POST", "/readings"] = (422, {"code": "reading_implausible", "details": {"problem": "below_last"}})
    summed = reading(stage, "reading for the flat 1234", place="Flat", number="1234")
    asked = stage.answer(summed, "affirm", "yes")
    assert asked.responses == ["utter_ask_reading_photo"]
    again = stage.answer(asked, "change_order", "zle wpisalem, popraw na 5243", number="5243")
    assert again.responses == ["utter_reading_summary"]
    assert again.slots["draft"]["values"]["value"] == "5243"


def test_a_reading_below_the_last_one_is_pointed_at(stage: Stage, meter: FakeBackend) -> None:
    low = reading(stage, "reading for the flat 812", place="Flat", number="812")
    assert "weniger als beim letzten Mal" in low.texts["de"]
    assert "less than last time" not in reading(stage, "for the flat 8120", place="Flat", number="8120").texts["en"]


@pytest.mark.parametrize(
    "text",
    [
        "nie wiem czy dobrze czytam, tam po przecinku cyfry czerwone",
        "jak się odczytuje licznik?",
        "do I give you the red digits too",
        "how do I read the meter",
        "muss ich die roten Zahlen auch angeben",
        "wie lese ich den Zähler ab?",
    ],
)
def test_how_a_meter_is_read_is_told(stage: Stage, meter: FakeBackend, text: str) -> None:
    assert asks_how_to_read(text)
    told = reading(stage, text)
    assert told.responses[0] == "utter_reading_how"
    asked = reading(stage, "reading for the flat", place="Flat")
    assert stage.answer(asked, "submit_meter_reading", text).responses[0] == "utter_reading_how"


@pytest.mark.parametrize("text", ["my reading is 4711", "Zählerstand 4711", "stan licznika 4711", "I read 4711 today"])
def test_who_tells_a_reading_asks_nothing(text: str) -> None:
    assert not asks_how_to_read(text)


@pytest.mark.parametrize("text", ["did u get it", "ist das angekommen?", "doszlo?"])
def test_whether_the_photo_came_is_answered(stage: Stage, meter: FakeBackend, text: str) -> None:
    summed = reading(stage, "reading for the flat 8120", place="Flat", number="8120")
    summed.slots["draft"]["values"]["photo"] = ["paper-1"]
    told = stage.answer(summed, "payment_status", text)
    assert told.responses[0] == "utter_reading_photo_sent"
    assert "arrived" in told.texts["en"]


@pytest.mark.parametrize("text", ["masz fote licznika", "hier der zähler", "here's my meter"])
def test_the_photo_of_a_meter_is_taken_whatever_is_open(stage: Stage, meter: FakeBackend, text: str) -> None:
    ordering = {
        "matter": ActionPlaceOrder.matter,
        "is_prepared": True,
        "asking": "confirmation",
        "values": {},
        "known": {},
    }
    photo = {"id": "f1", "kind": "image", "media_type": "image/png", "title": "meter.png", "data": "cG5n"}
    led = stage.run(
        ValidateErrandForm, "bot_challenge", text, form="errand_form", slots={"draft": ordering}, attachments=[photo]
    )
    assert led.next_action == "action_submit_meter_reading"
    alone = stage.run(ActionMakeSmallTalk, "bot_challenge", text, attachments=[photo])
    assert alone.next_action == "action_submit_meter_reading"
