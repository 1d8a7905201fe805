"""What was kept as long as the settings say goes; what is younger, or still waits for somebody, stays."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from backend_api.database import sync_session_factory
from backend_api.retention import repository
from backend_api.tables import AuditEntry, DomainEvent, EventDelivery, EventSubscription, IdempotencyRecord
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api


def entry(days: int) -> AuditEntry:
    return AuditEntry(
        id=uuid4(),
        at=world.NOW - timedelta(days=days),
        actor_kind="customer",
        caller="actions",
        action="saw",
        method="GET",
        route="/account",
    )


def event(days: int, *, handed_on: bool = True) -> DomainEvent:
    at = world.NOW - timedelta(days=days)
    return DomainEvent(
        id=uuid4(),
        name="customer_changed",
        about={"changed": []},
        occurred_at=at,
        handed_on_at=at if handed_on else None,
    )


def record(days: int) -> IdempotencyRecord:
    at = world.NOW - timedelta(days=days)
    return IdempotencyRecord(owner_id=uuid4(), key="k", request_hash="x", status=200, answer={}, created_at=at)


def delivery(subscription: UUID, of: DomainEvent, state: str) -> EventDelivery:
    settled = None if state == "pending" else world.NOW
    return EventDelivery(
        subscription_id=subscription,
        event_id=of.id,
        stream=of.id,
        state=state,
        next_try_at=world.NOW,
        settled_at=settled,
    )


def test_what_is_old_goes_and_what_waits_stays(own_api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository, "BATCH", 2)
    old = [entry(2000) for _ in range(5)]
    told, waiting, dead, young, new = event(100), event(100), event(100), event(10), event(100, handed_on=False)
    receiver = EventSubscription(id=uuid4(), name="x", url="https://x.example", event_names=[], created_at=world.NOW)
    receiver.state = "paused"
    kept_records, old_records = [record(1)], [record(3), record(4), record(5)]
    kept_entry = entry(1000)
    sessions = sync_session_factory(own_api.database)
    with sessions() as session, session.begin():
        session.add_all([*old, kept_entry, told, waiting, dead, young, receiver, *kept_records, *old_records])
        session.flush()
        session.add_all(
            [
                delivery(receiver.id, told, "delivered"),
                delivery(receiver.id, waiting, "pending"),
                delivery(receiver.id, dead, "dead"),
            ]
        )
        session.add(new)
    rounds, counted = 0, {"audit_entries": 0, "domain_events": 0, "idempotency_records": 0}
    while True:
        purged = own_api.done("POST", "/operations/purges", secret=GATEWAY_SECRET)
        counted = {name: count + purged[name] for name, count in counted.items()}
        rounds += 1
        if not purged["more"]:
            break
    assert counted == {"audit_entries": 5, "domain_events": 1, "idempotency_records": 3}
    assert rounds >= 3
    with sessions() as session:
        left = set(session.scalars(select(DomainEvent.id)))
        assert {waiting.id, dead.id, young.id, new.id} <= left
        assert told.id not in left
        assert session.get(AuditEntry, kept_entry.id) is not None
        assert session.get(IdempotencyRecord, (kept_records[0].owner_id, "k")) is not None
    sessions.kw["bind"].dispose()


def test_only_it_and_operations_purge(api: Api) -> None:
    for fact in (api.fact(world.ANNA.customer, "fresh"), api.fact(roles=["agent"], person=world.uid(884))):
        assert api.ask("POST", "/operations/purges", fact=fact).status_code == 403
    assert api.ask("POST", "/operations/purges").status_code == 403
