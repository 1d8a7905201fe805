"""Which action serves a message that refuses advertising, and was taken for a yes to it or a no to an offer."""

from actions._forms import ANSWERS
from actions._matters import ACTIONS
from actions._notifications import means_all_advertising, picks_channel, refuses_advertising
from actions._turn import Turn

_NEAR = frozenset({*ANSWERS, "start_notifications", "decline_offer", "human_handoff", "update_contact"})
_NEAR_PICKING = _NEAR | {"get_invoice", "continue_elsewhere", "request_documents", "check_bill", "stop_notifications"}
_NEAR_PICKING -= {"start_notifications"}
"""Intents that "bills by email" is taken for."""


_ELSEWHERE = "continue_elsewhere"


def of_messages(turn: Turn) -> str | None:
    """The end of advertising, when a consent to it is refused; or another address for what belongs to the contract."""
    if turn.intent in _NEAR_PICKING and turn.first("step") is None and picks_channel(turn.text):
        return ACTIONS["start_notifications"]
    if turn.intent == _ELSEWHERE and means_all_advertising(turn.text):
        return ACTIONS["start_notifications"]
    is_near = turn.intent in _NEAR and turn.first("step") is None
    return ACTIONS["stop_notifications"] if is_near and refuses_advertising(turn.text) else None
