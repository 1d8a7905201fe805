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


PAPER = {"kind": "authority", "matter_number": "O-1", "state": "complete"}


def says_one_of(text: str, one: str, other: str, *, first: bool) -> None:
    assert (one in text) is first
    assert (other in text) is not first


@pytest.mark.parametrize(("state", "is_here"), [("complete", True), ("accepted", True), ("incomplete", False)])
def test_an_authority_that_has_arrived_is_not_asked_for_again(stage: Stage, state: str, is_here: bool) -> None:
    waiting = {"waiting_for": "customer", "blocker_code": "authority_missing", "next_step_code": "send_authority"}
    stage.backend.switches = [switch(FLAT, "cooling_off", 2, **waiting, order_number="O-1")]
    stage.backend.answers["GET", "/documents"] = {"items": [{**PAPER, "state": state}], "total": 1}
    texts = stage.run(ActionCheckSwitch, "switch_status").texts
    for language, here, missing in (
        ("en", "has arrived, and we are checking it.", "send me the signed power of attorney"),
        ("de", "Ihre Vollmacht ist da", "Sie am Zug"),
        ("pl", "Pełnomocnictwo już dotarło", "Teraz czekamy na Państwa"),
    ):
        says_one_of(texts[language], here, missing, first=is_here)


def claimed(**changes: object) -> dict[str, object]:
    """A change that an old contract holds up."""
    waiting = {"waiting_for": "customer", "blocker_code": "old_contract_running"}
    return switch(FLAT, "old_contract_ended", 4, **waiting, next_step_code="choose_wait_or_withdraw", **changes)


def test_an_old_contract_can_be_waited_for_or_the_change_given_up(stage: Stage) -> None:
    stage.backend.switches = [claimed()]
    told = stage.run(ActionCheckSwitch, "switch_status")
    assert "either wait until the old contract ends or withdraw" in told.texts["en"]
    assert [button["entities"]["answer"] for button in told.messages[0]["buttons"]] == ["wait", "give_up"]


def test_only_the_ways_that_are_open_are_offered(stage: Stage) -> None:
    stage.backend.switches = [claimed()]
    stage.backend.answers["GET", "/switches/s-p-flat"] = {**claimed(), "can_wait": True, "can_withdraw": False}
    told = stage.run(ActionCheckSwitch, "switch_status")
    assert "tell me that you would like to wait" in told.texts["en"]
    assert "das Ende des alten Vertrags abwarten" in told.texts["de"]
    assert "czekają Państwo na koniec dotychczasowej umowy" in told.texts["pl"]
    assert len(told.messages[0]["buttons"]) == 1


@pytest.mark.parametrize(
    "text",
    ["I'll wait then", "then we wait", "ich warte das ab", "dann warten wir", "to poczekam", "czekamy na koniec"],
)
def test_who_waits_after_the_change_was_told_is_heard(stage: Stage, text: str) -> None:
    said = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text, slots={"last_matter": "switch_status"})
    assert said.next_action == "action_decide_switch"


@pytest.mark.parametrize(
    "text", ["how long do I have to wait?", "wait a moment", "wie lange muss ich warten?", "moment"]
)
def test_who_asks_or_needs_a_moment_decides_nothing(stage: Stage, text: str) -> None:
    said = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text, slots={"last_matter": "switch_status"})
    assert said.next_action != "action_decide_switch"


@pytest.mark.parametrize(
    ("read_on", "source", "check_state", "is_here"),
    [
        ("2026-11-02", "customer", "accepted", True),
        ("2026-11-02", "estimated", "accepted", False),
        ("2026-11-02", "customer", "to_check", False),
        ("2026-10-20", "measured", "accepted", False),
    ],
)
def test_a_first_reading_that_has_come_is_not_asked_for_again(
    stage: Stage, read_on: str, source: str, check_state: str, is_here: bool
) -> None:
    waiting = {"waiting_for": "customer", "next_step_code": "send_first_reading", "start_on": "2026-11-01"}
    stage.backend.switches = [switch(FLAT, "active", 8, **waiting)]
    stage.backend.answers["GET", "/readings"] = {
        "items": [{"read_on": read_on, "source": source, "check_state": check_state}]
    }
    texts = stage.run(ActionCheckSwitch, "switch_status").texts
    for language, here, asked in (
        ("en", "Your first reading has arrived.", "read your meter and send me the reading here"),
        ("de", "Ihr erster Zählerstand ist da.", "Lesen Sie Ihren Zähler ab"),
        ("pl", "Pierwszy odczyt już dotarł.", "proszę odczytać licznik"),
    ):
        says_one_of(texts[language], here, asked, first=is_here)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "is stopped"), ("de", "ist gestoppt"), ("pl", "jest wstrzymana")]
)
def test_after_a_withdrawal_nothing_goes_on(stage: Stage, language: str, words: str) -> None:
    stage.backend.switches = []
    for contract in stage.backend.contracts:
        contract.update(state="ended", ended_by="withdrawal")
    result = stage.run(ActionCheckSwitch, "switch_status", language=language)
    assert result.responses == ["utter_switch_withdrawn"]
    assert words in result.texts[language]
    stage.backend.contracts[0].update(state="active", ended_by=None)
    assert "V-200417" not in stage.run(ActionCheckSwitch, "switch_status").texts["en"]
