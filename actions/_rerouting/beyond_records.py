"""Which action serves a question that no record answers, whatever it was taken for."""

from actions import _backend
from actions._forms import ANSWERS
from actions._matters import SURE
from actions._turn import Turn
from actions._words.beyond_records import asks_notice_terms, beyond_records
from actions._words.hardship import asks_for_relief
from actions._words.money import wishes_to_complain

ACTION = "action_tell_beyond_records"

_NEVER = frozenset({"report_emergency", "file_complaint", "add_to_complaint", "complaint_status"})
"""Intents of what is served first, or told as a story."""

_ALWAYS = ANSWERS | {"ask_help", "human_handoff", "bot_challenge"}
_NEAR = {
    "others": {"payment_status", "check_bill", "update_contact", "stop_notifications", "start_notifications"},
    "officer": {"request_my_data", "show_my_data", "update_contact"},
    "source": {"request_my_data", "show_my_data", "update_contact", "order_status", "get_invoice"},
    "password": {"show_my_data"},
    "transfer": {"request_documents", "report_move", "update_contact", "make_payment", "contract_details", "ask_price"}
    | {"cancel_contract", "renew_contract", "switch_status"},
    "abroad": {"ask_price", "contract_details", "place_order", "ask_offers"},
    "thief": {"start_notifications", "stop_notifications", "ask_price", "check_bill", "make_payment", "payment_status"},
    "hardship": {"make_payment", "payment_status", "decline_offer"},
    "coverage": {"ask_price", "ask_offers", "place_order", "contract_details", "show_my_data", "switch_status"}
    | {"request_documents"},
    "detail": {"request_my_data", "update_contact", "cancel_order", "show_my_data"},
    "not_sold": {"ask_price", "ask_offers", "place_order"},
}
"""By topic the intents that such a question is taken for, however sure."""


def topic_beyond(turn: Turn) -> str | None:
    """The topic of a question that no record answers; a stranger's for the terms of notice is one, too."""
    if turn.intent in _NEVER or turn.attachments or turn.first("step", "matter") or wishes_to_complain(turn.text):
        return None
    topic = beyond_records(turn.text)
    if topic == "hardship" and _backend.reaches(turn.level, "verified") and not asks_for_relief(turn.text):
        return None  # what is open, and what can be done about it, stands in the records
    if topic is not None:
        return topic if turn.intent in _ALWAYS | _NEAR[topic] or turn.confidence < SURE else None
    told_prices = turn.slots.get("last_matter") == "ask_price"
    asks_terms = turn.level == "anonymous" and not told_prices and asks_notice_terms(turn.text)
    return "notice" if asks_terms else None


def of_beyond(turn: Turn) -> str | None:
    """The action that answers it."""
    return None if topic_beyond(turn) is None else ACTION
