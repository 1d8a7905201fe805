"""Errands that wait for another one: which there are, how one is returned to, and what is said when one is left."""

import copy
import hashlib
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._choices import tokens
from actions._contact import contact
from actions._drafts import CONFIRMATION, SAID, Draft
from actions._forms import MAX_BUTTONS
from actions._names import names
from actions._retractions import gives_up, gives_up_all, is_angry, is_no_question, refuses, wants_it_again
from actions._steps import Problem, Step
from actions._turn import GATEWAY_EVENTS, Turn
from actions._words import fold

MOST_ASIDE = 3
"""Errands that wait at once; more nobody keeps in mind."""

OPPOSED = {"renew_contract": "cancel_contract", "cancel_contract": "renew_contract"}

REFUSED = "refused"
"""In ``known``: it was asked what shall be different; true after a no, false after a mere "wait" or "yes, but"."""

WAITED = "waited"
"""In ``known``: another errand came between, so that the summary lies too far back for a short question."""

SUMMED = "summed"
"""In ``known``: the digest of the summary that was read last."""

BACK, UNCLEAR, ONLY_QUESTION = "utter_back_to_errand", "utter_errand_unclear", "utter_errand_question"
"""How a short question begins: after something else, after words that were no answer, after an excuse."""

_ALSO_CALLED = {
    "payment_plan": r"\b(rat(y|ach|ami)?|raten|instal+ments)\b",
    "update_contact": r"\b(iban|e-?mails?|phone)\b",
    "report_move": r"\b(move|moving)\b",
}
"""Words for a matter that its name does not hold."""


_ASKS_AFTER = re.compile(
    r"^\W*(and |so |but )?"
    r"((did|have) (you|u|ya) (\w+ )?(book|cancel|send|sent|do|done|order|chang|not|regist|submit|sav|tak)"
    r"|(did|has|is|was) (my|the) (\w+ ){1,3}(go|gone|come|in|through|thru|booked|sent|taken|done|ordered|registered)\b"
    r"|(habt ihr|haben sie|hast du) (\w+ ){1,4}\w*(ge|ein|notiert|regist)\w*"
    r"|(ist|wurde|hat) (mein|der|die|das)\w* (\w+ ){1,3}(durch|angekommen|drin|eingetragen|ge\w+t|ge\w+en)\b"
    r"|(a )?(czy )?(zapisa|przyje|zglosi|zamowi|wysla|zleci)liscie\b"
    r"|(a )?czy (\w+ ){1,3}(przesz\w+|dotar\w+|zosta\w+|jest (przyjet|zapisan|zgloszon|zamowion)\w+))"
)
"""Words, folded, of somebody who asks what became of something that he names."""

_EVERYDAY = frozenset({"about", "unsere", "einer", "eines", "ihrer"})
"""Words of the names that name nothing."""

Kept = dict[str, Any]


def waiting(turn: Turn) -> list[Kept]:
    """The errands that were set aside, the latest last."""
    kept = turn.slots.get("set_aside") or []
    return list(kept) if isinstance(kept, list) else [kept]


def open_errands(turn: Turn) -> list[Kept]:
    """The errand that is asked about, and those that wait for it, the nearest first."""
    draft = turn.slots.get("draft")
    return [*([draft] if draft else []), *reversed(waiting(turn))]


def is_left(turn: Turn, draft: Draft) -> bool:
    """Tell whether the customer has turned from an errand: by a no to its summary, or by "forget it" and more."""
    if turn.intent in GATEWAY_EVENTS:
        return False
    over = gives_up(turn.text) and turn.intent != "cancel_dialogue"
    return bool(draft.known.get(REFUSED)) or over or (draft.asking == CONFIRMATION and refuses(turn.text))


def change_over(dispatcher: CollectingDispatcher, turn: Turn, matter: str) -> tuple[Draft, list[EventType]]:
    """Begin an errand, or take up one that waits, while another is open: that one waits, or is left and named."""
    before, kept = Draft.of(turn), waiting(turn)
    own = next((one for one in kept if one["matter"] == matter), None)
    kept = [one for one in kept if one is not own]
    if before is not None and (is_left(turn, before) or _contradicts(matter, before, turn)):
        say_left(dispatcher, turn, [before.kept["value"]])
    elif before is not None:
        kept.append({**turn.slots["draft"], "known": {**before.known, WAITED: True}})
    if len(kept) > MOST_ASIDE:
        say_left(dispatcher, turn, [kept.pop(0)])
    # an errand that ends in this very turn looks here for what comes next
    turn.slots["set_aside"] = kept or None
    return Draft(**copy.deepcopy(own)) if own else Draft(matter), [SlotSet("set_aside", kept or None)]


def _contradicts(matter: str, before: Draft, turn: Turn) -> bool:
    """Tell whether somebody wants to stay instead of leaving; who names a place may mean another contract."""
    return OPPOSED.get(matter) == before.matter and turn.first("place", "commodity") is None


def is_written(turn: Turn, matter: str) -> bool:
    """Tell whether an open errand has written something already."""
    return any(one["matter"] == matter and Draft(**one).is_written for one in open_errands(turn))


def say_left(dispatcher: CollectingDispatcher, turn: Turn, kept: list[Kept]) -> None:
    """Name what is not pursued any more."""
    if undone := say_stays(dispatcher, kept):
        matters = called(turn, [one["matter"] for one in undone])
        dispatcher.utter_message(response="utter_errand_left", matter_names=matters)


def say_stays(dispatcher: CollectingDispatcher, kept: list[Kept]) -> list[Kept]:
    """Of errands that end, say which notice stands all the same; the others, of which nothing is written, are left."""
    written = [one for one in kept if Draft(**one).is_written]
    for one in written:
        dispatcher.utter_message(response="utter_leaving_stays", notice=one["known"].get("notice"), was_offered=False)
    return [one for one in kept if one not in written]


def say_back(dispatcher: CollectingDispatcher, turn: Turn, matter: str) -> None:
    """Name the matter that is returned to; its question or summary follows."""
    dispatcher.utter_message(response=BACK, matter_name=called(turn, [matter])[0], question=None)


def called(turn: Turn, matters: list[str]) -> list[str]:
    """The names of matters, for a sentence."""
    return [names("matters", turn.language)[matter] for matter in dict.fromkeys(matters)]


def meant_to_drop(turn: Turn) -> list[Kept]:
    """Which of the open errands are given up: all, the one that is named, else the one that was asked about last."""
    every = open_errands(turn)
    if gives_up_all(turn.text):
        return every
    named = [one for one in every if _is_named(one["matter"], turn)]
    return named[:1] or every[:1]


def asked_after(turn: Turn) -> str | None:
    """The matter of an open errand that is named in a question for its state: "did my reading go in?"."""
    if not _ASKS_AFTER.search(fold(turn.text)):
        return None
    return next((one["matter"] for one in open_errands(turn) if _is_named(one["matter"], turn)), None)


def _is_named(matter: str, turn: Turn) -> bool:
    folded = fold(turn.text)
    if matter in _ALSO_CALLED and re.search(_ALSO_CALLED[matter], folded):
        return True
    own = [word for word in tokens(names("matters", turn.language)[matter]) if len(word) > 4]
    said = [word for word in tokens(folded) if len(word) > 4]
    return any(word[:6] == known[:6] for word in said for known in own if known not in _EVERYDAY)


def ask_shortly(
    dispatcher: CollectingDispatcher, turn: Turn, matter: str, opening: str, key: str, buttons: list[dict[str, Any]]
) -> bool:
    """Say one line with the matter and its question; False when there are no short words for the question."""
    questions = names("questions", turn.language)
    question = questions.get(key)
    if question is None and key == matter:
        question = questions[CONFIRMATION]
    if question is None:
        return False
    matter_name = names("matters", turn.language)[matter]
    dispatcher.utter_message(response=opening, matter_name=matter_name, question=question, buttons=buttons)
    return True


def ask_step_again(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, step: Step, opening: str) -> bool:
    """The question of a step once more in one line, without its list; the buttons stay."""
    draft.options = step.options(draft)
    buttons = step.buttons(draft.options[:MAX_BUTTONS])
    return ask_shortly(dispatcher, turn, draft.matter, opening, step.response, buttons)


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
    ask_shortly(dispatcher, turn, draft.matter, opening, draft.matter, [*buttons, again])


def _digest(messages: list[dict[str, Any]]) -> str:
    """What was said, in few letters; how the errand went so far, which words may get with the facts, is left out."""
    way = {SUMMED, REFUSED, WAITED, SAID}
    facts = [
        {**message, "known": {name: fact for name, fact in (message.get("known") or {}).items() if name not in way}}
        for message in messages
    ]
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()[:16]


def opening_after_wrong(turn: Turn, draft: Draft, problem: Problem | None) -> str | None:
    """How the same is asked once more, so that nobody reads the same text twice."""
    if draft.asking == CONFIRMATION:
        return UNCLEAR if is_no_question(turn.text) else None
    return ONLY_QUESTION if draft.wrong > 1 and problem is None else None


async def count_wrong(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, problem: Problem | None) -> None:
    """Count an answer that led nowhere; a part of one, or an impossible one, has words of its own."""
    if wants_it_again(turn.text):
        return
    draft.wrong += 1
    if is_angry(turn.text):
        dispatcher.utter_message(response="utter_regret", contact=await contact(turn))
    elif draft.wrong > 1 and problem is None:
        dispatcher.utter_message(response="utter_errand_stuck", contact=await contact(turn))
