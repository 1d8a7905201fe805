"""Goes on in another language."""

import re

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._customer_action import CustomerAction
from actions._forms import back_to_form
from actions._matters import SURE
from actions._turn import LANGUAGES, Turn
from actions._words.spelling import fold

_LANGUAGE = re.compile(
    r"langu|sprach|sprech|jezyk|speak|talk|\bmow(?:ic|isz|i|cie)\b|gada|engl|angiel|deutsch|german|niemie|pol(?:sk|ish|nisch)"
    r"|transl|uebersetz|tlumacz"
)


class ActionChangeLanguage(CustomerAction):
    """Sets the language that was named; asks when none was, and says so when it is not spoken here."""

    def name(self) -> str:
        """Runs for ``change_language``."""
        return "action_change_language"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Hand over to the confirmation, which already speaks the new language."""
        wanted = turn.first("language")
        if wanted in LANGUAGES:
            return [
                SlotSet("language", wanted),
                SlotSet("language_chosen", value=True),
                FollowupAction("action_confirm_language"),
            ]
        if not wanted and turn.confidence < SURE and _LANGUAGE.search(fold(turn.text)) is None:
            return [FollowupAction("action_admit_misunderstanding")]
        dispatcher.utter_message(response="utter_language_not_spoken" if wanted else "utter_ask_language")
        return back_to_form(dispatcher, turn, silent=True)
