"""Invoices beyond the list: their lines, their file, and how they are paid."""

from typing import Any, cast

from actions import _backend


async def explanation(number: str) -> dict[str, Any]:
    """One invoice line by line, with the readings and the prices it rests on."""
    return cast("dict[str, Any]", await _backend.get(f"/invoices/{number}/explanation"))


async def document(number: str) -> bytes:
    """The invoice as a PDF."""
    return await _backend.download(f"/invoices/{number}/document")


async def payment_code(number: str) -> dict[str, Any]:
    """How to pay what is open of an invoice, with the code that a banking app reads.

    Raises:
        BackendError: ``RuleBroken`` with ``nothing_to_pay`` or ``bank_account_missing``.
    """
    return cast("dict[str, Any]", await _backend.get(f"/invoices/{number}/payment-code"))


async def ask_correction(number: str, *, reading: str, key: str) -> dict[str, Any]:
    """Ask for a correction of an invoice that rests on an estimate; a person follows it with a ticket.

    Raises:
        BackendError: ``RuleBroken`` with ``invoice_not_estimated`` or ``correction_requested``.
    """
    path, body = f"/invoices/{number}/correction-requests", {"reading_id": reading}
    return cast("dict[str, Any]", await _backend.write("POST", path, body, key=key))


async def corrections(number: str) -> list[dict[str, Any]]:
    """The wishes for a correction of an invoice, newest first, and how each stands."""
    return cast("list[dict[str, Any]]", await _backend.items(f"/invoices/{number}/correction-requests"))
