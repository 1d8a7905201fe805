"""Takes up again what could not be answered before."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._customer_action import CustomerAction
from actions._matters import ACTIONS
from actions._turn import Turn


class ActionResumeParked(CustomerAction):
    """Serves the parked matter if the customer has not got its answer meanwhile."""

    def name(self) -> str:
        """Runs for the event ``parked_due``."""
        return "action_resume_parked"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Hand over to the action of the matter."""
        matter = turn.event_value("matter")
        if matter in ACTIONS and turn.slots.get("open_matter") == matter:
            return [FollowupAction(ACTIONS[matter])]
        return [SlotSet("misunderstandings", 0.0), FollowupAction("action_listen")]
