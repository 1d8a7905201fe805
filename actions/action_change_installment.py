"""Changes the regular advance payment."""

from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import installments
from actions._bills import is_positive
from actions._buttons import PAYMENT_PLAN, YES_NO
from actions._choices import Option
from actions._drafts import Draft
from actions._errand import ErrandAction
from actions._hindrances import AskAgain, Stop
from actions._installments import InstallmentStep, is_raw, problem_with, settled_amount
from actions._matters import ACTIONS
from actions._payment_plans import asks_for_plan
from actions._steps import ChoiceStep, Problem
from actions._turn import Turn

_KEPT = (
    "id",
    "service_point_name",
    "commodity",
    "amount",
    "next_due_on",
    "interval_months",
    "limits",
    "earliest_change_on",
)


def _options(draft: Draft) -> list[Option]:
    return [
        Option(
            value=item["id"],
            label=item["service_point_name"],
            words=[item["commodity"]],
            amount=item["amount"]["amount"],
        )
        for item in draft.known.get("items", [])
    ]


class ActionChangeInstallment(ErrandAction):
    """Asks which payment and how much; the range and the fitting amount are the backend's."""

    matter = "change_installment"
    steps = (
        ChoiceStep("installment", "utter_ask_installment", _options),
        InstallmentStep("amount", "utter_ask_installment_amount"),
    )

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """A bill to be paid in rates is another matter, though the words are alike."""
        return [FollowupAction(ACTIONS["payment_plan"])] if asks_for_plan(turn.text) else []

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find the payments with what they may be changed to."""
        found = await installments.every()
        if not found:
            account = (await _backend.statement())["account"]
            owes = is_positive(account["balance"])
            dispatcher.utter_message(
                response="utter_installment_none",
                open=account["balance"] if owes else None,
                is_overdue=is_positive(account["overdue"]),
                buttons=[dict(PAYMENT_PLAN)] if owes else [],
            )
            raise Stop([SlotSet("last_matter", self.matter)])
        draft.known["items"] = [{name: item[name] for name in _KEPT} for item in found]

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Work out the amount that is meant and hold it against the range."""
        chosen = draft.values.get("installment")
        if chosen is None:
            return
        now = next(item for item in draft.known["items"] if item["id"] == chosen)
        draft.known["now"] = now
        said = draft.values.get("amount")
        if said is None:
            return
        if is_raw(said):
            draft.known["wished"] = said
        amount = settled_amount(draft.known["wished"], now)
        draft.values["amount"] = amount
        if problem := problem_with(amount, now):
            raise AskAgain("amount", Problem(problem.code, {**(problem.details or {}), "said": amount}))

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Repeat the amounts and the day from which the new one holds."""
        dispatcher.utter_message(response="utter_installment_summary", buttons=list(YES_NO), **self._said(draft))

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Change it; should the range have moved meanwhile, ask for another amount."""
        said = self._said(draft)
        try:
            changed = await installments.change(draft.values["installment"], said["amount"], key=key)
        except _backend.RuleBroken as rule:
            if rule.code != "installment_out_of_range":
                raise
            lowest = float(rule.details["lowest"]["amount"])
            code = "too_low" if float(said["amount"]["amount"]) < lowest else "too_high"
            raise AskAgain("amount", Problem(code, {**rule.details, "said": said["amount"]})) from rule
        dispatcher.utter_message(response="utter_installment_changed", changed=changed, **said)
        return []

    @staticmethod
    def _said(draft: Draft) -> dict[str, Any]:
        return {"amount": draft.values["amount"], "now": draft.known["now"]}
