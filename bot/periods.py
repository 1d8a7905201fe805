"""Periods in a customer's words ("last March", "letztes Quartal", "w zeszłym roku", "vom 1.3. bis 30.4.") as dates.

A small grammar over folded words, not a general date library: the ones tried take some ten milliseconds per phrase and
miss a third of what customers of these three languages write. Time grows with the number of words only.

Looking back is the rule: "in March" is the last March that has begun. A span that is still running ends today.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from actions._words.spelling import fold
from bot.mentions import Mention
from bot.period_grammar import PeriodReader
from bot.period_words import may_begin

if TYPE_CHECKING:
    from collections.abc import Sequence

TIME_ZONE = ZoneInfo("Europe/Berlin")
"""Germany and Poland share their clock; "today" is theirs."""

_TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th|-?(?:go|[tz]?ego|szego|ty|szy))\b|[qQ][1-4]\b|\d+(?:[./]\d+){0,3}\.?|[^\W\d_]+|[-–—]",
    re.IGNORECASE,
)


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def today_of(now: str | datetime | None) -> date:
    """The customer's date at a moment.

    Args:
        now: Aware moment or its ISO form; none or an unreadable one means this moment.
    """
    moment = now
    if isinstance(now, str):
        try:
            moment = datetime.fromisoformat(now.replace("Z", "+00:00"))
        except ValueError:
            moment = None
    if not isinstance(moment, datetime):
        moment = datetime.now(TIME_ZONE)
    return moment.astimezone(TIME_ZONE).date() if moment.tzinfo else moment.date()


def find_periods(text: str, today: date, taken: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """Every period of a message, in order of appearance.

    Args:
        text: One message.
        today: What relative words are relative to.
        taken: Stretches explained already (identifiers, amounts).

    Returns:
        Mentions whose value is ``{"from_on", "to_on", "grain", "text"}`` with ISO dates, both days included.
    """
    tokens = [
        _Token(fold(match.group()), match.start(), match.end())
        for match in _TOKEN.finditer(text)
        if not any(match.start() < end and start < match.end() for start, end in taken)
    ]
    reader = PeriodReader([token.text for token in tokens], today)
    found: list[Mention] = []
    place = 0
    while place < len(tokens):
        result = reader.phrase(place) if may_begin(tokens[place].text) else None
        if result is None:
            place += 1
            continue
        period, after = result
        start, end = tokens[place].start, tokens[after - 1].end
        value = {
            "from_on": period.from_on.isoformat(),
            "to_on": period.to_on.isoformat(),
            "grain": period.grain,
            "text": text[start:end],
        }
        found.append(Mention("period", start, end, value))
        place = after
    return found
