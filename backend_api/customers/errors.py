"""What a customer's people can be refused.

BackendError
├── RightMissingError     403 right_missing, with the right and the names of who may
└── ChangeInvalidError    422 change_invalid, with the problem
"""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class RightMissingError(BackendError):
    """The person who acts may not do that for the customer; the answer names those who may."""

    status, code, message = 403, "right_missing", "This person may not do that for the customer."

    def __init__(self, right: str, who_may: tuple[str, ...]) -> None:
        super().__init__(right)
        self.right = right
        self.who_may = who_may

    def details(self) -> dict[str, Any]:
        """The right that is needed, and the names of the people who have it."""
        return {"details": {"right": self.right, "who_may": list(self.who_may)}}


class ChangeInvalidError(BackendError):
    """The record cannot be changed like this; the problem is ``first_name`` (of a company) or ``no_id``."""

    status, code, message = 422, "change_invalid", "The record cannot be changed like this."

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def details(self) -> dict[str, Any]:
        """What is wrong."""
        return {"details": {"problem": self.problem}}
