"""How an interruption goes on, and which one a report belongs to; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from backend_api.outages.errors import OutageMoveRefusedError

if TYPE_CHECKING:
    from backend_api.outages.models import OutageState

OutageEvent = Literal["start", "end", "cancel"]

TRANSITIONS: dict[OutageState, dict[OutageEvent, OutageState]] = {
    "planned": {"start": "running", "cancel": "cancelled"},
    "running": {"end": "over"},
    "over": {},
    "cancelled": {},
}
"""From each state, what each event leads to."""


def apply(state: OutageState, event: OutageEvent) -> OutageState:
    """The state after the event; raises OutageMoveRefusedError."""
    after = TRANSITIONS[state].get(event)
    if after is None:
        raise OutageMoveRefusedError(state, event)
    return after


def normal_postcode(text: str, country: str) -> str:
    """A postcode as it is written in its country: "61701" and "61 701" become "61-701" in Poland."""
    digits = "".join(character for character in text if character.isdigit())
    if country == "PL" and len(digits) == 5:
        return f"{digits[:2]}-{digits[2:]}"
    return digits if digits else text.strip()
