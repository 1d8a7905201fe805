"""What a matter is about: which action serves it, and which details of earlier turns still hold."""

import re
from collections.abc import Collection
from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._forms import errand_or_customer
from actions._names import names
from actions._turn import Turn
from actions._words.choices import tokens
from actions._words.readings import speaks_of_meter
from actions._words.retractions import mocks

ACTIONS = {
    "check_bill": "action_check_bill",
    "get_invoice": "action_list_invoices",
    "payment_status": "action_check_payment",
    "check_consumption": "action_check_consumption",
    "contract_expiry": "action_check_contract_expiry",
    "contract_details": "action_show_contract",
    "switch_status": "action_check_switch",
    "human_handoff": "action_request_agent",
    "submit_meter_reading": "action_submit_meter_reading",
    "decide_switch": "action_decide_switch",
    "change_installment": "action_change_installment",
    "make_payment": "action_offer_payment",
    "payment_plan": "action_agree_payment_plan",
    "ask_offers": "action_show_offers",
    "renew_contract": "action_renew_contract",
    "decline_offer": "action_decline_offer",
    "ask_price": "action_show_prices",
    "price_change": "action_show_price_change",
    "cancel_contract": "action_cancel_contract",
    "report_move": "action_report_move",
    "order_status": "action_check_order",
    "change_order": "action_change_order",
    "cancel_order": "action_cancel_order",
    "place_order": "action_place_order",
    "file_complaint": "action_file_complaint",
    "complaint_status": "action_check_complaint",
    "add_to_complaint": "action_add_to_complaint",
    "return_goods": "action_return_goods",
    "update_contact": "action_update_contact",
    "show_my_data": "action_show_data",
    "request_my_data": "action_request_data",
    "stop_notifications": "action_stop_notifications",
    "start_notifications": "action_start_notifications",
    "continue_elsewhere": "action_continue_elsewhere",
    "report_outage": "action_report_outage",
    "request_documents": "action_send_documents",
    "submit_documents": "action_take_documents",
}
"""The action that serves a matter, also when an identity, a choice or a further detail has come."""

ABOUT_NUMBERS = frozenset({"show_my_data", "request_documents", "human_handoff", "order_status"})
"""Matters that a number by itself sounds like."""

ABOUT_CONTRACTS = frozenset(
    {"contract_details", "contract_expiry", "renew_contract", "cancel_contract", "price_change"}
)

WRITING: set[str] = set()
"""Matters of ``ACTIONS`` that end with something written; the errands enter themselves."""

DETAILS = ("service_point_id", "invoice_number", "period", "commodity")

SHORT = 5
"""Words of a message that may be a mere addition ("and for the garage last year?")."""

SURE = 0.6
"""Confidence from which a short message counts as a matter of its own, even if it names a place or a period."""

ALSO = 0.15
"""Confidence of a second matter in one message; beside a single one the next best stays far below (measured: 0.03)."""

THIRD = 0.25
"""The same of a third one, which only a clause that is sure of it by itself reaches."""
MOST_OTHERS = 2
SEPARATOR = ","
"""Between the matters in ``also_asked``."""

JOINED = re.compile(r"[,;.?!]\s+\w|\b(and|also|und|sowie|oraz|a(?= (?:kiedy|do|ile|jak|czy|gdzie)))\b", re.IGNORECASE)
"""What joins two questions; without it two likely matters are two readings of one question."""
_POLISH_AND = re.compile(r"\bi\b", re.IGNORECASE)
"""The same in Polish; in English it is who speaks."""

_GOES_ON = re.compile(
    r"\W*\b(?:and|also|und|noch|dann|i|oraz|a|jeszcze)\b"
    r"|\W*(?:\b(?:no+|nah|nope|wait|hold on|actually|nein|ne+|warte?|moment|doch|halt|nie|jednak"
    r"|(?:po|za)?czekaj)\b\W*)+",
    re.IGNORECASE,
)
"""Words that join a message to the one before it, or take that back ("no wait"), not two matters to each other."""

BARE = 2
SURE_OF_BARE = 0.9
"""The same for a message of hardly more than the detail itself: "and the flat?" sounds like a move, but is none."""

TAKES_UP = re.compile(r"\s*(and )?(what|how) about\b|\s*(und )?was ist mit\b|\s*(a )?co z\b", re.IGNORECASE)
"""Words that take up what was just talked about; what they name is the detail, however many words it has."""

TRACE = 0.01
"""Confidence of a matter that shows through beside a bare number; without one it is 0.000."""

Details = dict[str, Any]


def details_for(matter: str, turn: Turn) -> Details:
    """Work out what the matter is about.

    A matter that was just asked for starts empty, unless it is asked once more; one that goes on after a code, a choice
    or a detail has everything in its slots.
    """
    if turn.intent != matter:
        return {name: turn.slots.get(name) for name in DETAILS}
    again = turn.slots.get("last_matter") == matter
    return with_details_said(turn, {name: turn.slots.get(name) if again else None for name in DETAILS})


def with_details_said(turn: Turn, known: Details) -> Details:
    """Put what was just said in the place of what it contradicts: a new place makes the old invoice void."""
    details = dict(known)
    said = {name: turn.first(name) for name in DETAILS if turn.first(name)}
    if "invoice_number" in said:
        details.update(service_point_id=None, period=None, commodity=None)
    if "service_point_id" in said or "period" in said:
        details["invoice_number"] = None
    if turn.first("commodity", "place"):
        details.update(service_point_id=None, invoice_number=None, commodity=None)
    details.update(said)
    return details


def refines(turn: Turn) -> bool:
    """Tell whether a short message that was hardly understood only adds a detail to the last answer.

    "And the flat?" has no intent of its own; what it names decides.
    """
    words = len(tokens(turn.text))
    bare = words <= BARE or TAKES_UP.match(turn.text) is not None
    names_detail = turn.first("period", "place", "commodity", "ordinal", "invoice_number") is not None
    unsure = turn.intent == "nlu_fallback" or turn.confidence < (SURE_OF_BARE if bare else SURE)
    return bool(turn.slots.get("last_matter") in ACTIONS and 0 < words <= SHORT and names_detail and unsure)


def meant_beside(turn: Turn) -> str | None:
    """Return the matter in a message whose number outweighs it: "12345674, what do I owe?".

    A trace is enough for an answer; it begins nothing that ends with something written.
    """
    answered = ACTIONS.keys() - WRITING - ABOUT_NUMBERS
    return next((name for name, confidence in turn.ranking if name in answered and confidence >= TRACE), None)


def other_matters(turn: Turn, covered: Collection[str] = ()) -> list[str]:
    """Return what else was asked for in the same message: "what do I owe, how long is my contract, it reads 8120".

    Args:
        turn: The message.
        covered: Matters that the first one settles too.
    """
    begin = _GOES_ON.match(turn.text)
    rest = turn.text[begin.end() :] if begin else turn.text
    joins = JOINED.search(rest) or (turn.language == "pl" and _POLISH_AND.search(rest))
    if len(tokens(turn.text)) <= SHORT or not joins:
        return []
    if turn.first("phone", "iban") is not None and not speaks_of_meter(turn.text):
        covered = {*covered, "submit_meter_reading"}  # its digits are no reading
    least = SURE if mocks(turn.text) else ALSO  # what a curse sounds like is chance
    others = ((name, confidence) for name, confidence in turn.ranking if name in ACTIONS and name != turn.intent)
    found = [(name, confidence) for name, confidence in others if confidence >= least and name not in covered]
    return [name for place, (name, confidence) in enumerate(found[:MOST_OTHERS]) if not place or confidence >= THIRD]


def second_matter(turn: Turn, covered: Collection[str] = ()) -> str | None:
    """Return the likeliest of them."""
    return next(iter(other_matters(turn, covered)), None)


def also_asked(
    dispatcher: CollectingDispatcher, turn: Turn, matter: str, covered: Collection[str] = ()
) -> list[EventType]:
    """Keep a second matter of the same message for afterwards, and say that it was heard."""
    also = second_matter(turn, covered)
    if also is None:
        return []
    called = names("matters", turn.language)
    dispatcher.utter_message(response="utter_two_matters", first=called[matter], second=called[also])
    return [SlotSet("also_asked", also)]


def waits_its_turn(turn: Turn, matter: str) -> bool:
    """Tell whether a matter of the message was kept for after another one, which has been served by now."""
    return matter in str(turn.slots.get("also_asked") or "").split(SEPARATOR)


def go_on(turn: Turn, matter: str, waits: bool) -> list[EventType]:
    """What comes after a matter: the next one of the same message, an errand that waits, or the customer."""
    asked = str(turn.slots.get("also_asked") or "").split(SEPARATOR)
    others = [name for name in asked if name in ACTIONS and name != matter]
    if not others:
        return [errand_or_customer(waits)]
    is_kept = len(others) > 1 or others[0] == turn.intent
    rest = [SlotSet("also_asked", SEPARATOR.join(others))] if is_kept else []
    return [*rest, FollowupAction(ACTIONS[others[0]])]
