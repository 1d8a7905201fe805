"""How to pay: account, reference, amount, and the code for the banking app."""

import asyncio
from datetime import date
from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import bills, payment_plans
from actions._bills.bills import LISTED, invoice_options, is_positive, meant_invoices, paid_by_plan, unpaid
from actions._bills.credits import says_where_credit_goes
from actions._bills.payment_plans import asks_for_plan, with_plan_offered
from actions._buttons import HOW_TO_PAY, MAX_BUTTONS, PAYMENT_PLAN, PERSON, SEE_OFFERS, buttons_for
from actions._errand.days_ahead import day_to_come
from actions._forms import keep_choice
from actions._matter_action import MatterAction
from actions._matters import ACTIONS, Details
from actions._names import names
from actions._records import Account, Invoice
from actions._selection import chosen_points, of_points
from actions._turn import Turn
from actions._words.hardship import cannot_afford, lacks_necessities
from actions._words.money import asks_for_day_to_pay, asks_to_pay_later
from actions._words.paying import asks_for_our_account, asks_ways_to_pay


class ActionOfferPayment(MatterAction):
    """Gives the bank data for the invoice that is due first, or the one that was named; offers rates if possible."""

    matter = "make_payment"

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Paying in rates is an errand of its own."""
        return [FollowupAction(ACTIONS["payment_plan"])] if asks_for_plan(turn.text) else []

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Say how one invoice is paid, and name the others."""
        statement, plan = await asyncio.gather(_backend.statement(), _possible_plan())
        account, invoices = statement["account"], statement["invoices"]
        if await says_where_credit_goes(dispatcher, turn, account) or _told_ways(dispatcher, turn, account):
            return []
        day = day_to_come(turn)
        asks_later = asks_to_pay_later(turn.request_text) or (
            day is not None and (asks_for_day_to_pay(turn.request_text) or turn.intent != self.matter)
        )
        if asks_later:
            details["period"] = None
        elif cannot_afford(turn.request_text):
            details["period"] = None
            _tell_of_hardship(dispatcher, turn, account, plan)
            return []
        ids = chosen_points(statement["points"], turn, details)
        wanted = of_points(invoices, ids) if not details["invoice_number"] else invoices
        named = meant_invoices(wanted, turn, details)
        if named is not None and not named:
            dispatcher.utter_message(
                response="utter_no_such_invoice", number=details["invoice_number"], period=details["period"]
            )
            details.update(invoice_number=None, period=None)
        open_ones = sorted(unpaid(named or wanted), key=lambda invoice: invoice["due_on"])
        if not open_ones:
            others = unpaid(invoices)
            dispatcher.utter_message(
                response="utter_payment_nothing",
                named=named or [],
                account=account,
                owes=is_positive(account["balance"]),
                has_credit=is_positive(account["credit"]),
                asks_account=asks_for_our_account(turn.request_text),
                buttons=buttons_for(invoice_options(others), self.matter),
            )
            return keep_choice(turn, invoice_options(others), invoice_options(others)) if others else []
        details["invoice_number"] = open_ones[0]["number"]
        every = invoice_options(sorted(unpaid(invoices), key=lambda invoice: invoice["due_on"])[:LISTED])
        if asks_later:
            running = account["payment_plan"] if open_ones[0]["number"] in paid_by_plan(account) else None
            if running is not None:
                day_wished = day.isoformat() if day else None
                dispatcher.utter_message(
                    response="utter_payment_later_in_plan", plan=running, day=day_wished, buttons=[PERSON]
                )
                return [SlotSet("options", every)]
            offered = await _tell_of_later(dispatcher, turn, open_ones[0], plan, day)
            return [SlotSet("options", with_plan_offered(every, offered) if offered else every)]
        await self._tell(dispatcher, turn, open_ones[0], unpaid(invoices), plan is not None)
        return keep_choice(turn, every, every)

    async def _tell(
        self,
        dispatcher: CollectingDispatcher,
        turn: Turn,
        invoice: Invoice,
        every: list[Invoice],
        offers_plan: bool,
    ) -> None:
        code = await bills.payment_code(invoice["number"])
        covered = {invoice["number"], *(await _of_plan(code["payment_plan_number"]))}
        others = [one for one in every if one["number"] not in covered]
        buttons: list[dict[str, Any]] = buttons_for(invoice_options(others), self.matter)[: MAX_BUTTONS - 1]
        dispatcher.utter_message(
            response="utter_payment_how",
            invoice=invoice,
            code=code,
            iban=in_fours(code["iban"]),
            is_late=code["due_on"] < turn.today.isoformat(),
            has_picture=bool(code["png"]) and turn.shows_images,
            others=others[:LISTED],
            more=max(0, len(others) - LISTED),
            offers_plan=offers_plan,
            buttons=[*([PAYMENT_PLAN] if offers_plan else []), *buttons],
        )
        if code["png"] and turn.shows_images:
            words = names("charts", turn.language)
            picture = {
                "kind": "image",
                "title": words["payment_code_title"].format(invoice=code["invoice_number"]),
                "alt": words["payment_code_alt"].format(invoice=code["invoice_number"]),
                "media_type": "image/png",
                "data": code["png"],
            }
            dispatcher.utter_message(json_message={"attachment": picture})


def in_fours(iban: str) -> str:
    """Write an account number in groups of four, as it is typed."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def _told_ways(dispatcher: CollectingDispatcher, turn: Turn, account: Account) -> bool:
    """Say how one can pay with us, if that is asked."""
    if not asks_ways_to_pay(turn.request_text):
        return False
    owes = is_positive(account["balance"])
    dispatcher.utter_message(response="utter_payment_ways", owes=owes, buttons=[HOW_TO_PAY] if owes else [])
    return True


def _tell_of_hardship(
    dispatcher: CollectingDispatcher, turn: Turn, account: Account, plan: dict[str, Any] | None
) -> None:
    """Say what can be done for somebody who has no money for what is open, or for what will come."""
    dispatcher.utter_message(
        response="utter_payment_hardship",
        account=account,
        owes=is_positive(account["balance"]),
        is_overdue=is_positive(account["overdue"]),
        lacks_necessities=lacks_necessities(turn.request_text),
        plan=plan,
        buttons=[*([PAYMENT_PLAN] if plan else []), PERSON, *([] if is_positive(account["balance"]) else [SEE_OFFERS])],
    )


async def _tell_of_later(
    dispatcher: CollectingDispatcher, turn: Turn, invoice: Invoice, plan: dict[str, Any] | None, day: date | None
) -> dict[str, Any] | None:
    """Say whether the day that was named is in time, else what there is instead; return the plan that was offered."""
    wished = day.isoformat() if day else None
    is_in_time = bool(wished and wished <= invoice["due_on"])
    fitting = await _possible_plan(wished) if plan and wished and not is_in_time else None
    offered = None if is_in_time else fitting or plan
    dispatcher.utter_message(
        response="utter_payment_later",
        invoice=invoice,
        is_late=invoice["due_on"] < turn.today.isoformat(),
        day=wished,
        is_in_time=is_in_time,
        plan=offered,
        first=offered["rates"][0] if offered else None,
        is_day_kept=fitting is not None,
        buttons=[HOW_TO_PAY] if is_in_time else [PAYMENT_PLAN if offered else PERSON],
    )
    return offered


async def _possible_plan(first_due_on: str | None = None) -> dict[str, Any] | None:
    """The plan that can be offered for paying in rates, if any."""
    try:
        return await payment_plans.preview(first_due_on=first_due_on)
    except (_backend.RuleBroken, _backend.NotFound):
        return None


async def _of_plan(number: str | None) -> list[str]:
    """The invoices that a running plan pays, which are not paid beside it."""
    plans = await payment_plans.every() if number else []
    return [str(item["invoice_number"]) for plan in plans if plan["number"] == number for item in plan["items"]]
