"""Asks one billing system within its time, minds its breaker, and keeps only what belongs to the customer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from backend_api.billing_systems.checking import owned
from backend_api.billing_systems.models import CheckOutcome
from backend_api.billing_systems.port import Answer, SystemUnavailableError

if TYPE_CHECKING:
    from datetime import datetime

    from backend_api.billing_systems.breaker import Breaker
    from backend_api.billing_systems.port import BillingSystem, Question

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Asked:
    """What came of asking one system."""

    source: str
    """The system's name."""
    outcome: CheckOutcome
    """``wrong``: it answered, and some records had to be dropped."""
    answer: Answer | None
    """None when it was silent or refused."""


class Asker:
    """One system with its patience and its breaker; shared by all requests of a process."""

    def __init__(self, system: BillingSystem, breaker: Breaker, *, timeout_seconds: float) -> None:
        self.system = system
        self.breaker = breaker
        self.dropped = 0
        """Records dropped since the process started."""
        self._timeout_seconds = timeout_seconds
        self._last: CheckOutcome = "silent"
        self._left: set[asyncio.Task[Answer]] = set()

    async def ask(self, question: Question, *, now: datetime) -> Asked:
        """Ask, if the breaker lets us; never raises for anything the system does, and never takes longer than its time.

        A task that is too late is cancelled and left alone: what a driver does while it gives up is not waited for.
        """
        if not self.breaker.may_ask():
            return Asked(self.system.name, self._last, None)
        task = asyncio.create_task(self.system.answer(question, now=now))
        answer = None
        try:
            await asyncio.wait({task}, timeout=self._timeout_seconds)
            self._last = self._judge(task)
            answer = task.result() if self._last == "answered" else None
        finally:
            self._leave(task)
            if answer is None:
                self.breaker.failed()
            else:
                self.breaker.answered()
        return self._checked(answer, question)

    async def close(self) -> None:
        """End what was left alone."""
        for task in tuple(self._left):
            task.cancel()
        await asyncio.gather(*self._left, return_exceptions=True)

    def _judge(self, task: asyncio.Task[Answer]) -> CheckOutcome:
        """What a driver raises when it is told nonsense is not known beforehand; anything it raises is a refusal."""
        outcome: CheckOutcome = "answered"
        error = None
        if not task.done():
            outcome = "silent"
        elif task.cancelled():
            outcome = "refused"
        elif (error := task.exception()) is not None:
            outcome = error.reason if isinstance(error, SystemUnavailableError) else "refused"
        if outcome != "answered":
            cause = None if error is None else type(error.__cause__ or error).__name__
            _log.warning("billing_system_missing", system=self.system.name, outcome=outcome, error=cause)
        return outcome

    def _leave(self, task: asyncio.Task[Answer]) -> None:
        if not task.done():
            self._left.add(task)
            task.add_done_callback(self._forget)
            task.cancel()

    def _forget(self, task: asyncio.Task[Answer]) -> None:
        self._left.discard(task)
        if not task.cancelled():
            task.exception()  # looked at, so that nobody complains about it

    def _checked(self, answer: Answer | None, question: Question) -> Asked:
        if answer is None:
            return Asked(self.system.name, self._last, None)
        kept = owned(answer, question)
        if kept.wrong:
            self.dropped += kept.wrong
            _log.warning("billing_records_dropped", system=self.system.name, records=kept.wrong)
        return Asked(self.system.name, "wrong" if kept.wrong else "answered", kept)
