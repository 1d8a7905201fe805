"""Which action serves a message about a change of supplier that was just told, or about an application."""

from actions._forms import ANSWERS
from actions._matters import ACTIONS, SURE
from actions._papers import asks_of_papers, names_authority
from actions._switches.switches import (
    asks_for_another_day,
    asks_for_news,
    asks_of_application,
    decision_in,
    is_point_address_wrong,
    is_point_number_wrong,
    names_other_case,
    number_of_point,
    tells_meter_number,
    waits_for_old,
)
from actions._turn import Turn
from actions._words.choices import asks_about, tokens
from actions._words.places import asks_of_place
from actions._words.retractions import only_waits

_UNKNOWN = frozenset({"out_of_scope", "nlu_fallback"})
NEARLY = 0.2
"""Confidence of a change of supplier behind no intent at all; a misspelt question is then about the one just told."""

_NEAR_APPLICATIONS = frozenset({"nlu_fallback", "out_of_scope", "complaint_status", "give_details", "order_status"})
"""Intents that a question about one's application is taken for."""

_NEAR_NUMBERS = frozenset({*ANSWERS, "update_contact", "switch_status", "show_my_data", "goodbye"})
"""Intents that the number of a meter, or "I'll wait then", is taken for."""

_WITH_NUMBERS = frozenset({"change_order", "submit_meter_reading"})
"""Intents that a meter number which is wrong is taken for, beside these."""

_NEAR_ADDRESSES = frozenset(
    {*ANSWERS, "update_contact", "change_order", "switch_status", "show_my_data", "report_move"}
)
"""Intents that the address of a place which changes to us is put right with."""

_NEAR_NEWS = frozenset({*ANSWERS, "complaint_status", "order_status", "report_outage", "report_move"})
"""Intents that "any news?" is taken for after a change of supplier was told."""

_NEAR_DAYS = frozenset({*ANSWERS, "report_move", "change_order", "contract_expiry", "cancel_dialogue"})
"""Intents that another day for the change of supplier just told is taken for."""

_NEAR_PAPERS = frozenset({*ANSWERS, "payment_status", "submit_documents", "request_documents", "complaint_status"})
"""Intents that "I have sent the authority" is taken for."""

_NOT_PLACES = frozenset(
    {"report_emergency", "report_move", "cancel_contract", "submit_meter_reading", "file_complaint"}
)
"""Intents that a question how a place stands is not taken for."""

DECISION = 8
"""Words of a message that decides what becomes of a change of supplier, and says nothing else."""


def of_switch(turn: Turn) -> str | None:
    """What a change of supplier that was told needs, a number or the wish to wait; or what became of an application."""
    told = turn.slots.get("last_matter") == "switch_status" and turn.intent != "decide_switch"
    if _asks_of_authority(turn, told=told) or _asks_of_place(turn):
        return ACTIONS["switch_status"]
    if told and turn.intent in _UNKNOWN and dict(turn.ranking).get("switch_status", 0.0) >= NEARLY:
        return ACTIONS["switch_status"]
    waits = turn.intent != "decide_switch" and waits_for_old(turn.text)
    if (told and _settles(turn)) or waits or _puts_number_right(turn) or _puts_address_right(turn, told=told):
        return ACTIONS["decide_switch"]
    asks_day = told and turn.intent in _NEAR_DAYS and asks_for_another_day(turn.text)
    asks_news = told and turn.intent in _NEAR_NEWS and asks_for_news(turn.text) and not names_other_case(turn.text)
    asks = turn.intent in _NEAR_APPLICATIONS and not turn.attachments and asks_of_application(turn.text)
    return ACTIONS["switch_status"] if asks_day or asks_news or asks else None


def _puts_address_right(turn: Turn, *, told: bool) -> bool:
    """Tell whether the address of a place that changes to us is said to be wrong."""
    is_near = turn.intent in _NEAR_ADDRESSES or turn.confidence < SURE
    return is_near and is_point_address_wrong(turn.text, told=told)


def _asks_of_authority(turn: Turn, *, told: bool) -> bool:
    """Tell whether it is asked if the power of attorney has come: it is named where a change was told, or by itself."""
    if turn.attachments or turn.intent not in _NEAR_PAPERS or not names_authority(turn.text):
        return False
    return told or (turn.intent == "payment_status" and asks_of_papers(turn.text))


def _asks_of_place(turn: Turn) -> bool:
    """Tell whether it is asked how a place stands, and nothing else: it is the change of supplier that goes on."""
    names_only_place = turn.first("place") is not None and turn.first("commodity", "period") is None
    told_other = turn.slots.get("last_matter") not in (None, "switch_status", "show_my_data")
    is_near = turn.intent not in _NOT_PLACES and not (told_other and turn.intent in ANSWERS)
    return names_only_place and is_near and asks_of_place(turn.text)


def _settles(turn: Turn) -> bool:
    """Tell whether the number of a point, or a decision, is told."""
    near = turn.intent in _NEAR_NUMBERS or turn.confidence < SURE
    return near and (number_of_point(turn) is not None or tells_meter_number(turn.text) or _decides(turn))


def _puts_number_right(turn: Turn) -> bool:
    """Tell whether the number of a meter is said to be wrong, whatever was told; who has moved tells a new one."""
    is_near = turn.intent in _NEAR_NUMBERS | _WITH_NUMBERS or turn.confidence < SURE
    return is_near and turn.intent != "update_contact" and is_point_number_wrong(turn.text)


def _decides(turn: Turn) -> bool:
    """Tell whether a few words settle what to do about a change of supplier; "wait a moment" settles nothing."""
    is_plain = len(tokens(turn.text)) <= DECISION and not asks_about(turn.text) and not only_waits(turn.text)
    return is_plain and decision_in(turn.text) is not None
