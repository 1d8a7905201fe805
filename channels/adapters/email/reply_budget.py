"""How often a machine answers by itself, so that two of them never keep each other busy (`threat-model.md` D15).

Mails of machines that say so are never answered at all; this is the net below, for those that do not say so. What is
counted is kept in memory: after a restart an address has its hour anew, which ends a loop one budget later.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from channels.contract import Clock
from channels.errors import FinalError, ThrottledError

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rates:
    """How many automatic answers; our own limits."""

    hourly: int = 20
    """To one address: nobody writes more mails in an hour and waits for each answer."""
    daily: int = 60
    unproven_hourly: int = 1
    """To an address that the mail only claims to be from: whoever is named there may never have written to us."""
    unproven_daily: int = 3
    total_hourly: int = 2_000
    """To all addresses together; beyond it answers wait."""


type _Answers = deque[tuple[datetime, str]]


class ReplyBudget:
    """Counts automatic answers of one process."""

    def __init__(self, clock: Clock, rates: Rates = Rates()) -> None:
        """Begin with nothing spent.

        Args:
            clock: Tells the time.
            rates: What may be spent.
        """
        self._clock = clock
        self._rates = rates
        self._by_address: dict[str, _Answers] = {}
        self._total: _Answers = deque()

    def spend(self, address: str, message_id: str, *, proven: bool) -> None:
        """Count one answer; the same message again, because sending it failed, is counted once.

        Args:
            address: Whom it goes to.
            message_id: Ours.
            proven: Whether the mail that is answered was proven to come from there.

        Raises:
            FinalError: The address has had its share; the answer is not sent, and a loop ends here.
            ThrottledError: All together have; it may be sent later.
        """
        now = self._clock()
        answers = self._by_address.setdefault(address.lower(), deque())
        _forget(answers, now - DAY)
        _forget(self._total, now - HOUR)
        if any(known == message_id for _at, known in answers):
            return
        rates = self._rates
        hourly, daily = (rates.hourly, rates.daily) if proven else (rates.unproven_hourly, rates.unproven_daily)
        if len(answers) >= daily or sum(at > now - HOUR for at, _id in answers) >= hourly:
            raise FinalError("reply_budget_spent")
        if len(self._total) >= rates.total_hourly:
            pause = self._total[0][0] + HOUR - now
            raise ThrottledError("reply_budget_of_all_spent", max(1.0, pause.total_seconds()))
        answers.append((now, message_id))
        self._total.append((now, message_id))

    def forget_old(self) -> None:
        """Drop what no longer counts."""
        since = self._clock() - DAY
        for address, answers in list(self._by_address.items()):
            _forget(answers, since)
            if not answers:
                del self._by_address[address]


def _forget(answers: _Answers, since: datetime) -> None:
    while answers and answers[0][0] <= since:
        answers.popleft()
