"""Changes of supplier that the customer can put right, wait for or give up."""

from typing import Any, cast

from actions import _backend


async def record(switch_id: str) -> dict[str, Any]:
    """One change with what can be done about it: ``can_correct``, ``can_wait``, ``can_withdraw``."""
    return cast("dict[str, Any]", await _backend.get(f"/switches/{switch_id}"))


async def correct(
    switch_id: str, *, meter_number: str | None = None, authority: str | None = None, key: str
) -> dict[str, Any]:
    """Send a rejected request again with another meter number or a new authority (id of the paper)."""
    body = {"meter_number": meter_number, "authority_document_id": authority}
    return cast("dict[str, Any]", await _backend.write("POST", f"/switches/{switch_id}/corrections", body, key=key))


async def wait(switch_id: str, *, key: str) -> dict[str, Any]:
    """Wait until the other contract ends."""
    return cast("dict[str, Any]", await _backend.write("POST", f"/switches/{switch_id}/waiting", key=key))


async def give_up(switch_id: str, *, key: str) -> dict[str, Any]:
    """Give the change up; needs a fresh code for ``switch:<id>``."""
    return cast("dict[str, Any]", await _backend.write("POST", f"/switches/{switch_id}/withdrawal", key=key))
