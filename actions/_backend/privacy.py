"""A copy of a person's data, and erasure; both need a code given for ``my_data``."""

from typing import Any, cast

from actions import _backend

BOUND_TO = "my_data"
"""What the code is given for."""


async def ask_copy(*, key: str) -> dict[str, Any]:
    """Ask for a copy; it can be fetched once, between ``ready_at`` and ``expires_at``.

    Raises:
        BackendError: ``RuleBroken`` with ``own_data_only``.
    """
    return cast("dict[str, Any]", await _backend.write("POST", "/privacy/exports", key=key))


async def fetch_copy(export_id: str) -> dict[str, Any]:
    """The copy, once.

    Raises:
        BackendError: ``RuleBroken`` with ``own_data_only``, ``export_not_ready`` or ``export_over``.
    """
    return cast("dict[str, Any]", await _backend.get(f"/privacy/exports/{export_id}"))


async def erasures() -> list[dict[str, Any]]:
    """The wishes to be erased, newest first."""
    return await _backend.items("/privacy/erasures")


async def ask_erasure(*, key: str) -> dict[str, Any]:
    """Ask to be erased; tells when it is done and what a law keeps.

    Raises:
        BackendError: ``RuleBroken`` with ``own_data_only`` or ``erasure_blocked`` (details ``reasons``).
    """
    return cast("dict[str, Any]", await _backend.write("POST", "/privacy/erasures", key=key))


async def take_back(erasure_id: str, *, key: str) -> dict[str, Any]:
    """Take the wish back while it waits.

    Raises:
        BackendError: ``RuleBroken`` with ``erasure_settled``.
    """
    return cast("dict[str, Any]", await _backend.write("POST", f"/privacy/erasures/{erasure_id}/withdrawals", key=key))
