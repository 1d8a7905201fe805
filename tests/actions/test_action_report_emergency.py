"""Safety first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_report_emergency import ActionReportEmergency

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_gas_with_its_number(stage: Stage) -> None:
    text = stage.run(ActionReportEmergency, "report_emergency", level="anonymous", commodity="gas").texts["en"]
    assert "112" in text
    assert "+49 30 5550 911" in text
    assert "fallen line" not in text


def test_unknown_danger_gets_both(stage: Stage) -> None:
    text = stage.run(ActionReportEmergency, "report_emergency", level="anonymous").texts["de"]
    assert "Gasgeruch" in text
    assert "20 Meter" in text


@pytest.mark.parametrize("commodity", ["gas", "electricity", "fibre"])
def test_without_a_backend_the_general_number(stage: Stage, commodity: str) -> None:
    stage.backend.failure = 503
    result = stage.run(ActionReportEmergency, "report_emergency", level="anonymous", commodity=commodity)
    assert all("112" in text for text in result.texts.values())


def test_in_the_middle_of_a_form_nothing_else_is_said(stage: Stage) -> None:
    slots = {"requested_slot": "claimed_second_id"}
    result = stage.run(ActionReportEmergency, "report_emergency", level="anonymous", form="identify_form", slots=slots)
    assert result.responses == ["utter_emergency"]
    assert result.form == "identify_form"
    assert result.slots["requested_slot"] == "claimed_second_id"
