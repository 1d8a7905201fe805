"""Which action serves a message that says plainly what it is about, instead of the one it was taken for.

Words decide only where the last answer, an open errand or an unsure understanding leaves room for it.
"""

import re
from dataclasses import asdict

from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions._bills import asks_for_file, asks_for_lines, talked_about
from actions._callback_times import wishes_time
from actions._callbacks import refuses_call
from actions._choices import asks_about, tokens
from actions._complaints import types_in
from actions._drafts import Draft
from actions._forms import ANSWERS
from actions._matters import ABOUT_CONTRACTS, SHORT, SURE
from actions._order_changes import cancels_it
from actions._orders import NOTICES
from actions._payment_plans import asks_for_plan
from actions._progress import asks_whether_done
from actions._switches import asks_of_application, number_of_point
from actions._turn import GATEWAY_EVENTS, Turn
from actions._words import fold
from actions._words_of_contracts import (
    asks_of_penalty,
    asks_of_rise,
    regrets,
    speaks_of_signing,
    takes_notice_back,
    undoes,
    wishes_to_stay,
)
from actions._words_of_money import asks_of_cut_off, wishes_to_complain
from actions._words_of_people import is_about_others, tells_of_death

_UNDECIDED = frozenset(
    {"nlu_fallback", "out_of_scope", "cancel_dialogue", "deny", "cancel_order", "decline_offer", "return_goods"}
    | {"request_documents", "submit_documents", "change_order"}
)
"""Intents that the refusal of a contract, or of its end, is taken for."""

_OF_THE_DEAD = frozenset({*ANSWERS, "ask_help", "cancel_dialogue", "cancel_contract", "update_contact"})
"""Intents of a message about somebody's death that nobody but a person can settle: the contract is not the caller's."""

_OF_PRICES = frozenset({"ask_price", "contract_details", "contract_expiry", "nlu_fallback"})
_NEAR_PRICES = frozenset({"payment_status", "check_bill", "switch_status", "check_consumption", "decline_offer"})
"""Intents that a question about a rise is taken for; the second ones only when they are not sure."""

_NEAR_APPLICATIONS = frozenset({"nlu_fallback", "out_of_scope", "complaint_status", "give_details", "order_status"})
"""Intents that a question about one's application is taken for."""

_NEAR_NUMBERS = frozenset({*ANSWERS, "update_contact", "switch_status", "show_my_data"})
"""Intents that the number of a meter is taken for."""

_NEAR_CANCELLING = frozenset({"payment_status", "make_payment", "check_bill", "nlu_fallback", "out_of_scope"})
"""Intents that "can I cancel it?" is taken for after an order was told."""

_NEAR_PEOPLE = frozenset(
    {"nlu_fallback", "out_of_scope", "give_details", "start_notifications", "stop_notifications", "show_my_data"}
)
"""Intents that a wish for somebody else's access is taken for."""

_SERVED = {
    "check_bill": "action_check_bill",
    "get_invoice": "action_list_invoices",
    "payment_status": "action_check_payment",
    "payment_plan": "action_agree_payment_plan",
    "file_complaint": "action_file_complaint",
}
_UNSURE = frozenset({"nlu_fallback", "out_of_scope", "give_details", "deny", "affirm"})
_OF_MONEY = frozenset({"check_bill", "get_invoice", "payment_status", "make_payment", "change_installment"})
_NEAR_COMPLAINTS = _OF_MONEY | {"complaint_status", "check_consumption", "report_outage", "request_documents"}
"""Intents that a wish to complain is taken for, by what it complains of."""
_NEAR_CUT_OFF = _OF_MONEY | {"contract_expiry", "contract_details", "report_move", "request_documents"}
"""Intents that a question about being cut off is taken for."""
_ADVICE = re.compile(r"\b(was|wozu|wuerden sie|koennen sie mir|dazu) (raten|ratet)\b|\braten sie (mir|uns)\b")
_GOODS = re.compile(r"\b(router\w*|phone|handy|telefon\w*|smartphone\w*|device|geraet\w*|urzadzen\w*|laptop\w*)\b")


def _begin_taking_back() -> list[EventType]:
    """Begin to take a notice back: the order that ends the contract is cancelled."""
    draft = Draft("cancel_order", known={"only": NOTICES})
    return [SlotSet("draft", asdict(draft)), FollowupAction("action_cancel_order")]


def tells_of_loss(turn: Turn) -> bool:
    """Tell whether somebody has died and the message is about that, not about a bill or a reading beside it."""
    if turn.attachments or not tells_of_death(turn.text):
        return False
    return turn.intent in _OF_THE_DEAD or turn.confidence < SURE


def elsewhere(turn: Turn) -> list[EventType]:
    """The events that serve the message; nothing when it goes where it was taken to go."""
    if not tokens(turn.text) or turn.intent in GATEWAY_EVENTS or turn.intent == "report_emergency":
        return []
    if first := _first_of_all(turn):
        return [FollowupAction(first)]
    if turn.slots.get("settled") and asks_whether_done(turn.text):
        return [FollowupAction("action_tell_settled")]
    near = turn.intent in _NEAR_PRICES and turn.confidence < SURE
    if (near or turn.intent in _OF_PRICES) and asks_of_rise(turn.text):
        return [FollowupAction("action_show_price_change")]
    if turn.intent in ("ask_price", "payment_status", "make_payment", "nlu_fallback") and _asks_cost_of_leaving(turn):
        return [FollowupAction("action_check_contract_expiry")]
    about_money = [FollowupAction(action) for action in [action_for(turn)] if action]
    return about_money or ([] if turn.slots.get("draft") else _with_nothing_open(turn))


def _with_nothing_open(turn: Turn) -> list[EventType]:
    return _changes_call(turn) or _gives_number(turn) or _asks_of_application(turn) or _leaves_or_stays(turn)


def _first_of_all(turn: Turn) -> str | None:
    """The action for a death, an order just told, a code that has not come, or people who speak for the customer."""
    if tells_of_loss(turn):
        return "action_help_bereaved"
    told_order = turn.slots.get("last_matter") == "order_status" and turn.intent in _NEAR_CANCELLING
    if told_order and cancels_it(turn.text):
        return "action_cancel_order"
    if turn.lacks_code:
        return "action_request_identification" if turn.wants_new_code else "action_offer_help"
    near = turn.intent in _NEAR_PEOPLE or (turn.intent not in ("update_contact", "affirm") and turn.confidence < SURE)
    return "action_update_contact" if near and not turn.slots.get("draft") and is_about_others(turn.text) else None


def _changes_call(turn: Turn) -> list[EventType]:
    """A call that was just promised is refused, or another time is named for it."""
    is_open = turn.intent in (*ANSWERS, "cancel_dialogue") or turn.confidence < SURE
    changes = refuses_call(turn.text) or (turn.intent != "affirm" and wishes_time(turn))
    promised = turn.slots.get("last_matter") == "human_handoff"
    return [FollowupAction("action_request_agent")] if promised and is_open and changes else []


def _gives_number(turn: Turn) -> list[EventType]:
    """The number of a meter or a point, said after a change of supplier was told, is what a rejected one needs."""
    near = turn.intent in _NEAR_NUMBERS or turn.confidence < SURE
    told = turn.slots.get("last_matter") == "switch_status" and turn.intent != "decide_switch"
    named = told and near and number_of_point(turn)
    return [FollowupAction("action_decide_switch")] if named else []


def _asks_of_application(turn: Turn) -> list[EventType]:
    """What became of an application is told as the change of supplier it began."""
    near = turn.intent in _NEAR_APPLICATIONS and not turn.attachments
    return [FollowupAction("action_check_switch")] if near and asks_of_application(turn.text) else []


def _asks_cost_of_leaving(turn: Turn) -> bool:
    draft = turn.slots.get("draft") or {}
    at_contract = draft.get("matter") == "cancel_contract" or turn.slots.get("last_matter") in ABOUT_CONTRACTS
    return at_contract and asks_of_penalty(turn.text)


def _leaves_or_stays(turn: Turn) -> list[EventType]:
    """A notice or a new contract that somebody thinks better of."""
    told = turn.slots.get("settled") or {}
    settled = told.get("matter") if told.get("is_written") else None
    about_contracts = turn.slots.get("last_matter") in ABOUT_CONTRACTS or settled in ABOUT_CONTRACTS
    is_undecided = turn.intent in _UNDECIDED
    if is_undecided or turn.intent in ("cancel_contract", "renew_contract"):
        stays = about_contracts and turn.intent != "renew_contract" and wishes_to_stay(turn.text)
        if stays or takes_notice_back(turn.text) or (settled == "cancel_contract" and undoes(turn.text)):
            return _begin_taking_back()
    leaves = regrets(turn.text) and (about_contracts or speaks_of_signing(turn.text))
    if is_undecided and (leaves or (settled == "renew_contract" and undoes(turn.text))):
        return [FollowupAction("action_cancel_contract")]
    return []


def action_for(turn: Turn) -> str | None:
    """Return the action of the matter that a message about bills and money means, if it was taken for another one."""
    meant = _plainly(turn) or (_beside_bill(turn) if len(tokens(turn.text)) <= SHORT else None)
    return None if meant in (None, turn.intent) else _SERVED[meant]


def _plainly(turn: Turn) -> str | None:
    """By words that leave no doubt, where the understanding is not sure or near."""
    unsure = turn.intent in _UNSURE or turn.confidence < SURE
    if (unsure or turn.intent in _NEAR_COMPLAINTS) and (wishes_to_complain(turn.text) or _tells_what_happened(turn)):
        return "file_complaint"
    if asks_of_cut_off(turn.text) and (unsure or turn.intent in _NEAR_CUT_OFF):
        return "payment_status"
    folded = fold(turn.text)
    wants_plan = asks_for_plan(turn.text) and not _ADVICE.search(folded) and not _GOODS.search(folded)
    return "payment_plan" if wants_plan and (unsure or turn.intent == "report_move") else None


def _tells_what_happened(turn: Turn) -> bool:
    """Tell whether a complaint follows the answer that there is none yet: "then I'll make one, the bill is wrong"."""
    asked = turn.slots.get("last_matter") == "complaint_status" and turn.intent != "complaint_status"
    return asked and len(tokens(turn.text)) > SHORT and bool(types_in(turn.text)) and not asks_about(turn.text)


def _beside_bill(turn: Turn) -> str | None:
    """By the name of what can be done with the bill just told, as it stands on a button."""
    sure = turn.intent not in _UNSURE and turn.confidence >= SURE
    if sure or talked_about(turn) is None:
        return None
    if asks_for_lines(turn.text):
        return "check_bill"
    return "get_invoice" if asks_for_file(turn.text) else None
