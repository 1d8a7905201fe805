"""How long something takes, asked while it is open, and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.how_long import asks_for_technician, asks_how_long
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_contract import ActionCancelContract
from actions.action_check_order import ActionCheckOrder
from actions.action_report_outage import ActionReportOutage
from actions.action_tell_settled import ActionTellSettled
from tests.actions.fake_backend import FLAT
from tests.actions.fake_leaving import Errand, prepare_leaving
from tests.actions.fake_orders import ready_to_order
from tests.actions.fake_outages import RUNNING

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

HOW_LONG = [
    "how long will that take?",
    "and how long does it usually take to fix it",
    "when will someone come",
    "how much longer",
    "wie lang dauert das?",
    "und wie lange wird das dauern, ich arbeite daheim",
    "wann kommt denn jemand?",
    "wann geht das wieder",
    "ile to potrwa?",
    "a jak długo to jeszcze potrwa",
    "kiedy ktoś przyjedzie",
    "kiedy to będzie naprawione",
    "to kiedy przyjdzie technik",
    "wann kommt mein Techniker",
    "wo bleibt der Monteur denn",
]


@pytest.mark.parametrize("text", HOW_LONG)
def test_how_long_it_takes_is_heard(text: str) -> None:
    assert asks_how_long(text)


@pytest.mark.parametrize(
    "text",
    [
        *("how long does my contract run", "how long have you had my data", "wie lange läuft mein Vertrag noch"),
        *("wie lang dauert der anbieterwechsel", "wann kommt die rechnung", "ile trwa umowa", "kiedy przyjdzie router"),
    ],
)
def test_what_names_its_thing_is_left_to_its_own_answer(text: str) -> None:
    assert not asks_how_long(text)


@pytest.mark.parametrize("text", HOW_LONG)
def test_of_an_unknown_outage_no_end_is_known(stage: Stage, text: str) -> None:
    stage.backend.answers |= {("GET", "/own-outages"): {"items": [], "total": 0}}
    asked = stage.run(ActionReportOutage, "report_outage", "no power in the flat", commodity="electricity")
    told = stage.answer(asked, "contract_expiry", text)
    assert told.responses == ["utter_errand_duration", "utter_back_to_errand"]
    assert "no end is known yet" in told.texts["en"]
    assert told.form == "errand_form"


def test_of_a_reported_one_neither(stage: Stage) -> None:
    slots = {"settled": {"matter": "report_outage", "is_written": True}}
    told = stage.run(ActionTellSettled, "nlu_fallback", "kiedy ktoś przyjedzie", slots=slots)
    assert told.responses == ["utter_errand_duration"]
    assert "The report is in" in told.texts["en"]


def test_a_known_outage_is_told_again(stage: Stage) -> None:
    stage.backend.answers["GET", "/own-outages"] = {"items": [RUNNING], "total": 1}
    told = stage.run(ActionReportOutage, "report_outage", "no power in the flat", commodity="electricity")
    assert told.slots["service_point_id"] == FLAT
    again = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "wie lang dauert das?", slots=told.slots)
    assert again.next_action == "action_report_outage"
    told = stage.run(ActionReportOutage, "nlu_fallback", "wie lang dauert das?", slots=told.slots)
    assert told.responses == ["utter_outage_known"]
    assert "22:00" in told.texts["de"]


def test_a_summary_holds_its_dates(stage: Stage) -> None:
    prepare_leaving(stage.backend)
    errand = Errand(stage, ActionCancelContract, "cancel_contract")
    errand.begin("cancel the contract for the flat")
    told = errand.say("contract_expiry", "wie lang dauert das?")
    assert told.responses == ["utter_errand_duration", "utter_back_to_errand", "utter_leaving_summary"]


VISITS = [
    "when is the technician coming",
    "which day is my engineer appointment",
    "wann kommt mein Techniker",
    "wo ist mein Technikertermin",
    "kiedy przyjdzie technik",
    "gdzie moja wizyta montera",
]


@pytest.mark.parametrize("text", VISITS)
def test_no_parcel_is_told_to_who_waits_for_a_technician(stage: Stage, text: str) -> None:
    assert asks_for_technician(text)
    ready_to_order(stage.backend)
    told = stage.run(ActionCheckOrder, "order_status", text)
    assert told.responses == ["utter_no_technician"]
    assert "+49 30 5550 100" in told.texts["en"]


@pytest.mark.parametrize("text", ["where is my parcel", "die Technik ist toll", "the engineer was rude to me"])
def test_what_asks_for_no_visit(text: str) -> None:
    assert not asks_for_technician(text)


@pytest.mark.parametrize("text", ["how much longer", "und wie lange noch?", "a jak długo jeszcze"])
def test_how_much_longer_is_asked_in_few_words(text: str) -> None:
    assert asks_how_long(text)
