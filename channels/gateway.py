"""The gateway's parts, wired once, and the workers that run beside the requests."""

import asyncio
import functools
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx2
import structlog

from channels import registry
from channels.backend_client import BackendClient
from channels.chat import Chat, ChatParts
from channels.contract import Clock
from channels.conversations.inspection import Inspection
from channels.conversations.live import Live
from channels.conversations.sessions import SessionLimits
from channels.database import Database
from channels.engine_client import EngineClient
from channels.engine_wire import EngineWire, Wire
from channels.identity.codes import Codes
from channels.identity.facts import FactSigner, read_key
from channels.identity.senders import Senders
from channels.journal.intake import Intake, Rules
from channels.keys import Keys
from channels.limits import Limits
from channels.linking import Linking
from channels.links import MessageLinks, NoticeLinks
from channels.outbox.delivery import Delivery
from channels.outbox.undelivered import Undelivered
from channels.receiving import Receiving, ReceivingParts
from channels.registry import Providers, Surroundings, Worker
from channels.retention import Retention, sweep
from channels.settings import Settings
from channels.spool.keeping import Keeping
from channels.spool.reading import Reading, Takers
from channels.turns.commit import TurnCommit
from channels.turns.moving import Moving
from channels.turns.parking import Parking
from channels.turns.requests import Requests
from channels.turns.runner import Parts, Patience, Runner
from channels.understanding.staff import StaffDoor
from channels.wording import Wording

log = structlog.get_logger("channels.gateway")

SWITCH_SECONDS = 0.0005
"""How long a thread runs while another waits for the interpreter; a commit takes less than that."""
PARKING_SECONDS = 15.0
"""How often parked matters are looked at; each round is one read while none is due."""
CHANNEL_SECONDS = 10.0
"""Before a channel's work that broke off is begun again."""
FIRST_SWEEP_SECONDS = 120.0
"""Before the first sweep, so that a gateway that never runs for hours sweeps, too."""


@dataclass(frozen=True, slots=True)
class Transports:
    """Replace the network in tests."""

    engine: Wire | None = None
    backend: httpx2.AsyncBaseTransport | None = None


def utc_now() -> datetime:
    """The system's clock."""
    return datetime.now(UTC)


class Gateway:
    """Everything that runs in one gateway process."""

    def __init__(self, settings: Settings, providers: Providers, clock: Clock, transports: Transports) -> None:
        """Wire the parts; nothing is opened before `start`."""
        self.settings = settings
        self.clock = clock
        self._lease = timedelta(seconds=settings.lease_seconds)
        self.database = Database(settings.gateway_database_url)
        wire = EngineWire(settings.engine_secret.get_secret_value(), settings.engine_timeout_seconds)
        self.engine = EngineClient(settings.engine_urls, transports.engine or wire)
        self.backend = BackendClient(
            settings.backend_url, settings.gateway_secret.get_secret_value(), transports.backend
        )
        self.live = Live()
        self.keys = Keys(settings.token_key.get_secret_value())
        trusted = timedelta(days=settings.address_trusted_days)
        self._senders = Senders(self.database, self.backend, self.keys, trusted)
        self._wording = Wording()
        self.links = self._message_links()
        self.notice_links = self._notice_links()
        make_link = None if self.links is None else self.links.make
        self.channels = registry.channels(Surroundings(settings, providers, clock, make_link))
        self._adapters = {name: channel.adapter for name, channel in self.channels.items()}
        self._deep_links = {
            name: channel.deep_link for name, channel in self.channels.items() if channel.deep_link is not None
        }
        site_key = read_key(settings.site_public_key_file)
        self.linking = Linking(self.database, self.backend, site_key, self._deep_links, clock)
        undelivered = Undelivered(
            self.database, self.backend, self._adapters, self.keys, self._wording, clock, settings.supplier_name
        )
        self.delivery = Delivery(self.database, self._adapters, self.keys, settings.worker_id, clock, undelivered)
        self.limits = Limits(
            session=settings.session_rate,
            message=settings.message_rate,
            address=settings.address_rate,
            attachment=settings.attachment_rate,
        )
        codes = Codes(self.keys, demo=settings.demo)
        self.inspection = Inspection.of(settings.attachment_bytes, settings.clamav_address)
        self.runner = Runner(self._turn_parts(codes), settings.worker_id, self._patience())
        chat_parts = self._chat_parts(codes)
        self.chat = Chat(chat_parts)
        self.receiving = Receiving(self._receiving_parts(chat_parts.intake, undelivered))
        self.parking = Parking(self.database, self.backend, self.runner, clock, settings.worker_id, self._lease)
        self.staff = StaffDoor(self.database, self.backend, read_key(settings.site_public_key_file), clock)
        readers = {name: channel.read for name, channel in self.channels.items() if channel.read is not None}
        takers = Takers(self.receiving.deliver, self.receiving.report)
        self.reading = Reading(self.database, self.keys, readers, takers, clock)
        self.keep = Keeping(self.database, self.keys, clock, self.reading.kept)
        self.entrances = {name: channel.entrance(self.keep) for name, channel in self.channels.items()}
        self._down: set[str] = set()
        self._workers: list[asyncio.Task[None]] = []

    def _message_links(self) -> MessageLinks | None:
        settings = self.settings
        if not settings.public_url:
            return None
        secret = settings.token_key.get_secret_value()
        return MessageLinks(secret, settings.public_url, timedelta(days=settings.outbox_days), self.clock)

    def _notice_links(self) -> NoticeLinks | None:
        settings = self.settings
        return NoticeLinks(settings.token_key.get_secret_value(), settings.public_url) if settings.public_url else None

    def _patience(self) -> Patience:
        return Patience(self.settings.turn_tries, self.settings.engine_late_seconds, self._lease)

    def _turn_parts(self, codes: Codes) -> Parts:
        settings, adapters, deep_links, senders = self.settings, self._adapters, self._deep_links, self._senders
        return Parts(
            database=self.database,
            engine=self.engine,
            requests=Requests(senders, adapters, deep_links, self._wording, self.clock, settings.supplier_name),
            commit=TurnCommit(
                keys=self.keys,
                codes=codes,
                wording=self._wording,
                button_life=timedelta(hours=settings.button_hours),
                supplier_name=settings.supplier_name,
                moving=Moving(self.keys, self._wording, settings.supplier_name),
                joined=frozenset(name for name, adapter in adapters.items() if adapter.abilities.joined),
                deep_links=deep_links,
            ),
            signer=FactSigner(read_key(settings.identity_key_file)),
            senders=senders,
            adapters=adapters,
            live=self.live,
            wording=self._wording,
            clock=self.clock,
            letters_queued=self.delivery.wake,
        )

    def _chat_parts(self, codes: Codes) -> ChatParts:
        settings = self.settings
        session_limits = SessionLimits(
            timedelta(hours=settings.session_idle_hours), timedelta(hours=settings.session_hours)
        )
        rules = Rules(session_limits, timedelta(minutes=settings.verified_minutes), self._lease, settings.worker_id)
        return ChatParts(
            database=self.database,
            intake=Intake(rules, self.keys, codes),
            codes=codes,
            runner=self.runner,
            live=self.live,
            backend=self.backend,
            inspection=self.inspection,
            site_key=read_key(settings.site_public_key_file),
            clock=self.clock,
            rules=rules,
            greeting_wait_seconds=settings.greeting_wait_seconds,
            languages=self._wording.languages,
            default_language=settings.default_language,
        )

    def _receiving_parts(self, intake: Intake, undelivered: Undelivered) -> ReceivingParts:
        return ReceivingParts(
            database=self.database,
            intake=intake,
            runner=self.runner,
            backend=self.backend,
            senders=self._senders,
            inspection=self.inspection,
            undelivered=undelivered,
            keys=self.keys,
            wording=self._wording,
            clock=self.clock,
            introduced=frozenset(name for name, one in self._adapters.items() if one.abilities.introduces),
            supplier_name=self.settings.supplier_name,
            languages=self._wording.languages,
            default_language=self.settings.default_language,
            letters_queued=self.delivery.wake,
            typing={
                name: channel.show_typing for name, channel in self.channels.items() if channel.show_typing is not None
            },
        )

    async def start(self) -> None:
        """Take up what was left, and begin the work beside the requests."""
        # The writing thread gives the interpreter away at each statement; by itself it waits 5 ms to have it back.
        sys.setswitchinterval(SWITCH_SECONDS)
        await self.runner.take_up()
        lease = self.settings.lease_seconds
        self._workers = [
            asyncio.create_task(self.delivery.run(), name="outbox"),
            asyncio.create_task(self.reading.run(), name="spool"),
            asyncio.create_task(_every(lease / 3, "renew", self.runner.renew), name="leases"),
            asyncio.create_task(_every(lease, "take_abandoned", self.runner.take_abandoned), name="abandoned"),
            asyncio.create_task(_every(PARKING_SECONDS, "parking", self.parking.take_up_due), name="parking"),
            asyncio.create_task(_every(lease, "limits", self.limits.forget_old), name="limits"),
            asyncio.create_task(self._sweep_often(), name="retention"),
        ]
        self._workers += [
            asyncio.create_task(self._keep(name, worker), name=name)
            for name, entrance in self.entrances.items()
            for worker in entrance.workers
        ]

    async def _keep(self, channel: str, worker: Worker) -> None:
        """Have a channel's work done for as long as we run; while it cannot be, we say that we are not well."""
        while True:
            try:
                return await worker()
            except Exception:
                log.exception("channel_down", channel=channel)
                self._down.add(channel)
            await asyncio.sleep(CHANNEL_SECONDS)
            self._down.discard(channel)

    async def stop(self) -> None:
        """End the workers; what is not finished is taken up by the next start."""
        self.live.hang_up_all()
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        await self.runner.stop()
        await self.engine.close()
        await self.backend.close()
        self.database.close()

    async def _sweep_often(self) -> None:
        seconds = self.settings.sweep_hours * 3600
        await _every(seconds, "sweep", self.sweep, first=min(FIRST_SWEEP_SECONDS, seconds))

    async def sweep(self) -> dict[str, int]:
        """Delete what was kept long enough.

        Returns:
            How many rows each step touched.
        """
        settings = self.settings
        retention = Retention(
            journal=timedelta(days=settings.journal_days),
            state=timedelta(days=settings.state_days),
            outbox=timedelta(days=settings.outbox_days),
            codes=timedelta(days=settings.code_days),
            attachments=timedelta(days=settings.attachment_days),
            conversations=timedelta(days=settings.conversation_days),
        )
        touched = await self.database.write(functools.partial(sweep, retention=retention, now=self.clock()))
        log.info("swept", **touched)
        return touched

    async def broken_parts(self) -> list[str]:
        """Parts that do not answer, by name."""
        checks = await asyncio.gather(
            self.database.check(), self.engine.healthy(), self.backend.healthy(), return_exceptions=True
        )
        sound = {"database": checks[0] is None, "engine": checks[1] is True, "backend": checks[2] is True}
        return [name for name, well in sound.items() if not well] + sorted(self._down)


async def _every(
    seconds: float, name: str, work: Callable[[], Coroutine[None, None, object]], *, first: float | None = None
) -> None:
    """Do something again and again; a failure is logged and the next time comes all the same.

    Args:
        seconds: Between two times.
        name: For the log.
        work: What is done.
        first: Seconds before the first time, if other than between two.
    """
    pause = seconds if first is None else first
    while True:
        await asyncio.sleep(pause)
        pause = seconds
        try:
            await work()
        except Exception:
            log.exception("worker_failed", worker=name)
