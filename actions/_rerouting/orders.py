"""Which action serves a message about an order that was just told, placed, cancelled or sent back."""

from actions._bills.last_bill import names_last_bill
from actions._errand.progress import written_last
from actions._forms import ANSWERS
from actions._matters import ACTIONS
from actions._turn import Turn
from actions._words.orders import (
    asks_for_order_money,
    asks_money_of_return,
    asks_when_money,
    asks_whether_money_back,
    cancels_goods,
    only_withdraws,
    sends_elsewhere,
    takes_return_back,
    will_send_back,
)
from actions._words.retractions import cancels_it, changes_mind

_NEAR_CANCELLING = frozenset(
    {"payment_status", "make_payment", "check_bill", "nlu_fallback", "out_of_scope", "cancel_dialogue"}
)
"""Intents that "can I cancel it?" is taken for after an order was told."""

_OF_ENDINGS = frozenset({"cancel_contract", "stop_notifications", "request_my_data", "decline_offer", "report_move"})
"""The same where nothing but the pronoun names what shall not be."""

_NEAR_CANCELLING_GOODS = frozenset({"cancel_dialogue", "return_goods", "nlu_fallback", "out_of_scope"})
"""Intents that "cancel the charger" is taken for."""
_OF_ORDERS = ("place_order", "cancel_order", "change_order", "return_goods")
"""Errands about what is bought."""


def asks_money_of(turn: Turn, matter: str) -> bool:
    """Tell whether the money for what an open errand is about is asked after, and is not what the errand asks for."""
    if matter == "return_goods":
        wants = (turn.slots.get("draft") or {}).get("asking") == "wanted"
        return not wants and asks_whether_money_back(turn.text)
    answers = turn.intent in (matter, "give_details")
    return matter in _OF_ORDERS and not answers and asks_for_order_money(turn.text)


def of_placed_order(turn: Turn) -> str | None:
    """What is said of an order that was just told or placed: its end, its money, another address."""
    draft = turn.slots.get("draft") or {}
    if draft.get("matter") != "place_order" and _cancels_told_order(turn):
        return ACTIONS["cancel_order"]
    if draft:
        return None
    announced = written_last(turn) == "return_goods"
    if turn.intent != "cancel_order" and takes_return_back(turn.text, announced=announced):
        return ACTIONS["cancel_order"]
    if turn.intent in _NEAR_CANCELLING_GOODS and cancels_goods(turn.text):
        return ACTIONS["cancel_order"]
    told = turn.slots.get("last_matter") == "order_status" or written_last(turn) in _OF_ORDERS
    of_goods = told or will_send_back(turn.text)
    if (
        (of_goods and asks_for_order_money(turn.text))
        or (announced and asks_when_money(turn.text))
        or asks_money_of_return(turn.text)
    ):
        return "action_tell_order_money"
    is_bill = names_last_bill(turn.text)
    elsewhere_too = turn.intent != "change_order" and not is_bill and sends_elsewhere(turn.text, told=told)
    return ACTIONS["change_order"] if elsewhere_too else None


def _cancels_told_order(turn: Turn) -> bool:
    """Tell whether the order that was just told or placed shall not be."""
    told = turn.slots.get("last_matter") == "order_status" and turn.intent in _NEAR_CANCELLING | _OF_ENDINGS
    written = written_last(turn)
    of_it = written in ("place_order", "change_order") and turn.slots.get("last_matter") is None
    placed = of_it and turn.intent in _NEAR_CANCELLING | _OF_ENDINGS | {"return_goods", *ANSWERS}
    if (told or placed) and cancels_it(turn.text):
        return True
    thinks_better = (of_it or written == "report_move") and turn.intent in _NEAR_CANCELLING | _OF_ENDINGS | {*ANSWERS}
    return (placed and only_withdraws(turn.text)) or (thinks_better and changes_mind(turn.text))
