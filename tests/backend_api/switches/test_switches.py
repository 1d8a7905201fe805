"""How far a change of supplier is: in brief for a confirmed address, in full when proven."""

from typing import get_args

import pytest

from backend_api.switches.models import STAGE_POSITIONS, SwitchStage
from tests.backend_api import world
from tests.backend_api.conftest import Api


@pytest.mark.capability("B28")
def test_a_verified_customer_sees_stage_history_blocker_and_next_step(api: Api) -> None:
    (switch,) = api.json("/switches", world.ANNA.customer)["items"]
    assert (switch["stage"], switch["position"], switch["total"]) == ("rejected", 6, 10)
    assert (switch["service_point_name"], switch["commodity"]) == ("Flat", "electricity")
    assert (switch["reason_code"], switch["blocker_code"]) == ("meter_number_mismatch", "correction_needed")
    assert (switch["next_step_code"], switch["waiting_for"]) == ("correct_meter_number", "customer")
    assert (switch["stage_since_on"], switch["counterpart"]) == ("2026-10-12", "Old Power")
    assert [entry["stage"] for entry in switch["history"]][:2] == ["signed", "cooling_off"]
    assert switch["history"][-1] == {"stage": "rejected", "on": "2026-10-12"}


@pytest.mark.capability("B28")
def test_a_confirmed_address_alone_sees_where_it_stands_only(api: Api) -> None:
    (switch,) = api.get("/switches", world.ANNA.customer, "channel").json()["items"]
    assert switch == {
        "id": str(world.ANNA.switch),
        "service_point_id": str(world.ANNA.flat),
        "service_point_name": None,
        "direction": "incoming",
        "stage": "rejected",
        "position": 6,
        "total": 10,
        "expected_on": None,
        "waiting_for": "customer",
    }


@pytest.mark.capability("B27")
def test_an_applicant_sees_the_switch_before_there_is_a_customer_number(api: Api) -> None:
    found = api.json("/switches", world.APPLICANT.customer)
    assert found["total"] == 1
    assert found["items"][0]["stage"] == "rejected"


def test_switches_of_one_point(api: Api) -> None:
    assert api.json("/switches", world.ANNA.customer, service_point_id=str(world.ANNA.flat))["total"] == 1
    assert api.json("/switches", world.ANNA.customer, service_point_id=str(world.ANNA.phone))["total"] == 0


def test_there_are_ten_positions_and_two_outcomes_at_the_sixth() -> None:
    assert set(STAGE_POSITIONS) == set(get_args(SwitchStage))
    assert sorted(STAGE_POSITIONS.values()) == [1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10]
