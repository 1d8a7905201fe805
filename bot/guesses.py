"""What else a message may have meant that was acted on without being sure, to be named beside the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered

from actions._asking_back import besides
from actions._buttons import buttons_of_matters
from actions._matters import ACTIONS, SEPARATOR
from actions._names import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rasa.shared.core.trackers import DialogueStateTracker

    from bot.understood import Before

REPLY = "utter_besides"

ALONE = frozenset({"action_report_emergency", "action_warn_of_fraud", "action_help_bereaved", "action_help_with_line"})
"""Actions whose words are not to be taken attention from."""

NO_ANSWER = "utter_code_is_waiting"
"""Said in place of an answer to whoever has not typed the code; no other matter would be answered, either."""


def guesses(tracker: DialogueStateTracker, before: Before, language: str) -> dict[str, Any] | None:
    """The values of ``utter_besides``; None where nothing else need be named.

    What answers an open question, and what another action took up than the one of the likeliest matter, was understood
    by more than its words; and where two matters were heard, a third is not meant. A channel without buttons, which
    would list them below the words that name them, gets none.
    """
    events = list(tracker.events)[before.events :]
    message = next((event for event in reversed(events) if isinstance(event, UserUttered)), None)
    if message is None or before.form is not None:
        return None
    ranking, served = _ranking(message.parse_data), _served(events, tracker)
    if not ranking or served != {ranking[0][0]} or _ran(events) & ALONE or _has_no_answer(events):
        return None
    called = names("matters", language)
    found = besides(ranking, called, served)
    if not found:
        return None
    has_buttons = (message.metadata.get("abilities") or {}).get("buttons", True)
    buttons = buttons_of_matters(found, language) if has_buttons else []
    return {"matters": [called[name] for name in found], "buttons": buttons}


def _ranking(parse_data: dict[str, Any]) -> list[tuple[str, float]]:
    return [(entry["name"], float(entry["confidence"])) for entry in parse_data.get("intent_ranking") or []]


def _served(events: Sequence[Any], tracker: DialogueStateTracker) -> set[str]:
    """Matters whose action ran in these events, and the one that waits for its turn."""
    ran, waiting = _ran(events), str(tracker.current_slot_values().get("also_asked") or "").split(SEPARATOR)
    return {matter for matter, action in ACTIONS.items() if action in ran or matter in waiting}


def _has_no_answer(events: Sequence[Any]) -> bool:
    return any(NO_ANSWER in event.metadata.values() for event in events if isinstance(event, BotUttered))


def _ran(events: Sequence[Any]) -> set[str]:
    return {event.action_name for event in events if isinstance(event, ActionExecuted)}
