"""What a contract says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_show_contract import ActionShowContract
from actions.action_take_details import ActionTakeDetails
from tests.actions.fake_backend import FLAT, GARAGE, PHONE, contract

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_product_prices_and_guarantee(stage: Stage) -> None:
    text = stage.run(ActionShowContract, "contract_details", "which tariff in the flat").texts["en"]
    for part in ("Zorza Klar", "€11.90 a month", "€0.2987", "guaranteed until 31 December 2026"):
        assert part in text


def test_a_line_with_what_is_included_and_left(stage: Stage) -> None:
    included = {"data_gb": "20", "minutes": None, "speed_mbit": 300}
    stage.backend.contracts = [contract("V-1", PHONE, unit_price=None, included=included)]
    text = stage.run(ActionShowContract, "contract_details").texts["de"]
    assert "Datenvolumen: 20\xa0GB" in text
    assert "Noch übrig: 7,5\xa0GB" in text
    assert "300 Mbit/s" in text


def test_by_its_number(stage: Stage) -> None:
    text = stage.run(ActionShowContract, "contract_details", "V-200418", contract_number="V-200418").texts["en"]
    assert text.startswith("Garage")


def test_many_become_a_list(stage: Stage) -> None:
    stage.backend.contracts = [contract(f"V-{n}", FLAT) for n in range(5)]
    result = stage.run(ActionShowContract, "contract_details")
    assert result.responses == ["utter_contract_list"]
    assert result.form == "choose_form"


def test_a_place_without_contract(stage: Stage) -> None:
    result = stage.run(ActionShowContract, "contract_details", "my mobile plan")
    assert result.responses == ["utter_record_not_found"]


@pytest.mark.parametrize(
    ("state", "ends_on", "language", "words"),
    [
        ("future", "2028-01-01", "en", "It will run from 1 January 2027 until 1 January 2028"),
        ("future", None, "de", "Der Vertrag läuft ab dem 1. Januar 2027 auf unbestimmte Zeit"),
        ("future", None, "pl", "zacznie obowiązywać 1 stycznia 2027, na czas nieokreślony"),
        ("active", None, "en", "It has been running since 1 January 2027, with no fixed end"),
        ("ended", "2028-01-01", "de", "Der Vertrag lief vom 1. Januar 2027 bis zum 1. Januar 2028"),
    ],
)
def test_when_it_runs(stage: Stage, state: str, ends_on: str | None, language: str, words: str) -> None:
    stage.backend.contracts = [contract("V-1", FLAT, state=state, starts_on="2027-01-01", ends_on=ends_on)]
    assert words in stage.run(ActionShowContract, "contract_details", language=language).texts[language]


def test_what_was_told_in_full_can_be_pointed_at(stage: Stage) -> None:
    told = stage.run(ActionShowContract, "contract_details")
    assert told.form is None
    assert [option["value"] for option in told.slots["options"]] == [FLAT, GARAGE]
    slots = {"options": told.slots["options"], "last_matter": "contract_details"}
    chosen = stage.run(ActionTakeDetails, "give_details", "the second one", slots=slots, ordinal="2")
    assert (chosen.slots["service_point_id"], chosen.next_action) == (GARAGE, "action_show_contract")
    after = {**slots, "service_point_id": GARAGE}
    text = stage.run(ActionShowContract, "give_details", "the second one", slots=after).texts["en"]
    assert text.startswith("Garage")
    assert "Flat" not in text
    other = stage.run(ActionTakeDetails, "deny", "no, the other one", slots=after, ordinal="other")
    assert other.slots["service_point_id"] == FLAT


def test_a_contract_that_was_withdrawn_from_is_told_as_such(stage: Stage) -> None:
    gone = contract("V-1", FLAT, state="ended", starts_on="2027-01-01", ends_on=None, ended_by="withdrawal")
    stage.backend.contracts = [gone]
    told = stage.run(ActionShowContract, "contract_details", "do I have a contract now or not").texts
    assert told["en"].startswith("No contract of yours is running at the moment")
    assert "counts as never agreed" in told["en"]
    assert "It ran from" not in told["en"]
    assert "uważa się ją za niezawartą" in told["pl"]
    assert "obowiązywała" not in told["pl"]
    assert "gilt als nie geschlossen" in told["de"]


def test_another_contract_still_runs_beside_one_that_was_withdrawn_from(stage: Stage) -> None:
    gone = contract("V-1", FLAT, state="ended", starts_on="2027-01-01", ends_on=None, ended_by="withdrawal")
    stage.backend.contracts = [gone, contract("V-2", GARAGE)]
    told = stage.run(ActionShowContract, "contract_details", "V-1", contract_number="V-1").texts["en"]
    assert "counts as never agreed" in told
    assert "No contract of yours" not in told
