"""The places and lines a customer is served at."""

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import Api


@pytest.mark.capability("B17")
def test_a_customer_sees_metering_points_and_lines(api: Api) -> None:
    found = api.json("/service-points", world.ANNA.customer)
    flat, mobile = found["items"]
    assert found["total"] == 2
    assert (flat["id"], flat["name"], flat["kind"], flat["scheme"]) == (
        str(world.ANNA.flat),
        "Flat",
        "metering_point",
        "malo",
    )
    assert flat["identifier"] == world.malo(1000)
    assert (flat["meter_number"], flat["grid_operator"], flat["state"]) == ("1EMH00001000", "Rheinnetz", "active")
    assert flat["address"]["street"] == "Domstr."
    assert flat["allowance"] is None
    assert (mobile["kind"], mobile["melo_ids"], mobile["meter_number"]) == ("line", [], None)
    assert mobile["allowance"] == {
        "data_gb_total": 20,
        "data_gb_left": 7.4,
        "minutes_total": None,
        "minutes_left": None,
        "sms_left": None,
        "renews_on": "2026-12-01",
    }


@pytest.mark.capability("B17")
def test_a_polish_point_has_a_ppe_code(api: Api) -> None:
    (place,) = api.json("/service-points", world.APPLICANT.customer)["items"]
    assert (place["scheme"], place["identifier"], place["state"]) == ("ppe", world.ppe(3000), "planned")


@pytest.mark.capability("B17")
def test_without_a_billing_system_the_contract_in_our_books_says_tariff_and_number(api: Api) -> None:
    found = api.json("/service-points", world.ANNA.customer)
    flat, mobile = found["items"]
    assert (flat["tariff"], flat["contract_number"]) == ("Zorza Strom 12", "V-001000")
    assert (mobile["tariff"], mobile["contract_number"]) == (None, None)
    assert {item["source"] for item in found["items"]} == {None}
    assert (found["current"], found["stale"], found["complete"], found["missing"]) == (2, 0, True, [])
