"""Until when a contract runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.action_check_contract_expiry import ActionCheckContractExpiry
from tests.actions.fake_backend import FLAT, GARAGE, contract, switch

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_end_notice_and_renewal(stage: Stage) -> None:
    result = stage.run(ActionCheckContractExpiry, "contract_expiry", "when does the contract for the flat end")
    assert "It runs until 31 December 2026" in result.texts["en"]
    assert "4 Wochen" in result.texts["de"]
    assert "4 tygodnie" in result.texts["pl"]
    assert "3 December 2026" in result.texts["en"]
    assert "Garage" not in result.texts["en"]


def test_one_that_cannot_be_ended_yet(stage: Stage) -> None:
    stage.backend.contracts = [
        contract("V-1", FLAT, ends_on=None, cannot_end_before_on="2027-03-31", notice_by_on=None, renewal="none")
    ]
    text = stage.run(ActionCheckContractExpiry, "contract_expiry").texts["en"]
    assert "no fixed end" in text
    assert "cannot be ended before 31 March 2027" in text


def test_ended_ending_and_future(stage: Stage) -> None:
    stage.backend.contracts = [
        contract("V-1", FLAT, state="ending"),
        contract("V-2", GARAGE, state="future", ends_on="2028-01-01", renewal="indefinite"),
    ]
    text = stage.run(ActionCheckContractExpiry, "contract_expiry").texts["en"]
    assert "Notice has been given" in text
    assert "begins on 1 January 2025" in text
    stage.backend.contracts = [contract("V-1", FLAT, state="ended")]
    assert "hat am 31. Dezember 2026 geendet" in stage.run(ActionCheckContractExpiry, "contract_expiry").texts["de"]


def test_many_become_a_list_with_a_choice(stage: Stage) -> None:
    stage.backend.contracts = [contract(f"V-{n}", FLAT, ends_on=f"2027-0{9 - n}-01") for n in range(1, 6)]
    result = stage.run(ActionCheckContractExpiry, "contract_expiry")
    assert result.responses == ["utter_contract_expiry_list"]
    assert result.texts["en"].index("1 April 2027") < result.texts["en"].index("1 August 2027")
    assert result.form == "choose_form"


def test_none(stage: Stage) -> None:
    stage.backend.contracts = []
    assert stage.run(ActionCheckContractExpiry, "contract_expiry").responses == ["utter_no_contracts"]


def test_what_was_told_in_full_can_be_pointed_at(stage: Stage) -> None:
    told = stage.run(ActionCheckContractExpiry, "contract_expiry")
    assert [option["value"] for option in told.slots["options"]] == [FLAT, GARAGE]


def test_one_that_begins_later(stage: Stage) -> None:
    stage.backend.contracts = [contract("V-1", FLAT, state="future", starts_on="2027-01-01", ends_on=None)]
    text = stage.run(ActionCheckContractExpiry, "contract_expiry", language="de").texts["de"]
    assert "Der Vertrag beginnt am 1. Januar 2027 und läuft auf unbestimmte Zeit." in text


def test_one_that_was_extended_is_not_called_ended_by_notice(stage: Stage) -> None:
    stage.backend.contracts = [contract("V-1", FLAT, state="ending", ended_by="renewal")]
    result = stage.run(ActionCheckContractExpiry, "contract_expiry")
    assert "It has been extended" in result.texts["en"]
    assert "gekündigt" not in result.texts["de"]
    assert "wypowiedziana" not in result.texts["pl"]


THIS_YEAR = {"from_on": "2026-01-01", "to_on": "2026-11-21", "grain": "year", "text": "this year"}


def test_of_many_those_that_end_in_the_time_that_was_named(stage: Stage) -> None:
    ends = ("2026-11-30", "2026-12-31", "2027-03-31", "2027-06-30")
    stage.backend.contracts = [contract(f"V-{n}", FLAT, ends_on=day) for n, day in enumerate(ends)]
    texts = stage.run(ActionCheckContractExpiry, "contract_expiry", "which end this year?", period=THIS_YEAR).texts
    assert texts["en"].startswith("These end in this time (2026), 2 of 4:")
    assert texts["de"].startswith("In dieser Zeit (2026) enden 2 von 4 Verträgen:")
    assert texts["pl"].startswith("Umowy, które kończą się w tym czasie (2026), 2 z 4:")
    assert texts["en"].count("•") == 2


def test_none_of_many_ends_in_that_time(stage: Stage) -> None:
    stage.backend.contracts = [contract(f"V-{n}", FLAT, ends_on=f"2027-0{n}-28") for n in range(1, 5)]
    texts = stage.run(ActionCheckContractExpiry, "contract_expiry", "which end this year?", period=THIS_YEAR).texts
    assert "None of your contracts ends in this time (2026)" in texts["en"]
    assert "endet keiner Ihrer Verträge" in texts["de"]
    assert "nie kończy się żadna umowa" in texts["pl"]
    assert texts["en"].count("•") == 4


def test_until_when_it_can_be_withdrawn_from_is_answered_whatever_is_known(stage: Stage) -> None:
    asked = "until when can I withdraw from it"
    for known, said in (
        ({"withdrawal_until_on": "2026-12-02"}, "withdraw from it until 2 December 2026"),
        ({"signed_on": "2026-10-01"}, "agreed on 1 October 2026; the time to withdraw from it is over"),
        ({}, "cannot see here when it was agreed"),
    ):
        stage.backend.contracts = [contract("V-1", FLAT, **known)]
        assert said in stage.run(ActionCheckContractExpiry, "contract_expiry", asked).texts["en"]
    stage.backend.contracts = [contract("V-1", FLAT, state="future", starts_on="2027-01-01", signed_on="2026-10-01")]
    stage.backend.switches = [switch(FLAT, "rejected", 6)]
    assert "still give it up" in stage.run(ActionCheckContractExpiry, "contract_expiry", asked).texts["en"]
    assert "withdraw" not in stage.run(ActionCheckContractExpiry, "contract_expiry", "when does it end").texts["en"]
