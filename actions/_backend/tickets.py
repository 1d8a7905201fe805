"""Tickets: complaints, call backs and other matters that somebody settles."""

from typing import Any, cast

from actions import _backend

Json = dict[str, Any]

LONGEST_TEXT = 4000


async def every() -> list[Json]:
    """The customer's tickets, newest first."""
    return cast("list[Json]", await _backend.items("/tickets"))


async def one(number: str) -> Json:
    """One ticket with what was said and done.

    Raises:
        BackendError: ``NotFound`` when there is none of that number.
    """
    return cast("Json", await _backend.get(f"/tickets/{number}"))


async def complain(
    complaint_type: str, text: str, *, reference: Json | None, service_point_id: str | None, key: str
) -> Json:
    """Open a complaint.

    Args:
        complaint_type: What it is about, by the backend's name.
        text: The customer's words.
        reference: ``{kind, number}`` of the invoice, order or contract, if one was named.
        service_point_id: The point, if one was named.
        key: Idempotency key.
    """
    body = {
        "kind": "complaint",
        "about": "file_complaint",
        "complaint_type": complaint_type,
        "text": text[:LONGEST_TEXT],
        "reference": reference,
        "service_point_id": service_point_id,
    }
    return cast("Json", await _backend.write("POST", "/tickets", body, key=key))


async def ask_callback(about: str | None, *, text: str | None, after: str | None, key: str) -> Json:
    """Ask for a call back; the next opening hour from the wished time on is promised.

    Args:
        about: The matter, by its intent.
        text: Why, in the customer's words.
        after: The earliest time that suits, ISO with an offset.
        key: Idempotency key.
    """
    body = {"kind": "callback", "about": about}
    body |= {name: value for name, value in (("text", text), ("callback_after", after)) if value is not None}
    return cast("Json", await _backend.write("POST", "/tickets", body, key=key))


async def add(number: str, text: str, *, key: str) -> Json:
    """Say something in a ticket.

    Raises:
        BackendError: ``RuleBroken`` with ``ticket_too_old`` when it was closed too long ago.
    """
    body = {"text": text[:LONGEST_TEXT]}
    return cast("Json", await _backend.write("POST", f"/tickets/{number}/messages", body, key=key))


async def move_callback(number: str, text: str, after: str, *, key: str) -> Json:
    """Have a promised call at another time.

    Args:
        number: Of its ticket.
        text: The wish, in the customer's words.
        after: The earliest time that suits, ISO with an offset.
        key: Idempotency key.

    Raises:
        BackendError: ``RuleBroken`` when that is too late a day, or the call is over.
    """
    body = {"text": text[:LONGEST_TEXT], "callback_after": after}
    return cast("Json", await _backend.write("POST", f"/tickets/{number}/messages", body, key=key))


async def withdraw_callback(number: str, text: str, *, key: str) -> Json:
    """Have a promised call no more; raises as ``move_callback``."""
    body = {"text": text[:LONGEST_TEXT], "withdraws_callback": True}
    return cast("Json", await _backend.write("POST", f"/tickets/{number}/messages", body, key=key))
