"""What service works on, once through on MariaDB: tickets, a return, a paper, an interruption, a guide."""

from typing import Any
from uuid import uuid4

import pytest

from backend_api.database import sync_session_factory, upgrade
from backend_api.settings import Settings
from tests.backend_api import world
from tests.backend_api.conftest import Api, running
from tests.backend_api.documents.rows import document_id
from tests.backend_api.fault_guides.test_rules import guide, step
from tests.backend_api.returns.rows import order_number

STAFF = world.uid(9001)


def test_service_works_on_mariadb(settings: Settings, identity_key: Any, mariadb_database: str) -> None:
    if settings.backend_database_url.startswith("postgresql"):
        pytest.skip("it has a database of its own: once is enough")
    upgrade(mariadb_database)
    sessions = sync_session_factory(mariadb_database)
    with sessions() as session, session.begin():
        world.fill(session)
    sessions.kw["bind"].dispose()
    with running(settings.model_copy(update={"backend_database_url": mariadb_database}), identity_key) as api:
        _ticket(api)
        _return(api)
        _paper(api)
        _outage(api)
        whole = guide(step("a", ("x", None))).model_dump(mode="json")
        for _ in range(2):
            api.done("PUT", "/staff/fault-guides/router_red", fact=_staff(api), body=whole)


def _anna(api: Api) -> str:
    return api.fact(world.ANNA.customer)


def _staff(api: Api) -> str:
    return api.fact(person=STAFF, roles=["back_office"])


def _ticket(api: Api) -> None:
    body = {"kind": "complaint", "complaint_type": "bill", "text": "Falsch."}
    number = api.done("POST", "/tickets", fact=_anna(api), body=body)["number"]
    step = {"event": "wait", "waiting_for": "customer"}
    api.done("POST", f"/staff/tickets/{number}/moves", fact=_staff(api), body=step)
    said = api.done("POST", f"/tickets/{number}/messages", fact=_anna(api), body={"text": "Hier."})
    assert said["state"] == "open"
    detail = api.json(f"/tickets/{number}", world.ANNA.customer)
    assert [entry["event"] for entry in detail["history"]] == ["opened", "wait", "resume"]
    assert api.done("GET", "/staff/tickets", fact=_staff(api))["total"] >= 3


def _return(api: Api) -> None:
    line = {"position": 2, "reason": "defective", "condition": "used"}
    body = {"order_number": order_number(1000, 0), "wanted": "replacement", "lines": [line]}
    opened = api.done("POST", "/returns", fact=_anna(api), body=body)
    assert api.ask("POST", "/returns", fact=_anna(api), body=body).status_code == 409
    seen = {"lines": [{"position": 1, "condition": "used", "accepted": True}]}
    path = f"/staff/returns/{opened['number']}/inspection"
    assert api.done("POST", path, fact=_staff(api), body=seen)["state"] == "settled"


def _paper(api: Api) -> None:
    headers = api.headers(fact=_anna(api)) | {"Idempotency-Key": str(uuid4())}
    path = f"/documents/{document_id(1000)}"
    received = api.client.put(f"{path}/files/all", content=b"%PDF-1.7\n", headers=headers)
    assert received.json()["state"] == "complete"
    for page in (1, 2):
        checked = {"state": "accepted", "signature_seen": True}
        done = api.done("PUT", f"/staff{path}/pages/{page}", fact=_staff(api), body=checked)
    assert done["state"] == "accepted"


def _outage(api: Api) -> None:
    areas = [{"country": "DE", "postcode": "50667"}]
    body = {"commodity": "electricity", "starts_at": world.NOW.isoformat(), "areas": areas}
    outage = api.done("POST", "/staff/outages", fact=_staff(api), body=body)
    assert outage["affected_points"] == 2
    moved = api.done("POST", f"/staff/outages/{outage['id']}/moves", fact=_staff(api), body={"event": "end"})
    assert moved["state"] == "over"
