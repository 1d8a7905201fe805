"""The grammar of periods: reads phrases of folded words as spans of the calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot import period_words as words
from bot.calendar_spans import (
    Period,
    day_of,
    month_of,
    part_of_year,
    season_of,
    shift_months,
    shift_years,
    year_of,
)
from bot.day_words import day_in_words

if TYPE_CHECKING:
    from collections.abc import Callable

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d\d)\.?")
_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})\.?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](20\d\d)")
_YEAR = re.compile(r"20[0-4]\d")
_DAY_NUMBER = re.compile(r"([12]?\d|3[01])(?:\.|st|nd|rd|th|-?(?:go|[tz]?ego|szego|ty|szy))?")
_LATEST_YEAR_AHEAD = 5

_Result = tuple[Period, int]


class PeriodReader:
    """Reads phrases from a place on; every method returns the period and the place after it, or nothing."""

    def __init__(self, folded: list[str], today: date) -> None:
        self._words = folded
        self._today = today
        self._points: dict[int, _Result | None] = {}

    def phrase(self, place: int) -> _Result | None:
        """The longest reading at a place: a range, a span since a point, a rolling span, or a point."""
        return self._range(place) or self._since(place) or self._rolling(place) or self._ago(place) or self._past(place)

    def _word(self, place: int) -> str:
        return self._words[place] if 0 <= place < len(self._words) else ""

    def _skip(self, place: int, fillers: frozenset[str] = words.FILLERS) -> int:
        while self._word(place) in fillers:
            place += 1
        return place

    def _past(self, place: int) -> _Result | None:
        point = self._point(place)
        return (point[0].until(self._today), point[1]) if point else None

    def _range(self, place: int) -> _Result | None:
        introduced = self._word(place) in words.FROM
        first = self._point(self._skip(place + 1) if introduced else place)
        if first is None:
            return self._day_to_date(place, introduced=introduced)
        joint = self._word(first[1])
        if joint not in (words.TO if introduced else words.STRICT_TO):
            return None
        second = self._point(self._skip(first[1] + 1))
        if second is None:
            return None
        start, end = first[0], second[0]
        if start.from_on > end.to_on:
            start = Period(shift_years(start.from_on, -1), start.to_on, start.grain)
        if start.from_on > end.to_on:
            return None
        return Period(start.from_on, end.to_on, "range").until(self._today), second[1]

    def _day_to_date(self, place: int, *, introduced: bool) -> _Result | None:
        """ "vom 1. bis 15. März", "from 1 to 15 March": the month stands with the second day only."""
        first = place + introduced
        first = self._skip(first) if introduced else first
        day = _DAY_NUMBER.fullmatch(self._word(first))
        if not day or self._word(first + 1) not in words.STRICT_TO:
            return None
        second = self._point(self._skip(first + 2))
        if second is None or second[0].grain != "day" or int(day.group(1)) > second[0].to_on.day:
            return None
        return Period(second[0].to_on.replace(day=int(day.group(1))), second[0].to_on, "range"), second[1]

    def _since(self, place: int) -> _Result | None:
        if self._word(place) not in words.SINCE:
            return None
        point = self._point(self._skip(place + 1))
        if point is None or point[0].from_on > self._today:
            return None
        return Period(point[0].from_on, self._today, "range"), point[1]

    def _rolling(self, place: int) -> _Result | None:
        """ "last three months", "die letzten 30 Tage", "ostatnie pół roku": whole months where months are counted."""
        if words.SHIFTS.get(self._word(place)) != -1:
            return None
        if (
            self._word(place + 1) in {"pol", "halbe", "halben", "half"}
            and words.UNITS.get(self._word(place + 2)) == "year"
        ):
            return self._last_months(6), place + 3
        count = _count(self._word(place + 1))
        unit = words.UNITS.get(self._word(place + 2))
        if not count or not unit:
            return None
        return self._last(count, unit), place + 3

    def _last(self, count: int, unit: str) -> Period:
        if unit in ("month", "quarter", "half", "year"):
            return self._last_months(count * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit])
        days = count * (7 if unit == "week" else 1)
        return Period(self._today - timedelta(days=days - 1), self._today, "range")

    def _last_months(self, count: int) -> Period:
        """Whole calendar months before the current one."""
        this_month = self._today.replace(day=1)
        return Period(shift_months(this_month, -count), this_month - timedelta(days=1), "range")

    def _ago(self, place: int) -> _Result | None:
        before = self._word(place) in words.AGO_BEFORE
        at = place + before
        count = _count(self._word(at))
        unit_at = at + 1 if count else at
        unit = words.UNITS.get(self._word(unit_at))
        if not unit or (before and not count):
            return None
        after = unit_at + 1
        if not before:
            if self._word(after) not in words.AGO_AFTER:
                return None
            after += 1
        return self._span(unit if unit != "year" else "month", -(count or 1) * (12 if unit == "year" else 1)), after

    def _point(self, place: int) -> _Result | None:
        """The point of time at a place; kept, because it is asked for as one and as the beginning of a range."""
        if place not in self._points:
            self._points[place] = self._read_point(place)
        return self._points[place]

    def _read_point(self, place: int) -> _Result | None:
        for read in _POINTS:
            result = read(self, place)
            if result and abs(result[0].from_on.year - self._today.year) <= 30:
                return result
        return None

    def _shifted(self, place: int) -> _Result | None:
        shift = words.SHIFTS.get(self._word(place))
        named = self._word(place + 1)
        is_last_day = self._word(place) in words.LAST and words.UNITS.get(named) == "day"
        if shift is None or is_last_day:
            return None
        if named in words.UNITS:
            return self._span(words.UNITS[named], shift), place + 2
        if named in words.SEASONS:
            return self._season(words.SEASONS[named], shift), place + 2
        if named in words.MONTHS:
            year = self._year_after(place + 2)
            if year:
                return month_of(year[0], words.MONTHS[named]), year[1]
            return self._month_shifted(words.MONTHS[named], shift), place + 2
        return None

    def _compound(self, place: int) -> _Result | None:
        named = words.COMPOUNDS.get(self._word(place))
        return (self._span(*named), place + 1) if named else None

    def _month_named(self, place: int) -> _Result | None:
        name = self._word(place)
        number = words.MONTHS.get(name)
        if number is None:
            return None
        year = self._year_after(place + 1)
        if year:
            return month_of(year[0], number), year[1]
        at = self._skip(place + 1, frozenset({"the"}))
        day = re.fullmatch(r"([12]?\d|3[01])(?:st|nd|rd|th)", self._word(at))
        if day:
            return self._day_in(number, int(day.group(1)), at + 1)
        before = self._word(place - 1)
        is_plain = before in words.BEFORE_MONTH or before in words.EDGES or len(self._words) == 1
        if name in words.DOUBTFUL_MONTHS and not is_plain:
            return None
        return self._month_shifted(number, 0), place + 1

    def _day_and_month(self, place: int) -> _Result | None:
        digits = _DAY_NUMBER.fullmatch(self._word(place))
        day, at = (int(digits.group(1)), place + 1) if digits else day_in_words(self._words, place) or (0, place)
        is_of = self._word(at) == "of"
        name = self._word(at + is_of)
        number = words.MONTHS.get(name)
        if not day or number is None or (name == "may" and not digits and not is_of):
            return None
        return self._day_in(number, day, at + is_of + 1)

    def _edge(self, place: int) -> _Result | None:
        """ "end of January", "zum Jahresende", "pod koniec roku", "the last day of next month": one day."""
        edge, at = self._edge_word(place)
        if not edge:
            return None
        if self._word(place) in words.VERBAL_EDGES and words.SHIFTS.get(self._word(at)) is not None:
            return None
        at = self._skip(at, words.AFTER_EDGE)
        if self._edge_word(at)[0]:
            return None
        unit = words.UNITS.get(self._word(at))
        found: _Result | None
        if unit in ("week", "month", "quarter", "year"):
            year = self._year_after(at + 1) if unit == "year" else None
            found = (year_of(year[0]), year[1]) if year else (self._span(unit, 0), at + 1)
        else:
            found = self._point(at)
        if found is None or found[0].grain == "day":
            return None
        return found[0].edge(edge), found[1]

    def _edge_word(self, place: int) -> tuple[str | None, int]:
        """Which edge is named at a place, and the place after it."""
        word, following = self._word(place), self._word(place + 1)
        if word in words.EDGES:
            return words.EDGES[word], place + 1
        if words.UNITS.get(following) == "day":
            if word in words.LAST:
                return "last", place + 2
            if words.ORDINALS.get(word.rstrip(".")) == 1 or word == "1.":
                return "first", place + 2
        return None, place

    def _edge_compound(self, place: int) -> _Result | None:
        """ "Jahresende", "Monatsanfang 2027", "year end"."""
        named, at = words.EDGE_COMPOUNDS.get(self._word(place)), place + 1
        unit = words.UNITS.get(self._word(place))
        if unit in ("month", "quarter", "year"):
            at = self._skip(at, frozenset({"s"}))
            named, at = ((unit, "last"), at + 1) if self._word(at) == "end" else (None, at)
        if not named:
            return None
        year = self._year_after(at) if named[0] == "year" else None
        span, after = (year_of(year[0]), year[1]) if year else (self._span(named[0], 0), at)
        return span.edge(named[1]), after

    def _day_in(self, month: int, day: int, after: int) -> _Result | None:
        year = self._year_after(after)
        if year:
            return _with_end(day_of(year[0], month, day), year[1])
        return _with_end(self._recent_day(month, day), after)

    def _season_named(self, place: int) -> _Result | None:
        name = self._word(place)
        season = words.SEASONS.get(name)
        if season is None or (name in ("fall", "spring") and self._word(place - 1) not in words.BEFORE_MONTH | {"the"}):
            return None
        year = self._year_after(place + 1)
        if year:
            return season_of(year[0], season), year[1]
        return self._season(season, 0), place + 1

    def _part_of_year(self, place: int) -> _Result | None:
        """Quarters and half years: "Q2", "second quarter of 2025", "II kwartał", "1. Halbjahr"."""
        word = self._word(place)
        number, at, unit = words.ORDINALS.get(word.rstrip(".")), place + 1, None
        if number is None and re.fullmatch(r"[1-4]\.?", word):
            number = int(word[0])
        if re.fullmatch(r"q[1-4]", word):
            number, unit = int(word[1]), "quarter"
        elif number:
            unit, at = words.UNITS.get(self._word(at)), at + 1
        if not number or unit not in ("quarter", "half") or (unit == "half" and number > 2):
            return None
        year = self._year_after(at)
        months = 3 if unit == "quarter" else 6
        if year:
            return part_of_year(year[0], number, months), year[1]
        recent = part_of_year(self._today.year, number, months)
        if recent.from_on > self._today:
            recent = part_of_year(self._today.year - 1, number, months)
        return recent, at

    def _numeric(self, place: int) -> _Result | None:
        word = self._word(place)
        if match := _ISO.fullmatch(word):
            return _with_end(day_of(*(int(part) for part in match.groups())), place + 1)
        if match := _DAY_MONTH_YEAR.fullmatch(word):
            day, month, year = (int(part) for part in match.groups())
            return _with_end(day_of(year if year > 99 else 2000 + year, month, day), place + 1)
        if match := _MONTH_YEAR.fullmatch(word):
            month, year = (int(part) for part in match.groups())
            return (month_of(year, month), place + 1) if 1 <= month <= 12 else None
        if (match := _DAY_MONTH.fullmatch(word)) and (
            word.endswith(".") or self._word(place - 1) in words.BEFORE_MONTH
        ):
            day, month = (int(part) for part in match.groups())
            year_given = self._year_after(place + 1)
            if year_given:
                return _with_end(day_of(year_given[0], month, day), year_given[1])
            return _with_end(self._recent_day(month, day), place + 1)
        return None

    def _year_alone(self, place: int) -> _Result | None:
        if not _YEAR.fullmatch(self._word(place)) or self._word(place + 1) in words.NOT_AFTER_YEAR:
            return None
        year = int(self._word(place))
        if year > self._today.year + _LATEST_YEAR_AHEAD:
            return None
        return year_of(year), place + 1

    def _day_named(self, place: int) -> _Result | None:
        days = words.DAYS.get(self._word(place))
        if days is None:
            return None
        on = self._today + timedelta(days=days)
        return Period(on, on, "day"), place + 1

    def _year_after(self, place: int) -> tuple[int, int] | None:
        """A year behind a month, season or quarter: "2025", "of last year", "zeszłego roku"."""
        at = self._skip(
            place, frozenset({"of", "in", "im", "the", "des", "w", "from", "vom", "z", "year", "jahr", "rok", "roku"})
        )
        word = self._word(at)
        if _YEAR.fullmatch(word) and self._word(at + 1) not in words.NOT_AFTER_YEAR:
            return int(word), at + 1
        shift = words.SHIFTS.get(word)
        if shift is not None and words.UNITS.get(self._word(at + 1)) == "year":
            return self._today.year + shift, at + 2
        if word in words.COMPOUNDS and words.COMPOUNDS[word][0] == "year":
            return self._today.year + words.COMPOUNDS[word][1], at + 1
        return None

    def _span(self, unit: str, shift: int) -> Period:
        today = self._today
        if unit == "year":
            return year_of(today.year + shift)
        if unit == "month":
            first = shift_months(today.replace(day=1), shift)
            return month_of(first.year, first.month)
        if unit in ("quarter", "half"):
            months = 3 if unit == "quarter" else 6
            number = (today.month - 1) // months
            first = shift_months(date(today.year, number * months + 1, 1), shift * months)
            return part_of_year(first.year, (first.month - 1) // months + 1, months)
        if unit == "week":
            monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
            return Period(monday, monday + timedelta(days=6), "week")
        on = today + timedelta(days=shift)
        return Period(on, on, "day")

    def _month_shifted(self, month: int, shift: int) -> Period:
        """The month nearest in the direction: at 0 the last that has begun, at -1 the last that is over."""
        year = self._today.year
        if shift > 0:
            return month_of(year if month > self._today.month else year + 1, month)
        begun = month < self._today.month or (month == self._today.month and shift == 0)
        return month_of(year if begun else year - 1, month)

    def _season(self, season: str, shift: int) -> Period:
        """The season that began last; "last" skips one that is still running, "next" is the first to come."""
        candidates = [season_of(self._today.year + offset, season) for offset in (1, 0, -1, -2)]
        if shift > 0:
            return min((period for period in candidates if period.from_on > self._today), key=lambda p: p.from_on)
        if shift < 0:
            return next(period for period in candidates if period.to_on < self._today)
        return next(period for period in candidates if period.from_on <= self._today)

    def _recent_day(self, month: int, day: int) -> Period | None:
        this_year = day_of(self._today.year, month, day)
        if this_year and this_year.from_on > self._today:
            return day_of(self._today.year - 1, month, day)
        return this_year


_POINTS: tuple[Callable[[PeriodReader, int], _Result | None], ...] = (
    PeriodReader._edge,
    PeriodReader._edge_compound,
    PeriodReader._shifted,
    PeriodReader._compound,
    PeriodReader._numeric,
    PeriodReader._part_of_year,
    PeriodReader._day_and_month,
    PeriodReader._month_named,
    PeriodReader._season_named,
    PeriodReader._day_named,
    PeriodReader._year_alone,
)


def _count(word: str) -> int | None:
    if word.isascii() and word.isdigit() and 0 < int(word[:4]) <= 400:
        return int(word)
    return words.NUMBERS.get(word)


def _with_end(period: Period | None, after: int) -> _Result | None:
    return (period, after) if period else None
