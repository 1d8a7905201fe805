"""Danger goes first: whoever asks for a bill and smells gas in the same message is told about the gas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.clauses import clauses
from bot.concepts import lexicon
from bot.normalisation import tokens

if TYPE_CHECKING:
    from bot.clauses import Ranking
    from bot.linear_model import Ranked

URGENT = "report_emergency"

SURE = 0.6
"""Confidence that one clause must have by itself."""

DANGERS = frozenset({"smell", "leak", "fire", "shock"})
SUPPLIES = frozenset({"gas", "electricity", "meter"})
"""Concepts (bot/concepts.yml) of which a clause must name one each; "ich bin stinksauer" is no danger."""

LIVE_LINE = frozenset({"fallen_line", "electricity"})
"""Or both of these; a meter may hang in the cellar."""


def urgent_first(rank: Ranking, text: str, limit: int) -> list[Ranked]:
    """Rank the intents of a text, an emergency in any of its clauses before everything else.

    Args:
        rank: The classifier.
        text: As written; ranked again only by clauses that name a danger.
        limit: How many intents the ranking shows.
    """
    whole = rank(text, limit=limit)
    if whole[0].label == URGENT or not any(_is_danger(rank, clause) for clause in clauses(text)):
        return whole
    first = whole[0]._replace(label=URGENT)
    return [first, *(entry for entry in whole if entry.label != URGENT)][:limit]


def _is_danger(rank: Ranking, clause: str) -> bool:
    named = set(lexicon().of_words(tokens(clause)))
    if not (named & DANGERS and named & SUPPLIES) and not named >= LIVE_LINE:
        return False
    best = rank(clause, limit=1)[0]
    return best.label == URGENT and best.confidence >= SURE
