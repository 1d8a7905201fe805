"""The first message of a conversation."""

from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._records import Customer
from actions._turn import Turn


class ActionGreetSession(CustomerAction):
    """Says first that it is a bot, then what it can do and how to reach a person."""

    def name(self) -> str:
        """Runs for the event ``session_started``."""
        return "action_greet_session"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Greet, by name when the customer is already signed in."""
        known = await self._customer() if _backend.reaches(turn.level, "verified") else None
        name = " ".join(part for part in (known.get("first_name"), known["name"]) if part) if known else None
        reached = await contact(turn, known["country"] if known else None)
        dispatcher.utter_message(response="utter_greet_session", customer_name=name, contact=reached)
        return [FollowupAction("action_listen")]

    @staticmethod
    async def _customer() -> Customer | None:
        try:
            return await _backend.customer()
        except _backend.BackendError:
            return None
