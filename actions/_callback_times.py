"""When a customer wishes to be called back: "tomorrow after 4", "am Mittwoch um 14 Uhr", "jutro po 16"; no I/O.

A wish looks ahead, unlike the periods of bills and consumption, and it names an hour.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from actions._errand.days_ahead import SATURDAY, counts_from_today, weekday_ahead
from actions._turn import TIME_ZONE, Turn
from actions._words.spelling import NUMBER_WORDS, fold

_WISH = re.compile(
    r"\b(?:um|at|after|before|nach|vor|ab|o|po|przed|od)\s+\d{1,2}\b|\b\d{1,2}(?::\d\d|\s*(?:uhr|am|pm|o'clock))"
    r"|\b(?:tomorrow|morgen|übermorgen|vormittags?|nachmittags?|morning|afternoon|evening|abends?|jutro|pojutrze|rano"
    r"|wieczorem|popołudniu|południu)\b"
    r"|\b(?:half (?:past )?\w+|halb (?!so\b)\w+|wp[oó][lł] do \w+)|\b(?:mon|tues?|wed|thurs?|fri)\b"
    rf"|{SATURDAY}"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|diens|donners|frei|sams|sonn)tags?\b|\bmittwochs?\b"
    r"|\b(?:poniedział(?:ek|ku)|wtor(?:ek|ku)|środ[ęy]|czwart(?:ek|ku)|piąt(?:ek|ku)|sobot[ęy]|niedziel[ęi])\b"
    r"|\b(?:ander\w*|neue\w*|other|another|different|new|inny|nowy)\s+(?:telefon|phone|numer|number|handy|nummer)",
    re.IGNORECASE,
)
_OTHER_MATTERS = re.compile(
    r"order|deliver|parcel|courier|ship|install|rate\b|pay|\bmov(?:e|ing)|\bo-\d"
    r"|bestell|auftrag|liefer|paket|zustell|abschlag|zahl|umzug|umzieh|einzieh|auszieh"
    r"|zamow|dostaw|dostarcz|paczk|kurier|zaliczk|\brat[ay]?\b|plac|przeprowadz"
)
"""Words, folded, of other things that have a time."""
_NOT_AT = re.compile(
    r"\b(?:(?:not|nicht|nie) (?:at|um|o) \d{1,2}(?:[:.][0-5]\d)?|(?:at|um|o) \d{1,2}(?:[:.][0-5]\d)?(?: (?:uhr|am|pm))?"
    r" (?:(?:ich |i )?(?:can'?t|cannot|kann (?:ich )?nicht|geht(?:'?s)? nicht|passt (?:mir )?nicht"
    r"|is no good|doesn'?t work)"
    r"|nie (?:moge|pasuje|dam rady)))"
)
"""An hour that does not suit, folded."""
_CLOCK = re.compile(
    r"(?:\b(?P<how>um|at|after|from|before|by|nach|vor|ab|gegen|o|po|przed|od|do|around|about|okolo)\s+)?"
    r"(?:godz\w*\.?\s*)?(?<![\d.])(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?(?![\d.]\d|\d)"
    r"\s*(?P<unit>uhr|h\b|am\b|a\.m|pm\b|p\.m|o.?clock)?"
)
_PARTS = (
    (8, r"in the morning|tomorrow morning|vormittag|frueh\b|am morgen|\brano\b|przed poludniem"),
    (12, r"\bnoon\b|midday|lunch|\bmittags?\b|w poludnie"),
    (13, r"afternoon|nachmittag|po poludniu|popoludniu"),
    (17, r"evening|abend|wieczor"),
)
_BEFORE = ("before", "by", "vor", "przed", "do")
_HALF = re.compile(r"\b(?P<how>half (?:past )?|halb |wpol do )(?P<hour>\d{1,2}|[a-z]+)")
_POLISH_HOURS = (
    *("pierwsz", "drugi", "trzeci", "czwart", "piat", "szost"),
    *("siodm", "osm", "dziewiat", "dziesiat", "jedenast", "dwunast"),
)
_ASKS = re.compile(
    r"\W*(?:(?:and|und|a|i|so|no|to)\W+)*(?:when|why|who|(?:was|were|is) there|did|has|have you"
    r"|wann|warum|wieso|hat|haben|war (?:da|das)|gab|kiedy|czemu|dlaczego|czy (?:byl\w*|ktos|jest)|byl\w*)\b"
)
"""The begin, folded, of a question about a call, which wishes for none at that time; "can you do 5 pm?" does."""
_IS_DAY = re.compile(
    r"\b(?:it'?s|it is|today(?:'?s| is)|es is|es ist|heute(?: ist?)?|ist (?:ja|doch|heute)|jest"
    r"|dzis(?:iaj)?(?: jest)?|mamy)(?: (?:now|already|only|schon|ja|doch|erst|juz|dopiero))*"
    r" (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    r"|poniedzialek|wtorek|sroda|czwartek|piatek|sobota|niedziela)\b"
)
"""Somebody says which day it is, folded."""
_FIRST_WORKING_HOUR = 7
"""A bare hour below it is meant in the afternoon."""


def wishes_time(turn: Turn) -> bool:
    """Tell whether a message names a time or a number for the call."""
    folded = fold(turn.request_text)
    names_time = _WISH.search(turn.request_text) and not _ASKS.match(folded) and not _IS_DAY.search(folded)
    return bool(turn.first("phone") or names_time)


def only_wishes_time(turn: Turn) -> bool:
    """Tell whether a message names a day or an hour, and nothing that tells of a delivery, a rate or a move."""
    return wished_time(turn) is not None and _OTHER_MATTERS.search(fold(turn.request_text)) is None


def wished_time(turn: Turn, before: datetime | None = None) -> datetime | None:
    """The earliest moment that suits, in the supplier's time zone; None when no time was named.

    Args:
        turn: The message.
        before: When the call was to come so far, in that zone: what is not named stays, a weekday in the same week.
    """
    text = _NOT_AT.sub(" ", fold(turn.request_text))
    hour = _hour(text)
    day = _day_ahead(turn.today, _HALF.sub(" ", text), before) or _named_date(turn.first("period"), turn.today)
    if (day is None and hour is None) or _ASKS.match(text) or _IS_DAY.search(text):
        return None
    day_so_far, hour_so_far = (before.date(), before.time()) if before else (turn.today, time())
    wished = datetime.combine(day or day_so_far, hour or hour_so_far, TIME_ZONE)
    return wished + timedelta(days=1) if day is None and wished < turn.now else wished


def _day_ahead(today: date, text: str, before: datetime | None) -> date | None:
    """The named day; a weekday is that of the week in which the call was to come, if that is still ahead."""
    if before is None or counts_from_today(text):
        return weekday_ahead(today, text)
    same_week = weekday_ahead(before.date() - timedelta(days=before.weekday() + 1), text)
    return same_week if same_week is not None and same_week > today else weekday_ahead(today, text)


def _named_date(period: Any, today: date) -> date | None:
    """A date with its month; dates are read as past ones, a wish means the next one."""
    if not isinstance(period, dict) or period.get("from_on") != period.get("to_on") or not period.get("from_on"):
        return None
    day = date.fromisoformat(period["from_on"])
    return day if day >= today else day.replace(year=today.year + (day.replace(year=today.year) < today))


def _half_hour(text: str) -> time | None:
    """Half an hour: after the named one in English, before it in German and Polish."""
    found = _HALF.search(text)
    if found is None:
        return None
    word = found["hour"]
    polish = next((place for place, stem in enumerate(_POLISH_HOURS, start=1) if word.startswith(stem)), None)
    hour = int(word) if word.isdigit() else NUMBER_WORDS.get(word, polish)
    if hour is None or not 1 <= hour <= 12:
        return None
    begun = hour if found["how"].startswith("half") else hour - 1
    return time(begun + 12 if begun < _FIRST_WORKING_HOUR else begun, 30)


def _hour(text: str) -> time | None:
    if half := _half_hour(text):
        return half
    found = next((one for one in _CLOCK.finditer(text) if one["how"] or one["minute"] or one["unit"]), None)
    if found is None:
        return next((time(hour) for hour, words in _PARTS if re.search(words, text)), None)
    if found["how"] in _BEFORE:
        return None
    hour, unit = int(found["hour"]) % 24, (found["unit"] or "")[:1]
    in_afternoon = unit == "p" or (unit != "a" and hour < _FIRST_WORKING_HOUR)
    return time(hour + 12 if in_afternoon and hour < 12 else hour, int(found["minute"] or 0))
