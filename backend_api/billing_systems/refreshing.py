"""Keeps what we know of the billing systems fresh: asks those that are due, all at once, for two seconds at most."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from backend_api.billing_systems import matching, repository, storing
from backend_api.billing_systems.asking import Asked, Asker
from backend_api.billing_systems.breaker import Breaker
from backend_api.billing_systems.port import Answer, Question
from backend_api.database import WRITING
from backend_api.security import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

    from backend_api.billing_systems.models import BillingCheck
    from backend_api.billing_systems.port import BillingSystem
    from backend_api.clock import Clock
    from backend_api.customers.models import Customer
    from backend_api.security import Identity
    from backend_api.settings import Settings

MONTHS_KEPT = 26
"""Of use: two years to compare, and what is being billed."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Patience:
    """How long things may take and last, in seconds."""

    fresh: float = 300
    """An answer is not asked for again for so long."""
    retry: float = 20
    """A system that was missing is left alone for so long, for the same customer."""
    timeout: float = 1.0
    """One system may take so long."""
    whole: float = 1.4
    """A request waits so long for all of them, storing included; then it answers from what is known."""

    @classmethod
    def of(cls, settings: Settings) -> Patience:
        """As the process was told."""
        return cls(
            fresh=settings.billing_fresh_seconds,
            retry=settings.billing_retry_seconds,
            timeout=settings.billing_timeout_seconds,
        )


class JoinedSystems:
    """The billing systems of this process, and the work that is under way."""

    def __init__(
        self,
        systems: Sequence[BillingSystem],
        sessions: async_sessionmaker[AsyncSession],
        clock: Clock,
        patience: Patience | None = None,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.patience = patience or Patience()
        self.clock = clock
        self.askers = tuple(
            Asker(system, Breaker(seconds), timeout_seconds=self.patience.timeout) for system in systems
        )
        self._sessions = sessions
        self._running: dict[UUID, asyncio.Task[None]] = {}

    async def refresh(self, identity: Identity) -> list[BillingCheck]:
        """Ask the systems whose last answer about this customer is not fresh; gives how they stand after that.

        Returns within ``patience.whole`` seconds; what is still running then goes on and is stored for the next time.
        Several requests of one customer wait for the same questions, so that what is asked and kept is always the whole
        customer's, also for a person who is limited to a site.
        """
        customer_id = identity.require(Level.VERIFIED)
        identity = replace(identity, service_point_ids=None)
        if not self.askers:
            return []
        checks = await self._checks(identity)
        due = self.due(checks)
        if not due:
            return checks
        running = self._running.get(customer_id)
        if running is None:
            running = asyncio.create_task(self._ask_and_store(identity, due))
            self._running[customer_id] = running
            running.add_done_callback(lambda task: self._done(customer_id, task))
        await asyncio.wait({running}, timeout=self.patience.whole)
        return await self._checks(identity)

    @property
    def is_asking(self) -> bool:
        """Whether answers are still awaited or being stored."""
        return bool(self._running)

    def due(self, checks: Sequence[BillingCheck]) -> list[Asker]:
        """The systems to ask again."""
        known = {check.source: check for check in checks}
        now = self.clock.now()
        return [
            asker
            for asker in self.askers
            if (check := known.get(asker.system.name)) is None or not self.lasts(check, now)
        ]

    def lasts(self, check: BillingCheck, now: datetime) -> bool:
        """Whether it is too early to ask again."""
        seconds = self.patience.fresh if check.outcome == "answered" else self.patience.retry
        return now - check.asked_at < timedelta(seconds=seconds)

    async def close(self) -> None:
        """End what is under way."""
        for task in tuple(self._running.values()):
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        await asyncio.gather(*(asker.close() for asker in self.askers))

    async def _checks(self, identity: Identity) -> list[BillingCheck]:
        async with self._sessions() as session:
            return list(await repository.own_checks(session, identity))

    async def _ask_and_store(self, identity: Identity, due: Sequence[Asker]) -> None:
        async with self._sessions() as session:
            customer = await repository.find_own_customer(session, identity)
            candidates = await repository.own_candidates(session, identity)
        if customer is None:
            return
        accepted = {(row.source, row.source_id) for row in candidates if row.state == "accepted"}
        now = self.clock.now()
        since_on = first_month(self.clock.today())
        asked = await asyncio.gather(*(_ask(asker, customer, accepted, since_on, now) for asker in due))
        async with self._sessions() as session, session.begin():
            await session.connection(execution_options=WRITING)
            await storing.store(session, identity, customer, asked, now=now, since_on=since_on)

    def _done(self, customer_id: UUID, task: asyncio.Task[None]) -> None:
        self._running.pop(customer_id, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("billing_refresh_failed", error=type(error).__name__)


def first_month(today: date) -> date:
    """The first month of use that is kept."""
    year, month = divmod(today.year * 12 + today.month - 1 - MONTHS_KEPT, 12)
    return date(year, month + 1, 1)


async def _ask(
    asker: Asker, customer: Customer, accepted: set[tuple[str, str]], since_on: date, now: datetime
) -> Asked:
    """An id that is only claimed is asked for nowhere: it may be somebody else's. Without any, nothing is missing."""
    proven = customer.ids_proven_at is not None
    question = Question(
        owners=matching.owner_ids(customer.tax_id, customer.personal_id, customer.country) if proven else (),
        accepted=tuple(sorted(source_id for source, source_id in accepted if source == asker.system.name)),
        name_word=matching.telling_word(customer.name),
        since_on=since_on,
    )
    if not question.owners and not question.accepted:
        return Asked(asker.system.name, "answered", Answer(as_of=now))
    return await asker.ask(question, now=now)
