"""Danger goes first: whoever asks for a bill and smells gas in the same message is told about the gas."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.linear_model import Ranked

URGENT = "report_emergency"

TRACE = 0.01
"""Confidence that the whole message must show; beside it a clause that merely sounds alike does not count.

Measured: real dangers beside another question show 0.03 and more, training sentences of other intents at most 0.002."""

SURE = 0.6
"""Confidence that one clause must have by itself."""

MOST_CLAUSES = 12
"""Looked at; a long complaint costs no more than this."""

_BETWEEN_CLAUSES = re.compile(r"[.!?;,:–—]+\s+|\s+-+\s+|\n+")


class Ranking(Protocol):
    """Ranks the intents of a text, best first."""

    def __call__(self, text: str, *, limit: int) -> list[Ranked]:
        """As many as asked, likeliest first."""


def urgent_first(rank: Ranking, text: str, limit: int) -> list[Ranked]:
    """Rank the intents of a text, an emergency in any of its clauses before everything else.

    Args:
        rank: The classifier.
        text: As written; it is ranked again by clauses only if the whole shows a trace of danger.
        limit: How many intents the ranking shows.
    """
    whole = rank(text, limit=1000)
    place = next((place for place, entry in enumerate(whole) if entry.label == URGENT), 0)
    if place == 0 or whole[place].confidence < TRACE or not _in_a_clause(rank, text):
        return whole[:limit]
    first = replace(whole[place], confidence=whole[0].confidence)
    return [first, *(entry for entry in whole if entry.label != URGENT)][:limit]


def _in_a_clause(rank: Ranking, text: str) -> bool:
    clauses = [clause for clause in _BETWEEN_CLAUSES.split(text) if clause.strip()][:MOST_CLAUSES]
    best = (rank(clause, limit=1)[0] for clause in clauses)
    return any(entry.label == URGENT and entry.confidence >= SURE for entry in best)
