"""Which action serves somebody who is no customer yet, or speaks of another firm."""

from actions._forms import IDENTIFY
from actions._matters import SURE
from actions._papers import asks_what_authority_is, names_authority
from actions._turn import Turn
from actions._words.fraud import tells_of_fraud
from actions._words.leaving import asks_of_return
from actions._words.lines import asks_to_move_number
from actions._words.newcomers import (
    asks_of_changing,
    asks_of_old_bill,
    asks_of_old_penalty,
    asks_to_pay_twice,
    asks_whether_ours,
    asks_who_ends_old,
    asks_who_settles,
    has_ended_old,
    is_business_of_others,
    is_newcomer,
    leaves_for_rival,
    says_new,
    wishes_to_change,
)

_KNOWN_TO_ALL = frozenset({"ask_price", "human_handoff", "continue_elsewhere", "report_emergency"})
"""Intents of what is told without a number, also to somebody who is no customer."""

_NEAR_FIRMS = frozenset(
    {"nlu_fallback", "out_of_scope", "human_handoff", "file_complaint", "check_bill", "order_status", "switch_status"}
    | {"payment_status", "get_invoice"}
)
"""Intents that what another firm does is taken for."""

_NEAR_ENDED = frozenset({"cancel_contract", "contract_expiry", "deny", "cancel_dialogue"})
"""Intents that "there is no old contract" is taken for beside these."""

_NEAR_LEAVING = frozenset(
    {"nlu_fallback", "out_of_scope", "place_order", "ask_offers", "cancel_contract", "human_handoff", "renew_contract"}
)
"""Intents that the wish to change to another supplier is taken for."""


def of_strangers(turn: Turn) -> str | None:
    """The action for somebody who is no customer, for what another firm does, or who comes in our name."""
    near = turn.intent in _NEAR_FIRMS or turn.confidence < SURE
    pays = near or turn.intent in ("make_payment", "cancel_contract")
    if pays and (asks_to_pay_twice(turn.text) or asks_of_old_bill(turn.text)):
        return "action_tell_other_firm"
    if near and not turn.attachments and (asks_who_ends_old(turn.text) or asks_whether_ours(turn.text)):
        return "action_tell_other_firm"
    if turn.intent != "report_emergency" and tells_of_fraud(turn.text):
        return "action_warn_of_fraud"
    if turn.level == "anonymous" and turn.intent not in _KNOWN_TO_ALL:
        is_new = says_new if turn.form == IDENTIFY else is_newcomer
        if is_new(turn.text) or asks_of_changing(turn.text):
            return "action_welcome_newcomer"
    is_theirs = _is_between(turn) or (near and is_business_of_others(turn.text))
    return "action_tell_other_firm" if is_theirs else None


def _is_between(turn: Turn) -> bool:
    """Tell whether somebody is about to leave for another supplier, or asks what the one before us does then."""
    if turn.attachments or asks_to_move_number(turn.text):
        return False
    if names_authority(turn.text):
        told_switch = turn.slots.get("last_matter") == "switch_status" or turn.intent in (
            "request_documents",
            "ask_help",
        )
        return told_switch and asks_what_authority_is(turn.text)
    near = turn.intent in _NEAR_FIRMS | _NEAR_ENDED or turn.confidence < SURE
    if near and (asks_of_old_penalty(turn.text) or asks_of_return(turn.text) or has_ended_old(turn.text)):
        return True
    of_change = asks_who_settles(turn.text) or wishes_to_change(turn.text)
    leaves = turn.intent in _NEAR_LEAVING or (turn.intent == "switch_status" and of_change)
    return leaves and leaves_for_rival(turn.text)
