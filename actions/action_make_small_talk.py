"""Greetings, thanks, goodbyes, a lone yes, and "are you a machine?"."""

import re

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._bills.payment_plans import takes_offered_plan
from actions._callback_times import wishes_time
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import IDENTIFY, back_to_form
from actions._matters import ACTIONS
from actions._rerouting.dangers import of_danger
from actions._rerouting.rerouted import elsewhere
from actions._turn import Turn
from actions._words.lines import needs_person
from actions._words.places import asks_of_place
from actions._words.retractions import is_angry

RESPONSES = {
    "greet": "utter_greet",
    "thanks": "utter_thanks",
    "goodbye": "utter_goodbye",
    "bot_challenge": "utter_bot_challenge",
    "affirm": "utter_affirm",
}
NAMES_CONTACT = frozenset({"utter_bot_challenge", "utter_regret"})
"""Responses that say how a person is reached."""


_NO = re.compile(r"\W*(?:no|nope|nah|nein|nee|n[oö])\b(?! (?:problem|worries|prob))", re.IGNORECASE)


class ActionMakeSmallTalk(CustomerAction):
    """Answers politely and returns to an open question."""

    def name(self) -> str:
        """Runs for the intents in ``RESPONSES``."""
        return "action_make_small_talk"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Choose the words by intent; "morgen um 14 Uhr" after a promised call is a wish, and a file is no greeting."""
        timed = turn.intent == "greet" and any(letter.isdigit() for letter in turn.text) and wishes_time(turn)
        if timed and "human_handoff" in (turn.slots.get("last_matter"), turn.slots.get("open_matter")):
            return [FollowupAction("action_request_agent")]
        answers = (turn.intent == "affirm" and takes_offered_plan(turn)) or needs_person(turn.text) or of_danger(turn)
        asks = turn.first("place") is not None and asks_of_place(turn.text)
        if (turn.intent == "goodbye" or turn.attachments or answers or asks) and (served := elsewhere(turn)):
            return served
        if turn.attachments and not turn.slots.get("draft"):
            return [FollowupAction(ACTIONS["submit_documents"])]
        if turn.intent == "affirm" and turn.waits_for_code:
            dispatcher.utter_message(response="utter_code_is_waiting")
            return [FollowupAction("action_listen")]
        if turn.intent == "affirm" and turn.form == IDENTIFY:
            return back_to_form(dispatcher, turn)
        response = self._response(turn)
        reach = await contact(turn) if response in NAMES_CONTACT else None
        dispatcher.utter_message(response=response, contact=reach)
        silent = turn.intent in ("goodbye", "greet")
        return [SlotSet("misunderstandings", 0.0), *back_to_form(dispatcher, turn, silent=silent)]

    def _response(self, turn: Turn) -> str:
        """The words for an intent; whoever thanks in bitterness is no friend yet."""
        if is_angry(turn.text) and turn.intent != "bot_challenge":
            return "utter_regret"
        return "utter_deny" if self._says_no(turn) else RESPONSES.get(turn.intent, "utter_greet")

    @staticmethod
    def _says_no(turn: Turn) -> bool:
        """Tell whether what sounds like a yes begins with a no, which in Polish may mean "well"."""
        return turn.intent == "affirm" and turn.language != "pl" and _NO.match(turn.text) is not None
