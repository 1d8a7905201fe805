"""Says truthfully that a matter cannot be settled here yet, and who settles it."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._bills import is_positive
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import back_to_form
from actions._matters import refines
from actions._names import names
from actions._turn import Turn


class ActionExplainNotYet(CustomerAction):
    """Names the matter and gives the phone; for an outage the fault numbers."""

    def name(self) -> str:
        """Runs for every intent that is understood but not served yet."""
        return "action_explain_not_yet"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Never promise anything: the customer must know that nothing has been noted."""
        if refines(turn):
            return [FollowupAction("action_take_details")]
        if turn.speaks_of_code:
            dispatcher.utter_message(response="utter_code_is_waiting")
            return [FollowupAction("action_listen")]
        outage = turn.intent == "report_outage"
        dispatcher.utter_message(
            response="utter_outage_not_yet" if outage else "utter_not_yet",
            matter_name=names("matters", turn.language)[turn.intent],
            contact=await contact(turn),
        )
        if turn.intent == "make_payment" and _backend.reaches(turn.level, "verified"):
            await self._tell_amount(dispatcher)
        return [SlotSet("misunderstandings", 0.0), *back_to_form(dispatcher, turn)]

    @staticmethod
    async def _tell_amount(dispatcher: CollectingDispatcher) -> None:
        """Say at least what is to be paid and by when; whoever asks how to pay wants to know that as well."""
        try:
            account = await _backend.account()
        except _backend.BackendError:
            return
        dispatcher.utter_message(response="utter_amount_due", account=account, owes=is_positive(account["balance"]))
