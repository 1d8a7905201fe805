"""How far a change of supplier is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._names import names
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_check_complaint import ActionCheckComplaint
from actions.action_check_switch import ActionCheckSwitch
from tests.actions.fake_backend import FLAT, GARAGE, switch

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_each_point_with_reason_and_what_to_do(stage: Stage) -> None:
    text = stage.run(ActionCheckSwitch, "switch_status", "how far is my switch").texts["en"]
    assert text.index("Garage") < text.index("Flat")
    assert "rejected by the grid operator" in text
    assert "the meter number does not match its records" in text
    assert "It is your turn now" in text
    assert "accepted by the grid operator" in text


def test_one_point(stage: Stage) -> None:
    text = stage.run(ActionCheckSwitch, "switch_status", "the switch for the flat", language="pl").texts["pl"]
    assert "zaakceptowane przez operatora sieci" in text
    assert "Garage" not in text


def test_at_level_channel_only_the_stage(stage: Stage) -> None:
    text = stage.run(ActionCheckSwitch, "switch_status", level="channel").texts["en"]
    assert "rejected by the grid operator" in text
    assert "Flat" not in text
    assert "meter number" not in text


@pytest.mark.parametrize("stage_code", sorted(names("stages", "en")))
@pytest.mark.parametrize("language", ["en", "de", "pl"])
def test_every_stage_has_words(stage: Stage, stage_code: str, language: str) -> None:
    stage.backend.switches = [
        switch(FLAT, stage_code, 5, direction=direction, waiting_for=None) for direction in ("incoming", "outgoing")
    ]
    result = stage.run(ActionCheckSwitch, "switch_status", language=language)
    assert result.texts[language].count(names("stages", language)[stage_code]) >= 2


@pytest.mark.parametrize("blocker", ["authority_missing", "waiting_grid_operator", "old_contract_running"])
@pytest.mark.parametrize("step", ["none", "send_authority", "choose_wait_or_withdraw", "send_first_reading"])
def test_every_blocker_and_step_has_words(stage: Stage, blocker: str, step: str) -> None:
    change = switch(FLAT, "signed", 1, blocker_code=blocker, next_step_code=step, waiting_for="old_supplier")
    stage.backend.switches = [change]
    assert stage.run(ActionCheckSwitch, "switch_status").texts["de"]


@pytest.mark.parametrize("reason", ["unknown_metering_point", "other_contract_running", "address_mismatch"])
def test_every_reason_has_words(stage: Stage, reason: str) -> None:
    change = switch(FLAT, "rejected", 6, reason_code=reason, next_step_code="check_final_bill", waiting_for="supplier")
    stage.backend.switches = [change]
    assert stage.run(ActionCheckSwitch, "switch_status").texts["pl"]


def test_many_become_a_list(stage: Stage) -> None:
    stage.backend.switches = [switch(FLAT, "signed", 1) for _ in range(5)]
    assert stage.run(ActionCheckSwitch, "switch_status").responses == ["utter_switch_list"]


def test_none(stage: Stage) -> None:
    stage.backend.switches = []
    assert stage.run(ActionCheckSwitch, "switch_status").responses == ["utter_no_switches"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Notice has been given on the old contract. However, the old contract is still running"),
        ("de", "Der alte Vertrag ist gekündigt. Der alte Vertrag läuft aber noch"),
        ("pl", "Dotychczasowa umowa została wypowiedziana. Dotychczasowa umowa jednak jeszcze trwa"),
    ],
)
def test_a_contract_that_still_runs_does_not_contradict_its_notice(stage: Stage, language: str, words: str) -> None:
    blocked = {"blocker_code": "old_contract_running", "next_step_code": "choose_wait_or_withdraw"}
    stage.backend.switches = [
        switch(FLAT, "old_contract_ended", 4, waiting_for="customer", expected_on=None, **blocked)
    ]
    assert words in stage.run(ActionCheckSwitch, "switch_status", language=language).texts[language]


def test_both_switches_can_be_pointed_at(stage: Stage) -> None:
    told = stage.run(ActionCheckSwitch, "switch_status")
    assert [option["value"] for option in told.slots["options"]] == [GARAGE, FLAT]
    one = stage.run(ActionCheckSwitch, "give_details", "the second one", slots={"service_point_id": FLAT})
    assert [option["value"] for option in one.slots["options"]] == [GARAGE, FLAT]
    assert "Garage" not in one.texts["en"]


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("complaint_status", "co z moim wnioskiem"),
        ("nlu_fallback", "ich bin da neu, hab nen antrag gestellt"),
        ("nlu_fallback", "hows my application"),
    ],
)
def test_an_application_is_the_change_it_began(stage: Stage, intent: str, text: str) -> None:
    action = ActionCheckComplaint if intent == "complaint_status" else ActionAdmitMisunderstanding
    assert stage.run(action, intent, text, confidence=0.5).next_action == "action_check_switch"
