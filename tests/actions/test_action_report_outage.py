"""Outages: what is known, a check of the device, a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_report_outage import ActionReportOutage
from tests.actions.fake_backend import FLAT, PHONE

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

pytestmark = pytest.mark.usefixtures("outage_answers")

RUNNING = {
    "number": "S-9001",
    "commodity": "electricity",
    "state": "running",
    "cause": "fault",
    "starts_at": "2026-11-21T16:00:00Z",
    "expected_until_at": "2026-11-21T21:00:00Z",
    "ended_at": None,
    "notes": {"en": "A cable is damaged."},
}
GUIDE = {
    "key": "sim",
    "first_step": "plane",
    "steps": [
        {
            "key": "plane",
            "text": {"en": "Flight mode?", "de": "Flugmodus?", "pl": "Tryb samolotowy?"},
            "outcomes": [
                {
                    "key": "works",
                    "next_step": None,
                    "ends_in": "solved",
                    "text": dict.fromkeys(("en", "de", "pl"), "ok"),
                },
                {
                    "key": "no",
                    "next_step": "sim",
                    "ends_in": None,
                    "text": dict.fromkeys(("en", "de", "pl"), "still no"),
                },
            ],
        },
        {
            "key": "sim",
            "text": {"en": "Turn it off.", "de": "Ausschalten.", "pl": "Wyłączyć."},
            "outcomes": [
                {
                    "key": "no",
                    "next_step": None,
                    "ends_in": "ticket",
                    "text": dict.fromkeys(("en", "de", "pl"), "no SIM"),
                },
            ],
        },
    ],
}


@pytest.fixture
def outage_answers(stage: Stage) -> None:
    stage.backend.answers |= {
        ("GET", "/outages"): {"items": [], "total": 0},
        ("GET", "/own-outages"): {"items": [], "total": 0},
        ("GET", "/fault-guides"): {"items": [], "total": 0},
        ("POST", "/outage-reports"): (
            201,
            {"id": "r-1", "reported_at": "2026-11-21T18:00:00Z", "outage": None},
        ),
    }


def test_everybody_hears_what_is_known_by_postcode(stage: Stage) -> None:
    stage.backend.answers["GET", "/outages"] = {"items": [RUNNING], "total": 1}
    asked = stage.run(ActionReportOutage, "report_outage", "no power", level="anonymous", commodity="electricity")
    assert asked.responses == ["utter_ask_outage_postcode"]
    told = stage.answer(asked, "give_details", "10115", level="anonymous", postcode="10115")
    assert told.responses == ["utter_outage_known"]
    assert "A cable is damaged." in told.texts["en"]
    assert "22:00" in told.texts["de"]
    assert told.slots["draft"] is None
    assert told.form is None


def test_what_nobody_knows_is_reported_after_a_yes(stage: Stage) -> None:
    asked = stage.run(ActionReportOutage, "report_outage", "no power in the flat", commodity="electricity")
    assert asked.responses == ["utter_outage_report_offered"]
    assert "fuses" in asked.texts["en"]
    assert ("POST", "/outage-reports") not in [(call.method, call.url.path) for call in stage.backend.calls]
    done = stage.answer(asked, "affirm", "yes")
    assert done.responses == ["utter_outage_reported"]
    sent = next(call for call in stage.backend.calls if call.method == "POST")
    assert FLAT.encode() in sent.content
    assert sent.headers["Idempotency-Key"] == "turn-1/report_outage/1"


def test_a_stranger_who_wants_to_report_is_asked_who_it_is(stage: Stage) -> None:
    asked = stage.run(
        ActionReportOutage, "report_outage", "kein Gas", level="anonymous", commodity="gas", postcode="10115"
    )
    assert asked.responses == ["utter_outage_report_offered"]
    who = stage.answer(asked, "affirm", "ja", level="anonymous")
    assert who.responses == ["utter_ask_number"]
    assert who.slots["open_matter"] == "report_outage"
    assert who.form == "identify_form"


def test_five_bare_digits_are_a_postcode_when_it_was_asked_for(stage: Stage) -> None:
    asked = stage.run(ActionReportOutage, "report_outage", "no power", level="anonymous", commodity="electricity")
    assert asked.responses == ["utter_ask_outage_postcode"]
    offered = stage.answer(asked, "give_details", "53115", level="anonymous", number="53115")
    assert offered.responses == ["utter_outage_report_offered"]
    assert offered.slots["draft"]["values"]["postcode"] == "53115"


def test_a_phone_is_checked_first(stage: Stage) -> None:
    stage.backend.answers["GET", "/fault-guides"] = {"items": [{"key": "sim"}], "total": 1}
    stage.backend.answers["GET", "/fault-guides/sim"] = GUIDE
    asked = stage.run(ActionReportOutage, "report_outage", "my phone has no network", commodity="mobile")
    assert asked.responses == ["utter_ask_outage_check"]
    second = stage.answer(asked, "choose", step="check", answer="no")
    assert "Turn it off." in second.texts["en"]
    offered = stage.answer(second, "give_details", "1", ordinal="1")
    assert offered.responses == ["utter_outage_report_offered"]
    assert "not your device" in offered.texts["en"]
    solved = stage.answer(asked, "choose", step="check", answer="works")
    assert solved.responses == ["utter_outage_solved"]
    assert solved.slots["draft"] is None


def test_planned_work_is_told_and_a_report_is_still_possible(stage: Stage) -> None:
    planned = {**RUNNING, "state": "planned", "notes": {}}
    stage.backend.answers["GET", "/own-outages"] = {"items": [planned], "total": 1}
    asked = stage.run(ActionReportOutage, "report_outage", "no power in the flat", commodity="electricity")
    assert asked.responses == ["utter_outage_known", "utter_outage_report_offered"]
    assert PHONE not in str(asked.slots["draft"]["values"])
