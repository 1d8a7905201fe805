"""What stands beside the yes to a report, whom else it concerns, and what is no outage at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.outages import is_everywhere, without_working
from actions.action_file_complaint import ActionFileComplaint
from actions.action_report_outage import ActionReportOutage
from tests.actions.fake_backend import FLAT
from tests.actions.fake_complaints import with_goods
from tests.actions.fake_outages import RUNNING

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

pytestmark = pytest.mark.usefixtures("outage_answers")

REPORTED = {"id": "r-1", "reported_at": "2026-11-21T18:00:00Z", "outage": None}


@pytest.fixture
def outage_answers(stage: Stage) -> None:
    stage.backend.answers |= {
        ("GET", "/own-outages"): {"items": [], "total": 0},
        ("POST", "/outage-reports"): (201, REPORTED),
    }


def summed(stage: Stage, language: str = "en") -> Result:
    asked = stage.run(
        ActionReportOutage, "report_outage", "no power in the flat", commodity="electricity", language=language
    )
    assert asked.responses == ["utter_outage_report_offered"]
    return asked


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("report it, but i want money for these days too", "en"),
        ("yes but i want compensation for the outage", "en"),
        ("melden, aber ich will geld zurück für die tage", "de"),
        ("no zgłaszaj, ale chcę też kasę za te dni bez prądu", "pl"),
        ("tak i odszkodowanie mi się należy", "pl"),
    ],
)
@pytest.mark.parametrize("intent", ["affirm", "out_of_scope", "report_outage", "payment_status"])
def test_a_report_with_a_wish_for_money_is_written_and_the_wish_taken_up(
    stage: Stage, text: str, language: str, intent: str
) -> None:
    with_goods(stage.backend)
    done = stage.answer(summed(stage, language), intent, text, language=language)
    assert done.responses == ["utter_outage_reported"]
    assert done.next_action == "action_file_complaint"
    assert done.slots["draft"]["matter"] == "file_complaint"
    taken = stage.run(ActionFileComplaint, "affirm", slots=done.slots)
    assert taken.responses[0] == "utter_compensation"
    assert "type" in taken.slots["draft"]["values"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("yes, how long will it take", "en"),
        ("report it and how long does that take?", "en"),
        ("ja, wie lang dauert das?", "de"),
        ("no zgłoś, i ile to potrwa", "pl"),
    ],
)
@pytest.mark.parametrize("intent", ["affirm", "report_outage", "contract_expiry", "ask_price"])
def test_a_yes_with_a_question_how_long_is_both(stage: Stage, text: str, language: str, intent: str) -> None:
    done = stage.answer(summed(stage, language), intent, text, language=language)
    assert done.responses == ["utter_outage_reported", "utter_errand_duration"]
    assert "The report is in" in done.texts["en"]


@pytest.mark.parametrize("text", ["yes but not for the flat", "ja, aber erst morgen", "tak, ale nie dla mieszkania"])
def test_a_yes_that_is_taken_back_is_none(stage: Stage, text: str) -> None:
    told = stage.answer(summed(stage), "affirm", text)
    assert "utter_outage_reported" not in told.responses


@pytest.mark.parametrize(
    "text",
    [
        *("the whole street is dark", "the neighbours too", "everyone here", "my neighbours have no power"),
        *("ganze straße is dunkel", "bei den nachbarn auch", "der ganze block", "alle hier im haus"),
        *("u sąsiadów też", "cała ulica", "sąsiedzi też nie mają", "wszyscy nie mają prądu"),
    ],
)
def test_whom_else_it_concerns_is_heard(stage: Stage, text: str) -> None:
    assert is_everywhere(text)
    told = stage.answer(summed(stage), "report_outage", text)
    assert told.responses == ["utter_outage_report_offered"]
    assert "fuses" not in told.texts["en"]
    assert "most likely the grid" in told.texts["en"]


@pytest.mark.parametrize(
    "text", ["the neighbours have power", "nur bei uns im haus", "sąsiedzi mają prąd", "whole house"]
)
def test_what_is_dark_here_only_is_not_everywhere(text: str) -> None:
    assert not is_everywhere(text)


@pytest.mark.parametrize(
    "text", ["restarted the router already", "hab den router schon 3x aus und an gemacht", "router zrestartowany"]
)
def test_a_router_is_trouble_with_fibre(stage: Stage, text: str) -> None:
    told = stage.run(ActionReportOutage, "report_outage", text)
    assert told.responses == ["utter_outage_no_line"]


@pytest.mark.parametrize("text", ["ja alles weg", "yes all of it", "tak wszystko"])
def test_a_yes_to_what_was_done_tells_of_no_outage(stage: Stage, text: str) -> None:
    slots = {"settled": {"matter": "stop_notifications", "is_written": True}}
    assert stage.run(ActionReportOutage, "report_outage", text, slots=slots).next_action == "action_tell_settled"


def test_words_taken_for_the_end_of_it_are_none(stage: Stage) -> None:
    told = stage.answer(summed(stage, "pl"), "cancel_dialogue", "restartowałem", language="pl", confidence=0.7)
    assert told.slots["draft"]["matter"] == "report_outage"


@pytest.mark.parametrize("text", ["u sąsiadów też", "no zgłoś", "und die nachbarn auch", "please report it"])
def test_more_about_an_outage_just_told_is_about_that(stage: Stage, text: str) -> None:
    stage.backend.answers["GET", "/own-outages"] = {"items": [RUNNING], "total": 1}
    told = stage.run(ActionReportOutage, "report_outage", "no power in the flat", commodity="electricity")
    again = stage.run(ActionReportOutage, "report_outage", text, slots=told.slots)
    assert again.responses == ["utter_outage_known"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("fuses are ok", "en"), ("sicherungen ok", "de"), ("bezpieczniki ok", "pl"), ("bezpieczniki w porządku", "pl")],
)
def test_what_is_said_of_the_fuses_is_no_yes(stage: Stage, text: str, language: str) -> None:
    asked = summed(stage, language)
    for _ in range(2):
        asked = stage.answer(asked, "affirm", text, language=language)
        assert asked.responses == ["utter_outage_report_offered"]
    assert [call for call in stage.backend.calls if call.method == "POST"] == []
    assert stage.answer(asked, "affirm", "ja", language=language).responses == ["utter_outage_reported"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("nein gas geht", "gas"),
        ("no, gas is fine", "gas"),
        ("nie, gaz jest", "gaz"),
        ("gas geht aber der strom geht nicht", "gas"),
    ],
)
def test_what_works_is_not_missing(text: str, left: str) -> None:
    assert left not in without_working(text)


@pytest.mark.parametrize(
    "text",
    [
        "gas geht nicht",
        "strom geht bei uns wieder nicht",
        "kein strom da",
        "the gas is off",
        "nie działa gaz",
        "gas ok?",
    ],
)
def test_what_does_not_work_is(text: str) -> None:
    assert without_working(text).strip() == text.replace("ł", "l") or without_working(text) == text


@pytest.mark.parametrize("text", ["nein gas geht", "no gas is fine"])
def test_a_supply_that_works_is_not_reported(stage: Stage, text: str) -> None:
    asked = stage.run(ActionReportOutage, "report_outage", "power is gone", commodity="electricity")
    assert asked.responses == ["utter_ask_outage_point"]
    told = stage.answer(asked, "report_outage", text, commodity="gas")
    assert told.slots["draft"]["values"]["commodity"] == "electricity"


def test_the_power_instead_is_no_danger(stage: Stage) -> None:
    asked = stage.run(ActionReportOutage, "report_outage", "strom weg", commodity="electricity", language="de")
    text = "nein der strom in der wohnung!"
    told = stage.answer(asked, "report_emergency", text, commodity="electricity", language="de")
    assert told.responses == ["utter_outage_report_offered"]
    assert told.slots["draft"]["values"]["point"] == FLAT
