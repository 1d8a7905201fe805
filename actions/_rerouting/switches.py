"""Which action serves a message about a change of supplier that was just told, or about an application."""

from actions._forms import ANSWERS
from actions._matters import ACTIONS, SURE
from actions._papers import names_authority
from actions._switches.switches import (
    asks_for_another_day,
    asks_for_news,
    asks_of_application,
    decision_in,
    is_point_number_wrong,
    names_other_case,
    number_of_point,
    tells_meter_number,
    waits_for_old,
)
from actions._turn import Turn
from actions._words.choices import asks_about, tokens
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

_NEAR_NEWS = frozenset({*ANSWERS, "complaint_status", "order_status", "report_outage", "report_move"})
"""Intents that "any news?" is taken for after a change of supplier was told."""

_NEAR_DAYS = frozenset({*ANSWERS, "report_move", "change_order", "contract_expiry", "cancel_dialogue"})
"""Intents that another day for the change of supplier just told is taken for."""

_NEAR_PAPERS = frozenset({*ANSWERS, "payment_status", "submit_documents", "request_documents", "complaint_status"})
"""Intents that "I have sent the authority" is taken for."""

DECISION = 8
"""Words of a message that decides what becomes of a change of supplier, and says nothing else."""


def of_switch(turn: Turn) -> str | None:
    """What a change of supplier that was told needs, a number or the wish to wait; or what became of an application."""
    told = turn.slots.get("last_matter") == "switch_status" and turn.intent != "decide_switch"
    if told and turn.intent in _NEAR_PAPERS and not turn.attachments and names_authority(turn.text):
        return ACTIONS["switch_status"]
    if told and turn.intent in _UNKNOWN and dict(turn.ranking).get("switch_status", 0.0) >= NEARLY:
        return ACTIONS["switch_status"]
    if (
        (told and _settles(turn))
        or _puts_number_right(turn)
        or (turn.intent != "decide_switch" and waits_for_old(turn.text))
    ):
        return ACTIONS["decide_switch"]
    if told and turn.intent in _NEAR_DAYS and asks_for_another_day(turn.text):
        return ACTIONS["switch_status"]
    asks_news = told and turn.intent in _NEAR_NEWS and asks_for_news(turn.text) and not names_other_case(turn.text)
    if asks_news:
        return ACTIONS["switch_status"]
    asks = turn.intent in _NEAR_APPLICATIONS and not turn.attachments and asks_of_application(turn.text)
    return ACTIONS["switch_status"] if asks else None


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
