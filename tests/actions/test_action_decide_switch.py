"""A rejected change of supplier is corrected, waited for or given up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from actions.action_decide_switch import ActionDecideSwitch
from tests.actions.fake_backend import GARAGE, switch

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


pytestmark = pytest.mark.usefixtures("rejected_garage")


def record(code: str, **changes: Any) -> dict[str, Any]:
    rejected = switch(GARAGE, "rejected", 6, waiting_for="customer", reason_code=code)
    can = {"can_correct": False, "can_wait": False, "can_withdraw": True}
    return {**rejected, **can, "rejection": {"code": code}, **changes}


@pytest.fixture
def rejected_garage(stage: Stage) -> None:
    known = record("meter_number_mismatch", can_correct=True)
    stage.backend.answers |= {
        ("GET", "/switches"): {"items": [known], "total": 1},
        ("GET", f"/switches/{known['id']}"): known,
        ("POST", f"/switches/{known['id']}/corrections"): (201, record("", stage="sent_to_grid_operator")),
        ("POST", f"/switches/{known['id']}/waiting"): record("other_contract_running", start_on="2027-04-01"),
        ("POST", f"/switches/{known['id']}/withdrawal"): record("", stage="withdrawn"),
    }


def sent(stage: Stage) -> list[tuple[str, Any]]:
    posts = [call for call in stage.backend.calls if call.method == "POST"]
    return [(call.url.path, json.loads(call.content or b"{}")) for call in posts]


@pytest.mark.parametrize(
    "written", ["1EMH0012345678", "it says 1emh0012345678 on it", "1EMH 0012345678 is printed there"]
)
def test_a_meter_number_is_corrected(stage: Stage, written: str) -> None:
    button = {"matter": "decide_switch", "service_point_id": GARAGE, "answer": "correct"}
    asked = stage.run(ActionDecideSwitch, "choose", slots={"service_point_id": GARAGE}, entities=button)
    assert asked.responses == ["utter_ask_decide_meter"]
    summed = stage.answer(asked, "give_details", written)
    assert summed.responses == ["utter_decide_summary"]
    done = stage.answer(summed, "affirm", "yes")
    assert done.responses == ["utter_decide_done"]
    assert sent(stage)[0][0] == "/switches/s-p-garage/corrections"
    assert sent(stage)[0][1]["meter_number"].endswith("0012345678")


@pytest.mark.parametrize("correction", ["no, 1EMH0012345687", "nein, es ist die 1emh0012345687", "nie, 1EMH0012345687"])
def test_a_meter_number_is_put_right_after_the_summary(stage: Stage, correction: str) -> None:
    """The yes after it is for the number that was read back last."""
    button = {"matter": "decide_switch", "service_point_id": GARAGE, "answer": "correct"}
    asked = stage.run(ActionDecideSwitch, "choose", slots={"service_point_id": GARAGE}, entities=button)
    summed = stage.answer(asked, "give_details", "1EMH0012345678")
    again = stage.answer(summed, "deny", correction)
    assert again.responses == ["utter_decide_summary"]
    assert "1EMH0012345687" in again.texts["en"]
    stage.answer(again, "affirm", "yes")
    assert [body["meter_number"] for _path, body in sent(stage)] == ["1EMH0012345687"]


def test_waiting_tells_when_supply_begins(stage: Stage) -> None:
    known = record("other_contract_running", can_wait=True)
    stage.backend.answers["GET", f"/switches/{known['id']}"] = known
    asked = stage.run(ActionDecideSwitch, "choose")
    assert asked.responses == ["utter_ask_decide_what"]
    summed = stage.answer(asked, "choose", step="decision", answer="wait")
    done = stage.answer(summed, "affirm", "ja")
    assert "1. April 2027" in done.texts["de"]
    assert sent(stage) == [("/switches/s-p-garage/waiting", {})]


def test_giving_up_needs_a_code(stage: Stage) -> None:
    asked = stage.run(ActionDecideSwitch, "choose", entities={"answer": "give_up"})
    assert asked.responses == ["utter_decide_summary"]
    code = stage.answer(asked, "affirm", "tak")
    assert code.requests == [{"kind": "send_code", "bound_to": "switch:s-p-garage"}]
    assert sent(stage) == []


def test_nothing_to_decide_is_said(stage: Stage) -> None:
    known = record("", can_withdraw=False)
    stage.backend.answers["GET", f"/switches/{known['id']}"] = known
    result = stage.run(ActionDecideSwitch, "choose")
    assert result.responses == ["utter_decide_nothing_open"]
    assert result.slots["draft"] is None
