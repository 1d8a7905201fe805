"""Which of the customer's points, contracts, invoices or switches a question is about."""

from collections.abc import Sequence
from typing import Any, TypeVar

from actions._choices import ALL, Option, mentioned, place_words
from actions._matters import Details
from actions._records import ServicePoint
from actions._turn import Turn

Record = TypeVar("Record")


def point_options(points: Sequence[ServicePoint]) -> list[Option]:
    """Make an option of each point, found by its name, address, commodity and numbers."""
    return [
        Option(value=point["id"], slot="service_point_id", label=point["name"], words=_words(point)) for point in points
    ]


def chosen_points(points: Sequence[ServicePoint], turn: Turn, details: Details) -> set[str]:
    """Return the ids of the points that are meant: those named, else those of the last answer, else all of them.

    Writes into ``details`` what the answer will be about.
    """
    named = mentioned(turn.request_text, point_options(points), place_words(turn.entities))
    kept = details["service_point_id"]
    named_ids = {option["value"] for option in named}
    kept_ids = set(kept.split(",")) if kept and kept != ALL else set()
    if named_ids:
        ids = kept_ids if kept_ids and kept_ids < named_ids else named_ids
    elif kept_ids:
        ids = kept_ids
    elif details["commodity"]:
        ids = {point["id"] for point in points if point["commodity"] == details["commodity"]}
    else:
        ids = set()
    known = {point["id"] for point in points}
    ids = (ids & known) or known
    details["service_point_id"] = ",".join(sorted(ids)) if ids < known else None
    return ids


def of_points(records: Sequence[Record], ids: set[str]) -> list[Record]:
    """Keep the records that belong to the points."""
    return [record for record in records if _point_of(record) in ids]


def _point_of(record: Any) -> str:
    return str(record["service_point_id"])


def _words(point: ServicePoint) -> list[str]:
    address = point["address"] or {}
    return [
        point["commodity"],
        address.get("street") or "",
        address.get("house_number") or "",
        address.get("city") or "",
        point["identifier"] or "",
        point["meter_number"] or "",
    ]
