"""What the clauses of a message mean by themselves, where the whole of it hides one behind another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.linear_model import Ranked

MOST_CLAUSES = 12
"""Looked at; a long complaint costs no more than this."""

FEWEST_WORDS = 3
"""Of a clause that may be a matter of its own."""

SURE, SURE_OF_QUESTION = 0.85, 0.6
"""Confidence that a clause must have by itself to be another matter than the one of the whole message: any clause, and
one of several that end with a question mark."""

SECOND = 0.3
"""Confidence that such a matter is given in the ranking; it never comes before the first."""

MOST_LIFTED = 2
"""Matters beside the first that one message is taken to hold."""

THANKS = "thanks"
_NO_MATTER = frozenset({THANKS, "greet", "goodbye", "affirm", "deny", "bot_challenge", "out_of_scope"})
"""What may follow thanks and asks for nothing."""

_BETWEEN_CLAUSES = re.compile(r"(?:[.!;,:–—]+|(?<=\?))\s+|\s+-+\s+|\n+|\s+(?:and|but|und|aber|i|ale)\s+")
"""A question mark stays with its clause."""


class Ranking(Protocol):
    """Ranks the intents of a text, best first."""

    def __call__(self, text: str, *, limit: int) -> list[Ranked]:
        """As many as asked, likeliest first."""


def clauses(text: str) -> list[str]:
    """The clauses of a text; none when it is a single one."""
    parts = [part for part in _BETWEEN_CLAUSES.split(text) if part.strip()]
    return parts[:MOST_CLAUSES] if len(parts) > 1 else []


def past_thanks(rank: Ranking, text: str, whole: list[Ranked]) -> list[Ranked]:
    """Rank what follows thanks, where the thanks outweigh it: "thank you very much. And when does it start?".

    Args:
        rank: The classifier.
        text: As written.
        whole: The ranking of the whole text.
    """
    thanks, between = whole[0], _BETWEEN_CLAUSES.search(text)
    rest = text[between.end() :] if between else ""
    if thanks.label != THANKS or len(rest.split()) < FEWEST_WORDS:
        return whole
    ranked = rank(rest, limit=len(whole))
    least = min(thanks.confidence, SURE_OF_QUESTION)
    return ranked if ranked[0].label not in _NO_MATTER and ranked[0].confidence > least else whole


def with_second(rank: Ranking, text: str, whole: list[Ranked]) -> list[Ranked]:
    """Lift the matters of clauses that stand beside the one of the whole: "what do I owe, and where is my order?".

    Args:
        rank: The classifier.
        text: As written.
        whole: The ranking of the whole text.
    """
    parts = [part for part in clauses(text) if len(part.split()) >= FEWEST_WORDS]
    if len(parts) < 2:
        return whole
    best = [rank(part, limit=1)[0] for part in parts]
    are_questions = [part.endswith("?") for part in parts]
    least = SURE_OF_QUESTION if sum(are_questions) > 1 else SURE
    sure = [
        entry.label
        for entry, asks in zip(best, are_questions, strict=True)
        if entry.confidence >= (least if asks else SURE)
    ]
    others = list(dict.fromkeys(label for label in sure if label != whole[0].label))[:MOST_LIFTED]
    if not others or whole[0].label not in sure:
        return whole
    confidences = {entry.label: entry.confidence for entry in whole}
    least = min(SECOND, whole[0].confidence)
    lifted = [best[0]._replace(label=one, confidence=max(confidences.get(one, 0.0), least)) for one in others]
    return [whole[0], *lifted, *(entry for entry in whole[1:] if entry.label not in others)]
