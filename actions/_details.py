"""Details that a customer gives after an answer: a choice, a period, a place."""

from collections.abc import Sequence

from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions._forms import leave_form
from actions._matters import ACTIONS
from actions._turn import Turn
from actions._words.choices import ALL, Option


def current_choice(turn: Turn) -> str | None:
    """Return what the last answer was about, for "no, the other one"."""
    chosen = turn.slots.get("invoice_number") or turn.slots.get("service_point_id")
    return chosen if isinstance(chosen, str) else None


def take_choice(turn: Turn, chosen: Sequence[Option], options: Sequence[Option], matter: str) -> list[EventType]:
    """Set the slot of what was chosen and serve the matter with it; several chosen ones mean all of them."""
    slot = chosen[0]["slot"]
    every_point = slot == "service_point_id" and 1 < len(chosen) == len(options)
    value = ALL if every_point else ",".join(option["value"] for option in chosen)
    period = turn.first("period") if slot == "service_point_id" else None
    other = "invoice_number" if slot == "service_point_id" else "service_point_id"
    return [
        SlotSet(slot, value),
        SlotSet(other, None),
        SlotSet("commodity", None),
        *([SlotSet("period", period)] if period else []),
        SlotSet("misunderstandings", 0.0),
        *leave_form(),
        FollowupAction(ACTIONS[matter]),
    ]
