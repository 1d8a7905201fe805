"""How work on a ticket can be refused."""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class TicketMoveRefusedError(BackendError):
    """The ticket is in a state from which this is not possible."""

    status, code, message = 409, "ticket_move_refused", "The ticket cannot be moved like that from its state."

    def __init__(self, state: str, event: str) -> None:
        super().__init__(f"{state}: {event}")
        self.state, self.event = state, event

    def details(self) -> dict[str, Any]:
        """The state it is in and what was wanted."""
        return {"details": {"state": self.state, "wanted": self.event}}


class TicketTooOldError(BackendError):
    """It was closed too long ago to be opened again; a new one is needed."""

    status, code, message = 409, "ticket_too_old", "The ticket was closed too long ago; open a new one."
