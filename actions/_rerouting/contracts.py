"""What a message about a contract or a change of supplier means, whatever it was taken for."""

from dataclasses import asdict

from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions._bills.last_bill import names_last_bill
from actions._errand.drafts import CONFIRMATION, Draft
from actions._errand.progress import ended_last, written_last
from actions._matters import ABOUT_CONTRACTS, ACTIONS, SURE
from actions._orders.orders import order_number
from actions._switches.switches import GIVE_UP
from actions._turn import Turn
from actions._words.addresses import address_in
from actions._words.changes_of_plan import gives_up_change, names_notice
from actions._words.choices import asks_about, tokens
from actions._words.contracts import asks_how_much_more, asks_of_penalty, asks_of_rise
from actions._words.leaving import (
    FEW,
    asks_difference,
    asks_for_sooner,
    asks_of_cost,
    asks_of_doing_nothing,
    asks_of_supply,
    asks_once_supplied,
    asks_to_leave_early,
    asks_to_leave_for_that,
    asks_to_withdraw,
    asks_until_when,
    asks_whether_ended,
    gives_up_application,
    wishes_out,
)
from actions._words.retractions import cancels_it
from actions._words.spelling import fold
from actions._words.vocabulary import GOODS

_LOST = frozenset({"nlu_fallback", "cancel_dialogue", "deny"})
"""Intents that a wish to leave, or a question about it, is taken for."""

_NAMES_DECISION = frozenset({"cancel_order", "decide_switch", "change_language", "stop_notifications"})
"""Intents of a message about giving up a change that go where they were taken to go."""

_LOOSE = _LOST | {"cancel_order", "return_goods", "stop_notifications", "decline_offer", "give_details", "goodbye"}
"""The same where a contract was told just now."""

_NEAR_TERMS = _LOST | {"contract_details", "ask_price", "ask_offers", "give_details"}
"""Intents that a question about the end of a contract is taken for."""

_NEAR_WITHDRAWAL = _LOST | {"cancel_order", "place_order", "contract_expiry", "human_handoff", "return_goods"}
"""Intents that "can I still withdraw?" is taken for."""

_NEAR_DIFFERENCES = frozenset(
    {"ask_price", "check_bill", "check_consumption", "payment_status", "nlu_fallback", "out_of_scope"}
    | {"contract_details", "change_installment", "ask_offers"}
)
"""Intents that "how much more is that?" is taken for after new prices were told."""


def of_contracts(turn: Turn) -> list[EventType]:
    """The events that serve a message about leaving while nothing is open; nothing for other messages."""
    if ends_application(turn):
        draft = Draft("decide_switch", values={"decision": GIVE_UP})
        return [SlotSet("draft", asdict(draft)), FollowupAction(ACTIONS["decide_switch"])]
    if _sends_last_bill_to(turn):
        draft = Draft("update_contact", values={"what": "post"})
        return [SlotSet("draft", asdict(draft)), FollowupAction(ACTIONS["update_contact"])]
    told_prices = turn.slots.get("last_matter") == "price_change" and turn.intent in _NEAR_DIFFERENCES
    if told_prices and asks_how_much_more(turn.text):
        return [FollowupAction(ACTIONS["price_change"])]
    if action := _question(turn):
        return [FollowupAction(action)]
    return [FollowupAction(ACTIONS["cancel_contract"])] if _leaves(turn) else []


def _sends_last_bill_to(turn: Turn) -> bool:
    """Tell whether an address is told for the last bill: it goes where letters go."""
    told = turn.slots.get("last_matter") == "contract_expiry" or written_last(turn) == "cancel_contract"
    near = names_last_bill(turn.text) or (told and (turn.intent in _LOOSE or _is_unsure(turn)))
    return near and turn.intent != "update_contact" and address_in(turn.text) is not None


def ends_application(turn: Turn) -> bool:
    """Tell whether an application, or a change to us, shall not go on; one taken for an order is found among them."""
    if turn.intent not in _NAMES_DECISION and gives_up_change(turn.text):
        is_stranger = turn.level == "anonymous" and turn.intent == "cancel_dialogue"
        return not asks_about(turn.text) and not is_stranger
    gives_up = turn.intent == "cancel_contract" or (turn.intent == "switch_status" and cancels_it(turn.text))
    if gives_up and turn.slots.get("last_matter") == "switch_status":
        return not names_notice(turn.text)
    is_open = turn.intent in _LOST | {"decline_offer", "cancel_contract"} or _is_unsure(turn)
    is_order = turn.intent == "cancel_order" and not _is_unsure(turn)
    return is_open and not is_order and gives_up_application(turn.text)


def _is_unsure(turn: Turn) -> bool:
    return turn.confidence < SURE


def _question(turn: Turn) -> str | None:
    """The action that answers a question about the end of a contract."""
    near = turn.intent in _NEAR_TERMS | {"cancel_contract", "switch_status", "order_status", "report_move"}
    if (near and asks_whether_ended(turn.text)) or asks_to_leave_early(turn.text):
        return ACTIONS["contract_expiry"]
    if turn.intent in _NEAR_WITHDRAWAL and asks_to_withdraw(turn.text) and not _names_order(turn):
        return ACTIONS["contract_expiry"]
    if _goes_on_about_withdrawal(turn):
        return ACTIONS["contract_expiry"]
    if (turn.intent not in _NEAR_TERMS and not _is_unsure(turn)) or turn.intent == "contract_expiry":
        return None
    ended = ended_last(turn)
    just_left = ended is not None and ended.matter in ABOUT_CONTRACTS
    asks = asks_to_leave_for_that(turn.text) or (just_left and asks_of_doing_nothing(turn.text))
    if is_about_contracts(turn):
        asks = asks or any(asked(turn.text) for asked in (asks_of_doing_nothing, asks_of_supply, asks_for_sooner))
    return ACTIONS["contract_expiry"] if asks else None


def _goes_on_about_withdrawal(turn: Turn) -> bool:
    """Tell whether it is asked what holds once supply has begun, right after a contract or its change was told."""
    told = turn.slots.get("last_matter") in ("contract_expiry", "switch_status")
    return told and turn.intent in _NEAR_WITHDRAWAL and asks_once_supplied(turn.text)


def _names_order(turn: Turn) -> bool:
    """Tell whether something that was bought is named, or was told just now."""
    return GOODS.search(fold(turn.text)) is not None or order_number(turn.text) is not None


def _leaves(turn: Turn) -> bool:
    """Tell whether somebody would be rid of us, or of the contract that was just told."""
    words = len(tokens(turn.text))
    if turn.intent == "cancel_contract" or words > FEW or turn.form is not None:
        return False
    told = turn.slots.get("last_matter") in ABOUT_CONTRACTS
    if told and (turn.intent in _LOOSE or _is_unsure(turn)) and not GOODS.search(fold(turn.text)):
        return wishes_out(turn.text) or (words > 1 and cancels_it(turn.text))
    return (turn.intent in _LOST or (turn.intent == "out_of_scope" and _is_unsure(turn))) and wishes_out(turn.text)


def is_about_contracts(turn: Turn) -> bool:
    """Tell whether a contract was told, or ended or made, just now."""
    ended = ended_last(turn)
    is_written = ended is not None and ended.is_written and ended.matter in ABOUT_CONTRACTS
    return turn.slots.get("last_matter") in ABOUT_CONTRACTS or is_written


def asked_while_leaving(turn: Turn) -> str | None:
    """The action that answers a question which stands where a contract to end, or the yes to its end, was asked for."""
    draft = turn.slots.get("draft") or {}
    if draft.get("asking") not in (None, CONFIRMATION, "contract", "way", "code"):
        return None
    if asks_of_rise(turn.text) or asks_how_much_more(turn.text):
        return ACTIONS["price_change"]
    questions = (
        asks_of_penalty,
        asks_of_cost,
        asks_for_sooner,
        asks_of_doing_nothing,
        asks_of_supply,
        asks_until_when,
        asks_difference,
    )
    return ACTIONS["contract_expiry"] if any(asked(turn.text) for asked in questions) else None
