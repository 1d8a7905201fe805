"""Fault guides over HTTP: anybody follows them, staff write them without a release."""

from typing import Any

from tests.backend_api import world
from tests.backend_api.conftest import Api
from tests.backend_api.fault_guides.test_rules import WORDS, guide, step

STAFF = world.uid(9001)


def written(*steps: dict[str, Any]) -> dict[str, Any]:
    return guide(*steps).model_dump(mode="json")


def write(api: Api, key: str, body: Any, role: str = "back_office") -> Any:
    return api.ask("PUT", f"/staff/fault-guides/{key}", fact=api.fact(person=STAFF, roles=[role]), body=body)


def test_three_checks_lead_to_the_cause(api: Api) -> None:
    """J5.7: one check per message, the third finds the cause."""
    body = written(
        step("airplane_mode", ("off", "sim_seated"), ("was_on", "sim_seated")),
        step("sim_seated", ("seated", "sim_active"), ("reseated", "sim_active")),
        step("sim_active", ("not_active", None)),
    )
    made = write(api, "sim_not_active", body).json()
    assert (made["first_step"], made["revision"]) == ("airplane_mode", 1)
    shown = api.ask("GET", "/fault-guides/sim_not_active")
    assert shown.status_code == 200, "nobody has to say who they are"
    steps = {entry["key"]: entry for entry in shown.json()["steps"]}
    key, checks = shown.json()["first_step"], []
    while key is not None:
        checks.append(key)
        outcome = steps[key]["outcomes"][-1]
        key = outcome["next_step"]
    assert checks == ["airplane_mode", "sim_seated", "sim_active"]
    assert outcome["ends_in"] == "ticket"
    assert steps["sim_seated"]["text"] == WORDS


def test_a_guide_is_written_anew_as_a_whole(api: Api) -> None:
    first = written(step("a", ("x", "b")), step("b", ("y", None)))
    assert [entry["key"] for entry in write(api, "router_red", first).json()["steps"]] == ["a", "b"]
    second = write(api, "router_red", written(step("b", ("z", None)))).json()
    assert ([entry["key"] for entry in second["steps"]], second["revision"]) == (["b"], 2)
    listed = api.ask("GET", "/fault-guides", params={"device": "router", "fault": "no_internet"}).json()
    assert "router_red" in [entry["key"] for entry in listed["items"]]
    assert api.ask("GET", "/fault-guides", params={"device": "tv_box"}).json()["items"] == []


def test_what_is_not_whole_is_refused_with_every_problem(api: Api) -> None:
    answer = write(api, "broken", written(step("a", ("x", "b")), step("c", ("x", None))))
    assert (answer.status_code, answer.json()["code"]) == (422, "guide_invalid")
    assert answer.json()["details"]["problems"] == ["step a leads to b, which is not there"]
    assert api.ask("GET", "/fault-guides/broken").status_code == 404


def test_only_some_staff_write(api: Api) -> None:
    assert write(api, "agents", written(step("a", ("x", None))), role="agent").status_code == 403
