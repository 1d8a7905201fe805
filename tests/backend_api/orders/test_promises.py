"""Promises at risk are seen and warned of once; delivery times are kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend_api.database import create_sync_engine
from backend_api.tables import DomainEvent
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.orders.rows import uid
from tests.backend_api.orders.test_orders import placed, step

LATER = datetime(2026, 11, 26, 10, tzinfo=UTC)


def agent(api: Api) -> str:
    return api.fact(person=uid(1190), roles=["agent"])


def warnings(api: Api, number: str) -> list[Any]:
    engine = create_sync_engine(api.database)
    with engine.connect() as connection:
        rows = connection.execute(select(DomainEvent.about).where(DomainEvent.name == "order_promise_at_risk"))
        found = [about for (about,) in rows if about["order_number"] == number]
    engine.dispose()
    return found


@pytest.mark.capability("V25")
def test_a_promise_that_may_break_is_warned_of_once(api: Api) -> None:
    number = placed(api)["number"]
    calm = api.done("GET", "/staff/orders/at-risk", fact=agent(api))
    assert number not in {item["number"] for item in calm["items"]}
    with api.at(LATER):
        risky = api.done("GET", "/staff/orders/at-risk", fact=agent(api))
        found = next(item for item in risky["items"] if item["number"] == number)
        assert (found["risk"], found["promised_on"], found["state"]) == ("late", "2026-11-27", "placed")
        first = api.done("POST", "/operations/promise-warnings", secret=GATEWAY_SECRET)
        assert first["warned"] >= 1
        assert api.done("POST", "/operations/promise-warnings", secret=GATEWAY_SECRET) == {"warned": 0}
    told = {"order_number": number, "kind": "device", "promised_on": "2026-11-27"}
    assert warnings(api, number) == [told]
    step(api, number, None, promised_on="2026-11-24")
    api.done("POST", "/operations/promise-warnings", secret=GATEWAY_SECRET)
    assert len(warnings(api, number)) == 2


@pytest.mark.capability("V25")
def test_order_to_delivery_times_are_figures(api: Api) -> None:
    numbers = [placed(api, kind="accessory", lines=[{"product_number": "LADER"}])["number"] for _ in range(3)]
    for days, number in enumerate(numbers, start=1):
        with api.at(datetime(2027, 3, 1, 12, tzinfo=UTC) + timedelta(days=days)):
            for state in ("confirmed", "packed", "handed_over", "delivered"):
                assert step(api, number, state).status_code == 200
    period = {"from_on": "2027-03-01", "to_on": "2027-03-31"}
    with api.at(datetime(2027, 3, 30, tzinfo=UTC)):
        figures = api.done("GET", "/figures/orders", fact=agent(api), params=period)
    accessory = next(kind for kind in figures["kinds"] if kind["kind"] == "accessory")
    waited = (datetime(2027, 3, 1, 12, tzinfo=UTC) - world.NOW).total_seconds() / 86_400
    assert (accessory["count"], accessory["kept_percent"]) == (3, 0)
    assert accessory["median_days"] == pytest.approx(waited + 2, abs=0.1)
    assert accessory["p90_days"] == pytest.approx(waited + 3, abs=0.1)
    device = next(kind for kind in figures["kinds"] if kind["kind"] == "device")
    assert device["open"] >= device["at_risk"] >= 1


def test_figures_are_for_staff_and_operations(api: Api) -> None:
    period = {"from_on": "2026-11-01", "to_on": "2026-11-30"}
    assert api.ask("GET", "/figures/orders", fact=api.fact(world.ANNA.customer), params=period).status_code == 403
    assert api.ask("GET", "/figures/orders", params=period).status_code == 403
    assert api.ask("GET", "/figures/orders", secret=GATEWAY_SECRET, params=period).status_code == 200
    turned = {"from_on": "2026-11-30", "to_on": "2026-11-01"}
    assert api.ask("GET", "/figures/orders", secret=GATEWAY_SECRET, params=turned).json()["code"] == "period_invalid"
