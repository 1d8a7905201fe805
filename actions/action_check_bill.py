"""What is owed, until when, and why a bill is what it is."""

import asyncio
from datetime import date, timedelta
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import bills, customers
from actions._bills.bills import (
    LINES,
    LISTED,
    as_lines,
    asks_for_lines,
    asks_why_bill,
    explained,
    invoice_options,
    is_of_now,
    is_positive,
    meant_invoices,
    measures_by_period,
    of_amount,
    paid_by_plan,
    talked_about,
    unpaid,
    worth_explaining,
)
from actions._bills.credits import says_where_credit_goes
from actions._bills.to_come import is_beside_bills, span_to_come
from actions._buttons import buttons_for
from actions._contracts.moving import direction_in
from actions._forms import offer_choice
from actions._matter_action import MatterAction
from actions._matters import Details
from actions._names import names
from actions._records import Account, Comparison, Invoice, Statement
from actions._selection import chosen_points, of_points
from actions._turn import Turn
from actions._words.money import asks_balance, asks_when_collected, doubts_bill
from actions._words.paying import asks_whether_corrected

A_YEAR = timedelta(days=365)

EXPLAINED_AT_ONCE = 3
"""Bills explained in one message when the customer asks for all of them."""
MOST_NEWEST = 2
"""Paid ones explained where it is asked why, and of no bill in particular."""


DOUBTED = (
    {"title_key": "button_hand_in_reading", "intent": "submit_meter_reading"},
    {"title_key": "button_complain", "intent": "file_complaint"},
)
"""What somebody can do who does not believe a bill."""


class ActionCheckBill(MatterAction):
    """Explains the bill that is meant; with several candidates gives the total and offers them."""

    matter = "check_bill"

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Explain one bill, or sum up and ask which one."""
        statement = await _backend.statement(compare=not _wants_lines(turn))
        if await says_where_credit_goes(dispatcher, turn, statement["account"]):
            return []
        told = turn.slots.get("invoice_number") if turn.slots.get("last_matter") == self.matter else None
        if told and doubts_bill(turn.request_text) and turn.first("invoice_number", "period", "place") is None:
            details["invoice_number"] = told
            dispatcher.utter_message(response="utter_bill_doubted", buttons=[dict(one) for one in DOUBTED])
            return []
        if asks_when_collected(turn.request_text):
            return await self._of_collecting(dispatcher, statement)
        if asks_whether_corrected(turn.request_text):
            return await self._of_corrections(dispatcher, turn, details, statement)
        if span := span_to_come(turn):
            details["period"] = None
            return self._of_bill_to_come(dispatcher, turn, details, statement, span)
        return await self._of_bills(dispatcher, turn, details, statement)

    async def _of_bills(
        self, dispatcher: CollectingDispatcher, turn: Turn, details: Details, statement: Statement
    ) -> list[EventType]:
        """Explain what was named, or what a question why must mean."""
        invoices = statement["invoices"]
        if _wants_lines(turn):
            details["invoice_number"] = details["invoice_number"] or talked_about(turn)
        ids = chosen_points(statement["points"], turn, details)
        if measures_by_period(turn.request_text) or _names_no_bill(turn, details["period"], invoices):
            details["period"] = None
        wanted = of_points(invoices, ids) if not details["invoice_number"] else invoices
        if not wanted:
            dispatcher.utter_message(response="utter_record_not_found" if invoices else "utter_no_invoices")
            return []
        named = meant_invoices(wanted, turn, details)
        if named is None:
            named = of_amount(wanted, turn)
        if not named and details["period"] and is_of_now(details["period"], turn):
            details["period"], named = None, None
        if named is not None and not named:
            dispatcher.utter_message(
                response="utter_no_such_invoice", number=details["invoice_number"], period=details["period"]
            )
            details.update(invoice_number=None, period=None)
            return self._offer(dispatcher, worth_explaining(wanted), shown=None)
        if named and len(named) > 1 and turn.first("ordinal") == "other":
            return self._offer(dispatcher, named, shown=None)
        why = _asked_why(turn, wanted)
        candidates = named or why or worth_explaining(wanted)
        if _wants_lines(turn) or (named and len(named) == 1 and _asked_why_again(turn, named[0]["number"])):
            return await self._line_by_line(dispatcher, turn, candidates, details)
        sums_up = len(candidates) > 1 or asks_balance(turn.request_text)
        if named is None and not why and sums_up:
            return self._sum_up(dispatcher, statement["account"], wanted, candidates)
        pool = turn.slots.get("options") or invoice_options(wanted[:2])
        shown = candidates[:EXPLAINED_AT_ONCE]
        await self._explain(dispatcher, turn, statement, shown)
        details["invoice_number"] = ",".join(invoice["number"] for invoice in shown)
        rest = self._offer(dispatcher, candidates, shown=shown) if len(candidates) > len(shown) else []
        return [SlotSet("options", pool), *rest]

    @staticmethod
    async def _of_collecting(dispatcher: CollectingDispatcher, statement: Statement) -> list[EventType]:
        """Say which account we collect from, if any, and what is due next."""
        record = await customers.record()
        sees = bool((record.get("rights") or {}).get("bank_details", True))
        kept = await customers.bank_accounts() if sees else []
        dispatcher.utter_message(
            response="utter_when_collected",
            sees=sees,
            debited=next((one for one in kept if one["state"] == "active"), None),
            account=statement["account"],
            owes=is_positive(statement["account"]["balance"]),
        )
        return []

    @staticmethod
    async def _of_corrections(
        dispatcher: CollectingDispatcher, turn: Turn, details: Details, statement: Statement
    ) -> list[EventType]:
        """Say whether a bill that rests on an estimate, or the one that is named, was put right."""
        ids = chosen_points(statement["points"], turn, details)
        invoices = of_points(statement["invoices"], ids)
        named = meant_invoices(invoices, turn, details)
        estimated = [one for one in invoices if one["reading_source"] == "estimated"]
        looked_at = (named or estimated or worth_explaining(invoices))[:EXPLAINED_AT_ONCE]
        found = await asyncio.gather(*(bills.corrections(one["number"]) for one in looked_at))
        each = [
            {"invoice": one, "request": next(iter(requests), None)}
            for one, requests in zip(looked_at, found, strict=True)
        ]
        dispatcher.utter_message(
            response="utter_bill_corrections",
            bills=[one for one in each if one["request"]] or each[:1],
            buttons=[dict(one) for one in DOUBTED],
        )
        return []

    @staticmethod
    def _of_bill_to_come(
        dispatcher: CollectingDispatcher,
        turn: Turn,
        details: Details,
        statement: Statement,
        span: dict[str, Any],
    ) -> list[EventType]:
        """Say that the bill of that time is not made yet, what is due then, and what the year before came to."""
        ids = chosen_points(statement["points"], turn, details)
        invoices = of_points(statement["invoices"], ids)
        before = {name: str(date.fromisoformat(span[name]) - A_YEAR) for name in ("from_on", "to_on")}
        dispatcher.utter_message(
            response="utter_bill_to_come",
            period=span,
            due=[one for one in unpaid(invoices) if span["from_on"] <= one["due_on"] <= span["to_on"]][:LISTED],
            plan=statement["account"]["payment_plan"],
            before=(meant_invoices(invoices, turn, {**details, "invoice_number": None, "period": before}) or [])[
                :LISTED
            ],
        )
        return []

    async def _line_by_line(
        self, dispatcher: CollectingDispatcher, turn: Turn, candidates: list[Invoice], details: Details
    ) -> list[EventType]:
        """Tell one bill line by line, or ask which one."""
        if len(candidates) > 1:
            options = as_lines(invoice_options(candidates))
            buttons = buttons_for(options, self.matter)
            for button in buttons:
                button["entities"]["step"] = LINES
            dispatcher.utter_message(response="utter_which_invoice", buttons=buttons)
            return offer_choice(options)
        found = await bills.explanation(candidates[0]["number"])
        details["invoice_number"] = candidates[0]["number"]
        dispatcher.utter_message(
            response="utter_bill_lines",
            **found,
            reasons=names("line_reasons", turn.language),
            buttons=_go_on_with(found["invoice"])[1:],
        )
        return []

    def _sum_up(
        self, dispatcher: CollectingDispatcher, account: Account, wanted: list[Invoice], candidates: list[Invoice]
    ) -> list[EventType]:
        open_ones = unpaid(wanted)
        others = [invoice for invoice in candidates if invoice not in open_ones]
        listed = [*open_ones[:LISTED], *others[:LISTED]]
        dispatcher.utter_message(
            response="utter_bill_summary",
            account=account,
            owes=is_positive(account["balance"]),
            has_credit=is_positive(account["credit"]),
            is_overdue=is_positive(account["overdue"]),
            open_invoices=open_ones[:LISTED],
            by_plan=paid_by_plan(account),
            estimated=[one["number"] for one in open_ones[:LISTED] if one["reading_source"] == "estimated"],
            latest=others[:LISTED],
            more=len(open_ones) + len(others) - len(listed),
        )
        return self._offer(dispatcher, listed, shown=None)

    @staticmethod
    async def _explain(
        dispatcher: CollectingDispatcher, turn: Turn, statement: Statement, shown: list[Invoice]
    ) -> None:
        account = statement["account"]
        comparisons = await asyncio.gather(*(_compared(statement, invoice["number"]) for invoice in shown))
        for comparison in comparisons:
            invoice = comparison["invoice"]
            is_last = comparison is comparisons[-1]
            owes = is_positive(account["balance"])
            values = explained(comparison)
            dispatcher.utter_message(
                response="utter_bill_detail",
                **values,
                reasons=names("line_reasons", turn.language),
                account=account,
                plan=account["payment_plan"] if invoice["number"] in paid_by_plan(account) else None,
                has_credit=is_positive(account["credit"]),
                elsewhere=is_last and owes and account["balance"] != invoice["open"],
                nothing_owed=is_last and not owes,
                buttons=_go_on_with(invoice) if len(comparisons) == 1 else [],
            )

    def _offer(
        self, dispatcher: CollectingDispatcher, invoices: list[Invoice], *, shown: list[Invoice] | None
    ) -> list[EventType]:
        options = invoice_options([invoice for invoice in invoices if invoice not in (shown or [])])
        if not options:
            return []
        dispatcher.utter_message(response="utter_which_invoice", buttons=buttons_for(options, self.matter))
        return offer_choice(options)


async def _compared(statement: Statement, number: str) -> Comparison:
    """The comparison of an invoice, which the statement may have."""
    known = statement["comparison"]
    return known if known and known["invoice"]["number"] == number else await _backend.comparison(number)


def _names_no_bill(turn: Turn, period: dict[str, Any] | None, invoices: list[Invoice]) -> bool:
    """Tell whether the day in a message is one on which somebody moves, or one to come that stands on no bill."""
    is_day = period is not None and period["from_on"] == period["to_on"]
    return (is_day and direction_in(turn.request_text) is not None) or is_beside_bills(period, turn, invoices)


def _asked_why(turn: Turn, invoices: list[Invoice]) -> list[Invoice]:
    """The unpaid bill, when it is asked why it is what it is; after the sum was told all of them, which make it up."""
    open_ones = unpaid(invoices)
    is_sum = turn.slots.get("last_matter") == "check_bill" and turn.intent == "check_bill"
    asks = asks_why_bill(turn.request_text) and (is_sum or len(open_ones) == 1)
    newest = [] if open_ones else worth_explaining(invoices)
    if newest and asks_why_bill(turn.request_text) and len(newest) <= MOST_NEWEST:
        return newest
    return open_ones[:EXPLAINED_AT_ONCE] if asks else []


def _asked_why_again(turn: Turn, number: str) -> bool:
    """Tell whether the reason is asked for of the very bill that was just explained: then its lines tell more."""
    told = turn.slots.get("last_matter") == "check_bill" and turn.slots.get("invoice_number") == number
    is_named = turn.first("invoice_number", "period", "ordinal") is not None
    compares = measures_by_period(turn.request_text)
    return told and turn.intent == "check_bill" and not is_named and not compares and asks_why_bill(turn.request_text)


def _wants_lines(turn: Turn) -> bool:
    """Tell whether the lines are wanted: by a button, by words, or by a choice that was offered for them."""
    if turn.first("step") == LINES or asks_for_lines(turn.request_text):
        return True
    return turn.intent != "check_bill" and any(
        option.get("view") == LINES for option in turn.slots.get("options") or []
    )


def _go_on_with(invoice: Invoice) -> list[dict[str, Any]]:
    """What can be done with a bill next: see its lines, get it as a file, pay it."""
    number = invoice["number"]
    wishes = [
        ("button_bill_lines", {"matter": "check_bill", "step": LINES}),
        ("button_bill_file", {"matter": "get_invoice"}),
        *([("button_how_to_pay", {"matter": "make_payment"})] if is_positive(invoice["open"]) else []),
    ]
    return [
        {"title_key": title, "intent": "choose", "entities": {"invoice_number": number, **wish}}
        for title, wish in wishes
    ]
