"""Which action serves a message that says plainly what it is about, instead of the one it was taken for.

Words decide only where the last answer, an open errand or an unsure understanding leaves room for it.
"""

from dataclasses import asdict

from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions._bill_wishes import action_for
from actions._callback_times import wishes_time
from actions._callbacks import refuses_call
from actions._choices import tokens
from actions._drafts import Draft
from actions._forms import ANSWERS
from actions._other_people import is_about_others
from actions._switches import asks_of_application, number_of_point
from actions._turn import GATEWAY_EVENTS, Turn
from actions._wishes import (
    asks_of_penalty,
    asks_of_rise,
    asks_whether_done,
    cancels_it,
    regrets,
    speaks_of_signing,
    takes_notice_back,
    tells_of_death,
    undoes,
    wishes_to_stay,
)

SURE = 0.6
"""Confidence from which a matter of its own is served as it is."""

NOTICES = "contract_cancellation"
"""Kind of order that ends a contract; to cancel it takes the notice back."""

ABOUT_CONTRACTS = frozenset(
    {"contract_details", "contract_expiry", "renew_contract", "cancel_contract", "price_change"}
)

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


def begin_taking_back() -> list[EventType]:
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
            return begin_taking_back()
    leaves = regrets(turn.text) and (about_contracts or speaks_of_signing(turn.text))
    if is_undecided and (leaves or (settled == "renew_contract" and undoes(turn.text))):
        return [FollowupAction("action_cancel_contract")]
    return []
