"""Regular advance payments."""

from typing import Any, cast

from actions import _backend


async def every() -> list[dict[str, Any]]:
    """All of the customer's, each with the limits of a change."""
    return cast("list[dict[str, Any]]", await _backend.items("/installments"))


async def change(installment_id: str, amount: dict[str, str], *, key: str) -> dict[str, Any]:
    """Pay another amount from now on.

    Raises:
        BackendError: ``RuleBroken`` with ``installment_out_of_range`` or ``currency_differs``.
    """
    path = f"/installments/{installment_id}/changes"
    return cast("dict[str, Any]", await _backend.write("POST", path, {"amount": amount}, key=key))
