"""What paying late or in rates costs, as far as that is known here."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._bills.bills import is_positive, unpaid
from actions._buttons import PERSON
from actions._customer_action import CustomerAction
from actions._errand.drafts import REFUSED, Draft
from actions._forms import errand_or_customer, leave_form
from actions._rerouting.money import is_about_plan, terms_in
from actions._turn import Turn


class ActionTellPaymentTerms(CustomerAction):
    """Answers, or says plainly that it is not known here, and returns to the errand that is open."""

    def name(self) -> str:
        """Follows a question for interest, a late fee, a credit agency or a missed rate."""
        return "action_tell_payment_terms"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say what holds for everybody, and what is noted for this customer."""
        statement = await _backend.statement() if _backend.reaches(turn.level, "verified") else None
        invoices = unpaid(statement["invoices"]) if statement else []
        steps = [step for one in invoices if (step := one.get("dunning"))]
        dispatcher.utter_message(
            response="utter_payment_terms",
            topics=terms_in(turn),
            of_plan=is_about_plan(turn),
            running=statement["account"]["payment_plan"] if statement else None,
            fees=[step["fee"] for step in steps if is_positive(step.get("fee"))],
            takes_fees=statement is None or statement["account"]["balance"]["currency"] != "PLN",
            buttons=[] if turn.slots.get("draft") else [dict(PERSON)],
        )
        draft = Draft.of(turn)
        kept: list[EventType] = []
        if draft is not None and draft.matter == "payment_plan" and REFUSED in draft.known:
            draft.known.pop(REFUSED)  # who asks what it costs has not left it
            kept = [draft.kept]
        return [
            *kept,
            SlotSet("misunderstandings", 0.0),
            *leave_form(),
            errand_or_customer(bool(turn.slots.get("draft"))),
        ]
