"""Several goods of one order: what each part of a message names, how many, one more, or one less. Pure."""

import re
from dataclasses import replace
from typing import Any, NamedTuple

from actions._errand.drafts import Draft
from actions._orders.steps import ASKS, BASKET, FEATURES, MORE, MOST, SENT, cheapest, named_apart, named_products
from actions._orders.talk import ADDS, CLAUSES, DROPPED, INSTEAD, kept
from actions._turn import Turn
from actions._words.choices import Option, asks_about, mentioned, tokens
from actions._words.retractions import begins_correction
from actions._words.spelling import NUMBER_WORDS, fold

_ONLY = re.compile(r"\b(?:only|just|nur|bloss|tylko|jedynie)\b")
_ONE_MORE = re.compile(r"\b(?:another|one more|extra|noch (?:ein\w*|n|nen)|weitere\w*|jeszcze|kolejn\w*|dodatkow\w*)\b")
_PIECES = frozenset(["x", "mal", "stueck", "stk", "szt", "sztuk", "sztuki", "sztuka", "pieces", "piece", "pcs"])
_NEAR = 3
"""Words between a number and the thing that it counts, the thing included."""


class Wished(NamedTuple):
    """What one part of a message names, and how many of it if it says so."""

    options: list[Any]
    quantity: int | None


def take_goods(turn: Turn, draft: Draft) -> bool:
    """Take from a message what it says of several goods; False when it says nothing of the kind.

    The draft then holds all of them; one of which there are several sorts is left to be asked for.
    """
    products = draft.known["products"]
    asks = asks_about(turn.request_text) or ASKS.match(fold(turn.request_text))
    if asks or "basket" in draft.values or BASKET.search(turn.request_text) or draft.known["agreements"]:
        return False
    lines = _lines(draft)
    if (left := _left_out(turn, lines, products)) is not None:
        _put(draft, left)
        return True
    heard = kept(turn)
    wishes = _wishes(heard, lines, products)
    unclear = [one for one in wishes if len(one.options) > 1]
    if not wishes or len(unclear) > 1 or not all(option["kind"] in SENT for one in wishes for option in one.options):
        return False
    _put(draft, _with(heard, lines, [one for one in wishes if one not in unclear]), *unclear)
    return True


def is_other_thing(number: Any, draft: Draft) -> bool:
    """Tell whether a product is no other sort of the one chosen before, but a thing that is counted anew."""
    sorts = {one["value"]: (one["kind"], one["commodity"]) for one in draft.known["products"]}
    before = draft.values.get("product")
    return number in sorts and before in sorts and sorts[number] != sorts[before]


def _lines(draft: Draft) -> dict[str, int]:
    """How many of which goods are ordered so far."""
    chosen = draft.values.get("product")
    is_sent = any(one["value"] == chosen and one["kind"] in SENT for one in draft.known["products"])
    own = {chosen: int(draft.values.get("quantity", 1))} if is_sent else {}
    return {**own, **draft.known.get(MORE, {})}


def _left_out(turn: Turn, lines: dict[str, int], products: list[Option]) -> dict[str, int] | None:
    """What stays when one of several goods is not wanted, or only one of them is; None when all do."""
    if len(lines) < 2:
        return None
    alone = next((clause for clause in CLAUSES.split(fold(turn.text)) if _ONLY.search(clause)), "")
    named = named_products(_saying(turn, _ONLY.split(alone)[-1]), products)
    wanted = [one for one in named if alone and one["value"] in lines]
    if len(wanted) == 1 and _count(alone, wanted, turn.language) is None:
        stays = {number: count for number, count in lines.items() if number == wanted[0]["value"]}
    elif DROPPED.search(fold(turn.text)):
        dropped = {one["value"] for one in named_products(kept(turn, dropped=True), products)}
        stays = {number: count for number, count in lines.items() if number not in dropped}
    else:
        return None
    return stays if 0 < len(stays) < len(lines) else None


def _saying(turn: Turn, text: str) -> Turn:
    return replace(turn, text=text, request_text=text, entities={})


def _wishes(turn: Turn, lines: dict[str, int], products: list[Option]) -> list[Wished]:
    """What the parts of a message name; of one thing only where it is one of several, or comes beside another."""
    parts = named_apart(turn, products)
    if not parts:
        found = named_products(turn, products)
        is_one = len(found) == 1 and bool(lines)
        is_of_several = is_one and found[0]["value"] in lines and len(lines) > 1
        is_added = is_one and found[0]["value"] not in lines and _adds(turn)
        is_instead = _is_other_instead(turn, found, lines, products)
        parts = [(turn.request_text, found)] if is_of_several or is_added or is_instead else []
    wishes = []
    for part, options in parts:
        known = [one for one in options if one["value"] in lines]
        best = cheapest(part, options)
        found = [best] if best else known if len(known) == 1 else options
        wishes.append(Wished(found, _count(part, found, turn.language)))
    return wishes


def _is_other_instead(turn: Turn, found: list[Option], lines: dict[str, int], products: list[Option]) -> bool:
    """Tell whether a correction names another sort of thing than the one that is ordered: "no, the router"."""
    if len(lines) != 1 or not found or not begins_correction(turn.text) or _adds(turn):
        return False
    ordered = {_sort(one) for one in products if one["value"] in lines}
    return not ordered & {_sort(one) for one in found} and bool(re.search(r"[^\W\d]{3}", turn.text))


def _sort(product: Option) -> str:
    return next(iter(tokens(product["label"])), "")


def _with(turn: Turn, lines: dict[str, int], wishes: list[Wished]) -> dict[str, int]:
    """The lines as they are after the wishes: these alone, or beside what was there."""
    more = _ONE_MORE.search(fold(turn.text)) is not None
    is_one = len(wishes) == 1 and wishes[0].options[0]["value"] in lines
    result = dict(lines) if _adds(turn) or is_one else {}
    for one in wishes:
        number = one.options[0]["value"]
        before = lines.get(number, 0)
        result[number] = min(MOST, before + (one.quantity or 1)) if more and before else one.quantity or before or 1
    return result


def _adds(turn: Turn) -> bool:
    folded = fold(turn.text)
    return ADDS.search(folded) is not None and INSTEAD.search(folded) is None


def _put(draft: Draft, lines: dict[str, int], unclear: Wished | None = None) -> None:
    """Keep the lines; the first one is the product, unless the sort of another is still to be chosen."""
    rest = dict(lines)
    draft.known.update(narrowed=None, bigger=None)
    draft.key = None
    draft.values.pop("point", None)
    if unclear:
        draft.known["narrowed"] = [option["value"] for option in unclear.options]
        draft.values.pop("product", None)
        count = unclear.quantity or 1
    else:
        draft.values["product"], count = next(iter(rest.items()))
        rest.pop(draft.values["product"])
    draft.values["quantity"] = str(count)
    draft.known[MORE] = rest


def _count(part: str, options: list[Any], language: str) -> int | None:
    """The number before the name of a thing, or beside a word for pieces."""
    words = re.findall(r"[a-z]+\d+|[a-z]+|\d+", FEATURES.sub(" ", fold(part)))
    for place, word in enumerate(words):
        number = int(word) if word.isdigit() else NUMBER_WORDS.get(word, 0)
        if not 0 < number <= MOST or (word == "ten" and language == "pl"):
            continue
        near = {*words[place + 1 : place + 2], *words[max(place - 1, 0) : place]}
        behind = mentioned(" ".join(words[place + 1 : place + 1 + _NEAR]), options)
        if near & _PIECES or behind or _names_one(words[place + 1 : place + 1 + _NEAR], options):
            return number
    return None


def _names_one(words: list[str], options: list[Any]) -> bool:
    """Tell whether words name what all options share: "routers", of two sorts."""
    return len(options) > 1 and any(mentioned(word, [option]) for word in words for option in options[:1])
