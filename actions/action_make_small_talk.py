"""Greetings, thanks, goodbyes, a lone yes, and "are you a machine?"."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import back_to_form
from actions._turn import Turn

RESPONSES = {
    "greet": "utter_greet",
    "thanks": "utter_thanks",
    "goodbye": "utter_goodbye",
    "bot_challenge": "utter_bot_challenge",
    "affirm": "utter_affirm",
}


class ActionMakeSmallTalk(CustomerAction):
    """Answers politely and returns to an open question."""

    def name(self) -> str:
        """Runs for the intents in ``RESPONSES``."""
        return "action_make_small_talk"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Choose the words by intent; only the truth about the machine needs the supplier's phone."""
        reach = await contact(turn) if turn.intent == "bot_challenge" else None
        dispatcher.utter_message(response=RESPONSES.get(turn.intent, "utter_greet"), contact=reach)
        silent = turn.intent in ("goodbye", "greet")
        return [SlotSet("misunderstandings", 0.0), *back_to_form(dispatcher, turn, silent=silent)]
