"""What a right to act for a customer can be refused for.

BackendError
└── RepresentativeInvalidError    422 representative_invalid, with the problem
"""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class RepresentativeInvalidError(BackendError):
    """A right that cannot be given like this.

    Problems: ``helper_approves`` (only a company's people approve), ``limit_without_orders``, ``currency`` (not the
    customer's), ``last_approver`` (somebody must be left who approves), ``phone`` or ``email`` (no address, or
    the customer's own or another representative's already).
    """

    status, code, message = 422, "representative_invalid", "The right cannot be given like this."

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def details(self) -> dict[str, Any]:
        """What is wrong."""
        return {"details": {"problem": self.problem}}
