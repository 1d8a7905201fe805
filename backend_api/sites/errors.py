"""What a change of the tree of sites can be refused for.

BackendError
└── SiteInvalidError    422 site_invalid, with the problem
"""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class SiteInvalidError(BackendError):
    """The tree cannot be like this; the problem is ``ring``, ``too_deep`` or ``private_customer``."""

    status, code, message = 422, "site_invalid", "The tree of sites cannot be like this."

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def details(self) -> dict[str, Any]:
        """What is wrong."""
        return {"details": {"problem": self.problem}}
