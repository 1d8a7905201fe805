"""What meters show."""

from typing import Any, cast

from actions import _backend


async def of_point(service_point_id: str) -> dict[str, Any]:
    """The meter's registers with unit and digits, and its readings, newest first."""
    return cast("dict[str, Any]", await _backend.get("/readings", {"service_point_id": service_point_id, "limit": 5}))


async def meters() -> list[dict[str, Any]]:
    """The meters that a confirmed address may hand in a reading for: what they count, and the end of their number."""
    return cast("list[dict[str, Any]]", await _backend.items("/meters"))


async def hand_in(
    service_point_id: str, values: dict[str, str], *, read_on: str | None, photo: str | None, key: str
) -> dict[str, Any]:
    """Hand in what a meter shows.

    Args:
        service_point_id: Where the meter is.
        values: Decimal text by register code.
        read_on: The day; today when left out.
        photo: Id of a paper that shows the meter, for a value out of range.
        key: Idempotency key.

    Raises:
        BackendError: ``RuleBroken`` with ``reading_implausible``, ``reading_in_future``, ``reading_too_old``,
            ``reading_duplicate`` or ``no_meter``.
    """
    body = {
        "service_point_id": service_point_id,
        "read_on": read_on,
        "values": [{"register_code": code, "value": value} for code, value in values.items()],
        "photo_document_id": photo,
    }
    return cast("dict[str, Any]", await _backend.write("POST", "/readings", body, key=key))
