"""Changes the regular advance payment."""

from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import installments
from actions._bills.bills import is_positive
from actions._bills.installments import (
    REST,
    InstallmentStep,
    PaymentStep,
    adds,
    goes_against,
    is_raw,
    problem_with,
    settled_amount,
    wants_only,
)
from actions._bills.payment_plans import asks_for_plan, wishes_instalments
from actions._buttons import PAYMENT_PLAN, YES_NO
from actions._errand.drafts import CONFIRMATION, Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import AskAgain, Instead, Stop
from actions._errand.steps import Problem, Values
from actions._matters import ACTIONS
from actions._turn import Turn
from actions._words.choices import Option

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
        PaymentStep("installment", "utter_ask_installment", _options),
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
            if owes and wishes_instalments(turn.text):
                raise Instead([FollowupAction(ACTIONS["payment_plan"])])
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
        problem, kept = problem_with(amount, now), draft.known.get("kept")
        if problem and problem.code == "same" and kept:
            dispatcher.utter_message(response="utter_installment_same", now=now)
            before = kept.pop()
            draft.known["now"] = before["now"]
            draft.known["wished"] = {**before["amount"], "by": 0}
            draft.values.update(installment=before["now"]["id"], amount=before["amount"])
        elif problem:
            raise AskAgain("amount", Problem(problem.code, {**(problem.details or {}), "said": amount}))
        if rest := draft.values.get(REST):
            await self._go_on_with(rest.pop(0), dispatcher, turn, draft)

    async def _go_on_with(self, other: str, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Change another payment, too: by what was wished for all, unless it was asked for the one."""
        draft.known.setdefault("kept", []).append(self._change(draft))
        draft.values["installment"] = other
        if draft.asking == "amount":
            draft.values.pop("amount")
        else:
            draft.values["amount"] = draft.known["wished"]
        await self.check_answers(dispatcher, turn, draft)

    async def _take_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, said: Values) -> None:
        """Keep what was summed up when another payment is added to it: "and the electricity to 90, too"; or not."""
        other, kept = said.get("installment"), draft.known.setdefault("kept", [])
        if draft.asking == CONFIRMATION and other is not None and wants_only(turn.text):
            alone = next((change["amount"] for change in kept if change["now"]["id"] == other), None)
            said = ({"amount": {**alone, "by": 0}} if alone else {}) | said
            kept.clear()
        elif draft.asking == CONFIRMATION and other not in (None, draft.values.get("installment")):
            if adds(turn.text) or any(change["now"]["id"] == other for change in kept):
                kept.append(self._change(draft))
                draft.values.pop("amount")
            draft.known["kept"] = [change for change in kept if change["now"]["id"] != other]
        await super()._take_answers(dispatcher, turn, draft, said)

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Repeat the amounts and the day from which each new one holds; say of a raise that it would lower."""
        dispatcher.utter_message(
            response="utter_installment_summary", changes=self._changes(draft), buttons=list(YES_NO)
        )

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Change them one by one; should the range have moved meanwhile, ask for another amount."""
        while kept := draft.known.get("kept"):
            await self._write(dispatcher, kept[0], f"{key}-{len(kept)}")
            kept.pop(0)
        try:
            await self._write(dispatcher, self._change(draft), key)
        except _backend.RuleBroken as rule:
            if rule.code != "installment_out_of_range":
                raise
            said = draft.values["amount"]
            code = "too_low" if float(said["amount"]) < float(rule.details["lowest"]["amount"]) else "too_high"
            raise AskAgain("amount", Problem(code, {**rule.details, "said": said})) from rule
        return []

    @staticmethod
    async def _write(dispatcher: CollectingDispatcher, change: dict[str, Any], key: str) -> None:
        changed = await installments.change(change["now"]["id"], change["amount"], key=key)
        dispatcher.utter_message(
            response="utter_installment_changed", changed=changed, amount=change["amount"], now=change["now"]
        )

    @staticmethod
    def _change(draft: Draft) -> dict[str, Any]:
        amount, now = draft.values["amount"], draft.known["now"]
        return {"amount": amount, "now": now, "against": goes_against(draft.known["wished"], amount, now)}

    def _changes(self, draft: Draft) -> list[dict[str, Any]]:
        return [*draft.known.get("kept", []), self._change(draft)]
