"""The days of a move: which one of a message is the last at the old place, which the first at the new one. Pure."""

import re
from datetime import date, timedelta

from actions._errand.days_ahead import day_near, days_of_month, told_day
from actions._errand.steps import day_ahead, named_days
from actions._turn import Turn
from actions._words.addresses import parts_in
from actions._words.retractions import begins_correction
from actions._words.spelling import fold

OUT, IN, BOTH = "out", "in", "both"

MOVED_DAYS = 90
"""A day without a year that is not longer ago is one on which somebody has moved already."""

MOST_WORDS = 8
"""Of a message that tells, or corrects, a day and says nothing else."""

_OLD = re.compile(
    r"\bzda(?:je|jemy|m|ja|c)\b|\bodda(?:je|jemy|m|ja|c)\b|wyprowadz|klucz|\btu(?:taj)?\b|\bstar(?:e|ego|a|ej|ym)\b|opuszcz"
    r"|\b(?:r?aus|weg)\b|auszieh|auszu|ausge|schluessel|uebergab|\balte\w*|\bhier\b|bisherig"
    r"|\b(?:out|keys?|old|here)\b|\bhand\w* (?:over|back)|\bleav"
    r"|\blast day\b|\bletzte[rn]? tag\b|\bostatni\w* (?:dzien|dnia|dniem)\b"
)
_NEW = re.compile(
    r"(?<!y)wprowadz|\btam\b|\bnow(?:e|ego|a|ej|ym)\b|\b(?:r?ein|dort)\b|einzieh|einzu|einge|\bneue\w*"
    r"|\bmov\w* in\b|\binto\b|\bnew\b|\bthere\b|^in\b"
    r"|\b(?:first|1st) day\b|\berste[rn]? tag\b|\bpierwsz\w* (?:dzien|dnia|dniem)\b"
)
"""Words, folded, of the part of a message that tells of the place that is left, or of the new one."""

_JOINS = r"[,;!?]|(?<=[a-z])\.\s|\s(?:und|and|but|aber|while|then|dann)\s"
_POLISH_JOINS = rf"{_JOINS}|\s(?:a|i|ale|potem|natomiast)\s"

_LATER = re.compile(r"\b(?:erst|dopiero|only|not until|not before|later|spaeter|pozniej)\b")
_CORRECTS = re.compile(
    r"\b(?:doch|eigentlich|lieber|quatsch|jednak|actually|instead|rather|make it|make that|sorry"
    r"|wait|i mean|i meant|mein\w* ich|ich mein\w*|mial\w* byc|chodzilo)\b"
)
"""Words, folded, of somebody who puts another day in the place of one."""

_NO_DAY = re.compile(
    r"\b[123](?:st|nd|rd|\.)? ?(?=(?:own |eigene )?(?:flat|apartment|house|home|place|floor|time|day|wohnung|mal|tag"
    r"|stock|etage)\b)"
)
"""Words, folded, that count something else: "me 1st flat"."""

_BARE = re.compile(r"\W*(?:\w+\s+)?(\d{1,2})\W*")
_AFTER_VERB = re.compile(
    r"\b(?:zdaje|zdajemy|oddaje|oddajemy|klucze|mieszkanie|jednak|raczej|raus|rein|keys|schluessel)\s+(\d{1,2})\b(?![.:,]?\d)"
)


def days_of_move(turn: Turn, before: str | None, *, is_asked: bool = False) -> dict[str | None, str]:
    """The days of a message by the way that they are told of: out, in, or None where no word tells it.

    Args:
        turn: The message.
        before: A day that was said before; a bare number is one near it.
        is_asked: A day was asked for, so that a number alone is one.
    """
    folded = fold(turn.request_text)
    said = _days(turn, folded, before, is_asked=is_asked)
    if is_asked and not said and len(folded.split()) <= MOST_WORDS:
        counted = told_day(turn.today, folded, most_days_ago=MOVED_DAYS)
        return {None: counted.isoformat()} if counted else {}
    ways = [_way_of(place, folded, turn.language) for place, _ in said]
    if len(said) > 1:
        ways = _of_two(ways[0], ways[1])
    return {way: day for way, (_, day) in zip(reversed(ways), reversed(said[: len(ways)]), strict=True)}


def corrects_day(turn: Turn, *, plainly: bool = False) -> bool:
    """Tell whether somebody puts another day in the place of the one before, and says no more: "nee, erst am 20.".

    Args:
        turn: The message.
        plainly: "Only on the 20th" does not suffice, for it may answer the question for a second day.
    """
    if len(turn.text.split()) > MOST_WORDS or turn.first("step", "matter") is not None:
        return False
    folded = fold(turn.text)
    corrects = begins_correction(turn.text) or _CORRECTS.search(folded) is not None
    corrects = corrects or (not plainly and _LATER.search(folded) is not None)
    return corrects and bool(days_of_move(turn, None))


def _days(turn: Turn, folded: str, before: str | None, *, is_asked: bool) -> list[tuple[int, str]]:
    """Every day with its place, in the order of the text; at most two."""
    said, rest = [], folded
    street = fold(parts_in(turn.request_text).get("street", ""))
    for period in named_days(turn):
        words = fold(period.get("text") or "")
        if words and words in street:
            # "ul. 3 Maja 5"
            continue
        place = max(folded.find(words), 0)
        day = day_ahead(period["from_on"], turn.today, turn.text, most_days_ago=MOVED_DAYS)
        said.append((place, day))
        rest = rest.replace(words, " " * len(words), 1) if words else rest
    rest = _NO_DAY.sub(lambda found: " " * len(found[0]), rest)
    numbers = days_of_month(rest) + [(one.start(), int(one[1])) for one in _AFTER_VERB.finditer(rest)]
    if is_asked and not said and not numbers and (alone := _BARE.fullmatch(rest)):
        numbers = [(0, int(alone[1]))]
    near = date.fromisoformat(said[0][1]) if said else date.fromisoformat(before) if before else None
    if near is not None and near < turn.today - timedelta(days=MOVED_DAYS):
        near = None
    for place, number in dict(numbers).items():
        if day_found := day_near(number, near, turn.today, after=_LATER.search(folded) is not None):
            said.append((place, day_found.isoformat()))
    return sorted(said)[:2]


def _way_of(place: int, folded: str, language: str) -> str | None:
    """Out or in, by the words of the part of the text that holds the day."""
    joins = _POLISH_JOINS if language == "pl" else _JOINS
    ends = [found.start() for found in re.finditer(joins, folded)]
    begin = max((end for end in ends if end <= place), default=0)
    behind = min((end for end in ends if end > place), default=len(folded))
    part = folded[begin:behind].strip()
    old, new = _OLD.search(part) is not None, _NEW.search(part) is not None
    return None if old == new else OUT if old else IN


def _of_two(first: str | None, second: str | None) -> list[str | None]:
    """Of two days the first is the one of leaving, unless the words say otherwise; of one way only the first counts."""
    if first is None and second is None:
        return [OUT, IN]
    other = {OUT: IN, IN: OUT}
    if first == second:
        return [first]
    return [first or other[str(second)], second or other[str(first)]]
