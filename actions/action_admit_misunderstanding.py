"""Says honestly that something was not understood, or is none of our business."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._asking_back import ask_back, offered
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._details import current_choice, take_choice
from actions._forms import IDENTIFY, back_to_form
from actions._matters import ACTIONS, refines
from actions._names import names
from actions._rerouting.rerouted import elsewhere
from actions._taking import take_told
from actions._turn import Turn
from actions._words.choices import resolve
from actions._words.retractions import is_angry


class ActionAdmitMisunderstanding(CustomerAction):
    """Asks back with the likeliest matters if it has an idea; the second time in a row it offers the phone."""

    def name(self) -> str:
        """Runs for ``nlu_fallback`` and ``out_of_scope``."""
        return "action_admit_misunderstanding"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Take the words as a choice from the last answer if they fit one; otherwise admit."""
        if taken := elsewhere(turn) or take_told(turn):
            return taken
        if turn.attachments and not turn.slots.get("draft") and turn.form != IDENTIFY:
            # whatever is said beside it, a file is not passed over
            return [FollowupAction(ACTIONS["submit_documents"])]
        options = turn.slots.get("options") or []
        matter = turn.slots.get("last_matter")
        chosen = resolve(turn.text, turn.entities, options, current_choice(turn))
        if chosen and turn.intent == "nlu_fallback" and matter in ACTIONS:
            return take_choice(turn, chosen, options, matter)
        if refines(turn) and turn.intent == "nlu_fallback":
            return [FollowupAction("action_take_details")]
        if turn.waits_for_code and not turn.slots.get("misunderstandings"):
            dispatcher.utter_message(response="utter_code_is_waiting")
            return [SlotSet("misunderstandings", 1.0), FollowupAction("action_listen")]
        count = float(turn.slots.get("misunderstandings") or 0.0) + 1.0
        if is_angry(turn.text):
            dispatcher.utter_message(response="utter_regret", contact=await contact(turn))
        elif turn.is_foreign and count < 2:
            dispatcher.utter_message(response="utter_language_not_spoken")
        elif count >= 2:
            dispatcher.utter_message(response="utter_misunderstood_again", contact=await contact(turn))
        elif turn.intent == "nlu_fallback" and self._ask_back(dispatcher, turn):
            pass
        else:
            outside = turn.intent == "out_of_scope"
            dispatcher.utter_message(response="utter_out_of_scope" if outside else "utter_misunderstood")
        return [SlotSet("misunderstandings", count), *back_to_form(dispatcher, turn, silent=True)]

    @staticmethod
    def _ask_back(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
        """Offer the likeliest matters, if there are some worth a question; nothing is learnt from the answer."""
        guesses = offered(turn.ranking, names("matters", turn.language))
        if guesses:
            ask_back(dispatcher, turn, guesses)
        return bool(guesses)
