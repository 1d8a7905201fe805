"""When a customer wishes to be called back: "tomorrow after 4", "am Mittwoch um 14 Uhr", "jutro po 16"; no I/O.

A wish looks ahead, unlike the periods of bills and consumption, and it names an hour.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from actions._days_ahead import SATURDAY, weekday_ahead
from actions._turn import TIME_ZONE, Turn
from actions._words import NUMBER_WORDS, fold

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
_FIRST_WORKING_HOUR = 7
"""A bare hour below it is meant in the afternoon."""


def wishes_time(turn: Turn) -> bool:
    """Tell whether a message names a time or a number for the call."""
    return bool(turn.first("phone") or _WISH.search(turn.request_text))


def only_wishes_time(turn: Turn) -> bool:
    """Tell whether a message names a day or an hour, and nothing that tells of a delivery, a rate or a move."""
    return wished_time(turn) is not None and _OTHER_MATTERS.search(fold(turn.request_text)) is None


def wished_time(turn: Turn) -> datetime | None:
    """The earliest moment that suits, in the supplier's time zone; None when no time was named."""
    text = _NOT_AT.sub(" ", fold(turn.request_text))
    hour = _hour(text)
    day = weekday_ahead(turn.today, _HALF.sub(" ", text)) or _named_date(turn.first("period"), turn.today)
    if day is None and hour is None:
        return None
    wished = datetime.combine(day or turn.today, hour or time(), TIME_ZONE)
    return wished + timedelta(days=1) if day is None and wished < turn.now else wished


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
