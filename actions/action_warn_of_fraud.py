"""A call, a message or a visit in our name that may be a fraud."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._buttons import PERSON
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import leave_form
from actions._turn import Turn


class ActionWarnOfFraud(CustomerAction):
    """Says what to do; an open errand stays as it is, unasked for now."""

    def name(self) -> str:
        """Follows a message that tells of somebody who asks for secrets in our name."""
        return "action_warn_of_fraud"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Who called cannot be seen here; a person can find out."""
        known = _backend.reaches(turn.level, "channel")
        dispatcher.utter_message(
            response="utter_fraud_warning",
            contact=await contact(turn),
            known=known,
            buttons=[PERSON] if known else [],
        )
        return [SlotSet("misunderstandings", 0.0), *leave_form(), FollowupAction("action_listen")]
