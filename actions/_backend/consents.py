"""What a customer wants to hear of, and where."""

from typing import Any, cast

from actions import _backend


async def current() -> list[dict[str, Any]]:
    """What holds now, by purpose and channel."""
    return await _backend.items("/consents")


async def decide(decisions: list[dict[str, Any]], *, key: str) -> list[dict[str, Any]]:
    """Write decisions down; a no needs the level ``channel`` only.

    Raises:
        BackendError: ``RuleBroken`` with ``right_missing``.
    """
    answer = cast("dict[str, Any]", await _backend.write("PUT", "/consents", {"items": decisions}, key=key))
    return cast("list[dict[str, Any]]", answer["items"])


async def preferences() -> list[dict[str, Any]]:
    """The address that was picked per event."""
    return await _backend.items("/customer/preferences")


async def prefer(picked: dict[str, str], *, key: str) -> None:
    """Let these be all choices: the address's id by event.

    Raises:
        BackendError: ``RuleBroken`` with ``right_missing`` or ``address_unconfirmed``.
    """
    body = {"items": [{"event": event, "address_id": address} for event, address in picked.items()]}
    await _backend.write("PUT", "/customer/preferences", body, key=key)
