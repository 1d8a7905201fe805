"""Whether the money for an order comes back."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._errand.progress import ended_last
from actions._forms import errand_or_customer, leave_form
from actions._turn import Turn
from actions._words.orders import of_return, sends_back, will_send_back


class ActionTellOrderMoney(CustomerAction):
    """Tells the rule; what was paid for one order only a person can see."""

    def name(self) -> str:
        """Follows a question about the money for an order that was told, cancelled or sent back."""
        return "action_tell_order_money"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say when it comes back, and go on with what is open."""
        ended = ended_last(turn)
        draft = turn.slots.get("draft") or {}
        returned = draft.get("matter") == "return_goods" or (ended is not None and ended.matter == "return_goods")
        dispatcher.utter_message(
            response="utter_order_money",
            is_return=returned or sends_back(turn.text) or of_return(turn.text),
            comes_first=will_send_back(turn.text),
            contact=await contact(turn),
        )
        return [SlotSet("misunderstandings", 0.0), *leave_form(), errand_or_customer(bool(draft))]
