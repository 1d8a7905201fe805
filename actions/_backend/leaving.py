"""Notices of leaving, withdrawals, and the one counter-offer."""

from typing import Any, cast

from actions import _backend

Json = dict[str, Any]


async def notices() -> list[Json]:
    """The customer's notices, newest first."""
    return await _backend.items("/notices")


async def give_notice(contract_id: str, *, wished_on: str | None, reason: str | None, key: str) -> Json:
    """Give notice of a contract; the answer is the receipt.

    Args:
        contract_id: Which one.
        wished_on: The last day that the customer wishes; the first possible one when left out.
        reason: Code of the reason, if it was said.
        key: Idempotency key.

    Raises:
        BackendError: ``RuleBroken`` with ``contract_ends_already``.
    """
    body = {"wished_on": wished_on, "reason": reason}
    return cast("Json", await _backend.write("POST", f"/contracts/{contract_id}/notices", body, key=key))


async def withdraw(contract_id: str, *, key: str) -> Json:
    """Withdraw from a contract that is not older than 14 days.

    Raises:
        BackendError: ``RuleBroken`` with ``withdrawal_not_possible``.
    """
    return cast("Json", await _backend.write("POST", f"/contracts/{contract_id}/withdrawal", key=key))


async def name_reason(notice_id: str, reason: str, *, key: str) -> Json:
    """Note why; the answer is the receipt as it is now."""
    return cast("Json", await _backend.write("POST", f"/notices/{notice_id}/reason", {"reason": reason}, key=key))


async def counter_offer(notice_id: str, *, key: str) -> Json | None:
    """Ask to hear the counter-offer; None when there is none."""
    answer = cast("Json", await _backend.write("POST", f"/notices/{notice_id}/counter-offer", key=key))
    return cast("Json | None", answer["offer"])


async def order_of(notice: Json) -> Json | None:
    """The order that carries a notice out; None when it cannot be read just now."""
    try:
        return cast("Json", await _backend.get(f"/orders/{notice['receipt_number']}"))
    except _backend.BackendError:
        return None
