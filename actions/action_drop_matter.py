"""Never mind."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._customer_action import CustomerAction
from actions._forms import leave_form
from actions._matters import ACTIONS, DETAILS
from actions._turn import Turn


class ActionDropMatter(CustomerAction):
    """Forgets the open matter and its details; who the customer is stays known."""

    def name(self) -> str:
        """Runs for ``cancel_dialogue``."""
        return "action_drop_matter"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Close every open question; "no, the other one" closes none."""
        if turn.first("ordinal") == "other" and turn.slots.get("options") and turn.slots.get("last_matter") in ACTIONS:
            return [FollowupAction("action_take_details")]
        dispatcher.utter_message(response="utter_matter_dropped")
        cleared = (
            "open_matter",
            "also_asked",
            "last_matter",
            "options",
            "claimed_number",
            "claimed_second_id",
            *DETAILS,
        )
        return [
            *(SlotSet(name, None) for name in cleared),
            SlotSet("misunderstandings", 0.0),
            *leave_form(),
            FollowupAction("action_listen"),
        ]
