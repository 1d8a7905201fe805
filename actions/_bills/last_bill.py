"""What comes after the end of a contract: the last reading, the last bill, and what is left over."""

import asyncio
import re
from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions._backend import customers, leaving
from actions._records import ENERGY, Contract
from actions._words.pay_outs import asks_for_pay_out
from actions._words.spelling import fold

_GOES_ON = ("renewal", "withdrawal")
"""Ends of contracts that bring no last bill: another one follows, or the one before goes on."""

_LAST_BILL = re.compile(
    r"\b(final|closing) (electricity |gas |power )?(bill|invoice|statement)\b"
    r"|\b(schluss|end|abschluss|kuendigungs)(ab)?rechnung\w*|\b(finale|abschliessende)\w* rechnung\b"
    r"|\b(faktur\w*|rachun\w*|rozliczeni\w*) (kon[cn]o[wn]\w*|ostateczn\w*)"
    r"|\b(koncow\w*|ostateczn\w*) (faktur\w*|rachun\w*|rozliczeni\w*)"
    r"|\b(final|closing) (meter )?reading\b|\bread (the|my) meter (\w+ ){0,3}(end|leave|last day)\b"
    r"|\b(schluss|end|abschluss)ables\w*|\bendstand\b|\babschliessende\w* (zaehler)?(ablesung|stand)\b"
    r"|\bodczyt\w* koncow\w*|\bkoncow\w* odczyt\w*"
)
_LATEST = re.compile(r"\blast (meter )?reading\b|\bletzte\w* (zaehler)?(ablesung|stand)\b|\bostatni\w* odczyt\w*")
"""Words, folded, for the reading before now, unless a contract that ends is talked about."""
_AHEAD = re.compile(
    r"\b(when|how long|how soon|until when|will|do i|shall i|should i|must i|what about|what happens"
    r"|where|wo|gdzie"
    r"|wann|wie lange|bis wann|muss|soll|bekomm\w*|krieg\w*|kommt|schick\w* ihr|was ist mit|wie ist das mit"
    r"|kiedy|jak dlugo|do kiedy|dostan\w*|otrzymam|przyjdzie|przyslecie|musze|mam|trzeba|a co z|co z|czy)\b"
)
_PAST = re.compile(
    r"\b(was(?! (ist|passiert|muss|mach|wird))|were|did|had|war|waren|hatte\w*|byl|byla|bylo|byly"
    r"|wrong|falsch|zl[aey]|stimmt nicht)\b"
)
_OF_OTHERS = re.compile(
    r"\b((old|former|previous|other) (supplier|provider|company)\w*"
    r"|(alt|vorig|bisherig|frueher|ander)\w* (anbieter|versorger|lieferant|stromanbieter|gasanbieter)\w*"
    r"|(star|poprzedni|dotychczasow|dawn)\w* (sprzedawc|dostawc|firm)\w*)\b"
)


def asks_of_last_bill(text: str, *, leaves: bool) -> bool:
    """Tell whether somebody asks for the last bill or reading to come, or where a credit goes then.

    Args:
        text: What was said.
        leaves: A contract that ends was just talked about, so that a credit is what is left of it.
    """
    folded = fold(text)
    if _PAST.search(folded) or _OF_OTHERS.search(folded):
        return False
    named = _LAST_BILL.search(folded) or (leaves and _LATEST.search(folded))
    return bool(named and _AHEAD.search(folded)) or (leaves and asks_for_pay_out(text))


def names_last_bill(text: str) -> bool:
    """Tell whether the last bill of a contract that ends is named."""
    return _LAST_BILL.search(fold(text)) is not None


async def tell_last_bill(dispatcher: CollectingDispatcher, contracts: Sequence[Contract]) -> bool:
    """Say how far the leaving of each of these contracts is; False when none of them has a last bill to come."""
    notices = {one["contract_id"]: one for one in await leaving.notices() if one["state"] != "taken_back"}
    ending = [one for one in contracts if _has_last_bill(one) and (one["state"] == "ending" or one["id"] in notices)]
    if not ending:
        return False
    orders = await asyncio.gather(*(leaving.order_of(notices[one["id"]]) for one in ending if one["id"] in notices))
    by_number = {order["number"]: order for order in orders if order is not None}
    accounts = await customers.bank_accounts()
    dispatcher.utter_message(
        response="utter_last_bill",
        ending=[_described(one, notices.get(one["id"]), by_number) for one in ending],
        iban=next((account["iban"] for account in accounts if account["state"] == "active"), None),
    )
    return True


def _has_last_bill(contract: Contract) -> bool:
    return contract["state"] in ("ending", "ended") and contract["ended_by"] not in _GOES_ON


def _described(contract: Contract, notice: dict[str, Any] | None, orders: dict[str, Any]) -> dict[str, Any]:
    order = orders.get(notice["receipt_number"]) if notice else None
    return {
        "number": contract["number"],
        "place": contract["service_point_name"],
        "ends_on": contract["ends_on"],
        "has_meter": contract["commodity"] in ENERGY,
        "state": notice["state"] if notice else "confirmed",
        "since_at": order["state_since_at"] if order else None,
        "bill_by": order["promised_on"] if order else None,
    }
