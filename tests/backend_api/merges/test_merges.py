"""Two records of one person become one on proven ids only, and two again exactly."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from joserfc.jwk import OKPKey
from sqlalchemy import Table, select

from backend_api.customers.models import Customer
from backend_api.database import create_sync_engine, sync_session_factory
from backend_api.merges.errors import MergeRefusedError
from backend_api.merges.rules import proof_of
from backend_api.settings import Settings
from backend_api.tables import Base, ConsentEntry, ContactAddress, EventPreference, Line
from backend_api.values import CustomerNumber
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api, running
from tests.backend_api.customers.rows import STAFF

PERSONAL_ID = "44051401359"
OTHER_ID = "90010112318"
UNPROVEN = world.uid(7100), world.uid(7200)
"""Two records of somebody else, for whom nobody has seen a paper."""
TWIN = world.uid(7000)
"""A second record of ANNA, from the telecom branch."""
NOT_COMPARED = {"customer_merges", "customer_merge_moves", "audit_entries", "domain_events", "idempotency_records"}


def twin() -> list[Base]:
    """With a line and an address of its own, one address that ANNA has too, and the same pick."""
    return [
        *(
            Customer(
                id=one,
                customer_number=CustomerNumber.from_sequence(place).text,
                kind="private",
                name="Zielony",
                language="de",
                country="DE",
                currency="EUR",
                personal_id=OTHER_ID,
            )
            for place, one in enumerate(UNPROVEN, start=7100)
        ),
        Customer(
            id=TWIN,
            customer_number=CustomerNumber.from_sequence(7000).text,
            kind="private",
            name="Novak",
            first_name="Maria",
            language="de",
            country="DE",
            currency="EUR",
            branch="telecom",
            personal_id=PERSONAL_ID,
            addresses=[
                ContactAddress(kind="email", value="m1000@example.com", confirmed_at=world.NOW),
                ContactAddress(kind="email", value="twin@example.com", confirmed_at=world.NOW),
            ],
        ),
        Line(
            id=world.uid(7001),
            customer_id=TWIN,
            name="Second SIM",
            commodity="mobile",
            scheme="line",
            identifier="+4915112007000",
            street="Domstr.",
            house_number="12a",
            postcode="50667",
            city="Köln",
            country="DE",
        ),
        ConsentEntry(
            customer_id=TWIN,
            purpose="newsletter",
            channel="email",
            decision="given",
            source="website",
            text_version="n-1",
            decided_at=world.NOW,
            actor_kind="customer",
        ),
        EventPreference(customer_id=TWIN, event="reading_due", address_id=uuid4(), changed_at=world.NOW),
        EventPreference(customer_id=world.ANNA.customer, event="reading_due", address_id=uuid4(), changed_at=world.NOW),
    ]


@pytest.fixture(scope="module")
def api(copy_of_world: Callable[[], str], base_settings: Settings, identity_key: OKPKey) -> Iterator[Api]:
    """A backend on a database of its own: a merge moves everything. Each test takes its merges back."""
    url = copy_of_world()
    sessions = sync_session_factory(url)
    with sessions() as session, session.begin():
        for row in twin():
            session.add(row)
            session.flush()
    sessions.kw["bind"].dispose()
    with running(base_settings.model_copy(update={"backend_database_url": url}), identity_key) as started:
        yield started


def fact(api: Api, role: str = "back_office") -> str:
    return api.fact(roles=[role], person=world.uid(1000 + STAFF[role]))


def prove(api: Api, customer: UUID) -> None:
    path = f"/staff/customers/{customer}/id-proof"
    api.done("POST", path, fact=fact(api), body={"paper": "identity_card"})


def merge(api: Api, survivor: UUID = world.ANNA.customer, merged: UUID = TWIN, role: str = "back_office") -> Any:
    body = {"survivor_id": str(survivor), "merged_id": str(merged), "reason": "Same person, two branches"}
    return api.ask("POST", "/staff/merges", fact=fact(api, role), body=body)


def whole(api: Api) -> dict[str, set[str]]:
    """Every row of every table, but of those that only grow."""
    engine = create_sync_engine(api.database)
    with engine.connect() as connection:
        found = {
            name: {str(sorted(row.items(), key=str)) for row in connection.execute(select(table)).mappings()}
            for name, table in _tables().items()
        }
    engine.dispose()
    return found


def _tables() -> dict[str, Table]:
    return {name: table for name, table in Base.metadata.tables.items() if name not in NOT_COMPARED}


def look_up(api: Api, number: str) -> Any:
    return api.ask("POST", "/identity/lookups", body={"number": number}, secret=GATEWAY_SECRET)


@pytest.mark.capability("B14")
def test_a_merged_record_answers_as_the_survivor_and_comes_back_exactly(api: Api) -> None:
    assert look_up(api, PERSONAL_ID).status_code == 404, "two records with one id are as good as none"
    for customer in (world.ANNA.customer, TWIN):
        prove(api, customer)
    before = whole(api)
    done = merge(api)
    assert done.status_code == 201, done.text
    moves = {one["table"]: (one["moved"], one["kept"]) for one in done.json()["moves"]}
    assert moves["service_points"] == (1, 0)
    assert moves["contact_addresses"] == (1, 1)
    assert moves["event_preferences"] == (0, 1)
    anna = str(world.ANNA.customer)
    for number in (PERSONAL_ID, CustomerNumber.from_sequence(7000).text, "00010009"):
        assert look_up(api, number).json()["customer_id"] == anna
    by_id = api.done("GET", f"/identity/customers/{TWIN}", secret=GATEWAY_SECRET)
    assert by_id["customer_id"] == anna
    assert "Second SIM" in [one["name"] for one in api.json("/service-points", world.ANNA.customer)["items"]]
    check = {"purpose": "newsletter", "channel": "email", "customer_ids": [str(TWIN), anna]}
    asked = api.done("POST", "/operations/consent-checks", body=check, secret=GATEWAY_SECRET)
    assert [one["allowed"] for one in asked["items"]] == [True, True]

    undone = api.done("POST", f"/staff/merges/{done.json()['id']}/undo", fact=fact(api))
    assert (undone["state"], undone["undone_by"]) == ("undone", str(world.uid(1000 + STAFF["back_office"])))
    assert whole(api) == before
    again = api.ask("POST", f"/staff/merges/{undone['id']}/undo", fact=fact(api))
    assert again.json()["details"] == {"problem": "already_undone"}
    listed = api.done("GET", "/staff/merges", fact=fact(api))
    assert {one["id"]: one["state"] for one in listed["items"]}[undone["id"]] == "undone"


def test_what_came_after_the_merge_stays_with_the_survivor(api: Api) -> None:
    for customer in (world.ANNA.customer, TWIN):
        prove(api, customer)
    done = merge(api).json()
    body = {"kind": "callback", "about": "check_bill"}
    ticket = api.done("POST", "/tickets", fact=api.fact(world.ANNA.customer), body=body)
    api.done("POST", f"/staff/merges/{done['id']}/undo", fact=fact(api))
    mine = api.json("/tickets", world.ANNA.customer)["items"]
    assert ticket["number"] in [one["number"] for one in mine]
    assert api.json("/tickets", TWIN)["items"] == []


def test_nothing_merges_without_proof(api: Api) -> None:
    one, other = UNPROVEN
    assert merge(api, one, other).json()["details"] == {"problem": "not_proven"}
    prove(api, other)
    assert merge(api, one, other).json()["details"] == {"problem": "not_proven"}, "both must be proved"
    assert merge(api, merged=world.BELA.customer).json()["details"] == {"problem": "ids_differ"}
    assert merge(api, merged=world.uid(5)).status_code == 404
    assert merge(api, merged=world.ANNA.customer).json()["details"] == {"problem": "same_record"}
    for role in ("agent", "team_lead", "it"):
        assert merge(api, role=role).json()["code"] == "role_missing"


def test_a_merged_record_is_merged_once(api: Api) -> None:
    for customer in (world.ANNA.customer, TWIN):
        prove(api, customer)
    done = merge(api).json()
    assert merge(api).json()["details"] == {"problem": "already_merged"}
    assert merge(api, TWIN, world.ANNA.customer).json()["details"] == {"problem": "already_merged"}
    api.done("POST", f"/staff/merges/{done['id']}/undo", fact=fact(api))


PROVEN = {"kind": "private", "currency": "EUR", "personal_id": PERSONAL_ID, "ids_proven_at": world.NOW}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"kind": "company"}, "kind"),
        ({"currency": "PLN"}, "currency"),
        ({"personal_id": "90010112318"}, "ids_differ"),
        ({"personal_id": None}, "ids_differ"),
        ({"ids_proven_at": None}, "not_proven"),
        ({"merged_into_id": world.uid(1)}, "already_merged"),
        ({"tax_id": "5260001246"}, None),
    ],
)
def test_when_two_records_are_one(changes: dict[str, Any], problem: str | None) -> None:
    one, other = Customer(id=world.uid(1), **PROVEN), Customer(id=world.uid(2), **(PROVEN | changes))
    if problem is None:
        assert proof_of(one, other) == "personal_id"
        one.tax_id = "7811230016"
        problem = "ids_differ"
    with pytest.raises(MergeRefusedError, match=problem):
        proof_of(one, other)
