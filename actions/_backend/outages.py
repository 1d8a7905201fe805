"""Interruptions of supply, and guides that lead to a fault in the customer's own devices."""

from typing import Any, cast

from actions import _backend


async def in_postcode(postcode: str, commodity: str) -> list[dict[str, Any]]:
    """Interruptions known in a postcode; nobody has to say who he is."""
    country = "PL" if "-" in postcode else "DE"
    return await _backend.items("/outages", {"postcode": postcode, "country": country, "commodity": commodity})


async def at_point(service_point_id: str) -> list[dict[str, Any]]:
    """Interruptions known at one of the customer's points."""
    return await _backend.items("/own-outages", {"service_point_id": service_point_id})


async def report(service_point_id: str, *, key: str) -> dict[str, Any]:
    """Say that there is no supply at a point; answers with the interruption that explains it, if one does."""
    body = {"service_point_id": service_point_id, "problem": "no_supply"}
    return cast("dict[str, Any]", await _backend.write("POST", "/outage-reports", body, key=key))


async def guide(device: str, fault: str) -> dict[str, Any] | None:
    """The guide for a fault of a device, with its steps; None when there is none."""
    found = await _backend.items("/fault-guides", {"device": device, "fault": fault})
    return cast("dict[str, Any]", await _backend.get(f"/fault-guides/{found[0]['key']}")) if found else None
