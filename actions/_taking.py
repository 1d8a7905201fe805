"""Taking one of the things that the last answer told: an offer of one's own, or something from the prices."""

import re
from dataclasses import asdict
from decimal import Decimal

from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions._errand.drafts import Draft
from actions._errand.hearing import TAKES
from actions._forms import ANSWERS, leave_form
from actions._matters import ACTIONS
from actions._orders.steps import TAKEN
from actions._turn import Turn
from actions._words.choices import CHEAPEST, Option, asks_about, is_mere_name, resolve, tokens
from actions._words.spelling import fold
from actions._words.vocabulary import FILLERS

MOST_WORDS = 7
"""Of a message that takes something."""

MOST_WORDS_TAKING = 10
"""Of a message that takes the one thing that was priced, with its colour and how many."""

FEW = 3
"""Of one that says no more than how many."""

_NEAR_TAKING = frozenset(
    {*ANSWERS, "return_goods", "submit_documents", "ask_price", "change_order", "order_status", "renew_contract"}
    | {"submit_meter_reading", "request_documents", "ask_offers"}
)
"""Intents that "I'll take it in black" is taken for after a price."""

_TAKING = """
one eins poprosze take get have ll nimm nehm nehme nehmen biore wezme wybieram chce give me mir with mit haben gern
gerne thanks danke i ich den die let
"""
_CHEAPER_ONE = re.compile(
    r"\b(?:the|den|die|das|ten|ta|te|tamta|tamten) (?:cheaper|less expensive|guenstigere|billigere|tansz)"
    r"|\b(?:take|get|gimme|have|nimm|nehme?n?|biore|wezme|wybieram|poprosze) (?:\w+ ){0,2}"
    r"(?:cheaper|guenstigere|billigere|tansz)"
)
"""Words, without accents, of somebody who takes the cheaper one of what was told."""

_BESIDE = FILLERS | frozenset(_TAKING.split())
"""Words around the name of what is taken."""


def take_told(turn: Turn) -> list[EventType]:
    """Begin to accept an offer that was just told, or to order what was just priced; nothing for other messages."""
    matter, options = str(turn.slots.get("last_matter")), turn.slots.get("options") or []
    is_else = matter not in ("ask_offers", "ask_price") or turn.slots.get("draft")
    if is_else or turn.intent == "deny" or asks_about(turn.text):
        return []
    pressed = next((option for option in options if option["value"] == turn.first("answer")), None)
    if pressed is not None and matter == "ask_offers":
        return _begin(pressed, matter)
    is_brief = 0 < len(tokens(turn.text)) <= MOST_WORDS
    if matter == "ask_price" and (priced := _priced(turn, options)):
        return _begin(priced, matter)
    if is_brief and (CHEAPEST.search(fold(turn.text)) or _wants_cheaper_one(turn.text)):
        return _take_cheapest(options, matter)
    if is_brief and only_takes(turn.text):
        return _take_it(turn, options, matter)
    chosen = _named(turn, options) if is_brief and matter == "ask_offers" and options else None
    return _begin(chosen, matter) if chosen else []


def take_priced(turn: Turn) -> list[EventType]:
    """Begin to order the one thing that was just priced: "I'll take it in black, 2 of them", or how many."""
    is_open = turn.slots.get("last_matter") == "ask_price" and turn.intent in _NEAR_TAKING
    priced = _priced(turn, turn.slots.get("options") or []) if is_open and not asks_about(turn.text) else None
    return _begin(priced, "ask_price") if priced else []


def _priced(turn: Turn, options: list[Option]) -> Option | None:
    """What is taken of what was told, by its colour where there are several."""
    told = [option for option in options if option.get("is_told")]
    said = tokens(turn.text)
    has_number = turn.first("number") is not None or any(word.isdigit() for word in said)
    counts = len(said) <= FEW and has_number and len(told) == 1
    if not told or not 0 < len(said) <= MOST_WORDS_TAKING or not (counts or TAKES.search(turn.text)):
        return None
    wanted = resolve(bare_name(turn.text), {}, told) if len(told) > 1 else told
    return wanted[0] if len(wanted) == 1 and not _names_other(said, told, options) else None


def _names_other(said: list[str], told: list[Option], options: list[Option]) -> bool:
    """Tell whether another thing is named than what was told; a mere colour names none."""
    known = {word for option in told for word in tokens(option["label"])}
    others = [tokens(option["label"])[:2] for option in options if not option.get("is_told")]
    return any(word in said and word not in known for words in others for word in words)


def _take_it(turn: Turn, options: list[Option], matter: str) -> list[EventType]:
    """Take the only one there is; of several one asks which."""
    if len(options) == 1:
        return _begin(options[0], matter)
    if options and matter == "ask_offers":
        return [FollowupAction(ACTIONS["renew_contract"])]
    draft = Draft("place_order", known={"commodity": turn.slots.get("commodity")})
    return [SlotSet("draft", asdict(draft)), *leave_form(), FollowupAction(ACTIONS["place_order"])]


def _take_cheapest(options: list[Option], matter: str) -> list[EventType]:
    priced = [option for option in options if option.get("amount")]
    if not priced or len(priced) < len(options):
        # prices by the month and by kWh cannot be compared: offers tell the yearly cost; of several places one asks
        following = "ask_offers" if matter == "ask_price" else "renew_contract"
        return [FollowupAction(ACTIONS[following])] if options else []
    return _begin(min(priced, key=lambda option: Decimal(option["amount"])), matter)


def only_takes(text: str) -> bool:
    """Tell whether somebody takes what is there without naming it: "ok, I'll take it"."""
    return TAKES.search(text) is not None and not bare_name(text)


def _wants_cheaper_one(text: str) -> bool:
    """Of two things the cheaper one is the cheapest; "anything cheaper?" takes none."""
    return _CHEAPER_ONE.search(fold(text)) is not None and not text.rstrip().endswith("?")


def bare_name(text: str) -> str:
    """The words of a message without those around a name: "öko 12" of "ok, öko 12 dann"."""
    return " ".join(word for word in tokens(text) if word not in _BESIDE)


def _begin(option: Option, matter: str) -> list[EventType]:
    if matter == "ask_offers":
        draft = Draft("renew_contract", known={"wanted": option["value"]})
    else:
        draft = Draft("place_order", values={"product": option["value"]}, known={TAKEN: True})
    return [
        SlotSet("draft", asdict(draft)),
        SlotSet("last_matter", None),
        SlotSet("options", None),
        *leave_form(),
        FollowupAction(ACTIONS[draft.matter]),
    ]


def _named(turn: Turn, options: list[Option]) -> Option | None:
    words = bare_name(turn.text)
    # "I'll take the first one" sounds like an order; nothing but its place is named
    is_open = turn.intent in ANSWERS or (turn.first("ordinal") is not None and len(words.split()) <= 1)
    found = resolve(words, turn.entities if is_open else {}, options)
    is_named = is_open or (bool(found) and is_mere_name(words, found[0]))
    return found[0] if len(found) == 1 and is_named else None
