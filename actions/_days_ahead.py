"""A day to come on which somebody would pay, in his own words: "till Friday", "erst am 15.", "po 10-tym". Pure."""

import re
from datetime import date, timedelta

from actions._callback_times import weekday_ahead
from actions._steps import day_ahead, named_days
from actions._turn import Turn
from actions._words import fold

FARTHEST = timedelta(days=120)
"""A day further ahead is one of last year, which names a bill."""

_OF_MONTH = re.compile(
    r"\b(?P<ordinal>\d{1,2})(?:st|nd|rd|th|ten|te)\b|\b(?P<polish>\d{1,2})[ -]?(?:tym|ego|tego|go|stego|szego)\b"
    r"|\b(?:am|zum|ab dem|nach dem|vor dem|bis zum|den)\s+(?P<german>\d{1,2})\b(?!\.?\d)"
    r"|\b(?:bis|ab|erst)\s+(?P<dotted>\d{1,2})\.(?!\d)"
    r"|\b(?:on|till|til|until|by|after|from) the (?P<english>\d{1,2})\b"
    r"|\b(?:po|do|od|dopiero) (?P<after>\d{1,2})\b(?![.,:]?\d|\s*(?:\w*rat|godz|mies|zl|pln|%|dni|tyg))"
)
"""The day of a month that is not named."""


def day_to_come(turn: Turn) -> date | None:
    """The day that is named, the next one of its name."""
    for period in named_days(turn):
        day = date.fromisoformat(day_ahead(period["from_on"], turn.today, turn.request_text))
        if turn.today < day <= turn.today + FARTHEST:
            return day
    if turn.first("period") is not None:
        return None
    folded = fold(turn.request_text)
    found = _OF_MONTH.search(folded)
    if found is None:
        named = weekday_ahead(turn.today, folded)
        return named if named and named > turn.today else None
    return _next(turn.today, int(next(number for number in found.groups() if number)))


def without_days(folded: str) -> str:
    """Leave out the days of a month, which count nothing."""
    return _OF_MONTH.sub(" ", folded)


def _next(today: date, number: int) -> date | None:
    """The next day of that number; None when no month has it."""
    days = (today + timedelta(days=ahead) for ahead in range(1, 63))
    return next((day for day in days if day.day == number), None)
