"""Paired timing: both sides take turns, so that a drifting machine hurts both alike."""

import contextlib
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Paired:
    """Durations of the same piece of work on both sides, or what they compute for it, in milliseconds, pair by pair."""

    ours: list[float]
    stock: list[float]

    @property
    def ratio(self) -> float:
        """Our median as a share of stock's."""
        return statistics.median(self.ours) / statistics.median(self.stock)

    def spread(self, parts: int = 3) -> tuple[float, float]:
        """Smallest and largest ratio among consecutive thirds of the run."""
        size = max(1, len(self.ours) // parts)
        ratios = [
            statistics.median(self.ours[start : start + size]) / statistics.median(self.stock[start : start + size])
            for start in range(0, size * parts, size)
        ]
        return min(ratios), max(ratios)


def p95(values: list[float]) -> float:
    """The value that 95 of 100 stay below."""
    return _below(values, 0.95)


def p99(values: list[float]) -> float:
    """The value that 99 of 100 stay below."""
    return _below(values, 0.99)


def _below(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def milliseconds(work: Callable[[], object]) -> float:
    """How long one piece of work takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def cpu_milliseconds(work: Callable[[], object], processes: Iterable[int]) -> float:
    """How long processes compute meanwhile, all their threads together: says something on a busy machine, too.

    Args:
        work: What has them compute; the caller's own time does not count.
        processes: Their ids.
    """
    ids = list(processes)
    before = sum(map(_computed, ids))
    work()
    return (sum(map(_computed, ids)) - before) / 1e6


def _computed(process: int) -> int:
    """Nanoseconds a process has computed so far (proc(5), `schedstat`); threads that have ended are forgotten."""
    total = 0
    for thread in Path(f"/proc/{process}/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            total += int((thread / "schedstat").read_text(encoding="ascii").split()[0])
    return total


def alternate(ours: Callable[[int], float], stock: Callable[[int], float], rounds: int, warm_up: int = 5) -> Paired:
    """Run both sides in turn.

    Args:
        ours: Does round number n and returns its milliseconds.
        stock: The same for the other side.
        rounds: Counted rounds.
        warm_up: Rounds before that, not counted.
    """
    paired = Paired([], [])
    for number in range(-warm_up, rounds):
        first, second = ours(number), stock(number)
        if number >= 0:
            paired.ours.append(first)
            paired.stock.append(second)
    return paired
