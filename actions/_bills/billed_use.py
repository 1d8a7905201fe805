"""Use of several places: what billing systems tell goes before our readings, and silent ones are named. Pure."""

from collections.abc import Sequence
from typing import Any

from actions._backend.comparisons import ComparedPoint
from actions._bills.consumption import Period
from actions._records import Consumption


def as_billed(results: Sequence[Consumption], compared: Sequence[ComparedPoint], period: Period) -> list[Consumption]:
    """Take over what a billing system tells of a place; without one it stays as our readings have it."""
    own = {result["service_point_id"]: result for result in results}
    told = {
        row["service_point_id"]: _told(row, own.get(row["service_point_id"]), period) for row in _of_systems(compared)
    }
    return list({**own, **told}.values())


def last_known(compared: Sequence[ComparedPoint]) -> list[dict[str, Any]]:
    """Name each billing system that does not answer, with its places and since when their figures hold."""
    stale = [row for row in _of_systems(compared) if not row["current"]]
    sources = dict.fromkeys(row["source"] for row in stale)
    return [
        {
            "source": source,
            "as_of": min(row["as_of"] or "" for row in stale if row["source"] == source),
            "places": [row["service_point_name"] for row in stale if row["source"] == source],
        }
        for source in sources
    ]


def _of_systems(compared: Sequence[ComparedPoint]) -> list[ComparedPoint]:
    return [row for row in compared if row["source"] is not None and row["now"] is not None]


def _told(row: ComparedPoint, own: Consumption | None, period: Period) -> Consumption:
    """Make a result of a row; its months are those of our readings."""
    result: Consumption = own or {
        "service_point_id": row["service_point_id"],
        "service_point_name": row["service_point_name"],
        "commodity": row["commodity"],
        "from_on": period["from_on"],
        "to_on": period["to_on"],
        "total": "0",
        "unit": row["unit"],
        "reading_source": "measured",
        "covered_until_on": period["to_on"],
        "complete": True,
        "year_before": None,
        "months": [],
    }
    result = {**result, "total": str(row["now"]), "complete": True, "covered_until_on": period["to_on"]}
    result["year_before"] = {"total": row["before"], "change_percent": row["change_percent"]}
    return result
