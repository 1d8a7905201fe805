"""What customers add to a complaint while it is being taken: pure."""

from actions._choices import asks_about, tokens
from actions._complaints import complains, types_in
from actions._drafts import CODE, Draft
from actions._forms import ANSWERS
from actions._hearing import BEGIN_OF_CORRECTION, YES_BUT
from actions._retractions import gives_up, only_waits, wants_it_again
from actions._steps import Problem, Values
from actions._turn import Turn

TELLING = 7
"""A message of so many words tells something, even if no list knows its words."""

LEAST = 4
"""Words of an addition that is known by what it is about; one that says what is wrong may be shorter."""

OPENING_WORDS = 4
"""A question shows within so many words."""

_NEAR = frozenset(
    {"check_bill", "get_invoice", "payment_status", "check_consumption", "report_outage", "order_status"}
    | {"file_complaint", "price_change"}
)
"""Intents that a part of the story is taken for, by what it complains of."""


def added_to(turn: Turn, draft: Draft, answer: Values | Problem | None) -> str | None:
    """Return what the message adds to the story that was told already, if it does.

    Args:
        turn: The message.
        draft: The complaint.
        answer: What the message answers of the open question.
    """
    if draft.asking in (None, CODE, "story") or "story" not in draft.values or turn.attachments:
        return None
    if turn.first("step", "matter") is not None or turn.intent not in ANSWERS | _NEAR:
        return None
    text = YES_BUT.sub("", turn.text).strip()
    if _is_reply(turn, text, answer) or _asks(text) or text in draft.values["story"]:
        return None
    length = len(tokens(text))
    tells = turn.intent in ANSWERS and (length >= TELLING or (length >= LEAST and bool(types_in(text))))
    return text if tells or (length > 1 and complains(text)) else None


def merged(story: str, addition: str, before: str | None) -> Values:
    """Return the answers that follow from an addition: the whole story, and what it is about now.

    Args:
        story: What was told so far.
        addition: What is told now.
        before: The types so far, as the step keeps them.
    """
    values: Values = {"story": f"{story.rstrip()}\n{addition}"}
    found, whole = types_in(addition), types_in(values["story"])
    if found:
        values["type"] = "+".join(whole if set(found) | set((before or "").split("+")) <= set(whole) else found)
    return values


def _is_reply(turn: Turn, text: str, answer: Values | Problem | None) -> bool:
    """Tell whether it only answers: a yes, a no, a choice, a correction."""
    if only_waits(turn.text) or wants_it_again(turn.text) or gives_up(turn.text):
        return True
    agrees_and_more = text != turn.text.strip()
    if turn.intent == "affirm" and not agrees_and_more:
        return True
    if not agrees_and_more and (turn.intent == "deny" or BEGIN_OF_CORRECTION.match(text)):
        return _is_short(text) or not complains(text)
    return isinstance(answer, dict) and _is_short(text)


def _is_short(text: str) -> bool:
    return len(tokens(text)) < TELLING


def _asks(text: str) -> bool:
    return text.endswith("?") or asks_about(" ".join(text.split()[:OPENING_WORDS]))
