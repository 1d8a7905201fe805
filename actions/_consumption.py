"""Periods and rows of consumption: pure."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from actions._choices import Option
from actions._files import Attachment, table
from actions._names import names
from actions._records import Consumption, ServicePoint
from actions._words import fold

_TABLE = re.compile(
    r"\b(table|spreadsheet|excel|csv|xlsx?|tabelle|tabela|tabeli|tabelke|arkusz\w*|(as a|in one) file)\b"
)
"""Words that ask for the figures as a file to work with."""


def wants_table(text: str) -> bool:
    """Tell whether the figures are wanted as a file."""
    return bool(_TABLE.search(fold(text)))


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


def ranked(results: Sequence[Consumption]) -> list[Consumption]:
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
