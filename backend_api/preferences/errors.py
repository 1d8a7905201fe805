"""What a choice can be refused for.

BackendError
└── EventUnknownError    422 event_unknown, with the name
"""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class EventUnknownError(BackendError):
    """No event has this name, or the list names one twice."""

    status, code, message = 422, "event_unknown", "There is no such event, or it is named twice."

    def __init__(self, event: str) -> None:
        super().__init__(event)
        self.event = event

    def details(self) -> dict[str, Any]:
        """The name."""
        return {"details": {"event": self.event}}
