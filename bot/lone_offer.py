"""The one thing a turn ends by offering: a plain yes to it is its button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actions._matters import SHORT
from actions._words.assent import says_yes
from bot.normalisation import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rasa.shared.core.trackers import DialogueStateTracker

OFFERED = "offered"
"""Slot: the intent and the entities of the button that was offered."""


def offer_of(replies: Sequence[dict[str, Any]], tracker: DialogueStateTracker) -> dict[str, Any] | None:
    """The only button of a turn, if it stands under a last question and nothing else waits for an answer; else None."""
    buttons = [button for reply in replies for button in reply["buttons"]]
    is_asked = bool(replies) and len(replies[-1]["buttons"]) == 1 and replies[-1]["text"].rstrip().endswith("?")
    if not is_asked or len(buttons) > 1 or tracker.active_loop_name or tracker.current_slot_values().get("draft"):
        return None
    return {"intent": buttons[0]["intent"], "entities": buttons[0]["entities"]}


def offer_taken(text: str, intent: str, tracker: DialogueStateTracker) -> dict[str, Any] | None:
    """What was offered with the last answer, if a message is a plain yes to it; else None."""
    offered: dict[str, Any] | None = tracker.current_slot_values().get(OFFERED)
    return offered if offered and intent == "affirm" and len(tokens(text)) <= SHORT and says_yes(text) else None
