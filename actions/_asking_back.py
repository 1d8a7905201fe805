"""Between sure and lost: the matters to offer when no single one is likely enough to act on, or only just."""

from collections.abc import Collection, Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions._buttons import buttons_of_matters
from actions._names import names
from actions._turn import Turn

MOST = 3
"""More than three guesses are no question but a menu."""

LIKELY = 0.1
"""What the guesses must reach together; below it they are too often all wrong."""

WORTH = 0.02
"""What each guess must reach by itself."""

ALONE = 0.2
"""What the only guess must reach: "is it about your move?" """

SURE = 0.85
"""Confidence from which nothing else is named beside an answer."""

NEVER_BESIDE = "report_emergency"
"""A danger is answered first, or not at all: named as a guess it only frightens."""


def offered(ranking: Sequence[tuple[str, float]], matters: Collection[str]) -> list[str]:
    """Return the likeliest matters, three at most, or none where asking back would help nobody.

    Args:
        ranking: Intents with their confidence, best first.
        matters: The intents that have a name to offer them by.
    """
    guesses = [(name, confidence) for name, confidence in ranking if name != "nlu_fallback"]
    worthy = [(name, confidence) for name, confidence in guesses if name in matters and confidence >= WORTH][:MOST]
    if sum(confidence for _, confidence in worthy) < (ALONE if len(worthy) == 1 else LIKELY):
        return []
    return [name for name, _ in worthy]


def besides(ranking: Sequence[tuple[str, float]], matters: Collection[str], served: Collection[str]) -> list[str]:
    """Return what else may have been meant by a message that was acted on, three matters at most.

    Args:
        ranking: Intents with their confidence, best first.
        matters: The intents that have a name to offer them by.
        served: Matters that are answered, or waiting to be.
    """
    if not ranking or ranking[0][0] not in matters or ranking[0][1] >= SURE:
        return []
    others = [name for name, confidence in ranking if confidence >= WORTH and name != NEVER_BESIDE]
    return [name for name in others if name in matters and name not in served][:MOST]


def ask_back(dispatcher: CollectingDispatcher, turn: Turn, matters: Sequence[str]) -> None:
    """Ask which of these matters is meant, with a button each."""
    called = names("matters", turn.language)
    buttons = buttons_of_matters(matters, turn.language)
    dispatcher.utter_message(response="utter_ask_back", matters=[called[name] for name in matters], buttons=buttons)
