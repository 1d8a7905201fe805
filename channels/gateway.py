"""The gateway's parts, wired once, and the workers that run beside the requests."""

import asyncio
import functools
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx2
import structlog

from channels import registry
from channels.backend_client import BackendClient
from channels.chat import Chat, ChatParts
from channels.contract import Adapter, Clock, ProviderClient
from channels.conversations.live import Live
from channels.conversations.sessions import SessionLimits
from channels.database import Database
from channels.engine_client import EngineClient
from channels.engine_wire import EngineWire, Wire
from channels.identity.codes import Codes
from channels.identity.facts import FactSigner, read_key
from channels.journal.intake import Intake, Rules
from channels.keys import Keys
from channels.limits import Limits
from channels.outbox.delivery import Delivery
from channels.retention import Retention, sweep
from channels.settings import Settings
from channels.turns.commit import TurnCommit
from channels.turns.parking import Parking
from channels.turns.requests import Requests
from channels.turns.runner import Parts, Patience, Runner
from channels.understanding.staff import StaffDoor
from channels.wording import Wording

log = structlog.get_logger("channels.gateway")

PARKING_SECONDS = 15.0
"""How often parked matters are looked at; each round is one read while none is due."""
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

    def __init__(
        self, settings: Settings, providers: Mapping[str, ProviderClient], clock: Clock, transports: Transports
    ) -> None:
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
        self._keys = Keys(settings.token_key.get_secret_value())
        self._adapters = registry.adapters(providers)
        self.delivery = Delivery(self.database, self._adapters, self._keys, settings.worker_id, clock)
        self.limits = Limits(
            session=settings.session_rate,
            message=settings.message_rate,
            address=settings.address_rate,
            attachment=settings.attachment_rate,
        )
        self._wording = Wording()
        codes = Codes(self._keys, demo=settings.demo)
        self.runner = Runner(self._turn_parts(codes, self._adapters), settings.worker_id, self._patience())
        self.chat = Chat(self._chat_parts(codes))
        self.parking = Parking(self.database, self.backend, self.runner, clock, settings.worker_id, self._lease)
        self.staff = StaffDoor(self.database, self.backend, read_key(settings.site_public_key_file), clock)
        self._workers: list[asyncio.Task[None]] = []

    def _patience(self) -> Patience:
        return Patience(self.settings.turn_tries, self.settings.engine_late_seconds, self._lease)

    def _turn_parts(self, codes: Codes, adapters: Mapping[str, Adapter]) -> Parts:
        settings = self.settings
        return Parts(
            database=self.database,
            engine=self.engine,
            requests=Requests(self.backend, adapters, self._wording, self.clock),
            commit=TurnCommit(
                self._keys, codes, self._wording, timedelta(hours=settings.button_hours), settings.supplier_name
            ),
            signer=FactSigner(read_key(settings.identity_key_file)),
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
            intake=Intake(rules, self._keys, codes),
            codes=codes,
            runner=self.runner,
            live=self.live,
            backend=self.backend,
            site_key=read_key(settings.site_public_key_file),
            clock=self.clock,
            rules=rules,
            greeting_wait_seconds=settings.greeting_wait_seconds,
            languages=self._wording.languages,
            default_language=settings.default_language,
        )

    async def start(self) -> None:
        """Take up what was left, and begin the work beside the requests."""
        await self.runner.take_up()
        lease = self.settings.lease_seconds
        self._workers = [
            asyncio.create_task(self.delivery.run(), name="outbox"),
            asyncio.create_task(_every(lease / 3, "renew", self.runner.renew), name="leases"),
            asyncio.create_task(_every(lease, "take_abandoned", self.runner.take_abandoned), name="abandoned"),
            asyncio.create_task(_every(PARKING_SECONDS, "parking", self.parking.take_up_due), name="parking"),
            asyncio.create_task(_every(lease, "limits", self.limits.forget_old), name="limits"),
            asyncio.create_task(self._sweep_often(), name="retention"),
        ]

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
        return [name for name, well in sound.items() if not well]


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
