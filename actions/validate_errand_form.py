"""Takes the answer to an open question of an errand."""

import re
from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions._errand.drafts import Draft
from actions._errand.errand_action import ERRANDS
from actions._errand.set_aside import open_errands
from actions._errand.steps import AmountStep, FilesStep, NumberStep
from actions._forms import ANSWERS, accepted, as_answer, leave_form
from actions._matters import ACTIONS
from actions._papers import names_paper
from actions._photos import pictures_meter
from actions._rerouting.dangers import just_warned, of_danger
from actions._switches.switches import number_of_point
from actions._turn import Turn
from actions._words.retractions import gives_up
from actions._words.spelling import fold
from actions._words.vocabulary import is_polish_well

READING = "submit_meter_reading"

_NAMES_READING = re.compile(
    r"\b(meter readings?|meter (says|shows|is at)|zaehlerstand\w*|zaehler (zeigt|steht)|odczyt\w*|licznik\w*)\b"
)
"""Words, folded, that name the number beside them: no number of instalments, no sum of money."""

_ANSWERS_QUESTION = frozenset({"give_details", "choose", "deny", "affirm"})
"""Intents of an answer to what is open, after the words about a danger too."""

_SAYS_LITTLE = frozenset({"cancel_dialogue", "nlu_fallback", "out_of_scope", "thanks", "greet"})
"""Intents of words beside a file that ask for nothing: "here, look for yourself"."""


class ValidateErrandForm(Action):  # type: ignore[misc]
    """Hands the message to the errand that is open; leaves another matter to its own rule."""

    def name(self) -> str:
        """Rasa calls it for every message while the form is open."""
        return "validate_errand_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Go on with the errand, or reject the message by returning nothing."""
        turn = as_answer(Turn.of(tracker))
        if just_warned(tracker) and turn.intent not in _ANSWERS_QUESTION and (danger := of_danger(turn)):
            return accepted(turn, [FollowupAction(danger)])
        return accepted(turn, await self._served(dispatcher, turn))

    async def _served(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        draft = Draft.of(turn)
        if draft is None or draft.matter not in ERRANDS:
            return [SlotSet("draft", None), *leave_form()]
        if turn.language == "pl" and is_polish_well(turn.text):
            turn = replace(turn, intent="nlu_fallback", text="")
        if _is_reading(turn, draft):
            return [FollowupAction(ACTIONS[READING])]
        if turn.attachments and draft.matter == READING and names_paper(turn.text) and not number_of_point(turn):
            # the picture that began the errand showed no meter either, if nothing was said since
            begun = [] if draft.values.keys() - {"photo", "point"} else [SlotSet("draft", None)]
            return [*begun, *leave_form(), FollowupAction(ACTIONS["submit_documents"])]
        if not _wants_files(draft.matter) and pictures_meter(turn):
            return [FollowupAction(ACTIONS[READING])]
        if turn.attachments and turn.intent in _SAYS_LITTLE and not gives_up(turn.text):
            return await self._take_files(dispatcher, turn, draft)
        return await ERRANDS[draft.matter]().take(dispatcher, turn, draft)

    @staticmethod
    async def _take_files(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Hand files to the open errand that wants some, the nearest first; else they are papers."""
        matters = [kept["matter"] for kept in open_errands(turn) if kept["matter"] in ERRANDS]
        wanting = [one for one in matters if _wants_files(one)]
        if draft.matter in wanting:
            return await ERRANDS[draft.matter]().take(dispatcher, replace(turn, intent="submit_documents"), draft)
        return [FollowupAction(ACTIONS[wanting[0] if wanting else "submit_documents"])]


def _wants_files(matter: str) -> bool:
    return any(isinstance(step, FilesStep) for step in ERRANDS[matter].steps)


def _is_reading(turn: Turn, draft: Draft) -> bool:
    """Tell whether a number that is named as a reading answers the question for another one."""
    asked = next((step for step in ERRANDS[draft.matter].steps if step.name == draft.asking), None)
    if draft.matter == READING or not isinstance(asked, (NumberStep, AmountStep)):
        return False
    is_answer = turn.intent in ANSWERS or turn.intent == draft.matter
    return is_answer and bool(re.search(r"\d", turn.text) and _NAMES_READING.search(fold(turn.text)))
