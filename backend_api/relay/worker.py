"""Passes events on for ever: woken by whoever emits one, looking by itself for what others left."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import structlog

from backend_api.database import WRITING
from backend_api.relay import repository
from backend_api.relay.pauses import hold_after, pause_after
from backend_api.relay.sending import TIMEOUT_SECONDS, Message, Outcome, event_body
from backend_api.relay.signatures import derived_secret

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

    from backend_api.clock import Clock
    from backend_api.event_subscriptions.models import EventSubscription
    from backend_api.relay.repository import Due
    from backend_api.relay.sending import Sender

RUN_SECONDS = 20.0
"""After so long a run stops and gives the rest back, well within its lease."""
LEASE = timedelta(seconds=RUN_SECONDS + 2 * TIMEOUT_SECONDS)
_SHORTEST_PAUSE_SECONDS = 0.05
_STOP_SECONDS = 3.0
"""How long the end of a process waits for the running round; what is cut off is told again by the next one."""

_log = structlog.get_logger("backend_api.relay")


@dataclass(frozen=True)
class RelaySettings:
    """What the relay is told at start."""

    secret_key: bytes
    """The secrets of webhooks are worked out from it."""
    notifications_url: str = ""
    """Where our own notifications take events; empty when there are none."""
    notifications_secret: bytes = b""
    """What signs for them."""
    poll_seconds: float = 2.0
    """How often it looks for what other processes left."""
    lease: timedelta = LEASE
    """After which a claim of a process that died is free again."""


class Relay:
    """The worker; every backend process runs one, and they share the work by claims."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], sender: Sender, clock: Clock, settings: RelaySettings
    ) -> None:
        """Prepare; ``run`` does the work."""
        self._sessions = sessions
        self._sender = sender
        self._clock = clock
        self._settings = settings
        self._worker = str(uuid4())
        self._woken = asyncio.Event()
        self._stopping = False
        self._kinds = ("webhook", "notifications") if settings.notifications_url else ("webhook",)
        self._prepared = not settings.notifications_url

    def wake(self) -> None:
        """Something happened."""
        self._woken.set()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Work in the background for as long as this lasts."""
        async with self._sender:
            self._stopping = False
            task = asyncio.create_task(self.run())
            try:
                yield
            finally:
                await self._stop(task)

    async def _stop(self, task: asyncio.Task[None]) -> None:
        """Let the running round end, so that no connection is dropped half open; one that waits too long is cut off."""
        self._stopping = True
        self._woken.set()
        done, _ = await asyncio.wait({task}, timeout=_STOP_SECONDS)
        if not done:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def run(self) -> None:
        """Pass on what there is, until it is stopped."""
        while not self._stopping:
            self._woken.clear()
            try:
                worked = await self.step()
            except Exception as error:  # noqa: BLE001 (the edge of the worker: it carries on)
                _log.error("relay_failed", error=type(error).__name__)
                worked = 0
            if not worked and not self._stopping:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(max(self._settings.poll_seconds, _SHORTEST_PAUSE_SECONDS)):
                        await self._woken.wait()

    async def step(self) -> int:
        """Hand on what is new and try what is due, once; returns how much there was."""
        return await self._hand_on() + await self._deliver()

    async def _hand_on(self) -> int:
        async with self._sessions() as session:
            if self._prepared and not await repository.anything_new(session):
                return 0
        now = self._clock.now()
        async with self._writing() as session:
            if not self._prepared:
                await repository.ensure_notifications(session, now)
                self._prepared = True
            return await repository.hand_on(session, self._kinds, now)

    async def _deliver(self) -> int:
        now = self._clock.now()
        async with self._sessions() as session:
            receivers = await repository.receivers(session, self._kinds, now)
            heads = await repository.due_heads(session, list(receivers), now) if receivers else []
        if not heads:
            return 0
        chosen = _to_try(heads, receivers)
        async with self._writing() as session:
            claimed = await repository.claim(session, chosen, self._worker, now, now + self._settings.lease)
        streams: dict[tuple[UUID, UUID], list[Due]] = defaultdict(list)
        for due in claimed:
            streams[due.subscription_id, due.stream].append(due)
        runs = [self._run(receivers[key[0]], stream) for key, stream in streams.items()]
        await asyncio.gather(*runs)
        return len(claimed)

    async def _run(self, receiver: EventSubscription, stream: Sequence[Due]) -> None:
        """Tell one receiver the events of one stream, in order, until one does not get through."""
        through: list[int] = []
        outcome, began = Outcome(True), asyncio.get_running_loop().time()
        for due in stream:
            outcome = await self._sender.send(self._message(receiver, due), now=self._clock.now())
            if not outcome.delivered:
                break
            through.append(due.id)
            if asyncio.get_running_loop().time() - began > RUN_SECONDS:
                break
        rest = [due for due in stream if due.id not in through]
        async with self._writing() as session:
            await self._settle(session, receiver, through)
            if not outcome.delivered:
                await self._failed(session, receiver, rest.pop(0), outcome)
            await repository.put_back(session, [due.id for due in rest], self._worker)

    async def _settle(self, session: AsyncSession, receiver: EventSubscription, through: Sequence[int]) -> None:
        if through:
            now = self._clock.now()
            await repository.settle(session, through, self._worker, now)
            await repository.receiver_answered(session, receiver.id, now)

    async def _failed(self, session: AsyncSession, receiver: EventSubscription, due: Due, outcome: Outcome) -> None:
        now = self._clock.now()
        _log.warning("not_told", message=str(due.event_id), subscription=str(receiver.id), code=outcome.failure)
        pause = pause_after(due.tries, outcome.retry_after, refused=not outcome.receiver_down)
        if outcome.gone:
            await repository.receiver_gone(session, receiver.id)
        elif outcome.receiver_down:
            failures = receiver.failures + 1
            await repository.receiver_down(session, receiver.id, failures, now + hold_after(failures))
        if pause is None or outcome.gone:
            await repository.bury(session, due.id, self._worker, outcome.failure, now)
        else:
            await repository.postpone(session, due.id, self._worker, outcome.failure, now + pause)

    def _message(self, receiver: EventSubscription, due: Due) -> Message:
        body = event_body(due.event_id, due.name, due.customer_id, due.about, due.occurred_at)
        if receiver.kind == "notifications":
            secret = self._settings.notifications_secret
            return Message(due.event_id, self._settings.notifications_url, [secret], body, trusted=True)
        versions = [receiver.secret_version]
        if receiver.old_secret_until is not None and receiver.old_secret_until > self._clock.now():
            versions.append(receiver.secret_version - 1)
        secrets = [derived_secret(self._settings.secret_key, receiver.id, version) for version in versions]
        return Message(due.event_id, receiver.url, secrets, body)

    @contextlib.asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncSession]:
        async with self._sessions() as session, session.begin():
            await session.connection(execution_options=WRITING)
            yield session


def _to_try(heads: Sequence[tuple[int, UUID]], receivers: Mapping[UUID, EventSubscription]) -> list[int]:
    """All that are due; but a receiver that was down last time is tried by one message, not by twenty."""
    chosen: list[int] = []
    probed: set[UUID] = set()
    for delivery_id, receiver_id in heads:
        if receiver_id in probed:
            continue
        if receivers[receiver_id].failures:
            probed.add(receiver_id)
        chosen.append(delivery_id)
    return chosen
