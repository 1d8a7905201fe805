"""Which action serves a message about a complaint that was taken for something else."""

import re

from actions._complaints import tells_more, withdraws_complaint
from actions._errand.progress import written_last
from actions._forms import ANSWERS
from actions._matters import ACTIONS, SURE
from actions._turn import Turn
from actions._words.spelling import fold

_SENT = ("file_complaint", "add_to_complaint")
_NEAR_WITHDRAWAL = frozenset(
    {*ANSWERS, "complaint_status", "file_complaint", "add_to_complaint", "cancel_order", "cancel_dialogue"}
    | {"stop_notifications", "return_goods", "decline_offer", "cancel_contract"}
)
"""Intents that a complaint which is not wanted any more is taken for."""
_NEAR_MORE = frozenset({*ANSWERS, "greet", "report_outage", "report_move", "contract_expiry"})
"""Intents that "since Friday" after a complaint is taken for."""
_NEAR_NUMBERS = frozenset({*ANSWERS, "show_my_data", "order_status", "contract_details", "ask_help", "update_contact"})
"""Intents that a question for the number of the complaint is taken for."""
_ASKS_NUMBER = re.compile(
    r"\b(?:what|which|welche\w*|wie (?:ist|lautet)|was ist|jak\w*|pod jakim)\b(?: \w+){0,3}"
    r" (?:number|\w*nummer|numer\w*|nr)\b(?! (?:klient|licznik|umow|kont))"
)
"""Words, folded, of somebody who asks for a number."""


def of_complaints(turn: Turn) -> str | None:
    """A complaint is withdrawn: one that is being told is dropped, of one that was sent a person is told so.

    What is told more right after one was sent goes to that person, too.
    """
    if written_last(turn) in _SENT:
        is_open = turn.confidence < SURE or turn.intent in _NEAR_MORE
        if is_open and tells_more(turn.text):
            return ACTIONS["add_to_complaint"]
        if turn.intent in _NEAR_NUMBERS and _ASKS_NUMBER.search(fold(turn.text)):
            return ACTIONS["complaint_status"]
    near = turn.intent in _NEAR_WITHDRAWAL or turn.confidence < SURE
    if not near or not withdraws_complaint(turn.text):
        return None
    is_open = (turn.slots.get("draft") or {}).get("matter") in _SENT
    return "action_drop_matter" if is_open else ACTIONS["add_to_complaint"]
