"""Months and days to come in questions about bills, which the understanding takes for those of last year: pure."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from actions._errand.days_ahead import day_to_come
from actions._errand.steps import day_ahead
from actions._records import Invoice
from actions._turn import Turn
from actions._words.spelling import fold

A_MONTH = timedelta(days=31)
_SPANS = ("month", "season", "quarter")

_WILL = re.compile(
    r"\b(?:will|shall|going to|gonna|forecast|predict\w*|estimate|expect\w*|i'?ll|it'?ll"
    r"|werden?|wird|wirst|voraussichtlich\w*|prognose|vorhersage|erwart\w*|kommt (?:\w+ ){0,3}auf (?:mich|uns) zu"
    r"|zaplac(?:e|imy)|bedzie|beda|bede|bedziemy|wyniesie|wyjdzie|przyjdzie|prognoz\w*|szacun\w*|spodziewa\w*)\b"
)
"""Words, folded, about what is still to come."""


def span_to_come(turn: Turn) -> dict[str, Any] | None:
    """The month or season, now or to come, whose bill is asked for: "ile zapłacę w grudniu"; None when it is none."""
    period = turn.first("period")
    if not isinstance(period, dict) or period.get("grain") not in _SPANS or not _WILL.search(fold(turn.request_text)):
        return None
    today, text = turn.today.isoformat(), turn.request_text
    if period["to_on"] >= today:
        return dict(period)
    from_on, to_on = (day_ahead(period[edge], turn.today, text) for edge in ("from_on", "to_on"))
    return {**period, "from_on": from_on, "to_on": to_on} if to_on >= today else None


def is_long(period: Any) -> bool:
    """Tell whether a period is longer than a month, so that its bills are summed up."""
    if not isinstance(period, dict):
        return False
    return date.fromisoformat(period["to_on"]) - date.fromisoformat(period["from_on"]) > A_MONTH


def is_beside_bills(period: dict[str, Any] | None, turn: Turn, invoices: Sequence[Invoice]) -> bool:
    """Tell whether a day names no bill: it is to come, as when a pension is paid, and stands on no bill."""
    if period is None or period["from_on"] != period["to_on"] or day_to_come(turn) is None:
        return False
    day = period["from_on"]
    return not any(day in (one["issued_on"], one["due_on"], one["from_on"], one["to_on"]) for one in invoices)
