"""Takes the answer to an open question of an errand."""

from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions._drafts import Draft
from actions._errand import ERRANDS
from actions._forms import leave_form
from actions._retractions import is_polish_well
from actions._turn import Turn


class ValidateErrandForm(Action):  # type: ignore[misc]
    """Hands the message to the errand that is open; leaves another matter to its own rule."""

    def name(self) -> str:
        """Rasa calls it for every message while the form is open."""
        return "validate_errand_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Go on with the errand, or reject the message by returning nothing."""
        turn = Turn.of(tracker)
        draft = Draft.of(turn)
        if draft is None or draft.matter not in ERRANDS:
            return [SlotSet("draft", None), *leave_form()]
        if turn.language == "pl" and is_polish_well(turn.text):
            turn = replace(turn, intent="nlu_fallback", text="")
        return await ERRANDS[draft.matter]().take(dispatcher, turn, draft)
