"""A day to come, in the words of whoever names it: "tomorrow", "till Friday", "erst am 15.", "po 10-tym". Pure."""

import re
from datetime import date, timedelta

from actions._errand.steps import day_ahead, named_days
from actions._turn import Turn
from actions._words.spelling import fold

SATURDAY = r"(?<!\bi )(?<!\bwe )(?<!\bhave )(?<!\bjust )\bsat\b(?! (?:there|here|down|around|waiting|for)\b)"
"""The day, not what somebody did for hours."""

_DAYS_AHEAD = (
    (2, r"day after tomorrow|uebermorgen|pojutrze"),
    (1, r"tomorrow|(?<!guten )(?<!am )\bmorgen\b|\bjutro\b"),
    (0, r"\btoday\b|\bheute\b|\bdzisiaj\b|\bdzis\b|this (?:afternoon|evening)"),
)
_NOT_THEN = re.compile(r"\b(?:not|nicht|nie) (?:today|tomorrow|heute|morgen|dzis\w*|jutro)\b")
"""A day that does not suit."""
_WEEKDAYS = (
    r"\bmon\b|monday|montag|poniedzial",
    r"\btues?\b|tuesday|dienstag|wtor",
    r"\bwed\b|wednesday|mittwoch|\bsrod[aeyo]",
    r"\bthurs?\b|thursday|donnerstag|czwart(?:ek|k)",
    r"\bfri\b|friday|freitag|\bpiat(?:ek|k)",
    rf"{SATURDAY}|saturday|samstag|sonnabend|sobot",
    r"sunday|sonntag|niedziel",
)
_NEXT_WEEK = re.compile(r"next week|naechste\w* woche|w (?:przyszlym|nastepnym) tygodniu")
_IN_SOME = re.compile(
    r"\b(?:in|za)\s+(?:(?P<number>\d{1,2}|an?|one|two|three|einer|einem|zwei|drei|dwa|trzy)\s+)?"
    r"(?P<unit>days?|weeks?|tag\w*|wochen?|dni|dzien|tydzien|tygodni\w*)\b"
)
"""A span, folded, after which something is: "za tydzień", "in zwei Wochen"."""
_COUNTS = {"two": 2, "zwei": 2, "dwa": 2, "three": 3, "drei": 3, "trzy": 3}
_DAY_AND_MONTH = re.compile(r"(?<![\d.,/])(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?![\d/]|[.,]\d)")
"""A day and a month without the dot behind it: "15.12", which may be an amount where no day is asked for."""
FARTHEST = timedelta(days=120)
"""A day further ahead is one of last year, which names a bill."""

_LONGEST_MONTH = 31
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


def weekday_ahead(today: date, text: str) -> date | None:
    """The day that folded words count from today: "tomorrow", "Freitag", "w przyszłym tygodniu"."""
    text = _NOT_THEN.sub(" ", text)
    ahead = next((days for days, words in _DAYS_AHEAD if re.search(words, text)), None)
    if ahead is not None:
        return today + timedelta(days=ahead)
    weekday = next((number for number, words in enumerate(_WEEKDAYS) if re.search(words, text)), None)
    if _NEXT_WEEK.search(text):
        return today + timedelta(days=7 - today.weekday() + (weekday or 0))
    return None if weekday is None else today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def told_day(today: date, folded: str, *, most_days_ago: int = 0) -> date | None:
    """The day that folded words of an answer count from today or write without a year; "next week" is none.

    Args:
        today: The customer's day.
        folded: The words.
        most_days_ago: A day and a month that lie no further back are not those of the next year.
    """
    if found := _IN_SOME.search(folded):
        number, days = found["number"] or "1", 7 if found["unit"][:2] in ("we", "wo", "ty") else 1
        return today + timedelta(days=days * (int(number) if number.isdigit() else _COUNTS.get(number, 1)))
    if found := _DAY_AND_MONTH.search(folded):
        near = (today + timedelta(days=ahead) for ahead in range(-most_days_ago, 366 - most_days_ago))
        wanted = (int(found["month"]), int(found["day"]))
        return next((day for day in near if (day.month, day.day) == wanted), None)
    is_day = any(re.search(words, folded) for words in (*_WEEKDAYS, *(words for _, words in _DAYS_AHEAD)))
    return weekday_ahead(today, folded) if is_day else None


def counts_from_today(text: str) -> bool:
    """Tell whether folded words count a day from today: "tomorrow", "next week"."""
    text = _NOT_THEN.sub(" ", text)
    return _NEXT_WEEK.search(text) is not None or any(re.search(words, text) for _, words in _DAYS_AHEAD)


def without_days(folded: str) -> str:
    """Leave out the days of a month, which count nothing."""
    return _OF_MONTH.sub(" ", folded)


def days_of_month(folded: str) -> list[tuple[int, int]]:
    """The days of a month that is not named: where each stands, and its number."""
    found = (
        (one.start(), int(next(number for number in one.groups() if number))) for one in _OF_MONTH.finditer(folded)
    )
    return [(place, number) for place, number in found if 0 < number <= _LONGEST_MONTH]


def day_near(number: int, near: date | None, today: date, *, after: bool) -> date | None:
    """The day of that number in the month of another one, or the next one to come; None when no month has it.

    Args:
        number: The day of the month.
        near: A day that was named before.
        today: The customer's day.
        after: It is said to be later than the other one.
    """
    if near is None:
        return _next(today, number)
    days = [near.replace(day=1) + timedelta(days=ahead) for ahead in range(62)]
    return next((day for day in days if day.day == number and (day > near or not after)), None)


def _next(today: date, number: int) -> date | None:
    """The next day of that number; None when no month has it."""
    days = (today + timedelta(days=ahead) for ahead in range(1, 63))
    return next((day for day in days if day.day == number), None)
