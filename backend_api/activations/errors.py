"""How requests about switches are refused."""

from typing import Any

from backend_api.activations.rules import Asked
from backend_api.errors import BackendError


class NotActivatedError(BackendError):
    """The process is not switched on for this group on this channel."""

    status, code, message = 403, "not_activated", "This is not switched on for this group on this channel yet."

    def __init__(self, asked: Asked) -> None:
        super().__init__("not_activated")
        self.asked = asked

    def details(self) -> dict[str, Any]:
        """What is off, for whom, and where."""
        return {"details": {"group": self.asked.group, "channel": self.asked.channel, "process": self.asked.process}}


class StartsInThePastError(BackendError):
    """What was so on a past day is not changed afterwards."""

    status, code, message = 422, "starts_in_the_past", "A change begins today or later."
