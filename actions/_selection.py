"""Which of the customer's points, contracts, invoices or switches a question is about."""

import re
from collections.abc import Sequence
from itertools import product
from typing import Any, TypeVar

from actions._matters import Details
from actions._names import names
from actions._records import BilledPoint, Invoice
from actions._turn import Turn
from actions._words.choices import ALL, Option, mentioned, place_words
from actions._words.spelling import fold

Record = TypeVar("Record")

_BESIDE = re.compile(
    r"\b(and|or|vs|versus|than|compared|comparison|against|und|oder|sowie|gegen\w*|als|verglichen|vergleich|i|a|oraz|czy|niz"
    r"|lub|porown\w*)\b"
)
"""Words, folded, that put one thing beside another."""


_EVERY_PLACE = re.compile(
    r"\b(all|every|each)( of)?( (my|our|the|your))?( \d+)?"
    r" (places?|sites?|points?|locations?|branch(es)?|meters?|shops?)\b"
    r"|\balle[nr]?( (meine|unsere|der|die|unserer)\w*)?( \d+)?"
    r" (standort\w*|orte\w*|\w*stellen|filialen|zaehler|anschluesse\w*|niederlassungen)\b"
    r"|\bwszystki(ch|e|m)( (nasz|moj|swo)\w*)?( \d+)? (miejsc\w*|punkt\w*|lokal\w*|oddzial\w*|sklep\w*|licznik\w*)\b"
)
"""Words, folded, for every place, whichever the last answer was about."""


def point_options(points: Sequence[BilledPoint]) -> list[Option]:
    """Make an option of each point, found by its name, address, commodity and numbers."""
    return [
        Option(value=point["id"], slot="service_point_id", label=point["name"], words=_words(point)) for point in points
    ]


def meter_options(meters: Sequence[dict[str, Any]], language: str) -> list[Option]:
    """Make an option of each meter of which no place may be told: by what it counts and the end of its number."""
    called = names("commodities", language)
    return [
        Option(
            value=meter["service_point_id"],
            slot="service_point_id",
            label=called[meter["commodity"]] + (f" (…{meter['number_end']})" if meter["number_end"] else ""),
            words=[meter["commodity"], meter["number_end"] or ""],
        )
        for meter in meters
    ]


def chosen_points(points: Sequence[BilledPoint], turn: Turn, details: Details) -> set[str]:
    """Return the ids of the points that are meant: those named, else those of the last answer, else all of them.

    Writes into ``details`` what the answer will be about.
    """
    options = point_options(points)
    every = _EVERY_PLACE.search(fold(turn.request_text))
    # "all 14 sites" names no house with that number
    said = _EVERY_PLACE.sub(" ", fold(turn.request_text)) if every else turn.request_text
    named = _beside_each_other(turn, options) or mentioned(said, options, place_words(turn.entities))
    kept = None if every else details["service_point_id"]
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


def _beside_each_other(turn: Turn, options: list[Option]) -> list[Option]:
    """Return all points that are named beside each other: "the workshop compared to the house", "gas and power"."""
    named_places = [place for place in turn.entities.get("place", ()) if isinstance(place, dict)]
    places = {str(place.get("code", "")): str(place.get("text", "")) for place in named_places}
    commodities = list(dict.fromkeys(map(str, turn.entities.get("commodity", ()))))
    if max(len(places), len(commodities)) < 2 or not _BESIDE.search(fold(turn.text)):
        return []
    each = product(places.items() or [("", "")], commodities or [""])
    found = [mentioned(f"{text} {commodity}", options, [code]) for (code, text), commodity in each]
    named = {option["value"] for one in found for option in one}
    return [option for option in options if option["value"] in named] if all(found) else []


def of_points(records: Sequence[Record], ids: set[str]) -> list[Record]:
    """Keep the records that belong to the points."""
    return [record for record in records if _point_of(record) in ids]


def invoices_of(
    invoices: Sequence[Invoice], points: Sequence[BilledPoint], turn: Turn, details: Details
) -> list[Invoice]:
    """Keep the invoices of the points that are meant; of all of them when one is named by its number."""
    return list(invoices) if details["invoice_number"] else of_points(invoices, chosen_points(points, turn, details))


def _point_of(record: Any) -> str:
    return str(record["service_point_id"])


def _words(point: BilledPoint) -> list[str]:
    address = point["address"] or {}
    return [
        point["commodity"],
        address.get("street") or "",
        address.get("house_number") or "",
        address.get("city") or "",
        point["identifier"] or "",
        point["meter_number"] or "",
    ]
