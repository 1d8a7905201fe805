"""Another firm that is asked about: what is its business, and what we do there for whoever changes to us."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._buttons import PERSON
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import IDENTIFY, back_to_form, leave_form
from actions._turn import Turn
from actions._words.newcomers import asks_of_old_bill, asks_to_pay_twice, asks_whether_ours, asks_who_ends_old


class ActionTellOtherFirm(CustomerAction):
    """Answers without a number; what is open stays open, unasked for now."""

    def name(self) -> str:
        """Follows a message about another firm."""
        return "action_tell_other_firm"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say whose business it is."""
        asked = {
            "before": asks_to_pay_twice(turn.text) or asks_of_old_bill(turn.text),
            "ends": asks_who_ends_old(turn.text),
            "caller": asks_whether_ours(turn.text),
        }
        about = next((about for about, is_it in asked.items() if is_it), "business")
        dispatcher.utter_message(
            response="utter_other_firm",
            about=about,
            contact=await contact(turn),
            buttons=[PERSON] if about != "business" else [],
        )
        noted = SlotSet("misunderstandings", 0.0)
        if turn.form == IDENTIFY:
            return [noted, *back_to_form(dispatcher, turn, silent=True)]
        return [noted, *leave_form(), FollowupAction("action_listen")]
