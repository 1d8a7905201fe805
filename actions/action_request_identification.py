"""Asks the gateway to check a claimed number and to send a code."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._backend import in_gateway
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import leave_form
from actions._turn import Turn


class ActionRequestIdentification(CustomerAction):
    """Says the same whether the number exists or not."""

    def name(self) -> str:
        """Runs when a form has a claim."""
        return "action_request_identification"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Return the request to the gateway, which alone looks the number up."""
        number = turn.slots.get("claimed_number")
        if not in_gateway():
            dispatcher.utter_message(response="utter_only_anonymous_here", contact=await contact(turn))
        elif number:
            dispatcher.utter_message(response="utter_code_on_its_way")
            request = {"kind": "identify", "number": number, "second_id": turn.slots.get("claimed_second_id")}
            dispatcher.utter_message(json_message={"request": request})
        return [SlotSet("misunderstandings", 0.0), *leave_form(), FollowupAction("action_listen")]
