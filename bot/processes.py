"""The same work on many things, on all processors of the machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Item = TypeVar("Item")
    Result = TypeVar("Result")

MOST_PROCESSES = 4
"""Each holds its share of the sentences once more."""


def each(work: Callable[[Item], Result], items: Iterable[Item], *, worth_it: bool) -> list[Result]:
    """What a function gives for each of some items, in their order.

    Args:
        work: Called once for each, in any process.
        items: Sent to the processes, as the results are sent back.
        worth_it: Whether it takes longer than starting a process; else everything happens in this one.
    """
    from joblib import Parallel, delayed  # noqa: PLC0415 - only training needs it

    processes = min(MOST_PROCESSES, os.cpu_count() or 1) if worth_it else 1
    return list(Parallel(n_jobs=processes)(delayed(work)(item) for item in items))
