"""Says that a new phone number or mail address counts from now on."""

from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions._backend import customers
from actions._customer_action import CustomerAction
from actions._turn import Turn


class ActionTellAddressConfirmed(CustomerAction):
    """The code that was sent to the address came back; too late, and the change has to be asked for again."""

    def name(self) -> str:
        """Runs for the event ``address_confirmed``."""
        return "action_tell_address_confirmed"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Name the address as it stands on the record now."""
        record = await customers.record()
        address = next((one for one in record["addresses"] if one["id"] == turn.event_value("address_id")), None)
        if turn.event_value("counts") and address is not None:
            dispatcher.utter_message(response="utter_contact_confirmed", address=address)
        else:
            dispatcher.utter_message(response="utter_contact_not_confirmed")
        return [FollowupAction("action_listen")]
