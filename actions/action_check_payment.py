"""Whether the money has arrived, what follows when it has not, and what becomes of a credit."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._bills.bills import LISTED, is_positive, meant_invoices, paid_by_plan, unpaid
from actions._bills.credits import says_where_credit_goes
from actions._bills.to_come import is_beside_bills, is_long
from actions._buttons import HOW_TO_PAY, PAYMENT_PLAN, PERSON
from actions._matter_action import MatterAction
from actions._matters import Details
from actions._records import ENERGY, Account, Invoice, Money, Payment
from actions._selection import invoices_of
from actions._turn import Turn
from actions._words.hardship import asks_what_if_unpaid, fears_cut_off, fears_for_device
from actions._words.money import asks_of_cut_off, asks_what_was_paid, says_paid
from actions._words.outages import needs_supply_to_live
from actions._words.paying import asks_what_it_cost

LONGEST_SPAN = timedelta(days=7)
"""A longer period names a bill, not the days on which somebody paid."""

FEW_PAYMENTS, MOST_PAYMENTS = 5, 100

ON_ITS_WAY = timedelta(days=5)
"""So long a transfer may take over a weekend."""

COMPLAIN = {"title_key": "button_complain", "intent": "file_complaint"}


class ActionCheckPayment(MatterAction):
    """Gives the last payments and what is still open, without accusing anybody."""

    matter = "payment_status"

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Tell payments and open invoices, of all points or those that were named."""
        said = turn.request_text
        asks_sum = asks_what_was_paid(said) or asks_what_it_cost(said) or not says_paid(said)
        sums_up = asks_sum and is_long(details["period"])
        statement, payments = await asyncio.gather(
            _backend.statement(), _backend.payments(limit=MOST_PAYMENTS if sums_up else FEW_PAYMENTS)
        )
        account, invoices = statement["account"], statement["invoices"]
        fears = (asks_of_cut_off, fears_cut_off, asks_what_if_unpaid, fears_for_device)
        if any(is_it(turn.request_text) for is_it in fears):
            self._tell_of_cut_off(dispatcher, turn, account, invoices)
            if fears_for_device(turn.request_text):
                turn.slots["also_asked"] = None  # of no outage, which it sounds like
            return []
        if await says_where_credit_goes(dispatcher, turn, account):
            return []
        if is_beside_bills(details["period"], turn, invoices):
            details["period"] = None
        says = says_paid(turn.request_text)
        found = _payment_meant(payments, details["period"]) if says else None
        if says and _is_short(details["period"]):
            details["period"] = None
        wanted = invoices_of(invoices, statement["points"], turn, details)
        named = meant_invoices(wanted, turn, details)
        if sums_up and named and len(named) > 1:
            _sum_up(dispatcher, details["period"], payments, named)
            return []
        numbers = {invoice["number"] for invoice in named or wanted}
        relevant = [payment for payment in payments if payment["invoice_number"] in numbers or named is None]
        still_open = unpaid(named or wanted)[:LISTED]
        dispatcher.utter_message(
            response="utter_payment_status",
            account=account,
            has_credit=is_positive(account["credit"]),
            payments=relevant[:3],
            found=found,
            offers_complaint=says and bool(still_open),
            named=named,
            by_plan=paid_by_plan(account),
            open_invoices=still_open,
            buttons=[dict(COMPLAIN)] if says and still_open else [],
        )
        return []

    @staticmethod
    def _tell_of_cut_off(
        dispatcher: CollectingDispatcher, turn: Turn, account: Account, invoices: list[Invoice]
    ) -> None:
        """Say how far each overdue invoice is, when the law allows to cut off, and what keeps it away."""
        if needs_supply_to_live(turn.request_text):
            dispatcher.utter_message(response="utter_cut_off_device", buttons=[PERSON])
        planned = paid_by_plan(account)
        late = [one for one in invoices if one["state"] == "overdue" and one["number"] not in planned]
        dispatcher.utter_message(
            response="utter_cut_off",
            invoices=late[:LISTED],
            account=account,
            is_energy=any(one["commodity"] in ENERGY for one in late),
            plan=account["payment_plan"],
            buttons=[HOW_TO_PAY, PAYMENT_PLAN, COMPLAIN, PERSON] if late else [PERSON],
        )


def _sum_up(
    dispatcher: CollectingDispatcher, period: dict[str, Any], payments: list[Payment], invoices: list[Invoice]
) -> None:
    """Say what was paid over a longer time and what its bills come to; which of them are open."""
    paid = [one["amount"] for one in payments if period["from_on"] <= one["received_on"] <= period["to_on"]]
    open_ones = unpaid(invoices)
    dispatcher.utter_message(
        response="utter_paid_in_period",
        period=period,
        payments=len(paid),
        paid=_total(paid),
        invoices=len(invoices),
        billed=_total([invoice["total"] for invoice in invoices]),
        still_open=_total([invoice["open"] for invoice in open_ones]),
    )


def _total(amounts: list[Money]) -> Money | None:
    if not amounts:
        return None
    total = sum(Decimal(one["amount"]) for one in amounts)
    return {"amount": str(total), "currency": amounts[0]["currency"]}


def _is_short(period: dict[str, Any] | None) -> bool:
    return period is not None and date.fromisoformat(period["to_on"]) - date.fromisoformat(period["from_on"]) <= (
        LONGEST_SPAN
    )


def _payment_meant(payments: list[Payment], period: dict[str, Any] | None) -> Payment | None:
    """Find the payment that came in on the days named, or a little later."""
    if period is None or not _is_short(period):
        return None
    last = date.fromisoformat(period["to_on"]) + ON_ITS_WAY
    days = (period["from_on"], last.isoformat())
    return next((one for one in payments if days[0] <= one["received_on"] <= days[1]), None)
