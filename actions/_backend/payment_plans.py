"""What is open, paid in rates."""

from typing import Any, cast

from actions import _backend


async def every() -> list[dict[str, Any]]:
    """The plans that were agreed, newest first."""
    return cast("list[dict[str, Any]]", await _backend.items("/payment-plans"))


async def preview(months: int | None = None, first_due_on: str | None = None) -> dict[str, Any]:
    """What a plan for everything that is open would look like.

    Raises:
        BackendError: ``RuleBroken`` with ``payment_plan_not_possible``, ``payment_plan_months_out_of_range`` or
            ``payment_plan_date_out_of_range``.
    """
    query: dict[str, str | int] = {} if months is None else {"months": months}
    if first_due_on:
        query["first_due_on"] = first_due_on
    return cast("dict[str, Any]", await _backend.get("/payment-plans/preview", query))


async def agree(months: int, first_due_on: str | None, total: dict[str, str], *, key: str) -> dict[str, Any]:
    """Agree on the plan that was shown.

    Raises:
        BackendError: ``RuleBroken`` as for the preview, or with ``payment_plan_changed``.
    """
    body = {"months": months, "first_due_on": first_due_on, "total": total}
    return cast("dict[str, Any]", await _backend.write("POST", "/payment-plans", body, key=key))
