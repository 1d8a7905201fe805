"""A copy of all data, or their erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions.action_request_data import ActionRequestData
from tests.actions.fake_account import RECORD, ROUTES, begin, go_on, sent
from tests.actions.fake_backend import money

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

NUMBER = "0192f0c1-7c1e-7000-8000-2f6f1d3c5a10"
EXPORT = {
    "id": NUMBER,
    "asked_at": "2026-11-21T18:00:00Z",
    "ready_at": "2026-11-21T18:00:00Z",
    "expires_at": "2026-11-22T18:00:00Z",
}
COPY = {"customer_id": "1", "made_at": "2026-11-21T18:00:00Z", "tables": {"customers": [{"name": "Nowak"}]}}
RECEIPT: dict[str, Any] = {
    "id": NUMBER,
    "state": "waiting",
    "asked_at": "2026-11-21T18:00:00Z",
    "due_at": "2026-11-28T18:00:00Z",
    "settled_at": None,
    "deleted": None,
    "kept": [
        {"code": "books", "text": "Vouchers", "source": "AO", "until_on": "2034-12-31", "tables": {"invoices": 3}}
    ],
}
SETTLED = {"balance": money("0.00"), "credit": money("0.00")}


@pytest.fixture(autouse=True)
def privacy_answers(stage: Stage) -> None:
    stage.backend.answers |= {
        **ROUTES,
        ("GET", "/privacy/erasures"): {"items": [], "total": 0},
        ("POST", "/privacy/exports"): (201, EXPORT),
        ("GET", f"/privacy/exports/{NUMBER}"): COPY,
        ("POST", "/privacy/erasures"): (201, RECEIPT),
        ("POST", f"/privacy/erasures/{NUMBER}/withdrawals"): (201, {**RECEIPT, "state": "taken_back"}),
        ("GET", "/contracts"): {"items": [], "total": 0},
        ("GET", "/account"): SETTLED,
    }


@pytest.fixture
def proven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actions._backend.is_fresh_for", lambda thing: thing == "my_data")


def agreed(stage: Stage, text: str) -> Result:
    return go_on(stage, begin(stage, ActionRequestData, text), ActionRequestData, "affirm", "yes")


def test_a_copy_needs_a_code_of_its_own(stage: Stage) -> None:
    asked = agreed(stage, "I want a copy of my data")
    assert asked.requests == [{"kind": "send_code", "bound_to": "my_data"}]
    assert sent(stage, "POST", "/privacy/exports") == []


@pytest.mark.usefixtures("proven")
def test_the_copy_comes_as_a_file(stage: Stage) -> None:
    done = agreed(stage, "I want a copy of my data")
    assert done.responses == ["utter_copy_here"]
    assert [file["media_type"] for file in done.attachments] == ["application/json"]


@pytest.mark.usefixtures("proven")
def test_a_copy_that_takes_time_is_fetched_by_its_number(stage: Stage) -> None:
    route = ("GET", f"/privacy/exports/{NUMBER}")
    stage.backend.answers[route] = (409, {"code": "export_not_ready", "message": "", "details": {}})
    later = agreed(stage, "I want a copy of my data")
    assert later.responses == ["utter_copy_later"]
    assert NUMBER in later.texts["de"]
    assert begin(stage, ActionRequestData, f"copy {NUMBER}").responses == ["utter_copy_not_fetched"]
    stage.backend.answers[route] = COPY
    assert begin(stage, ActionRequestData, f"copy {NUMBER}").responses == ["utter_copy_here"]


@pytest.mark.usefixtures("proven")
def test_an_erasure_tells_when_and_what_stays(stage: Stage) -> None:
    done = agreed(stage, "delete all my data")
    assert done.responses == ["utter_erasure_noted"]
    assert "28 November 2026" in done.texts["en"]
    assert "31 December 2034" in done.texts["en"]


def test_what_stands_in_the_way_is_told_without_a_code(stage: Stage) -> None:
    del stage.backend.answers["GET", "/contracts"], stage.backend.answers["GET", "/account"]
    told = begin(stage, ActionRequestData, "delete all my data")
    assert told.responses == ["utter_erasure_blocked"]
    assert "A contract is running" in told.texts["en"]
    assert "nicht ausgeglichen" in told.texts["de"]


@pytest.mark.usefixtures("proven")
def test_what_only_the_backend_knows_is_told_as_well(stage: Stage) -> None:
    refusal = {"code": "erasure_blocked", "message": "", "details": {"reasons": ["order_open"]}}
    stage.backend.answers["POST", "/privacy/erasures"] = (409, refusal)
    assert "An order is under way" in agreed(stage, "delete all my data").texts["en"]


@pytest.mark.usefixtures("proven")
def test_nobody_asks_for_somebody_else(stage: Stage) -> None:
    stage.backend.answers["POST", "/privacy/exports"] = (403, {"code": "own_data_only", "message": ""})
    assert agreed(stage, "I want a copy of my data").responses == ["utter_data_own_only"]


def test_a_wish_that_waits_can_be_taken_back(stage: Stage) -> None:
    stage.backend.answers["GET", "/privacy/erasures"] = {"items": [RECEIPT], "total": 1}
    assert begin(stage, ActionRequestData, "delete all my data").responses == ["utter_erasure_waits"]
    pressed = begin(stage, ActionRequestData, "", step="data", answer="take_back")
    done = go_on(stage, pressed, ActionRequestData, "affirm", "yes")
    assert done.responses == ["utter_erasure_taken_back"]


def test_nothing_waits_that_could_be_taken_back(stage: Stage) -> None:
    assert begin(stage, ActionRequestData, "I take it back").responses == ["utter_no_erasure_waits"]


def test_it_is_asked_which(stage: Stage) -> None:
    asked = begin(stage, ActionRequestData, "gdpr")
    assert asked.responses == ["utter_ask_data_wish"]


@pytest.mark.parametrize("text", ["was wisst ihr alles über mich", "what do you know about me", "co o mnie wiecie"])
def test_what_is_known_is_shown_at_once(stage: Stage, text: str) -> None:
    assert stage.run(ActionRequestData, "request_my_data", text).next_action == "action_show_data"


@pytest.mark.parametrize("text", ["send me what you have about me", "löscht, was ihr über mich habt"])
def test_a_copy_or_an_erasure_is_taken_as_one(stage: Stage, text: str) -> None:
    assert stage.run(ActionRequestData, "request_my_data", text).next_action != "action_show_data"


def test_that_no_code_can_be_sent_is_said_before_the_yes(stage: Stage) -> None:
    without = {**RECORD, "addresses": [one for one in RECORD["addresses"] if one["kind"] == "email"]}
    stage.backend.answers["GET", "/customer"] = without
    told = begin(stage, ActionRequestData, "send me a copy of all my data")
    assert told.responses == ["utter_errand_no_phone"]
    assert told.slots["draft"] is None
