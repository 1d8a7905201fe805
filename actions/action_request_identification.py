"""Asks the gateway to check a claimed number and to send a code."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._backend import in_gateway
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import IDENTIFY, leave_form, open_form
from actions._turn import Turn


class ActionRequestIdentification(CustomerAction):
    """Says the same whether the number exists or not."""

    def name(self) -> str:
        """Runs when a form has a claim."""
        return "action_request_identification"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Return the request to the gateway, which alone looks the number up."""
        number = turn.slots.get("claimed_number")
        # The gateway knows whose address this is, and of another phone; if not, it asks for the number again.
        is_sender = not number and turn.level == "channel"
        if not in_gateway():
            dispatcher.utter_message(response="utter_only_anonymous_here", contact=await contact(turn))
        elif number or is_sender:
            dispatcher.utter_message(response="utter_code_on_its_way", without_number=is_sender)
            request = {"kind": "identify", "number": number, "second_id": turn.slots.get("claimed_second_id")}
            dispatcher.utter_message(json_message={"request": request})
        form = open_form(IDENTIFY, "claimed_number") if is_sender else leave_form()
        return [SlotSet("misunderstandings", 0.0), *form, FollowupAction("action_listen")]
