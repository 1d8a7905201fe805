"""No event is lost when the backend dies, however often: what was emitted is what the receiver was told."""

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from backend_api.database import sync_session_factory, upgrade
from backend_api.settings import Settings
from backend_api.tables import DomainEvent, EventSubscription
from tests.backend_api import world
from tests.backend_api.process import Backend
from tests.backend_api.relay.sink import Sink, running_sink

EVENTS = 200
KILLS = 6


@pytest.fixture
def sink() -> Iterator[Sink]:
    with running_sink() as started:
        yield started


@pytest.mark.prove
@pytest.mark.timeout(300)
def test_every_event_is_told_although_the_backend_is_killed_again_and_again(
    settings: Settings, fresh_database: Callable[[str], str], sink: Sink
) -> None:
    url = fresh_database(f"kills-{uuid4().hex}")
    upgrade(url)
    sessions = sync_session_factory(url)
    chance = random.Random(20261121)
    with sessions() as session, session.begin():
        session.add(EventSubscription(name="Sink", url=sink.url, event_names=[], created_at=world.NOW))
    sink.answer = lambda body: (time.sleep(0.02), 204)[1]
    backend = Backend(
        settings,
        url,
        WATTLINE_RELAY_POLL_SECONDS="0.1",
        WATTLINE_RELAY_LEASE_SECONDS="1",
        WATTLINE_WEBHOOKS_TO_LOOPBACK="true",
    )
    backend.start()
    backend.wait_ready()
    try:
        for _ in range(KILLS):
            _happen(sessions, chance, EVENTS // KILLS + 1)
            time.sleep(chance.uniform(0.02, 0.4))
            backend.kill()
            backend.start()
            backend.wait_ready()
        wanted = _all_ids(sessions)
        deadline = time.monotonic() + 90
        while set(sink.ids) != wanted and time.monotonic() < deadline:
            time.sleep(0.1)
    finally:
        backend.kill()
        sessions.kw["bind"].dispose()
    assert len(wanted) >= EVENTS
    assert set(sink.ids) == wanted
    print(f"{len(wanted)} events, {KILLS} kills, {len(sink.ids) - len(wanted)} told twice")
    assert sink.told, "in order, repeats left out"
    for customer in {body["data"]["customer_id"] for body in sink.told}:
        first_tellings = list(
            dict.fromkeys(body["data"]["event_id"] for body in sink.told if body["data"]["customer_id"] == customer)
        )
        assert first_tellings == sorted(first_tellings)


def _happen(sessions: sessionmaker[Session], chance: random.Random, count: int) -> None:
    for _ in range(count):
        with sessions() as session, session.begin():
            session.add(
                DomainEvent(
                    name="reading_due",
                    customer_id=world.uid(chance.randrange(10)),
                    about={"service_point_id": "x", "due_on": "2026-11-30"},
                    occurred_at=datetime.now(UTC),
                )
            )


def _all_ids(sessions: sessionmaker[Session]) -> set[str]:
    with sessions() as session:
        return {str(found) for found in session.scalars(select(DomainEvent.id))}
