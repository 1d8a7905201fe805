"""How a place stands that is named and nothing else: its change of supplier, or its contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.places import asks_of_place
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_check_switch import ActionCheckSwitch
from actions.action_make_small_talk import ActionMakeSmallTalk
from actions.action_show_data import ActionShowData
from tests.actions.fake_backend import FLAT, GARAGE, contract, switch

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

ASKED = [
    *("is my garage still ok?", "how is the garage doing", "are you sure the garage is on track", "garage when?"),
    *("ist bei der Garage alles in Ordnung", "läuft das mit der Garage", "und die Garage wann"),
    *("czy z garażem wszystko w porządku", "a co z garażem", "jak tam garaż"),
]
PLACE = {"code": "garage", "text": "garage"}


@pytest.mark.parametrize("text", ASKED)
@pytest.mark.parametrize("intent", ["show_my_data", "out_of_scope", "payment_status"])
def test_a_place_that_changes_to_us_tells_how_far_it_is(stage: Stage, text: str, intent: str) -> None:
    accepted = switch(GARAGE, "accepted", 6, start_on="2027-01-01")
    stage.backend.answers["GET", "/switches"] = {"items": [accepted, switch(FLAT, "rejected", 6)], "total": 2}
    action = ActionShowData if intent == "show_my_data" else ActionAdmitMisunderstanding
    assert stage.run(action, intent, text, confidence=0.5, place=PLACE).next_action == "action_check_switch"
    told = stage.run(ActionCheckSwitch, intent, text, place=PLACE).texts["en"]
    assert "Start of supply: 1 January 2027" in told
    assert "Flat" not in told


@pytest.mark.parametrize(
    ("intent", "text"), [("affirm", "ist die Garage ok"), ("bot_challenge", "czy z garażem wszystko ok")]
)
def test_it_is_no_small_talk(stage: Stage, intent: str, text: str) -> None:
    assert stage.run(ActionMakeSmallTalk, intent, text, place=PLACE).next_action == "action_check_switch"
    assert stage.run(ActionMakeSmallTalk, "affirm", "ja, die Garage", place=PLACE).next_action != "action_check_switch"


@pytest.mark.parametrize("text", ASKED)
def test_a_place_that_does_not_change_tells_of_its_contract(stage: Stage, text: str) -> None:
    stage.backend.answers["GET", "/switches"] = {"items": [switch(FLAT, "accepted", 6)], "total": 1}
    stage.backend.contracts = [contract("V-1", GARAGE, ends_on="2027-05-31")]
    told = stage.run(ActionCheckSwitch, "out_of_scope", text, place=PLACE)
    assert told.responses == ["utter_place_state"]
    assert "contract V-1 is running until 31 May 2027; no notice has been given" in told.texts["en"]


@pytest.mark.parametrize(
    "text",
    [
        *("is the bill for my garage ok", "how do I pay for the garage", "is my garage meter all right"),
        *("ist die Rechnung der Garage in Ordnung", "was kostet die Garage", "czy rachunek za garaż jest dobrze"),
        *("I have a garage", "die Garage gehört mir", "mam garaż"),
    ],
)
def test_whoever_asks_for_something_there_does_not(text: str) -> None:
    assert not asks_of_place(text)


def test_the_first_day_of_the_contract_is_told_before_it_is_certain(stage: Stage) -> None:
    stage.backend.answers["GET", "/switches"] = {"items": [switch(GARAGE, "cooling_off", 2, start_on=None)], "total": 1}
    stage.backend.contracts = [contract("V-1", GARAGE, state="future", starts_on="2027-01-01")]
    told = stage.run(ActionCheckSwitch, "switch_status", "when do I get power from you?").texts
    assert "Planned start of supply: 1 January 2027; it is certain once the grid operator has agreed" in told["en"]
    assert "Geplanter Lieferbeginn: 1. Januar 2027" in told["de"]
    assert "Planowany początek dostaw: 1 stycznia 2027" in told["pl"]
