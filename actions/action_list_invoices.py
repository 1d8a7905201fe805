"""Invoices as files, or the list of them."""

import asyncio

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import bills
from actions._bills.bills import (
    LISTED,
    asks_for_file,
    asks_for_lines,
    asks_for_newest,
    asks_for_several,
    asks_for_unpaid,
    both_meant,
    invoice_options,
    last_ones,
    meant_invoices,
    paid_by_plan,
    talked_about,
    unpaid,
)
from actions._buttons import PERSON, buttons_for
from actions._contact import contact
from actions._files import pdf
from actions._forms import keep_choice
from actions._matter_action import MatterAction
from actions._matters import ACTIONS, DETAILS, Details, with_details_said
from actions._papers import wishes_paper
from actions._records import Invoice
from actions._selection import invoices_of
from actions._turn import Turn

FILES_AT_ONCE = 3
"""Files sent with one message; of more invoices there is a list to choose from."""

MOST_FILES = 12
"""The same when all of a time are asked for: the months of a year."""


class ActionListInvoices(MatterAction):
    """Sends the invoices that are meant as PDF; lists number, period, amount and state where it may be any of many."""

    matter = "get_invoice"

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """What a bill is made of is explained, not sent."""
        if not asks_for_lines(turn.text) or asks_for_file(turn.text):
            return []
        details = with_details_said(turn, dict.fromkeys(DETAILS))
        return [*(SlotSet(name, value) for name, value in details.items()), FollowupAction(ACTIONS["check_bill"])]

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Send or list what was asked for, newest first; on paper there is none."""
        if wishes_paper(turn.request_text):
            dispatcher.utter_message(response="utter_papers_by_post", contact=await contact(turn), buttons=[PERSON])
            return []
        if asks_for_file(turn.text) and not asks_for_several(turn.text):
            details["invoice_number"] = details["invoice_number"] or talked_about(turn)
        statement = await _backend.statement()
        account, invoices = statement["account"], statement["invoices"]
        if not invoices:
            dispatcher.utter_message(response="utter_no_invoices")
            return []
        details["invoice_number"] = both_meant(turn, invoices) or details["invoice_number"]
        wanted = invoices_of(invoices, statement["points"], turn, details)
        named = meant_invoices(wanted, turn, details)
        open_only = named is None and asks_for_unpaid(turn.request_text)
        if open_only:
            named = unpaid(wanted) or None
        found = wanted if named is None else named
        if not found:
            details.update(invoice_number=None, period=None)
        sent = _to_send(turn, wanted, named, open_only=open_only)
        if sent:
            await self._send(dispatcher, sent, paid_by_plan(account))
            if address := turn.first("email"):
                dispatcher.utter_message(response="utter_invoice_only_here", address=address)
            details["invoice_number"] = ",".join(invoice["number"] for invoice in sent)
            return keep_choice(turn, invoice_options(sent), invoice_options(wanted[:LISTED]))
        dispatcher.utter_message(
            response="utter_invoice_list",
            invoices=found[:LISTED],
            by_plan=paid_by_plan(account),
            more=max(0, len(found) - LISTED),
            most_files=MOST_FILES if named is not None and _asks_for_all(turn) else None,
            several_points=len({invoice["service_point_id"] for invoice in found}) > 1,
            buttons=buttons_for(invoice_options(found[:LISTED]), self.matter),
        )
        return keep_choice(turn, invoice_options(found[:LISTED]), invoice_options(invoices[:LISTED]))

    @staticmethod
    async def _send(dispatcher: CollectingDispatcher, invoices: list[Invoice], by_plan: list[str]) -> None:
        files: list[bytes] = []
        for start in range(0, len(invoices), FILES_AT_ONCE):
            some = invoices[start : start + FILES_AT_ONCE]
            files += await asyncio.gather(*(bills.document(invoice["number"]) for invoice in some))
        dispatcher.utter_message(response="utter_invoice_file", invoices=invoices, by_plan=by_plan)
        for invoice, content in zip(invoices, files, strict=True):
            attachment = pdf(content, f"{invoice['number']}.pdf")
            dispatcher.utter_message(json_message={"attachment": attachment})


def _asks_for_all(turn: Turn) -> bool:
    return asks_for_several(turn.request_text) and asks_for_file(turn.request_text)


def _to_send(turn: Turn, wanted: list[Invoice], named: list[Invoice] | None, *, open_only: bool) -> list[Invoice]:
    """Tell which invoices are meant beyond doubt; none when there is a list to choose from."""
    if named is not None:
        is_sure = asks_for_file(turn.request_text) or not open_only
        return named if is_sure and len(named) <= (MOST_FILES if _asks_for_all(turn) else FILES_AT_ONCE) else []
    count = last_ones(turn.request_text, turn.language)
    if count and asks_for_file(turn.request_text) and count <= MOST_FILES:
        return wanted[:count]
    latest = turn.first("ordinal") in ("latest", "-1")
    one_point = len({invoice["service_point_id"] for invoice in wanted}) == 1
    if len(wanted) == 1 or (wanted and latest) or (one_point and asks_for_newest(turn.request_text)):
        return wanted[:1]
    return []
