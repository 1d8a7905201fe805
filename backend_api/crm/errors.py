"""How a CRM can fail.

BackendError
└── CrmUnavailableError    503 crm_unavailable, with the branch
"""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class CrmUnavailableError(BackendError):
    """The CRM that holds these customers does not answer; the same again may work."""

    status, code, message = 503, "crm_unavailable", "The system that holds these customers does not answer."

    def __init__(self, branch: str) -> None:
        super().__init__(branch)
        self.branch = branch

    def details(self) -> dict[str, Any]:
        """Whose CRM it is."""
        return {"details": {"branch": self.branch}}
