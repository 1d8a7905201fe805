"""What becomes of a credit: said once for every action that is asked for the money."""

import re

from rasa_sdk.executor import CollectingDispatcher

from actions._backend import customers
from actions._bills.bills import is_positive
from actions._buttons import PERSON
from actions._matters import SEPARATOR
from actions._records import Account
from actions._turn import Turn
from actions._words.how_long import barely_asks_when
from actions._words.money import asks_to_offset, asks_to_pay_later, says_paid
from actions._words.pay_outs import asks_for_pay_out
from actions._words.paying import asks_for_our_account, asks_of_past_credit
from actions._words.spelling import fold
from actions._words.vocabulary import BILLS

_OF_MONEY = ("check_bill", "payment_status", "make_payment")
"""Matters that a wish for the money of a credit is taken for, also for two of them at once."""


_SENDS = re.compile(r"(?<!wie )\b(?:ueberweisen|transfer (?:it|that)|przelac|przelejcie|przelewajcie)\b")
"""What somebody who owes nothing wants of us."""


async def says_where_credit_goes(dispatcher: CollectingDispatcher, turn: Turn, account: Account) -> bool:
    """Say who pays a credit out and to which account, or that there is none, if its money is asked for."""
    folded = fold(turn.request_text)
    if turn.first("period") is not None and asks_of_past_credit(turn.request_text):
        return False
    sends = _SENDS.search(folded) is not None and not is_positive(account["balance"])
    sends = sends and not asks_for_our_account(turn.request_text)
    when = is_positive(account["credit"]) and barely_asks_when(turn.request_text)
    asks = (asks_for_pay_out(turn.request_text) or sends or when) and not asks_to_pay_later(turn.request_text)
    if is_positive(account["credit"]) and (asks or asks_to_offset(turn.text) or turn.first("iban") is not None):
        kept = await customers.bank_accounts()
        in_use = next((one["iban"] for one in kept if one["state"] == "active"), None)
        dispatcher.utter_message(response="utter_credit_pay_out", account=account, iban=in_use, buttons=[PERSON])
    elif asks and not says_paid(turn.request_text) and not BILLS.search(fold(turn.request_text)):
        owes = is_positive(account["balance"])
        dispatcher.utter_message(response="utter_no_credit", account=account, owes=owes, buttons=[PERSON])
    else:
        return False
    also = str(turn.slots.get("also_asked") or "")
    if also.partition(SEPARATOR)[0] in _OF_MONEY and not BILLS.search(fold(turn.request_text)):
        turn.slots["also_asked"] = also.partition(SEPARATOR)[2] or None
    return True
