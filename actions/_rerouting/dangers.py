"""Which action serves a message after the words about a danger, which holds until it is said to be over."""

from rasa_sdk import Tracker

from actions._forms import ANSWERS, claim_in
from actions._matters import SURE
from actions._turn import GATEWAY_EVENTS, Turn
from actions._words.calls import asks_number_to_call
from actions._words.choices import tokens
from actions._words.hazards import is_farewell, is_over, speaks_of_danger
from actions._words.retractions import only_gives_up

DANGER = "report_emergency"

_SAY_LITTLE = frozenset({*ANSWERS, "ask_help", "bot_challenge"}) - {"affirm"}
"""Intents of somebody who asks on, or does not know what to do."""

_COURTEOUS = frozenset({"affirm", "thanks", "greet", "cancel_dialogue"})
"""Intents that go on about nothing."""


def of_danger(turn: Turn) -> str | None:
    """The words about the danger once more, for a message that goes on about it or names nothing else."""
    if turn.slots.get("last_matter") != DANGER or turn.intent in GATEWAY_EVENTS or not tokens(turn.text):
        return None
    if turn.intent == DANGER or turn.attachments:
        return None
    goes_on = asks_number_to_call(turn.text) or speaks_of_danger(turn.text) or is_over(turn.text)
    return "action_report_emergency" if goes_on or _names_nothing_else(turn) else None


def just_warned(tracker: Tracker) -> bool:
    """Tell whether the answer before was about danger: what comes then is about that, not what a form asked."""
    done = [event["name"] for event in tracker.events if event.get("event") == "action"]
    ours = (name for name in reversed(done) if name != "action_listen" and not name.startswith("validate_"))
    return next(ours, None) == "action_report_emergency"


def _names_nothing_else(turn: Turn) -> bool:
    if turn.intent == "goodbye":
        return not is_farewell(turn.text)
    if turn.intent in _COURTEOUS:
        return False
    is_number = claim_in(turn) is not None or turn.first("damaged_number", "matter", "language") is not None
    return not is_number and not only_gives_up(turn.text) and (turn.intent in _SAY_LITTLE or turn.confidence < SURE)
