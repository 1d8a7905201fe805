"""Events reach their receivers: all of them, in order per customer, until they are taken or given up."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from backend_api.clock import Clock
from backend_api.database import Base, create_sync_engine, session_factory
from backend_api.event_subscriptions.models import NOTIFICATIONS_ID
from backend_api.events.service import emit
from backend_api.relay.pauses import REFUSED_TRIES, TRIES
from backend_api.relay.sending import Sender
from backend_api.relay.signatures import derived_secret, written
from backend_api.relay.worker import Relay, RelaySettings
from backend_api.tables import DomainEvent, EventDelivery, EventSubscription
from tests.backend_api import world
from tests.backend_api.conftest import Moment
from tests.backend_api.relay.sink import Sink, running_sink

ANNA, BELA = world.uid(1), world.uid(2)
TABLES = (DomainEvent, EventSubscription, EventDelivery)
SETTINGS = RelaySettings(secret_key=b"key-of-the-tests", poll_seconds=0.05)


class Bench:
    """A database with a relay, and somebody who is told."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], sink: Sink, moment: Moment) -> None:
        self.sessions, self.sink, self.moment = sessions, sink, moment

    def relay(self, settings: RelaySettings = SETTINGS) -> Relay:
        sender = Sender(httpx2.AsyncClient(trust_env=False), loopback=True)
        return Relay(self.sessions, sender, Clock(self.moment, "Europe/Berlin"), settings)

    async def subscribe(self, names: tuple[str, ...] = (), **fields: Any) -> UUID:
        wanted = {"name": "Sink", "url": self.sink.url, "event_names": list(names), "created_at": world.NOW} | fields
        return (await self.add(EventSubscription(**wanted))).id

    async def add(self, row: Any) -> Any:
        async with self.sessions() as session, session.begin():
            session.add(row)
        return row

    async def happen(self, customer: UUID | None, count: int = 1, name: str = "reading_due") -> list[str]:
        about = {"reading_due": {"service_point_id": "x", "due_on": "2026-11-30"}, "customer_changed": {"changed": []}}
        async with self.sessions() as session, session.begin():
            for _ in range(count):
                await emit(session, name, customer_id=customer, about=about[name], at=self.moment.now)
        async with self.sessions() as session:
            rows = select(DomainEvent.id).order_by(DomainEvent.id.desc()).limit(count)
            return [str(found) for found in await session.scalars(rows)][::-1]

    async def work(self, relay: Relay | None = None) -> None:
        """Until nothing is left to do at this moment."""
        relay = relay or self.relay()
        for _ in range(200):
            if not await relay.step():
                return
        raise AssertionError("the relay never rests")

    async def deliveries(self) -> list[EventDelivery]:
        async with self.sessions() as session:
            return list(await session.scalars(select(EventDelivery).order_by(EventDelivery.id)))

    async def receiver(self, subscription_id: UUID) -> EventSubscription:
        async with self.sessions() as session:
            return await session.get_one(EventSubscription, subscription_id)

    def later(self, **time: float) -> None:
        self.moment.now += timedelta(**time)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with running_sink() as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'relay.db'}"
    found: str = request.getfixturevalue(f"{'postgres' if request.param == 'postgresql' else 'mariadb'}_database")
    return found


@pytest.fixture
async def bench(url: str, sink: Sink) -> AsyncIterator[Bench]:
    engine = create_sync_engine(url)
    Base.metadata.create_all(engine, [model.metadata.tables[model.__tablename__] for model in TABLES])
    engine.dispose()
    sessions = session_factory(url)
    yield Bench(sessions, sink, Moment())
    await sessions.kw["bind"].dispose()


async def test_everybody_is_told_what_they_subscribed_to_and_can_check_it(bench: Bench) -> None:
    everything = await bench.subscribe()
    await bench.subscribe(("customer_changed",), name="Other")
    due = await bench.happen(ANNA)
    changed = await bench.happen(None, name="customer_changed")
    await bench.work()
    assert sorted(bench.sink.ids) == sorted(due + changed * 2)
    secret = written(derived_secret(b"key-of-the-tests", everything, 1))
    told = [place for place, body in enumerate(bench.sink.told) if body["type"] == "reading_due"]
    assert bench.sink.is_signed(told[0], secret, bench.sink.told[told[0]]["raw"])
    assert bench.sink.headers[told[0]]["webhook-id"] == due[0]
    assert {delivery.state for delivery in await bench.deliveries()} == {"delivered"}


async def test_what_happened_before_a_subscription_is_not_told(bench: Bench) -> None:
    await bench.happen(ANNA)
    await bench.work()
    await bench.subscribe()
    new = await bench.happen(ANNA)
    await bench.work()
    assert bench.sink.ids == new


async def test_a_customers_events_come_in_order_and_wait_for_the_one_that_failed(bench: Bench) -> None:
    await bench.subscribe()
    first, second, third = await bench.happen(ANNA, 3)
    others = await bench.happen(BELA, 2)
    refused = {second}
    bench.sink.answer = lambda body: 400 if body["data"]["event_id"] in refused else 204
    await bench.work()
    assert [told for told in bench.sink.ids if told not in others] == [first]
    assert [told for told in bench.sink.ids if told in others] == others
    refused.clear()
    await bench.work()
    assert third not in bench.sink.ids, "it is not time yet"
    bench.later(seconds=6)
    await bench.work()
    assert [told for told in bench.sink.ids if told not in others] == [first, second, third]


async def test_a_receiver_that_is_down_is_left_alone_and_then_told_everything(bench: Bench) -> None:
    subscription = await bench.subscribe()
    told = await bench.happen(ANNA, 3) + await bench.happen(BELA, 3)
    bench.sink.answer = lambda body: 503
    await bench.work()
    tries = sum(delivery.tries for delivery in await bench.deliveries())
    await bench.work()
    assert sum(delivery.tries for delivery in await bench.deliveries()) == tries, "it is held"
    for _ in range(3):
        bench.later(minutes=6)
        await bench.work()
    held = await bench.receiver(subscription)
    assert held.failures >= 4
    assert held.held_until is not None
    bench.sink.answer = lambda body: 204
    bench.later(minutes=6)
    await bench.work()
    assert sorted(bench.sink.ids) == sorted(told)
    assert (await bench.receiver(subscription)).failures == 0


async def test_what_is_never_taken_is_dead_in_the_end_and_the_next_goes_on(bench: Bench) -> None:
    await bench.subscribe()
    first, second = await bench.happen(ANNA, 2)
    bench.sink.answer = lambda body: 422 if body["data"]["event_id"] == first else 204
    for _ in range(REFUSED_TRIES):
        await bench.work()
        bench.later(hours=1)
    await bench.work()
    dead, through = await bench.deliveries()
    assert (dead.state, dead.tries, dead.failure) == ("dead", REFUSED_TRIES, "status_422")
    assert (through.state, bench.sink.ids) == ("delivered", [second])


async def test_a_receiver_that_stays_away_gets_its_last_try_after_two_days(bench: Bench) -> None:
    await bench.subscribe()
    await bench.happen(ANNA)
    bench.sink.answer = lambda body: 500
    for _ in range(TRIES):
        await bench.work()
        bench.later(days=1)
    (delivery,) = await bench.deliveries()
    assert (delivery.state, delivery.tries) == ("dead", TRIES)


async def test_a_receiver_that_wants_no_more_gets_no_more(bench: Bench) -> None:
    subscription = await bench.subscribe()
    await bench.happen(ANNA)
    bench.sink.answer = lambda body: 410
    await bench.work()
    await bench.happen(ANNA)
    await bench.work()
    assert (await bench.receiver(subscription)).state == "gone"
    assert [delivery.state for delivery in await bench.deliveries()] == ["dead"]


async def test_a_paused_receiver_is_told_later(bench: Bench) -> None:
    subscription = await bench.subscribe(state="paused")
    told = await bench.happen(ANNA, 2)
    await bench.work()
    assert bench.sink.ids == []
    async with bench.sessions() as session, session.begin():
        (await session.get_one(EventSubscription, subscription)).state = "active"
    await bench.work()
    assert bench.sink.ids == told


async def test_our_own_notifications_are_told_without_a_subscription(bench: Bench) -> None:
    settings = RelaySettings(b"key", bench.sink.url, b"secret-of-notifications")
    relay = bench.relay(settings)
    await bench.work(relay)
    told = await bench.happen(ANNA, 2)
    await bench.work(relay)
    assert bench.sink.ids == told
    assert (await bench.receiver(NOTIFICATIONS_ID)).kind == "notifications"
    await bench.happen(ANNA)
    await bench.work()  # a process without the setting leaves them alone
    assert len(bench.sink.ids) == 2


async def test_several_processes_share_the_work_without_doubling_it(bench: Bench) -> None:
    await bench.subscribe()
    told = [event for customer in range(30) for event in await bench.happen(world.uid(customer), 4)]
    relays = [bench.relay() for _ in range(4)]
    await asyncio.gather(*(bench.work(relay) for relay in relays))
    await bench.work()
    assert sorted(bench.sink.ids) == sorted(told)


async def test_what_a_dead_process_had_in_hand_is_told_by_another(bench: Bench) -> None:
    await bench.subscribe()
    told = await bench.happen(ANNA, 3)
    await bench.relay()._hand_on()
    async with bench.sessions() as session, session.begin():
        for delivery in await session.scalars(select(EventDelivery)):
            delivery.worker, delivery.lease_until = "gone", bench.moment.now + timedelta(seconds=40)
    await bench.work()
    assert bench.sink.ids == []
    bench.later(seconds=41)
    await bench.work()
    assert bench.sink.ids == told


async def test_a_slower_process_does_not_undo_what_another_did_since(bench: Bench) -> None:
    from backend_api.relay import repository

    await bench.subscribe()
    await bench.happen(ANNA)
    await bench.work()
    (delivery,) = await bench.deliveries()
    async with bench.sessions() as session, session.begin():
        await repository.postpone(session, delivery.id, "another", "timeout", bench.moment.now)
    assert [found.state for found in await bench.deliveries()] == ["delivered"]


async def test_it_is_woken_by_the_commit_that_emits(bench: Bench) -> None:
    relay = bench.relay(RelaySettings(b"key-of-the-tests", poll_seconds=30))
    bench.sessions.configure(info={"wake_relay": relay.wake})
    await bench.subscribe()
    async with _running(relay):
        await asyncio.sleep(0.1)
        began = datetime.now().astimezone()
        told = await bench.happen(ANNA)
        await asyncio.to_thread(bench.sink.came.wait, 10)
        assert datetime.now().astimezone() - began < timedelta(seconds=5)
    assert bench.sink.ids == told


@asynccontextmanager
async def _running(relay: Relay) -> AsyncIterator[None]:
    async with asyncio.timeout(20), relay.running():
        yield
