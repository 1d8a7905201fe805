"""How a return can be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from backend_api.errors import BackendError

if TYPE_CHECKING:
    from datetime import date

Problem = Literal["not_delivered", "unknown_line", "more_than_ordered", "serial_mismatch", "not_goods", "twice"]


class NotReturnableError(BackendError):
    """What was named cannot come back."""

    status, code, message = 422, "not_returnable", "That cannot be sent back."

    def __init__(self, problem: Problem, position: int | None = None) -> None:
        super().__init__(problem)
        self.problem, self.position = problem, position

    def details(self) -> dict[str, Any]:
        """Why not, and which line of the order."""
        return {"details": {"problem": self.problem, "position": self.position}}


class ReturnPeriodOverError(BackendError):
    """No right to send it back runs any more."""

    status, code, message = 409, "return_period_over", "The time in which it could be sent back is over."

    def __init__(self, until_on: date | None) -> None:
        super().__init__("return_period_over")
        self.until_on = until_on

    def details(self) -> dict[str, Any]:
        """The last day there was; null when there never was a right."""
        return {"details": {"until_on": None if self.until_on is None else self.until_on.isoformat()}}


class AlreadyReturnedError(BackendError):
    """Every piece of that line is on its way back already, or has come back."""

    status, code, message = 409, "already_returned", "That is on its way back already, or has come back."


class ReturnNotReadyError(BackendError):
    """The return is in a state in which this cannot be done."""

    status, code, message = 409, "return_not_ready", "That cannot be done with the return in its state."

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state

    def details(self) -> dict[str, Any]:
        """The state it is in."""
        return {"details": {"state": self.state}}
