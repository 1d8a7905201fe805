"""What follows a no to a summary: what shall be different, a yes after all, or another wish, which ends it."""

from collections.abc import Collection

from rasa_sdk.executor import CollectingDispatcher

from actions._errand.asking_again import is_outside
from actions._errand.drafts import REFUSED, Draft
from actions._errand.hearing import YES_BUT, Hearing
from actions._matters import ACTIONS, second_matter
from actions._turn import Turn
from actions._words.retractions import declines, only_waits

ANEW = "anew"
"""Of ``REFUSED``: a yes came after the no, and was asked for once more."""


def ask_what_instead(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, *, again: bool = False) -> None:
    """Ask what shall be different, and remember whether it was a no or a mere "wait"."""
    draft.wrong = draft.wrong + 1 if again else 0
    draft.known[REFUSED] = draft.known.get(REFUSED, False) or not _only_stops(turn)
    dispatcher.utter_message(response="utter_errand_what_instead", again=again)


def instead(turn: Turn, draft: Draft, covered: Collection[str], *, again: bool) -> str | None:
    """The action that serves what is wished instead, or beside the no.

    Args:
        turn: The message.
        draft: The errand.
        covered: Matters that are the errand's own.
        again: The no came before, and the message changes nothing.
    """
    if again:
        return "action_admit_misunderstanding" if is_outside(turn) or draft.wrong else None
    also = second_matter(turn, covered)
    return ACTIONS[also] if also else None


def is_final(turn: Turn, draft: Draft) -> bool:
    """Tell whether it is the second no, or one with thanks."""
    return (REFUSED in draft.known or declines(turn.text)) and not _only_stops(turn)


def takes_yes(hearing: Hearing) -> bool:
    """Tell whether a yes counts: the first one after a no may answer what shall be different, not the summary."""
    known = hearing.draft.known
    refused = known.pop(REFUSED, None)
    if refused in (None, ANEW) or not hearing.is_bare_yes():
        return True
    if refused:
        known[REFUSED] = ANEW
    return False


def _only_stops(turn: Turn) -> bool:
    return only_waits(turn.text) or YES_BUT.match(turn.text) is not None
