"""What a turn made of its message, for the people who teach the bot: it decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, REQUESTED_SLOT
from rasa.shared.core.events import ActionExecuted, UserUttered

if TYPE_CHECKING:
    from rasa.shared.core.trackers import DialogueStateTracker

RANKED = 3
MOST_ENTITIES = 20
HANDS_OVER = "action_request_agent"
FALLBACK, ASKED_BACK, HANDED_OVER = "fallback", "asked_back", "handed_over"
"""What goes wrong with understanding: nothing known, an answer that led nowhere, a person instead."""


@dataclass(frozen=True)
class Before:
    """What was open when the message came."""

    form: str | None
    step: str | None
    misunderstandings: float
    wrong: int
    events: int

    @classmethod
    def of(cls, tracker: DialogueStateTracker) -> Before:
        """Read a tracker before its turn."""
        draft = _draft(tracker)
        return cls(
            form=tracker.active_loop_name,
            step=draft.get("asking") or _slot(tracker, REQUESTED_SLOT),
            misunderstandings=float(_slot(tracker, "misunderstandings") or 0.0),
            wrong=int(draft.get("wrong") or 0),
            events=len(tracker.events),
        )


def understood(tracker: DialogueStateTracker, before: Before) -> dict[str, Any]:
    """Tell what the message of the turn that is over was taken for.

    Returns:
        ``intent``, ``confidence``, ``ranking`` (the three best), ``entities``, ``form`` and ``step`` that were open,
        ``actions`` that ran, and ``problem``: null, ``fallback``, ``asked_back`` or ``handed_over``.
    """
    events = list(tracker.events)[before.events :]
    message = next((event for event in reversed(events) if isinstance(event, UserUttered)), None)
    parse_data = (message.parse_data if message else None) or {}
    intent = parse_data.get("intent") or {}
    actions = [event.action_name for event in events if isinstance(event, ActionExecuted)]
    return {
        "intent": intent.get("name"),
        "confidence": _rounded(intent.get("confidence")),
        "ranking": [
            {"intent": rank["name"], "confidence": _rounded(rank["confidence"])}
            for rank in (parse_data.get("intent_ranking") or [])[:RANKED]
        ],
        "entities": [
            {"entity": found["entity"], "value": found.get("value")}
            for found in (parse_data.get("entities") or [])[:MOST_ENTITIES]
        ],
        "form": before.form,
        "step": before.step,
        "actions": [name for name in actions if name not in (ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME)],
        "problem": _problem(tracker, before, intent.get("name"), actions),
    }


def _problem(
    tracker: DialogueStateTracker, before: Before, intent: str | None, actions: list[str | None]
) -> str | None:
    if before.misunderstandings and HANDS_OVER in actions:
        return HANDED_OVER
    if float(_slot(tracker, "misunderstandings") or 0.0) > before.misunderstandings:
        return FALLBACK if intent == DEFAULT_NLU_FALLBACK_INTENT_NAME and before.form is None else ASKED_BACK
    if int(_draft(tracker).get("wrong") or 0) > before.wrong:
        return ASKED_BACK
    return None


def _draft(tracker: DialogueStateTracker) -> dict[str, Any]:
    draft = _slot(tracker, "draft")
    return draft if isinstance(draft, dict) else {}


def _slot(tracker: DialogueStateTracker, name: str) -> Any:
    slot = tracker.slots.get(name)
    return None if slot is None else slot.value


def _rounded(confidence: float | None) -> float | None:
    return None if confidence is None else round(float(confidence), 3)
