"""How work on an interruption can be refused."""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class OutageMoveRefusedError(BackendError):
    """The interruption is in a state from which this is not possible."""

    status, code, message = 409, "outage_move_refused", "The interruption cannot go on like that."

    def __init__(self, state: str, event: str) -> None:
        super().__init__(f"{state}: {event}")
        self.state, self.event = state, event

    def details(self) -> dict[str, Any]:
        """The state it is in and what was wanted."""
        return {"details": {"state": self.state, "wanted": self.event}}


class OutageTimesInvalidError(BackendError):
    """The end lies before the beginning."""

    status, code, message = 422, "outage_times_invalid", "An interruption ends after it begins."
