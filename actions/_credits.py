"""What becomes of a credit: said once for every action that is asked for the money."""

from rasa_sdk.executor import CollectingDispatcher

from actions._backend import customers
from actions._bills import is_positive
from actions._buttons import PERSON
from actions._records import Account
from actions._turn import Turn
from actions._words_of_money import asks_for_pay_out


async def says_where_credit_goes(dispatcher: CollectingDispatcher, turn: Turn, account: Account) -> bool:
    """Say who pays a credit out and to which account, if there is one and its money is asked for."""
    asks = asks_for_pay_out(turn.request_text) or turn.first("iban") is not None
    if not asks or not is_positive(account["credit"]):
        return False
    kept = await customers.bank_accounts()
    in_use = next((one["iban"] for one in kept if one["state"] == "active"), None)
    dispatcher.utter_message(
        response="utter_credit_pay_out",
        account=account,
        iban=in_use,
        buttons=[PERSON],
    )
    return True
