"""Another firm that is asked about: what is its business, and what we do there for whoever changes to us."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._buttons import PERSON
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import IDENTIFY, back_to_form, leave_form
from actions._matters import ACTIONS
from actions._papers import asks_what_authority_is
from actions._turn import Turn
from actions._words.leaving import asks_of_return
from actions._words.newcomers import (
    asks_of_old_bill,
    asks_of_old_penalty,
    asks_to_pay_twice,
    asks_whether_ours,
    asks_who_ends_old,
    has_ended_old,
    leaves_for_rival,
)


class ActionTellOtherFirm(CustomerAction):
    """Answers without a number; what is open stays open, unasked for now."""

    def name(self) -> str:
        """Follows a message about another firm."""
        return "action_tell_other_firm"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say whose business it is."""
        asked = {
            "before": asks_to_pay_twice(turn.text) or asks_of_old_bill(turn.text),
            "authority": asks_what_authority_is(turn.text),
            "penalty": asks_of_old_penalty(turn.text),
            "back": asks_of_return(turn.text),
            "ended": has_ended_old(turn.text),
            "leaving": leaves_for_rival(turn.text),
            "ends": asks_who_ends_old(turn.text),
            "caller": asks_whether_ours(turn.text),
        }
        about = next((about for about, is_it in asked.items() if is_it), "business")
        dispatcher.utter_message(
            response="utter_other_firm",
            about=about,
            contact=await contact(turn),
            buttons=[PERSON] if about not in ("business", "leaving") else [],
        )
        noted = SlotSet("misunderstandings", 0.0)
        if turn.form == IDENTIFY:
            return [noted, *back_to_form(dispatcher, turn, silent=True)]
        ends = about == "leaving" and turn.level != "anonymous" and not turn.slots.get("draft")
        return [noted, *leave_form(), FollowupAction(ACTIONS["contract_expiry"] if ends else "action_listen")]
