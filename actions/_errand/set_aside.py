"""Errands that wait for another one: which there are, how one is returned to, and what is said when one is left."""

import copy
import re
from dataclasses import replace
from typing import Any, ClassVar, Protocol

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._errand.drafts import CONFIRMATION, REFUSED, WAITED, Draft
from actions._names import names
from actions._turn import GATEWAY_EVENTS, Turn
from actions._words.choices import asks_about, tokens
from actions._words.retractions import begins_correction, gives_up, gives_up_all, other_half, refuses
from actions._words.spelling import fold

MOST_ASIDE = 3
"""Errands that wait at once; more nobody keeps in mind."""

OPPOSED = {
    "renew_contract": "cancel_contract",
    "cancel_contract": "renew_contract",
    "start_notifications": "stop_notifications",
    "stop_notifications": "start_notifications",
}

_INSTEAD = {"payment_plan": "make_payment"}
"""What somebody who says no to an errand does instead, whatever was asked: "no, I'll pay it after all"."""

_ALSO_CALLED = {
    "payment_plan": r"\b(rat(y|ach|ami)?|raten|instal+ments)\b",
    "update_contact": r"\b(iban|e-?mails?|phone)\b",
    "report_move": r"\b(move|moving)\b",
    "file_complaint": r"\b(complain\w*|beschwer\w*|reklam\w*|skarg\w*)\b",
    "report_outage": r"\b(outage|fault|stoerung\w*|\w*ausfall|awari\w*|usterk\w*)\b",
}
"""Words for a matter that its name does not hold."""

_EVERYDAY = frozenset({"about", "unsere", "einer", "eines", "ihrer"})
"""Words of the names that name nothing."""

_GO_ON = re.compile(
    r"\b((carry|go|get|move|crack|keep) on (with|to)|(back|return) to|continue|proceed|finish|pick up"
    r"|weiter(machen|mit)?|zurueck z\w+|fortfahren|fortsetzen|fertig ?machen|abschliessen"
    r"|kontynuu\w*|wroc\w*|wracam\w*|dalej|dokoncz\w*|skoncz\w*|dokanczam\w*)\b"
)
"""Words, folded, of somebody who would go on with something; its name stands beside them."""
_NOT_ON = re.compile(r"\b(not|don'?t|dont|nicht|kein\w*|nie (chce|kontynuu\w*|wroc\w*|dalej))\b")

Kept = dict[str, Any]


class Resumable(Protocol):
    """An errand, as far as it is returned to."""

    matter: ClassVar[str]

    async def resume(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Ask the open question again."""


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
    over = gives_up(turn.text) and bool(other_half(turn.text)) and turn.intent != "cancel_dialogue"
    no = refuses(turn.text) or begins_correction(turn.text)
    rather = no and _INSTEAD.get(draft.matter) == turn.intent
    return bool(draft.known.get(REFUSED)) or over or rather or (draft.asking == CONFIRMATION and refuses(turn.text))


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
    """Tell whether somebody wants the opposite of what was begun; who names a place may mean another contract."""
    return OPPOSED.get(matter) == before.matter and turn.first("place", "commodity") is None


def called_back(turn: Turn) -> str | None:
    """The open errand that somebody would go on with, by its name: "leave it, carry on with the complaint"."""
    folded = fold(turn.text)
    if asks_about(turn.text) or not _GO_ON.search(folded) or _NOT_ON.search(folded):
        return None
    return next((str(one["matter"]) for one in open_errands(turn) if is_named(one["matter"], turn)), None)


async def take_up(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, errand: Resumable) -> list[EventType]:
    """Ask the open question of an errand that was called back, in the place of the one that is open."""
    if draft.matter != errand.matter:
        draft, _ = change_over(dispatcher, turn, errand.matter)
    draft.known.pop(REFUSED, None)
    events = await errand.resume(dispatcher, replace(turn, text=""), draft)
    return [SlotSet("set_aside", turn.slots.get("set_aside")), *events]


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


def called(turn: Turn, matters: list[str]) -> list[str]:
    """The names of matters, for a sentence; what is open by what it does."""
    known, own = names("matters", turn.language), names("errand_ways", turn.language)
    ways = {one["matter"]: own[way] for one in reversed(open_errands(turn)) if (way := _way(Draft(**one)))}
    return [ways.get(matter, known[matter]) for matter in dict.fromkeys(matters)]


def _way(draft: Draft) -> str | None:
    """What an errand does that bears the name of something else."""
    if draft.matter == "cancel_contract" and draft.values.get("way") == "withdraw":
        fresh = (one["id"] for one in draft.known.get("contracts", []) if one["is_fresh"])
        return "withdrawal" if draft.values.get("contract") in fresh else None
    return "notice_back" if draft.matter == "cancel_order" and draft.known.get("only") else None


def meant_to_drop(turn: Turn) -> list[Kept]:
    """Which of the open errands are given up: all, the one that is named, else the one that was asked about last."""
    every = open_errands(turn)
    if gives_up_all(turn.text):
        return every
    named = [one for one in every if is_named(one["matter"], turn)]
    return named[:1] or every[:1]


def is_named(matter: str, turn: Turn) -> bool:
    """Tell whether a message names the matter of an errand."""
    folded = fold(turn.text)
    if matter in _ALSO_CALLED and re.search(_ALSO_CALLED[matter], folded):
        return True
    own = [word for word in tokens(names("matters", turn.language)[matter]) if len(word) > 4]
    said = [word for word in tokens(folded) if len(word) > 4]
    return any(word[:6] == known[:6] for word in said for known in own if known not in _EVERYDAY)
