"""Points that only look alike wait for staff; the customer never hears of them before."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from backend_api.billing_systems.port import Answer, OwnerId, SystemUnavailableError
from backend_api.database import sync_session_factory
from backend_api.tables import MatchCandidate, MeterReading
from tests.backend_api import world
from tests.backend_api.billing_systems import books
from tests.backend_api.billing_systems.conftest import BAKERY, OTHER, REVIEWER, Billed

NOTE = "Supply contract of 2024-03-01 seen, signed by the manager."


def candidates(billed: Billed, state: str = "open") -> list[Any]:
    answer = billed.api.done("GET", "/match-candidates", fact=billed.staff(), params={"state": state})
    assert answer["total"] == len(answer["items"])
    return list(answer["items"])


def found(billed: Billed, source: str = "kontor") -> Any:
    billed.points()
    (candidate,) = [item for item in candidates(billed) if item["source"] == source]
    return candidate


def decide(billed: Billed, candidate: Any, decision: str, **asked: Any) -> Any:
    return billed.api.ask(
        "POST",
        f"/match-candidates/{candidate['id']}/decisions",
        fact=billed.staff(),
        body={"decision": decision, "proof_note": NOTE},
        **asked,
    )


@pytest.mark.capability("B31")
def test_two_points_that_only_look_alike_are_put_up_for_review_and_not_shown(billed: Billed) -> None:
    answer = billed.points()
    assert answer["total"] == 14
    assert "Mülheim" not in str(answer)
    assert "Café" not in str(answer)
    items = {item["name"]: item for item in candidates(billed)}
    assert set(items) == {"Filiale Mülheim", "Café"}
    assert {item["customer_name"] for item in items.values()} == {"Bäckerei Morgenrot GmbH"}
    assert (items["Filiale Mülheim"]["likeness"], items["Filiale Mülheim"]["same_address"]) == (100, False)
    assert items["Café"]["same_address"] is True
    assert items["Café"]["address"] == "Venloer Straße 1a, 04109 Köln"
    assert items["Café"]["decisions"] == []


@pytest.mark.capability("B31")
def test_an_accepted_one_is_shown_from_then_on(billed: Billed) -> None:
    candidate = found(billed)
    accepted = decide(billed, candidate, "accept")
    assert accepted.status_code == 201
    assert accepted.json()["state"] == "accepted"
    (entry,) = accepted.json()["decisions"]
    assert (entry["decision"], entry["proof_note"], entry["decided_by"]) == ("accept", NOTE, str(REVIEWER))
    for minutes in (0, 10, 20):
        with billed.later(minutes):
            answer = billed.points()
            assert (answer["total"], answer["current"], answer["complete"]) == (15, 15, True)
            (item,) = [item for item in answer["items"] if item["name"] == "Filiale Mülheim"]
            assert (item["identifier"], item["source"]) == (world.malo(910_040), "Kontor 4")
    assert {item["name"] for item in candidates(billed)} == {"Café"}
    assert "kontor" not in str(billed.points(OTHER)), "and to nobody else"


def test_a_rejected_one_stays_away(billed: Billed) -> None:
    candidate = found(billed)
    assert decide(billed, candidate, "reject").json()["state"] == "rejected"
    with billed.later(10):
        assert billed.points()["total"] == 14
        assert {item["name"] for item in candidates(billed)} == {"Café"}
        assert [item["name"] for item in candidates(billed, "rejected")] == ["Filiale Mülheim"]


def test_a_decision_can_be_taken_back_and_both_stay_on_record(billed: Billed) -> None:
    candidate = found(billed)
    decide(billed, candidate, "accept")
    assert billed.points()["total"] == 15
    taken_back = decide(billed, candidate, "reject")
    assert [entry["decision"] for entry in taken_back.json()["decisions"]] == ["accept", "reject"]
    for minutes in (0, 10):
        with billed.later(minutes):
            assert billed.points()["total"] == 14
    again = decide(billed, candidate, "accept")
    assert [entry["decision"] for entry in again.json()["decisions"]] == ["accept", "reject", "accept"]


def test_the_same_decision_twice_is_refused_but_can_be_repeated(billed: Billed) -> None:
    candidate = found(billed)
    first = decide(billed, candidate, "accept", key="k-1")
    assert decide(billed, candidate, "accept", key="k-1").json() == first.json()
    refused = decide(billed, candidate, "accept")
    assert (refused.status_code, refused.json()["code"]) == (409, "candidate_decided")


def test_a_point_with_readings_is_not_taken_back(billed: Billed) -> None:
    candidate = found(billed)
    decide(billed, candidate, "accept")
    (item,) = [item for item in billed.points()["items"] if item["name"] == "Filiale Mülheim"]
    sessions = sync_session_factory(billed.api.database)
    with sessions() as session, session.begin():
        reading = MeterReading(service_point_id=UUID(item["id"]), read_on=world.TODAY, value=1, source="customer")
        session.add(reading)
    refused = decide(billed, candidate, "reject")
    assert (refused.status_code, refused.json()["code"]) == (409, "point_in_use")
    assert billed.points()["total"] == 15
    with sessions() as session, session.begin():
        session.delete(session.merge(reading))
    sessions.kw["bind"].dispose()


def test_what_cannot_be_placed_cannot_be_accepted(billed: Billed) -> None:
    candidate = found(billed)
    sessions = sync_session_factory(billed.api.database)
    with sessions() as session, session.begin():
        row = session.get_one(MatchCandidate, UUID(candidate["id"]))
        session.execute(
            update(MatchCandidate).where(MatchCandidate.id == row.id).values(record=row.record | {"identifier": None})
        )
    sessions.kw["bind"].dispose()
    refused = decide(billed, candidate, "accept")
    assert (refused.status_code, refused.json()["code"]) == (409, "candidate_unplaced")


def test_an_accepted_one_that_turns_out_to_be_anothers_is_not_refreshed(billed: Billed) -> None:
    decide(billed, found(billed), "accept")
    kontor = billed.systems["kontor"]
    theirs = books.OTHER_TAX_ID

    def owned_by_another(answer: Answer) -> Answer:
        points = tuple(
            point.model_copy(update={"owners": (OwnerId("tax_id", theirs),), "tariff": "GEHEIM"})
            if not point.owners
            else point
            for point in answer.points
        )
        return replace(answer, points=points)

    kontor.change = owned_by_another
    with billed.later(10):
        answer = billed.points()
        assert "GEHEIM" not in str(answer)
        assert [(missing["source"], missing["reason"]) for missing in answer["missing"]] == [("Kontor 4", "wrong")]


@pytest.mark.parametrize("roles", [("agent",), ("it",)])
def test_only_back_office_and_team_leads_decide(billed: Billed, roles: tuple[str, ...]) -> None:
    candidate = found(billed)
    body = {"decision": "accept", "proof_note": NOTE}
    path = f"/match-candidates/{candidate['id']}/decisions"
    assert billed.api.ask("GET", "/match-candidates", fact=billed.staff(*roles)).status_code == 403
    assert billed.api.ask("POST", path, fact=billed.staff(*roles), body=body).status_code == 403
    customer = billed.api.fact(BAKERY)
    assert billed.api.ask("GET", "/match-candidates", fact=customer).status_code == 403
    assert billed.api.ask("POST", path, fact=customer, body=body).status_code == 403
    assert billed.points()["total"] == 14


@pytest.mark.parametrize(
    "body", [{"decision": "accept"}, {"decision": "accept", "proof_note": "   x "}, {"decision": "no"}]
)
def test_a_decision_needs_its_proof(billed: Billed, body: dict[str, str]) -> None:
    path = f"/match-candidates/{world.uid(1)}/decisions"
    assert billed.api.ask("POST", path, fact=billed.staff(), body=body).status_code == 422


def test_there_is_nothing_to_decide_on_what_is_not_there(billed: Billed) -> None:
    assert decide(billed, {"id": world.uid(1)}, "accept").status_code == 404
    assert decide(billed, {"id": "x"}, "accept").status_code == 404


def test_operators_see_how_the_systems_do(billed: Billed) -> None:
    kontor = billed.systems["kontor"]
    kontor.error = SystemUnavailableError("refused")
    for minutes in (0, 10, 20):
        with billed.later(minutes):
            billed.points()
    answer = billed.api.done("GET", "/billing-systems", fact=billed.staff("it"))
    assert [(item["title"], item["breaker"], item["failures"]) for item in answer["items"]] == [
        ("Meridian", "closed", 0),
        ("Kontor 4", "open", 3),
        ("Odczyt", "closed", 0),
    ]
    assert billed.api.ask("GET", "/billing-systems", fact=billed.api.fact(BAKERY)).status_code == 403
