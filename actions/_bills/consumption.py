"""Periods and rows of consumption: pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from actions._files import Attachment, table
from actions._names import names
from actions._records import Consumption, ServicePoint
from actions._turn import Turn
from actions._words.choices import Option
from actions._words.spelling import fold

MOST_PERIODS = 4
MOST_YEARS = 3
"""So many the backend adds up at once."""
MOST_YEARS_TOLD = 5
A_YEAR = timedelta(days=366)
_EACH_YEAR = re.compile(
    r"\b(?:each|every|per|by) year|\byearly|\bannual\w*|\b(?:pro|jedes|je|fuer jedes) jahr|\bjaehrlich\w*"
    r"|\bjahr fuer jahr|\b(?:kazdy\w*|kazdego|na|w kazdym) rok\w*|\brocznie|\brok po roku|\bco rok\w*"
)
"""Periods told in one answer."""

_TABLE = re.compile(
    r"\b(table|spreadsheet|excel\w*|csv|xlsx?|tabelle|tabel[aeik]\w*|arkusz\w*|(as a|in one|one) file"
    r"|(als|in einer) datei|w (jednym )?pliku|jako plik)\b"
)
"""Words that ask for the figures as a file to work with."""

_USE = re.compile(r"\b(usage|consumption|used|verbrauch\w*|verbraeuche|zuzyci\w*)\b")
_OTHER_FILES = re.compile(
    r"\b(data|daten|dane|danych|bills?|invoices?|\w*rechnung\w*|faktur\w*|rachun\w*|contracts?|vertr\w*|umow\w*)\b"
)
"""Words, folded, of what is sent as a file besides the use."""
_CHANNEL = re.compile(r"\b(e ?-?mail\w*|mail\w*|poczt\w*|telegram\w*|sms\w*|handy)\b")
"""Words of where the figures, told already, shall be read instead."""

_MONTHS = re.compile(
    r"\b(month by month|by month|(per|each|every) month|monthly|monat fuer monat|monatlich\w*|(pro|je|jeden) monat"
    r"|monatsweise|nach monaten|miesiac po miesiacu|miesiecznie|co miesiac|miesiacami|(w )?poszczegolnych miesiacach)\b"
)
_LEFT = re.compile(r"\b(left|remain\w*|noch|uebrig\w*|rest|restlich\w*|zosta(l|je)\w*|pozosta\w*)\b")
_ALLOWED = re.compile(
    r"\b(gb|gigs?|gigabytes?|gigabajt\w*|giga|mb|data|daten\w*|volumen|minut\w*|sms|allowance|internet\w*|transfer\w*"
    r"|pakie\w*)\b"
)
_BESIDE_THE_YEAR_BEFORE = re.compile(r"\b(year before|vorjahr\w*|jahr davor|rok wczesniej|poprzedni\w* rok\w*)\b")
"""A comparison that every answer holds anyhow."""
_OTHER_THIS = re.compile(r"\b(w tym|in this|this|in diesem|diesem|dieses)( one)?\W*$")
_OTHER_LAST = re.compile(r"\b(w (zeszlym|ubieglym|poprzednim)|last|(im )?(letzten|letztem|letztes|vorigen))( one)?\W*$")
"""A second year or month that is named without its noun: "how much last year and how much in this"."""

Period = dict[str, Any]


def wants_months(text: str) -> bool:
    """Tell whether the months are wanted one by one."""
    return bool(_MONTHS.search(fold(text)))


_MOST = re.compile(
    r"\b(?:most|biggest|highest|largest|top|am meisten|meiste[rn]?|groesste[rn]?|hoechste[rn]?|najwiecej"
    r"|najwieksz\w*)\b"
)
_LEAST = re.compile(r"\b(?:least|smallest|lowest|am wenigsten|wenigsten|kleinste[rn]?|niedrigste[rn]?|najmniej\w*)\b")
NAMED = 3
"""Places named where it is asked which one used most."""


def extremes(text: str, results: Sequence[Consumption]) -> tuple[bool, list[Consumption]]:
    """Whether it is asked where least was used, and the places in that order; none when neither is asked."""
    folded = fold(text)
    if len(results) < 2 or _LEAST.search(folded) is not None:
        return True, list(reversed(results))[:NAMED] if len(results) > 1 else []
    return False, list(results[:NAMED]) if _MOST.search(folded) is not None else []


def asks_what_is_left(turn: Turn) -> bool:
    """Tell whether somebody asks for the rest of an allowance, not for the use of a time that is over."""
    folded = fold(turn.request_text)
    is_over = any(period["to_on"] < turn.today.isoformat() for period in turn.entities.get("period", []))
    return bool(_LEFT.search(folded) and _ALLOWED.search(folded)) and not is_over


def asks_of_listed_plan(turn: Turn) -> bool:
    """Tell whether the data of a plan that was just listed is asked for: "how many gigs is the first one"."""
    is_listed = turn.slots.get("last_matter") in ("ask_offers", "ask_price")
    names_own = turn.first("period", "place", "commodity") is not None
    return is_listed and bool(turn.first("ordinal")) and not names_own and bool(_ALLOWED.search(fold(turn.text)))


def said_periods(turn: Turn) -> list[Period]:
    """Every period of the message, in its order; the year before is told with each of them."""
    found: dict[tuple[str, str], Period] = {}
    for period in turn.entities.get("period", []):
        if not _BESIDE_THE_YEAR_BEFORE.search(fold(period.get("text") or "")):
            found.setdefault((period["from_on"], period["to_on"]), period)
    periods = list(found.values())
    if years := _year_by_year(periods, turn):
        return years
    other = _other_period(turn, periods[0]) if len(periods) == 1 else None
    return [*periods, *([other] if other and other["from_on"] != periods[0]["from_on"] else [])][:MOST_PERIODS]


def _year_by_year(periods: list[Period], turn: Turn) -> list[Period]:
    """The last years of a single span that is too long to be added up, or is asked for year by year; else none."""
    if len(periods) != 1:
        return []
    begin, end = (date.fromisoformat(periods[0][edge]) for edge in ("from_on", "to_on"))
    is_long = end.year - begin.year >= MOST_YEARS or (end > begin + A_YEAR and _EACH_YEAR.search(fold(turn.text)))
    if not is_long:
        return []
    return [
        {
            "from_on": max(begin, date(year, 1, 1)).isoformat(),
            "to_on": min(end, date(year, 12, 31)).isoformat(),
            "grain": "year",
        }
        for year in range(max(begin.year, end.year - MOST_YEARS_TOLD + 1), end.year + 1)
    ]


def _other_period(turn: Turn, first: Period) -> Period | None:
    folded, grain = fold(turn.text), first.get("grain")
    if grain not in ("year", "month"):
        return None
    begin = turn.today.replace(day=1, month=1 if grain == "year" else turn.today.month)
    if _OTHER_THIS.search(folded):
        return {"from_on": begin.isoformat(), "to_on": turn.today.isoformat(), "grain": grain}
    if _OTHER_LAST.search(folded):
        last = begin - timedelta(days=1)
        start = last.replace(day=1, month=1 if grain == "year" else last.month)
        return {"from_on": start.isoformat(), "to_on": last.isoformat(), "grain": grain}
    return None


def lines_with_rest(points: Sequence[ServicePoint], ids: set[str]) -> list[ServicePoint]:
    """The lines that are meant and have an allowance; every such line when none of those meant has one."""
    limited = [point for point in points if point["allowance"] and _is_limited(point["allowance"])]
    return [point for point in limited if point["id"] in ids] or limited


def _is_limited(allowance: dict[str, Any]) -> bool:
    return any(allowance[f"{what}_left"] is not None for what in ("data_gb", "minutes"))


def by_point(periods: Sequence[Period], found: Sequence[Sequence[Consumption]]) -> list[dict[str, Any]]:
    """Sort what was used by place, the greatest first, with the periods in their order below."""
    points = ranked({one["service_point_id"]: one for results in found for one in results}.values())
    return [
        {
            "used": point,
            "rows": [
                {
                    "period": period,
                    "used": next((r for r in results if r["service_point_id"] == point["service_point_id"]), None),
                }
                for period, results in zip(periods, found, strict=True)
            ],
        }
        for point in points
    ]


def wants_table(text: str) -> bool:
    """Tell whether the figures are wanted as a file."""
    return bool(_TABLE.search(fold(text)))


def wants_use_as_table(text: str, *, told: bool) -> bool:
    """Tell whether a file of the use is wanted here, which is named or was just told; bills and all data are others."""
    folded = fold(text)
    is_meant = (_USE.search(folded) or (told and not _OTHER_FILES.search(folded))) and not _CHANNEL.search(folded)
    return bool(is_meant and _TABLE.search(folded))


def as_table(results: Sequence[Consumption], language: str) -> Attachment:
    """Make a table of every point and month, with the same month of the year before."""
    words, commodities = names("tables", language), names("commodities", language)
    columns = [words[key] for key in ("place", "commodity", "month", "used", "unit", "year_before", "source")]
    rows = [
        [
            result["service_point_name"],
            commodities[result["commodity"]],
            month["month"],
            str(month["value"]),
            result["unit"],
            str(month["year_before_value"] or ""),
            words.get(month["source"], month["source"]),
        ]
        for result in results
        for month in result["months"]
    ]
    return table(columns, rows, f"{words['consumption']}.csv", language)


def last_twelve_months(today: date) -> dict[str, str]:
    """Return the twelve whole months before today's month."""
    last = today.replace(day=1) - timedelta(days=1)
    first = date(last.year - 1, last.month, 1) + timedelta(days=31)
    return {"from_on": first.replace(day=1).isoformat(), "to_on": last.isoformat(), "grain": "range"}


def usual_period(points: Sequence[ServicePoint], today: date) -> dict[str, str]:
    """Return the period taken when none is named: a line's allowance is about this month, all else about a year."""
    if today.day > 1 and len(points) == 1 and points[0]["allowance"]:
        return {"from_on": today.replace(day=1).isoformat(), "to_on": today.isoformat(), "grain": "range"}
    return last_twelve_months(today)


def ranked(results: Iterable[Consumption]) -> list[Consumption]:
    """Sort by unit, then by use, the greatest first."""
    return sorted(results, key=lambda result: (result["unit"] != "kWh", -Decimal(result["total"])))


def totals(results: Sequence[Consumption]) -> list[dict[str, Any]]:
    """Add up what can be added: the same commodity in the same unit."""
    sums: dict[tuple[str, str], list[Decimal]] = {}
    for result in results:
        sums.setdefault((result["commodity"], result["unit"]), []).append(Decimal(result["total"]))
    return [
        {"commodity": commodity, "unit": unit, "total": str(sum(values)), "count": len(values)}
        for (commodity, unit), values in sums.items()
        if len(values) > 1
    ]


def consumption_options(results: Sequence[Consumption]) -> list[Option]:
    """Make an option of each point in the order shown; "the biggest" is the one that used the most."""
    return [
        Option(
            value=result["service_point_id"],
            slot="service_point_id",
            label=result["service_point_name"],
            words=[result["commodity"]],
            amount=result["total"],
        )
        for result in results
    ]
