"""Says honestly that something was not understood, or is none of our business."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._choices import resolve
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._details import current_choice, take_choice
from actions._forms import back_to_form
from actions._matters import ACTIONS, refines
from actions._turn import Turn
from actions.action_request_agent import wishes_time


class ActionAdmitMisunderstanding(CustomerAction):
    """The second time in a row it offers what it can do and the phone."""

    def name(self) -> str:
        """Runs for ``nlu_fallback`` and ``out_of_scope``."""
        return "action_admit_misunderstanding"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Take the words as a choice from the last answer if they fit one; otherwise admit."""
        options = turn.slots.get("options") or []
        matter = turn.slots.get("last_matter")
        chosen = resolve(turn.text, turn.entities, options, current_choice(turn))
        if chosen and turn.intent == "nlu_fallback" and matter in ACTIONS:
            return take_choice(turn, chosen, options, matter)
        if refines(turn) and turn.intent == "nlu_fallback":
            return [FollowupAction("action_take_details")]
        if matter == "human_handoff" and wishes_time(turn):
            return [FollowupAction("action_request_agent")]
        if turn.waits_for_code and not turn.slots.get("misunderstandings"):
            dispatcher.utter_message(response="utter_code_is_waiting")
            return [SlotSet("misunderstandings", 1.0), FollowupAction("action_listen")]
        count = float(turn.slots.get("misunderstandings") or 0.0) + 1.0
        if count >= 2:
            dispatcher.utter_message(response="utter_misunderstood_again", contact=await contact(turn))
        else:
            outside = turn.intent == "out_of_scope"
            dispatcher.utter_message(response="utter_out_of_scope" if outside else "utter_misunderstood")
        return [SlotSet("misunderstandings", count), *back_to_form(dispatcher, turn, silent=True)]
