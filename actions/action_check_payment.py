"""Whether the money has arrived."""

import asyncio

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._bills import LISTED, is_positive, meant_invoices, paid_by_plan, unpaid
from actions._matters import Details, MatterAction
from actions._selection import chosen_points, of_points
from actions._turn import Turn


class ActionCheckPayment(MatterAction):
    """Gives the last payments and what is still open, without accusing anybody."""

    matter = "payment_status"

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Tell payments and open invoices, of all points or those that were named."""
        account, payments, invoices, points = await asyncio.gather(
            _backend.account(), _backend.payments(), _backend.invoices(), _backend.service_points()
        )
        wanted = (
            of_points(invoices, chosen_points(points, turn, details)) if not details["invoice_number"] else invoices
        )
        named = meant_invoices(wanted, turn, details)
        numbers = {invoice["number"] for invoice in named or wanted}
        relevant = [payment for payment in payments if payment["invoice_number"] in numbers or named is None]
        dispatcher.utter_message(
            response="utter_payment_status",
            account=account,
            has_credit=is_positive(account["credit"]),
            payments=relevant[:3],
            named=named,
            by_plan=paid_by_plan(account),
            open_invoices=unpaid(named or wanted)[:LISTED],
        )
        return []
