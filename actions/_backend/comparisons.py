"""Use of several places as the billing systems tell it, and which of them do not answer."""

from collections.abc import Sequence
from typing import TypedDict, cast

from actions import _backend


class ComparedPoint(TypedDict):
    """Use of a place in a period and in the one before; ``source`` names the billing system that told it, if one did.

    ``current`` is false when that system is missing: then it is what the system said last, at ``as_of``.
    """

    service_point_id: str
    service_point_name: str
    commodity: str
    unit: str
    now: str | None
    before: str | None
    change_percent: str | None
    source: str | None
    as_of: str | None
    current: bool


async def with_year_before(service_point_ids: Sequence[str], from_on: str, to_on: str) -> list[ComparedPoint]:
    """What was used at these places between two dates, both included, beside the same days a year earlier."""
    query = {"service_point_id": list(service_point_ids), "from": from_on, "to": to_on}
    return cast(
        "list[ComparedPoint]", cast("dict[str, object]", await _backend.get("/consumption/comparison", query))["points"]
    )
