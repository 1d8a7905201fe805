"""Agrees on paying everything that is open in rates."""

from dataclasses import replace

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import customers, payment_plans
from actions._bills.payment_plans import (
    FirstDayStep,
    MonthsStep,
    asks_first_day,
    insists_on_one_bill,
    limits_to_one,
    names_one_bill,
    offered_day,
    plan_in_short,
    speaks_of_plan,
    wants_all_bills,
)
from actions._buttons import HOW_TO_PAY, PERSON, YES_NO
from actions._errand.asking_again import ONLY_QUESTION
from actions._errand.drafts import CONFIRMATION, Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import AskAgain, Stop
from actions._errand.steps import Problem
from actions._forms import ANSWERS, URGENT
from actions._selection import point_options
from actions._turn import Turn
from actions._words.choices import mentioned

FIRST_DAY = FirstDayStep("first_due_on", "utter_ask_plan_first_day")
MOST_ASKED = 60
"""The backend takes no greater number of months at all."""


class ActionAgreePaymentPlan(ErrandAction):
    """Asks how many rates, shows the schedule, and agrees on it.

    It is begun by a button or by the words of ``make_payment`` and ``change_installment``; no intent is its own.
    """

    matter = "payment_plan"
    steps = (
        MonthsStep("months", "utter_ask_plan_months", FIRST_DAY),
        FIRST_DAY,
    )

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Take a message; when the first rate of the plan shown is due, the plan itself answers."""
        if draft.asking == CONFIRMATION and asks_first_day(turn.text):
            dispatcher.utter_message(
                response="utter_plan_first_due", rate=draft.known["plan"]["first"], buttons=list(YES_NO)
            )
            return self._wait(draft)
        speaks_of_bills = insists_on_one_bill(turn) or wants_all_bills(turn)
        if speaks_of_bills and draft.known.get("bills", 0) > 1 and draft.asking in ("months", CONFIRMATION):
            dispatcher.utter_message(response="utter_plan_for_all", total=draft.known["total"])
            draft.known["for_all"] = True
            return await self._advance(dispatcher, turn, draft, opening=ONLY_QUESTION)
        hearing = self.hearing(turn, draft)
        said = hearing.volunteered() or hearing.answer()
        if turn.intent not in ANSWERS | URGENT and isinstance(said, dict) and said and speaks_of_plan(turn):
            turn = replace(turn, intent="give_details")
        return await super().take(dispatcher, turn, draft)

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Ask whether the person may agree on a plan, whether one is possible, and within which bounds."""
        rights = (await customers.record()).get("rights")
        if rights and not rights["orders"]:
            raise _backend.RuleBroken("right_missing", {"right": "orders", "who_may": rights["who_may"]})
        try:
            preview = await payment_plans.preview()
        except _backend.RuleBroken as rule:
            if rule.code != "payment_plan_not_possible":
                raise
            plans = await payment_plans.every()
            running = next((plan for plan in plans if plan["state"] == "active"), None)
            dispatcher.utter_message(
                response="utter_plan_not_possible",
                reason=rule.details.get("reason"),
                least=rule.details.get("least_open"),
                running=running,
                buttons=[dict(PERSON)],
            )
            raise Stop from rule
        draft.known.update({name: preview[name] for name in ("total", "least_months", "most_months")})
        if day := offered_day(turn):
            draft.values["first_due_on"] = day
        draft.known["bills"] = len([item for item in preview["items"] if item["invoice_number"]])
        await self._say_for_all(dispatcher, turn, draft)

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Work out the schedule for the answers; who names one bill is told that it is for all."""
        await self._say_for_all(dispatcher, turn, draft)
        if "months" not in draft.values:
            return
        months, day = int(draft.values["months"]), draft.values.get("first_due_on")
        bounds = {name: draft.known[name] for name in ("least_months", "most_months")}
        if months > MOST_ASKED or months < 1:
            raise AskAgain("months", Problem("months", bounds))
        try:
            preview = await payment_plans.preview(months, day)
        except _backend.RuleBroken as rule:
            raise _problem(draft, rule) from rule
        draft.known["plan"] = plan_in_short(preview)

    @staticmethod
    async def _say_for_all(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        if draft.known["bills"] <= 1 or "for_all" in draft.known:
            return
        if names_one_bill(turn) or (limits_to_one(turn) and await _names_place(turn)):
            draft.known["for_all"] = True
            dispatcher.utter_message(response="utter_plan_for_all", total=draft.known["total"])

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Show the schedule: first and usual rate, the days, the total."""
        dispatcher.utter_message(response="utter_plan_summary", buttons=list(YES_NO), plan=draft.known["plan"])

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Agree on what was shown; another open amount by now is shown again."""
        total = draft.known["plan"]["total"]
        try:
            plan = await payment_plans.agree(
                int(draft.values["months"]), draft.values.get("first_due_on"), total, key=key
            )
        except _backend.RuleBroken as rule:
            raise _problem(draft, rule) from rule
        dispatcher.utter_message(response="utter_plan_agreed", plan=plan, buttons=[HOW_TO_PAY])
        return []


async def _names_place(turn: Turn) -> bool:
    """Tell whether one of the customer's own places is named, or a bill by its size: "nur die Backstube"."""
    if turn.first("ordinal") in ("largest", "smallest"):
        return True
    points = (await _backend.statement())["points"]
    return bool(mentioned(turn.text, point_options(points)))


def _problem(draft: Draft, rule: _backend.RuleBroken) -> Exception:
    if rule.code == "payment_plan_months_out_of_range":
        return AskAgain("months", Problem("months", dict(rule.details)))
    if rule.code == "payment_plan_date_out_of_range":
        draft.known["day_refused"] = True
        return AskAgain("first_due_on", Problem("day", dict(rule.details)))
    if rule.code == "payment_plan_changed":
        draft.known["total"] = rule.details["total"]
        return AskAgain("months", Problem("changed", {}))
    return rule
