"""Somebody has died: a kind word, what is needed, and a person."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._buttons import PERSON
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import IDENTIFY, leave_form
from actions._turn import Turn


class ActionHelpBereaved(CustomerAction):
    """Leads to a person; an errand, and a question that waits for the sign-in, stay as they are, unasked for now."""

    def name(self) -> str:
        """Follows a message that tells of a death, whatever was open."""
        return "action_help_bereaved"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say what is needed and how a person is reached; nothing is booked unasked, and no call to nobody offered."""
        known = _backend.reaches(turn.level, "channel")
        dispatcher.utter_message(
            response="utter_bereaved",
            contact=await contact(turn),
            known=known,
            buttons=[PERSON] if known else [],
        )
        signs_in = turn.form == IDENTIFY or turn.slots.get("claimed_number") is not None
        return [
            SlotSet("misunderstandings", 0.0),
            *([] if signs_in else [SlotSet("open_matter", None), SlotSet("also_asked", None)]),
            *leave_form(),
            FollowupAction("action_listen"),
        ]
