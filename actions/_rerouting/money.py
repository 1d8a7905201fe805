"""What a message about bills and money means, whatever it was taken for."""

from actions._bills.bills import asks_for_file, asks_for_lines, talked_about
from actions._bills.payment_plans import (
    asks_plainly_for_plan,
    changes_plan,
    ends_plan,
    goes_on_with_plan,
    names_bills_in_rates,
    names_rates,
    offered_day,
    pays_at_once,
    takes_offered_plan,
)
from actions._bills.to_come import is_long, span_to_come
from actions._complaints import types_in
from actions._errand.days_ahead import day_to_come
from actions._errand.set_aside import open_errands
from actions._matters import SHORT, SURE
from actions._turn import Turn
from actions._words.choices import asks_about, tokens
from actions._words.hardship import asks_what_if_unpaid, cannot_afford, fears_cut_off, fears_for_device
from actions._words.how_long import barely_asks_when
from actions._words.money import (
    asks_balance,
    asks_for_compensation,
    asks_for_day_to_pay,
    asks_of_bill,
    asks_of_cut_off,
    asks_plainly_to_pay_later,
    asks_to_offset,
    asks_to_pay_later,
    asks_what_is_left,
    asks_what_is_owed,
    asks_what_was_paid,
    asks_when_collected,
    doubts_bill,
    speaks_of_own_account,
    wishes_to_complain,
)
from actions._words.pay_outs import asks_for_money_back, asks_for_pay_out
from actions._words.paying import (
    asks_for_our_account,
    asks_installment,
    asks_ways_to_pay,
    asks_what_it_cost,
    asks_whether_corrected,
)
from actions._words.spelling import fold
from actions._words.terms import terms_asked
from actions._words.vocabulary import BILLS, GOODS

FEW = 8
"""Words of a message that puts off paying and says nothing else."""

MOST_WORDS = 12
"""Words of a question about paying that holds no other."""

_UNSURE = frozenset({"nlu_fallback", "out_of_scope", "give_details", "deny", "affirm"})
_OF_MONEY = frozenset({"check_bill", "get_invoice", "payment_status", "make_payment", "change_installment"})
_NEAR_ENDING_PLANS = _OF_MONEY | _UNSURE | {"cancel_order", "cancel_contract", "cancel_dialogue", "order_status"}
"""Intents that the end of a payment plan is taken for."""
_NEAR_CHANGED_PLANS = _NEAR_ENDING_PLANS | {"change_order", "report_move", "ask_offers", "place_order", "ask_help"}
_NEAR_CHANGED_PLANS |= {"contract_expiry", "contract_details"}
"""Intents that another plan than the one agreed is taken for."""
_NEAR_COMPLAINTS = _OF_MONEY | {
    "complaint_status",
    "switch_status",
    "order_status",
    "check_consumption",
    "report_outage",
    "request_documents",
}
"""Intents that a wish to complain is taken for, by what it complains of."""
_NEAR_CUT_OFF = _OF_MONEY | {
    "contract_expiry",
    "contract_details",
    "report_move",
    "request_documents",
    "stop_notifications",
    "start_notifications",
    "complaint_status",
}
"""Intents that a question about being cut off is taken for."""


_NEAR_COLLECTED = frozenset({"return_goods", "change_order", "payment_status", "contract_expiry"})
"""Intents that "when do you collect the money?" is taken for."""
_NEAR_PAID = frozenset(
    {"contract_details", "check_bill", "check_consumption", "get_invoice", "ask_price", "make_payment"}
)
"""Intents that "what did I pay last year?" is taken for."""
_NEAR_BALANCE = frozenset({"show_my_data", "contract_details", "update_contact", "payment_status"})
"""Intents that "what is on my account?" is taken for."""
_NEAR_PAY_OUT = frozenset({"report_outage", "return_goods"})
"""Intents that "when does the money come back?" is taken for."""
_NEAR_REGULAR = frozenset({"check_consumption", "ask_price", "contract_expiry", "show_my_data"})
"""Intents that "how much is my instalment?" is taken for."""
_NEAR_WAYS = frozenset({"update_contact", "show_my_data", "ask_price"})
"""Intents that "can I pay by card?" is taken for."""
_NEAR_CORRECTED = frozenset({"complaint_status", "order_status", "switch_status", "file_complaint"})
"""Intents that "was my bill corrected?" is taken for."""
_NEAR_OWED = frozenset({"switch_status", "contract_expiry", "order_status", "ask_help", "get_invoice"})
"""Intents that "what do I still owe?" is taken for."""
_NEAR_LEFT = frozenset({"contract_expiry", "contract_details", "check_consumption", "payment_status", "order_status"})
"""Intents that "how much is left?" after a bill is taken for."""

_NEAR_TO_COME = _OF_MONEY | {"check_consumption", "ask_price", "contract_expiry", "price_change", "contract_details"}
"""Intents that "what will I pay in December?" is taken for."""

_NEAR_MANDATES = _OF_MONEY | {
    "stop_notifications",
    "start_notifications",
    "cancel_contract",
    "cancel_order",
    "decline_offer",
    "request_documents",
    "return_goods",
    "file_complaint",
}
"""Intents that a wish to be debited, or to be debited no more, is taken for."""

_TELLS_OF_BILLS = ("make_payment", "check_bill", "payment_status", "get_invoice")
_NEAR_TERMS = _NEAR_CUT_OFF | {
    "ask_price",
    "ask_offers",
    "decline_offer",
    "ask_help",
    "cancel_dialogue",
    "price_change",
}
"""Intents that a question for interest or a late fee is taken for."""
_NEAR_LATER = _OF_MONEY | _UNSURE | {"change_order", "renew_contract", "ask_offers", "contract_expiry", "report_move"}
_NEAR_LATER |= {"start_notifications"}
"""Intents that a wish to pay later is taken for."""
_NEAR_HARDSHIP = frozenset({"decline_offer", "report_outage", "place_order", "cancel_contract", "goodbye"})
"""Intents that "I have no money for heating" is taken for, beside these."""


def meant_of_money(turn: Turn) -> str | None:
    """Return the matter that the words mean, if they leave no doubt; whatever the message was taken for."""
    return (
        _own_account(turn)
        or _complaint(turn)
        or _cut_off(turn)
        or _paying_later(turn)
        or _plan(turn)
        or _regularly(turn)
        or _owed(turn)
        or _when(turn)
        or _beside_bill(turn)
    )


def pays_otherwise(turn: Turn, matter: str) -> str | None:
    """Return the matter of whoever would pay later or in rates while another errand is open.

    Args:
        turn: The message.
        matter: The errand; the sum of an order is no bill.
    """
    if matter == "payment_plan":
        return None
    may_mean_bills = matter not in ("place_order", "change_order", "renew_contract")
    asks = asks_plainly_for_plan(turn.text) and (may_mean_bills or BILLS.search(fold(turn.text)) is not None)
    pays_regularly = matter == "change_installment"
    if asks and (not pays_regularly or names_bills_in_rates(turn.text)):
        return "payment_plan"
    if pays_regularly and asks_to_pay_later(turn.text):
        return "make_payment"
    return "make_payment" if asks_plainly_to_pay_later(turn.text) else None


def is_about_plan(turn: Turn) -> bool:
    """Tell whether a payment plan is open, was offered or agreed just now, or is named."""
    settled = turn.slots.get("settled") or {}
    is_open = any(kept["matter"] == "payment_plan" for kept in open_errands(turn))
    return is_open or settled.get("matter") == "payment_plan" or offered_day(turn) is not None or names_rates(turn.text)


def terms_in(turn: Turn) -> list[str]:
    """Return which terms of paying late or in rates are asked for."""
    return terms_asked(turn.text, of_plan=is_about_plan(turn))


def asks_of_terms(turn: Turn) -> bool:
    """Tell whether such terms are asked for, whatever the message was taken for."""
    return (_is_unsure(turn) or turn.intent in _NEAR_TERMS) and bool(terms_in(turn))


def _is_unsure(turn: Turn) -> bool:
    return turn.intent in _UNSURE or turn.confidence < SURE


def _own_account(turn: Turn) -> str | None:
    """The account that we collect from shall be another, none any more, or one at all."""
    near = turn.intent in _NEAR_MANDATES or _is_unsure(turn)
    wishes = near and speaks_of_own_account(turn.text) and not asks_for_pay_out(turn.text)
    return "update_contact" if wishes else None


def _complaint(turn: Turn) -> str | None:
    """Somebody complains, in so many words."""
    complains = wishes_to_complain(turn.text) or asks_for_compensation(turn.text) or _tells_what_happened(turn)
    return "file_complaint" if complains and (_is_unsure(turn) or turn.intent in _NEAR_COMPLAINTS) else None


def _paying_later(turn: Turn) -> str | None:
    """A plan that was offered is taken; or it is asked to wait for the money."""
    if takes_offered_plan(turn):
        return "payment_plan"
    is_near = _is_unsure(turn) or turn.intent in _NEAR_LATER
    if not turn.slots.get("draft") and (is_near or turn.intent in _NEAR_HARDSHIP) and cannot_afford(turn.text):
        return "make_payment"
    puts_off = asks_plainly_to_pay_later(turn.text) or _puts_off_paying(turn) or _names_day_to_pay(turn)
    return "make_payment" if is_near and puts_off else None


def _plan(turn: Turn) -> str | None:
    """A plan is wished for, or shall end."""
    is_unsure = _is_unsure(turn)
    if (is_unsure or turn.intent in _NEAR_CHANGED_PLANS) and changes_plan(turn) and not turn.slots.get("draft"):
        return "payment_plan"
    asks = (is_unsure or turn.intent == "report_move") and asks_plainly_for_plan(turn.text)
    asks = asks or (is_unsure and goes_on_with_plan(turn))
    ends = turn.intent in _NEAR_ENDING_PLANS and (ends_plan(turn.text) or pays_at_once(turn))
    return "payment_plan" if asks or ends else None


def _cut_off(turn: Turn) -> str | None:
    """Somebody fears to be cut off."""
    is_near = _is_unsure(turn) or turn.intent in _NEAR_CUT_OFF
    fears = (is_near and asks_of_cut_off(turn.text)) or asks_what_if_unpaid(turn.text)
    fears = fears or (turn.intent == "report_outage" and fears_cut_off(turn.text))
    return "payment_status" if fears or fears_for_device(turn.text) else None


def _owed(turn: Turn) -> str | None:
    """It is asked what is owed and by when, of no plan; or a sum follows the answer that there is no instalment."""
    if (_is_unsure(turn) or turn.intent in _NEAR_TO_COME) and asks_of_bill(turn.text) and span_to_come(turn):
        return "check_bill"
    is_near = _is_unsure(turn) or turn.intent in _NEAR_OWED
    if turn.first("customer_number", "application_number") is not None:
        return None
    if asked := _asked_of_money(turn, is_near=is_near):
        return asked
    if is_near and asks_what_is_owed(turn.text) and not is_about_plan(turn):
        return "check_bill"
    told = turn.slots.get("last_matter") == "change_installment" and not turn.slots.get("draft")
    names_sum = turn.first("amount", "number") is not None and len(tokens(turn.text)) <= SHORT
    return "change_installment" if told and names_sum and _is_unsure(turn) else None


def _when(turn: Turn) -> str | None:
    """A bare "when?" after bills or payments: of what is owed, or of the money that comes back."""
    near = turn.intent in _NEAR_OWED or _is_unsure(turn)
    told = turn.slots.get("last_matter") in _TELLS_OF_BILLS and not turn.slots.get("draft")
    return "check_bill" if near and told and barely_asks_when(turn.text) else None


def _regularly(turn: Turn) -> str | None:
    """It is asked what the regular payment is, how or where to pay, or whether a bill was put right."""
    if turn.slots.get("draft") or len(tokens(turn.text)) > MOST_WORDS:
        return None
    is_near = _is_unsure(turn) or turn.intent in _OF_MONEY
    if (is_near or turn.intent in _NEAR_REGULAR) and asks_installment(turn.text):
        return "contract_details"
    if (is_near or turn.intent in _NEAR_WAYS) and (asks_for_our_account(turn.text) or asks_ways_to_pay(turn.text)):
        return "make_payment"
    return "check_bill" if (is_near or turn.intent in _NEAR_CORRECTED) and asks_whether_corrected(turn.text) else None


def _asked_of_money(turn: Turn, *, is_near: bool) -> str | None:
    """It is asked what was paid, comes back or is collected; or, after bills, what is left, or to set a credit off."""
    if turn.first("period") and asks_what_was_paid(turn.text) and (is_near or turn.intent in _NEAR_PAID):
        return "payment_status"
    sums_up = is_long(turn.first("period")) and turn.slots.get("last_matter") != "check_consumption"
    sums_up = sums_up and asks_what_it_cost(turn.text) and (is_near or turn.intent in _NEAR_PAID)
    if sums_up or _asks_money_back(turn, is_near=is_near):
        return "payment_status"
    of_bills = turn.slots.get("last_matter") in _TELLS_OF_BILLS and not turn.slots.get("draft")
    if (is_near or turn.intent in _NEAR_COLLECTED) and asks_when_collected(turn.text):
        return "check_bill"
    if (is_near or turn.intent in _NEAR_BALANCE) and asks_balance(turn.text):
        return "check_bill"
    offsets = is_near and asks_to_offset(turn.text)
    asks_rest = asks_what_is_left(turn.text) and turn.intent in _NEAR_LEFT | _UNSURE
    return "check_bill" if of_bills and (offsets or asks_rest) else None


def _asks_money_back(turn: Turn, *, is_near: bool) -> bool:
    """Tell whether a credit shall come back as money; an outage is taken for that only where money is named."""
    last, folded = turn.slots.get("last_matter"), fold(turn.text)
    if last in ("return_goods", "order_status") or GOODS.search(folded):
        return False
    if turn.intent == "report_outage" or (is_near and last == "contract_expiry"):
        return asks_for_money_back(turn.text) and not (turn.slots.get("draft") or BILLS.search(folded))
    return (is_near or turn.intent in _NEAR_PAY_OUT) and asks_for_pay_out(turn.text)


def _puts_off_paying(turn: Turn) -> bool:
    """Tell whether it is asked to wait after bills were told, or a day is named after it was told how to pay."""
    told = turn.slots.get("last_matter")
    if turn.slots.get("draft") or told not in _TELLS_OF_BILLS or GOODS.search(fold(turn.text)):
        return False
    names_day = told == "make_payment" and len(tokens(turn.text)) <= FEW and day_to_come(turn) is not None
    return names_day or asks_to_pay_later(turn.text)


def _names_day_to_pay(turn: Turn) -> bool:
    """Tell whether somebody would pay on a day to come: "geht Zahlen Ende Dezember"; of a plan or goods it is none."""
    of_other = GOODS.search(fold(turn.text)) or is_about_plan(turn) or turn.slots.get("draft")
    return asks_for_day_to_pay(turn.text) and day_to_come(turn) is not None and not of_other


def _tells_what_happened(turn: Turn) -> bool:
    """Tell whether a complaint follows the answer that there is none yet: "then I'll make one, the bill is wrong"."""
    asked = turn.slots.get("last_matter") == "complaint_status" and turn.intent != "complaint_status"
    return asked and len(tokens(turn.text)) > SHORT and bool(types_in(turn.text)) and not asks_about(turn.text)


def _doubts(turn: Turn) -> bool:
    """Tell whether the bill that was just explained is doubted; who complains of it does so elsewhere."""
    told = turn.slots.get("last_matter") == "check_bill" and not turn.slots.get("draft")
    near = turn.intent in _UNSURE | _OF_MONEY | {"check_consumption", "cancel_dialogue", "decline_offer", "report_move"}
    return told and near and doubts_bill(turn.text)


def _beside_bill(turn: Turn) -> str | None:
    """By the name of what can be done with the bill just told, as it stands on a button."""
    if _doubts(turn):
        return "check_bill"
    sure = turn.intent not in _UNSURE and turn.confidence >= SURE
    if sure or len(tokens(turn.text)) > SHORT or talked_about(turn) is None:
        return None
    if asks_for_lines(turn.text):
        return "check_bill"
    return "get_invoice" if asks_for_file(turn.text) else None
