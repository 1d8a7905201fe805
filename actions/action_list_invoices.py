"""The list of invoices; their files come with a later release."""

import asyncio

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._bills import LISTED, asks_for_unpaid, invoice_options, meant_invoices, unpaid
from actions._contact import contact
from actions._forms import keep_choice
from actions._matters import Details, MatterAction
from actions._selection import chosen_points, of_points
from actions._turn import Turn


class ActionListInvoices(MatterAction):
    """Lists number, period, amount and state, and says truthfully that the file cannot be sent here yet."""

    matter = "get_invoice"

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """List what was asked for, newest first."""
        invoices, points, reach = await asyncio.gather(_backend.invoices(), _backend.service_points(), contact(turn))
        if not invoices:
            dispatcher.utter_message(response="utter_no_invoices")
            return []
        wanted = (
            of_points(invoices, chosen_points(points, turn, details)) if not details["invoice_number"] else invoices
        )
        named = meant_invoices(wanted, turn, details)
        if named is None and asks_for_unpaid(turn.request_text):
            named = unpaid(wanted) or None
        found = wanted if named is None else named
        if not found:
            details.update(invoice_number=None, period=None)
        dispatcher.utter_message(
            response="utter_invoice_list",
            invoices=found[:LISTED],
            more=max(0, len(found) - LISTED),
            several_points=len({invoice["service_point_id"] for invoice in found}) > 1,
            contact=reach,
        )
        return keep_choice(turn, invoice_options(found[:LISTED]), invoice_options(invoices[:LISTED]))
