"""Which action serves a message about a complaint that was taken for something else."""

from actions._complaints import asks_number, tells_more, withdraws_complaint
from actions._errand.progress import written_last
from actions._forms import ANSWERS
from actions._matters import ACTIONS, SURE
from actions._turn import Turn

_SENT = ("file_complaint", "add_to_complaint")
_NEAR_NUMBER = frozenset(
    {*ANSWERS, "show_my_data", "human_handoff", "order_status", "contract_details", "get_invoice"}
    | {"ask_help", "update_contact"}
)
"""Intents that the wish for the number of a complaint is taken for."""
_NEAR_WITHDRAWAL = frozenset(
    {*ANSWERS, "complaint_status", "file_complaint", "add_to_complaint", "cancel_order", "cancel_dialogue"}
    | {"stop_notifications", "return_goods", "decline_offer", "cancel_contract"}
)
"""Intents that a complaint which is not wanted any more is taken for."""
_NEAR_MORE = frozenset({*ANSWERS, "greet", "report_outage", "report_move", "contract_expiry"})
"""Intents that "since Friday" after a complaint is taken for."""


def of_complaints(turn: Turn) -> str | None:
    """A complaint is withdrawn: one that is being told is dropped, of one that was sent a person is told so.

    What is told more right after one was sent goes to that person, too; its number is told by its state.
    """
    is_sent, is_unsure = written_last(turn) in _SENT, turn.confidence < SURE
    if turn.intent in _NEAR_NUMBER and asks_number(turn.text, is_sent=is_sent):
        return ACTIONS["complaint_status"]
    if is_sent and (is_unsure or turn.intent in _NEAR_MORE) and tells_more(turn.text):
        return ACTIONS["add_to_complaint"]
    near = turn.intent in _NEAR_WITHDRAWAL or is_unsure
    if not near or not withdraws_complaint(turn.text):
        return None
    is_open = (turn.slots.get("draft") or {}).get("matter") in _SENT
    return "action_drop_matter" if is_open else ACTIONS["add_to_complaint"]
