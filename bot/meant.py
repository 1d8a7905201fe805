"""Understands what is meant of a message that also takes something back: "forget it, I'll pay it all"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME

from actions._words.retractions import beside_refusal, gives_up, is_angry, other_half
from actions._words.vocabulary import without_polish_well
from bot.languages import is_other_script

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

FEWEST_WORDS = 2
"""Of another half that may be a wish of its own."""

FEWEST_UNKNOWN = 3
"""The same when it is not understood: then it is said so."""

URGENT = "report_emergency"
"""A danger is taken whole: what helps to see it may stand in the half that goes."""

_NO_WISH = frozenset(
    {"deny", "affirm", "cancel_dialogue", "cancel_order", "cancel_contract", "decline_offer", "choose", "give_details"}
    | {"greet", "thanks", "goodbye"}
)
"""What another half sounds like that only goes on with giving up, or answers what is open."""

_UNKNOWN = frozenset({"nlu_fallback", "out_of_scope"})


async def parse_meant(
    parse: Callable[[str], Awaitable[dict[str, Any]]], text: str, spoken: Callable[[dict[str, Any]], str]
) -> dict[str, Any]:
    """Parse a text; of one that gives something up and asks for something else, the other half counts.

    Args:
        parse: Understands a text.
        text: As written.
        spoken: Tells the language of a text by what was understood.
    """
    whole = await parse(text)
    plain = without_polish_well(text, spoken(whole))
    if plain != text:
        whole = {**await parse(plain), "language": whole.get("language")}
    if whole["intent"]["name"] == URGENT:
        return whole
    if (whole.get("language") or {}).get("foreign") == "whole" and is_other_script(text):
        # what the classifier makes of letters that it has never seen is chance
        return {**whole, "intent": {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0}, "intent_ranking": []}
    half = other_half(plain) if gives_up(plain) else beside_refusal(plain)
    words = len(half.split())
    if words < FEWEST_WORDS:
        return whole
    meant = await parse(half)
    intent = meant["intent"]["name"]
    is_unknown = intent in _UNKNOWN and (words < FEWEST_UNKNOWN or is_angry(half))
    return whole if intent in _NO_WISH or is_unknown else {**meant, "language": whole.get("language")}
