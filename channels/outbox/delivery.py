"""Carries the outbox to the providers: woken by whoever queues something, again or never as the error says."""

import asyncio
import contextlib
import functools
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog

from channels.addresses import repository as addresses
from channels.addresses.models import AddressState
from channels.backend_client import BackendUnavailableError
from channels.contract import Adapter, Clock, DeliveryStatus
from channels.database import Database
from channels.errors import AddressError, BlockedError, ChannelError, FinalError, OptedOutError, TemporaryError
from channels.keys import Keys
from channels.outbox import repository
from channels.outbox.packing import packed
from channels.outbox.repository import Due, Reported

GIVEN_UP_AFTER = timedelta(days=1)
"""Of a message that its provider may still take: nobody waits for it any more."""
BROKEN_TRIES = 8
"""Of a message at which the client itself breaks."""
BROKEN = "adapter_failed"
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=10)
LEASE = timedelta(minutes=2)
TIMEOUT_SECONDS = 20.0
IDLE_SECONDS = 60.0

type Undelivered = Callable[[Reported, AddressState], Awaitable[None]]

log = structlog.get_logger("channels.outbox")


_STATES: dict[type[ChannelError], AddressState] = {
    BlockedError: AddressState.BLOCKED,
    OptedOutError: AddressState.OPTED_OUT,
    AddressError: AddressState.DEAD,
}


def pause_after(tries: int, error: ChannelError) -> timedelta:
    """How long to wait before the next try; the provider's own wish goes first."""
    if error.retry_after_seconds is not None:
        return timedelta(seconds=error.retry_after_seconds)
    doubled: timedelta = FIRST_PAUSE * 2 ** min(tries - 1, 10)
    return min(doubled, LONGEST_PAUSE)


def state_after(error: ChannelError) -> AddressState | None:
    """What a refusal says of the address; None when it says nothing."""
    return next((state for kind, state in _STATES.items() if isinstance(error, kind)), None)


class Delivery:
    """The worker that sends."""

    def __init__(
        self,
        database: Database,
        adapters: Mapping[str, Adapter],
        keys: Keys,
        worker: str,
        clock: Clock,
        undelivered: Undelivered,
    ) -> None:
        """Prepare; `run` does the work.

        Args:
            database: Holds the outbox.
            adapters: By channel.
            keys: Open what is sealed.
            worker: Name of this process.
            clock: Tells the time.
            undelivered: Told of messages that their address will never take.
        """
        self._undelivered = undelivered
        self._database = database
        self._adapters = adapters
        self._keys = keys
        self._worker = worker
        self._clock = clock
        self._woken = {channel: asyncio.Event() for channel in adapters}

    def wake(self) -> None:
        """Something was queued."""
        for woken in self._woken.values():
            woken.set()

    async def run(self) -> None:
        """Send what is due, for ever; each channel by itself, so that a slow provider holds up nobody else's."""
        await asyncio.gather(*(self._run(channel) for channel in self._adapters))

    async def _run(self, channel: str) -> None:
        woken = self._woken[channel]
        while True:
            woken.clear()
            try:
                sent = await self._send_channel(channel)
                pause = 0.0 if sent else await self._until_next(channel)
            except Exception:
                log.exception("delivery_failed", channel=channel)
                pause = IDLE_SECONDS / 10
            if pause:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await woken.wait()

    async def send_due(self) -> int:
        """Send one batch of each channel.

        Returns:
            How many messages were taken in hand.
        """
        return sum([await self._send_channel(channel) for channel in self._adapters])

    async def _send_channel(self, channel: str) -> int:
        now = self._clock()
        claim = functools.partial(
            repository.claim_due, channel=channel, worker=self._worker, now=now, lease_until=now + LEASE
        )
        due = await self._database.write(claim)
        outcomes = await asyncio.gather(*(self._send(item) for item in due), return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                # Once all are through: what is still being sent must not be taken in hand a second time.
                raise outcome
        return len(due)

    async def _until_next(self, channel: str) -> float:
        next_at = await self._database.read(functools.partial(repository.next_due_at, channel=channel))
        if next_at is None:
            return IDLE_SECONDS
        return min(max((next_at - self._clock()).total_seconds(), 0.05), IDLE_SECONDS)

    async def _send(self, due: Due) -> None:
        now = self._clock()
        try:
            provider_id, status = await self._hand_over(due, now)
        except ChannelError as error:
            await self._failed(due, error, now)
            return
        except Exception:
            # The edge of the worker: one message that breaks a client must not hold up the others.
            log.exception("adapter_failed", message=due.id, channel=due.channel)
            await self._failed(due, TemporaryError(BROKEN), now)
            return
        settle = functools.partial(
            repository.settle, message_id=due.id, status=status, now=now, provider_id=provider_id
        )
        await self._database.write(settle)
        log.info("sent", message=due.id, channel=due.channel)

    async def _hand_over(self, due: Due, now: datetime) -> tuple[str, DeliveryStatus]:
        adapter = self._adapters.get(due.channel)
        if due.expires_at is not None and due.expires_at < now:
            raise FinalError("expired")
        if adapter is None or not adapter.ready:
            raise FinalError("no_provider")
        if due.priority >= repository.BULK and not await self._may_notify(due):
            raise FinalError("opted_out")
        message = await self._database.read(functools.partial(packed, keys=self._keys, due=due))
        if message is None:
            raise FinalError("unreadable")
        async with asyncio.timeout(TIMEOUT_SECONDS):
            result = await adapter.send(message)
        return result.provider_id, result.status

    async def _may_notify(self, due: Due) -> bool:
        """Whether the customer still wants what was not asked for; looked up at the last moment."""
        look_up = functools.partial(addresses.wishes, address_id=due.address_id or "")
        wishes = await self._database.read(look_up)
        return wishes is None or wishes.notices

    async def _postpone(self, due: Due, error: ChannelError, later: datetime, now: datetime) -> None:
        postpone = functools.partial(
            repository.postpone, message_id=due.id, next_try_at=later, failure=error.code, now=now
        )
        await self._database.write(postpone)

    def _is_hopeless(self, due: Due, error: ChannelError, now: datetime) -> bool:
        return now - due.created_at > GIVEN_UP_AFTER or (error.code == BROKEN and due.tries >= BROKEN_TRIES)

    async def _failed(self, due: Due, error: ChannelError, now: datetime) -> None:
        log.warning("not_sent", message=due.id, channel=due.channel, code=error.code, again=error.retryable)
        if error.retryable and not self._is_hopeless(due, error, now):
            await self._postpone(due, error, now + pause_after(due.tries, error), now)
            return
        if due.address_id is not None and (state := state_after(error)) is not None:
            # First, so that a crash in between leaves the message to be tried, and its address marked, once more.
            try:
                await self._undelivered(Reported(due.id, due.conversation_id, due.address_id), state)
            except BackendUnavailableError:
                await self._postpone(due, error, now + LONGEST_PAUSE, now)
                return
            self.wake()
        settle = functools.partial(
            repository.settle, message_id=due.id, status=DeliveryStatus.FAILED, now=now, failure=error.code
        )
        await self._database.write(settle)
