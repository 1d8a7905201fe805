"""Complaints of customers over HTTP: receipt at once, clocks that know who is waited for, and the staff's side."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import ACTIONS_SECRET, Api
from tests.backend_api.customers.rows import STAFF
from tests.backend_api.tickets import rows

AGENT = world.uid(1000 + STAFF["agent"])
BILL = {"kind": "complaint", "complaint_type": "bill", "text": "The bill is wrong."}


def as_anna(api: Api, level: str = "verified") -> str:
    return api.fact(world.ANNA.customer, level)


def as_agent(api: Api, *roles: str) -> str:
    return api.fact(person=AGENT, roles=list(roles or ("agent",)))


def complain(api: Api, **changes: Any) -> Any:
    return api.done("POST", "/tickets", fact=as_anna(api, "channel"), body=BILL | changes)


def move(api: Api, number: str, event: str, **fields: Any) -> Any:
    path = f"/staff/tickets/{number}/moves"
    return api.done("POST", path, fact=as_agent(api), body={"event": event} | fields)


def test_a_complaint_gets_its_number_and_its_day_at_once(api: Api) -> None:
    opened = complain(api, reference={"kind": "invoice", "number": world.ANNA.invoices[2]})
    assert (opened["state"], opened["waiting_for"]) == ("open", "supplier")
    assert opened["answer_due_on"] == "2026-12-18"
    assert opened["promised_until"] == "2026-12-18T23:00:00Z"
    assert "text" not in opened, "what was said is for verified customers"
    detail = api.json(f"/tickets/{opened['number']}", world.ANNA.customer)
    assert detail["deadline_basis"] == "de_enwg_111a"
    assert detail["branch"] == "energy"
    assert detail["reference"] == {"kind": "invoice", "number": world.ANNA.invoices[2]}
    assert [message["text"] for message in detail["messages"]] == ["The bill is wrong."]
    assert [entry["event"] for entry in detail["history"]] == ["opened"]
    assert opened in api.json("/tickets", world.ANNA.customer)["items"]


def test_the_branch_of_the_point_decides_when_both_are_supplied(api: Api) -> None:
    unknown, line = complain(api), complain(api, service_point_id=str(world.ANNA.phone))
    assert (unknown["answer_due_on"], line["answer_due_on"]) == ("2026-12-18", "2027-01-15")


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "complaint"},
        {"kind": "question", "complaint_type": "bill"},
        {"kind": "complaint", "complaint_type": "bill", "callback_after": "2026-11-25T10:00:00Z"},
        {"kind": "complaint", "complaint_type": "weather"},
        {"kind": "question", "text": "   "},
        {"kind": "question", "text": "x" * 4001},
        {"kind": "question", "text": "a\x00b"},
        {"kind": "callback", "callback_after": "2026-11-25T10:00:00"},
        {"kind": "callback", "callback_after": "9999-12-31T23:59:59Z"},
    ],
)
def test_what_does_not_fit_is_refused(api: Api, body: dict[str, Any]) -> None:
    assert api.ask("POST", "/tickets", fact=as_anna(api), body=body).status_code == 422


def test_questions_and_corrections_have_goals_in_working_days(api: Api) -> None:
    asked = [
        api.done("POST", "/tickets", fact=as_anna(api), body={"kind": kind}) for kind in ("question", "correction")
    ]
    assert [ticket["answer_due_on"] for ticket in asked] == ["2026-11-24", "2026-11-27"]


def test_a_callback_waits_for_the_time_that_suits_and_for_the_holidays_to_pass(api: Api) -> None:
    wished = {"kind": "callback", "callback_after": "2026-12-25T09:30:00+01:00"}
    ticket = api.done("POST", "/tickets", fact=as_anna(api), body=wished)
    assert ticket["promised_from"] == "2026-12-28T07:00:00Z", "25 and 26 December are holidays, then comes a Sunday"
    assert ticket["answer_due_on"] is None


def test_a_callback_is_moved_to_another_time_and_withdrawn_by_the_customer(api: Api) -> None:
    number = api.done("POST", "/tickets", fact=as_anna(api, "channel"), body={"kind": "callback"})["number"]
    path, later = f"/tickets/{number}/messages", {"text": "Later.", "callback_after": "2026-11-24T15:00:00+01:00"}
    moved = api.done("POST", path, fact=as_anna(api, "channel"), body=later)
    assert (moved["promised_from"], moved["promised_until"]) == ("2026-11-24T14:00:00Z", "2026-11-24T15:00:00Z")
    body = {"text": "No call, please.", "withdraws_callback": True}
    withdrawn = api.done("POST", path, fact=as_anna(api, "channel"), body=body)
    assert withdrawn["state"] == "closed"
    assert api.json(f"/tickets/{number}", world.ANNA.customer)["outcome"] == "withdrawn"


@pytest.mark.parametrize("change", [{"callback_after": "2026-11-24T15:00:00Z"}, {"withdraws_callback": True}])
def test_only_a_callback_has_an_hour_that_changes(api: Api, change: dict[str, Any]) -> None:
    path = f"/tickets/{complain(api)['number']}/messages"
    answer = api.ask("POST", path, fact=as_anna(api), body={"text": "Please."} | change)
    assert (answer.status_code, answer.json()["code"]) == (409, "ticket_move_refused")


def test_time_is_charged_to_who_is_waited_for(api: Api) -> None:
    number = complain(api)["number"]
    moment = world.NOW
    with api.at(moment := moment + timedelta(hours=5)):
        waiting = move(api, number, "wait", waiting_for="grid_operator", text="We ask for the reading.")
        assert (waiting["state"], waiting["waiting_for"]) == ("waiting", "grid_operator")
    with api.at(moment := moment + timedelta(days=3)):
        move(api, number, "resume")
    with api.at(moment := moment + timedelta(hours=2)):
        answered = move(api, number, "answer", text="You are right.", next_step="New bill", next_on="2026-12-01")
        assert (answered["state"], answered["waiting_for"]) == ("answered", "customer")
    with api.at(moment + timedelta(hours=1)):
        detail = api.json(f"/tickets/{number}", world.ANNA.customer)
    assert {wait["party"]: wait["hours"] for wait in detail["waited"]} == {
        "supplier": 7.0,
        "grid_operator": 72.0,
        "customer": 1.0,
    }
    assert detail["answer_due_on"] == "2026-12-18", "the law's clock does not stop for a grid operator"
    assert (detail["next_step"], detail["next_on"]) == ("New bill", "2026-12-01")
    assert [entry["event"] for entry in detail["history"]] == ["opened", "wait", "resume", "answer"]
    assert [entry["actor_kind"] for entry in detail["history"]] == ["customer", "staff", "staff", "staff"]


def test_our_own_clock_stops_while_the_customer_has_to_act(api: Api) -> None:
    number = complain(api, complaint_type="device")["number"]
    move(api, number, "wait", waiting_for="customer")
    with api.at(world.NOW + timedelta(days=3)):
        said = api.done(
            "POST",
            f"/tickets/{number}/messages",
            fact=as_anna(api, "channel"),
            body={"text": "Here is the photo."},
        )
    assert (said["state"], said["waiting_for"]) == ("open", "supplier")
    assert said["answer_due_on"] == "2026-12-07", "fourteen days and the three that the customer took"


def test_a_word_after_the_answer_opens_it_again_with_a_new_day(api: Api) -> None:
    number = complain(api)["number"]
    move(api, number, "close", outcome="rejected")
    with api.at(world.NOW + timedelta(days=10)):
        path = f"/tickets/{number}/messages"
        again = api.done("POST", path, fact=as_anna(api, "channel"), body={"text": "I disagree."})
    assert (again["state"], again["answer_due_on"]) == ("reopened", "2026-12-28")
    move(api, number, "close")
    with api.at(world.NOW + timedelta(days=120)):
        late = api.ask("POST", path, fact=as_anna(api, "channel"), body={"text": "And now?"})
    assert (late.status_code, late.json()["code"]) == (409, "ticket_too_old")


def test_an_impossible_step_is_refused(api: Api) -> None:
    number = complain(api)["number"]
    move(api, number, "close")
    answer = api.ask("POST", f"/staff/tickets/{number}/moves", fact=as_agent(api), body={"event": "answer"})
    assert (answer.status_code, answer.json()["code"]) == (409, "ticket_move_refused")
    assert answer.json()["details"] == {"state": "closed", "wanted": "answer"}


def test_internal_notes_and_third_parties_stay_with_staff(api: Api) -> None:
    number = rows.ticket_number(1000)
    staff = api.done("GET", f"/staff/tickets/{number}", fact=as_agent(api))
    assert {message["visibility"] for message in staff["messages"]} == {"visible", "internal"}
    assert staff["third_parties"] == [{"name": "Landlord 1000", "relation": "landlord"}]
    shown = api.get(f"/tickets/{number}", world.ANNA.customer).text
    assert "Note about" not in shown
    assert "Landlord" not in shown


def test_staff_work_through_the_queue(api: Api) -> None:
    number = complain(api)["number"]
    path = f"/staff/tickets/{number}"
    api.done("PUT", f"{path}/assignment", fact=as_agent(api), body={"staff_id": str(AGENT)})
    nobody = {"staff_id": str(world.uid(424242))}
    assert api.ask("PUT", f"{path}/assignment", fact=as_agent(api), body=nobody).status_code == 404
    api.done("POST", f"{path}/messages", fact=as_agent(api), body={"text": "Secret note", "visibility": "internal"})
    api.done("POST", f"{path}/parties", fact=as_agent(api), body={"kind": "third_party", "name": "X", "relation": "y"})
    mine = api.done("GET", "/staff/tickets", fact=as_agent(api), params={"assigned_to": str(AGENT), "limit": 100})
    assert number in [ticket["number"] for ticket in mine["items"]]
    due = [ticket["promised_until"] for ticket in mine["items"]]
    assert due == sorted(due)
    assert "Secret" not in api.get(f"/tickets/{number}", world.ANNA.customer).text
    history = api.json(f"/tickets/{number}", world.ANNA.customer)["history"]
    assert [entry["event"] for entry in history] == ["opened"], "who works on it is ours to know"
    with api.at(world.NOW + timedelta(days=40)):
        late = api.done("GET", "/staff/tickets", fact=as_agent(api), params={"overdue": True, "limit": 100})
        rest = api.done("GET", "/staff/tickets", fact=as_agent(api), params={"overdue": False, "limit": 100})
    assert number in [ticket["number"] for ticket in late["items"]]
    assert all(ticket["overdue"] for ticket in late["items"])
    assert not any(ticket["overdue"] for ticket in rest["items"])


@pytest.mark.parametrize("fact", ["customer", "it", "nobody"])
def test_only_care_staff_work_on_tickets(api: Api, fact: str) -> None:
    number = rows.ticket_number(1000)
    facts = {"customer": as_anna(api), "it": as_agent(api, "it"), "nobody": None}
    for method, path, body in (
        ("GET", "/staff/tickets", None),
        ("GET", f"/staff/tickets/{number}", None),
        ("POST", f"/staff/tickets/{number}/moves", {"event": "close"}),
    ):
        answer = api.ask(method, path, fact=facts[fact], body=body)
        assert answer.status_code == 403, answer.text


def test_opening_again_with_the_same_key_opens_one(api: Api) -> None:
    fact, key = as_anna(api, "channel"), "one-complaint"
    first, again = (api.ask("POST", "/tickets", fact=fact, body=BILL, key=key) for _ in range(2))
    assert first.json()["number"] == again.json()["number"]


def test_events_tell_what_happened(own_api: Api) -> None:
    from sqlalchemy import select

    from backend_api.database import sync_session_factory
    from backend_api.tables import DomainEvent

    number = complain(own_api)["number"]
    move(own_api, number, "wait", waiting_for="customer")
    sessions = sync_session_factory(own_api.database)
    with sessions() as session:
        events = session.scalars(select(DomainEvent).order_by(DomainEvent.occurred_at, DomainEvent.id)).all()
    sessions.kw["bind"].dispose()
    told = [(event.name, event.about) for event in events if event.about.get("ticket_number") == number]
    assert told == [
        ("ticket_opened", {"ticket_number": number, "kind": "complaint", "answer_due_on": "2026-12-18"}),
        (
            "ticket_state_changed",
            {"ticket_number": number, "kind": "complaint", "state": "waiting", "waiting_for": "customer"},
        ),
    ]


def test_the_secret_is_needed(api: Api) -> None:
    assert api.ask("GET", "/staff/tickets", fact=as_agent(api), secret="wrong-secret-for-tests").status_code == 401
    assert api.ask("GET", "/staff/tickets", fact=as_agent(api), secret=ACTIONS_SECRET).status_code == 200


def test_a_deadline_can_be_changed_in_the_settings(api: Api) -> None:
    from tests.backend_api.conftest import running

    settings = api.settings.model_copy(update={"complaint_days": {"de_enwg_111a": 14}})
    with running(settings, api.key) as stricter:
        assert complain(stricter)["answer_due_on"] == "2026-12-04"
    assert datetime.fromisoformat(complain(api)["answer_due_on"]).day == 18
