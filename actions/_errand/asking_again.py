"""Asking the same once more: in one line, with a word of regret, or in full when something has changed."""

import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions._buttons import MAX_BUTTONS
from actions._contact import contact
from actions._errand.drafts import CONFIRMATION, REFUSED, SAID, SUMMED, WAITED, Draft
from actions._errand.set_aside import called
from actions._errand.steps import ChoiceStep, Problem, Step, Values
from actions._names import names
from actions._turn import Turn
from actions._words.assent import doubts
from actions._words.retractions import is_angry, is_no_question, wants_it_again
from actions._words.spelling import fold
from actions._words.vocabulary import WHY

OUTSIDE = "out_of_scope"
SURE_OUTSIDE = 0.6
FEWEST_OUTSIDE = 3
"""Confidence and words from which it is said that something is none of our business, while a question is open."""

_UNKNOWN = frozenset({"out_of_scope", "nlu_fallback"})
"""Intents of a question beside a summary that nobody here can answer."""

BACK, UNCLEAR, NOTED, ONLY_QUESTION = (
    "utter_back_to_errand", "utter_errand_unclear", "utter_errand_noted", "utter_errand_question",
)  # fmt: skip
"""How a short question begins: after something else, after words that were no answer, after the answer to another
question, after an excuse."""


def say_back(dispatcher: CollectingDispatcher, turn: Turn, matter: str) -> None:
    """Name the matter that is returned to; its question or summary follows."""
    dispatcher.utter_message(response=BACK, matter_name=called(turn, [matter])[0], question=None)


def ask_step_again(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, step: Step, opening: str) -> bool:
    """The question of a step once more in one line, without its list; the buttons stay."""
    draft.options = step.options(draft)
    buttons = step.buttons(draft.options[:MAX_BUTTONS])
    return _ask_shortly(dispatcher, turn, draft, opening, step.response, buttons)


async def sum_up(
    summarise: Callable[[CollectingDispatcher, Turn, Draft], Awaitable[None]],
    dispatcher: CollectingDispatcher,
    turn: Turn,
    draft: Draft,
    opening: str | None,
) -> None:
    """Sum up in full, or with an opening ask for the yes to what has been read already; what has changed is shown."""
    full = CollectingDispatcher()
    try:
        await summarise(full, turn, draft)
    except Exception:
        dispatcher.messages += full.messages
        raise
    before, draft.known[SUMMED] = draft.known.get(SUMMED), _digest(full.messages)
    if opening is None or before != draft.known[SUMMED]:
        if opening == BACK:
            say_back(dispatcher, turn, draft.matter)
        dispatcher.messages += full.messages
        return
    buttons = [button for message in full.messages for button in message["buttons"]]
    again = {"title_key": "button_show_again", "intent": draft.matter, "entities": {"step": "summary"}}
    _ask_shortly(dispatcher, turn, draft, opening, draft.matter, [*buttons, again])


def opening_after_wrong(turn: Turn, draft: Draft, problem: Problem | None) -> str | None:
    """How the same is asked once more, so that nobody reads the same text twice."""
    if draft.asking == CONFIRMATION:
        return UNCLEAR if is_no_question(turn.text) and not doubts(turn.text) else None
    return ONLY_QUESTION if draft.wrong > 1 and problem is None else None


def opening_beside(dispatcher: CollectingDispatcher, asked: Step | None, said: Values) -> str | None:
    """How a list is asked for once more after the answer to another question.

    Other questions have words of their own for what is known by then.
    """
    return NOTED if isinstance(asked, ChoiceStep) and asked.name not in said and not dispatcher.messages else None


def is_outside(turn: Turn) -> bool:
    """Tell whether a message is surely none of our business, so that no answer can be in it."""
    return turn.intent == OUTSIDE and turn.confidence >= SURE_OUTSIDE and len(turn.text.split()) >= FEWEST_OUTSIDE


async def count_wrong(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, problem: Problem | None) -> None:
    """Count an answer that led nowhere; a part of one, or an impossible one, has words of its own.

    Who asks whether the summary is right reads it once more.
    """
    if wants_it_again(turn.text):
        return
    if draft.asking == CONFIRMATION and doubts(turn.text):
        if WHY.search(fold(turn.text)):
            dispatcher.utter_message(response="utter_errand_unanswered")
        return
    draft.wrong += 1
    if draft.asking == CONFIRMATION and turn.intent in _UNKNOWN and not is_no_question(turn.text):
        dispatcher.utter_message(response="utter_errand_unanswered")
        return
    if is_angry(turn.text):
        dispatcher.utter_message(response="utter_regret", contact=await contact(turn))
    elif draft.wrong > 1 and problem is None:
        dispatcher.utter_message(response="utter_errand_stuck", contact=await contact(turn))


def _ask_shortly(
    dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, opening: str, key: str, buttons: list[dict[str, Any]]
) -> bool:
    """Say one line with the matter and its question; False when there are no short words for the question.

    What the draft knows may stand in the title of a button.
    """
    questions = names("questions", turn.language)
    question = questions.get(key)
    if question is None and key == draft.matter:
        question = questions[CONFIRMATION]
    if question is None:
        return False
    matter_name = called(turn, [draft.matter])[0]
    dispatcher.utter_message(
        response=opening, matter_name=matter_name, question=question, known=draft.known, buttons=buttons
    )
    return True


def _digest(messages: list[dict[str, Any]]) -> str:
    """What was said, in few letters; how the errand went so far, which words may get beside it, is left out."""
    way = {SUMMED, REFUSED, WAITED, SAID}
    shown = [
        {**message, "known": {name: one for name, one in (message.get("known") or {}).items() if name not in way}}
        for message in messages
    ]
    return hashlib.sha256(json.dumps(shown, sort_keys=True, default=str).encode()).hexdigest()[:16]
