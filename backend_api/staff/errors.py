"""What a change of staff can be refused for.

BackendError
└── StaffInvalidError    422 staff_invalid, with the problem
"""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class StaffInvalidError(BackendError):
    """The entry cannot be like this; the problem is ``email``, ``email_taken``, ``own_entry`` or ``role``."""

    status, code, message = 422, "staff_invalid", "The entry cannot be like this."

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def details(self) -> dict[str, Any]:
        """What is wrong."""
        return {"details": {"problem": self.problem}}
