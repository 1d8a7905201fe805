"""How asking for a receiver of events can be refused."""

from typing import Any

from backend_api.errors import BackendError


class DestinationRefusedError(BackendError):
    """The URL leads somewhere we do not send to."""

    status, code, message = 422, "destination_refused", "Events are not sent to this URL."

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def details(self) -> dict[str, Any]:
        """Why: ``not_https``, ``credentials``, ``private_address``, ``malformed``."""
        return {"details": {"problem": self.problem}}


class BuiltInSubscriptionError(BackendError):
    """Our own notifications are set up by the settings."""

    status, code, message = 409, "built_in_subscription", "This receiver is set up by the settings."
