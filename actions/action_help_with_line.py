"""A phone or card that is gone, or a number that shall move: what only a person can do, and how to reach one."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._buttons import PERSON
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import leave_form
from actions._turn import Turn
from actions._words_of_lines import tells_of_lost_phone


class ActionHelpWithLine(CustomerAction):
    """Leads to a person; an open errand stays as it is, unasked for now."""

    def name(self) -> str:
        """Follows a message that tells of a lost phone, or asks to take a number along."""
        return "action_help_with_line"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say what cannot be done here and how a person is reached; nothing is booked unasked."""
        dispatcher.utter_message(
            response="utter_line_help",
            is_lost=tells_of_lost_phone(turn.text),
            contact=await contact(turn),
            buttons=[PERSON],
        )
        return [SlotSet("misunderstandings", 0.0), *leave_form(), FollowupAction("action_listen")]
