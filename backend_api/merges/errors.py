"""What a merge can be refused for.

BackendError
└── MergeRefusedError    409 merge_refused, with the problem
"""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class MergeRefusedError(BackendError):
    """The two records may not become one, or not two again.

    Problems: ``same_record``, ``ids_differ``, ``not_proven`` (nobody saw a paper for both), ``kind``, ``currency``,
    ``already_merged``, ``merged_again`` (the survivor was merged since), ``other_crm``, ``already_undone``.
    """

    status, code, message = 409, "merge_refused", "These records cannot be merged, or not taken apart."

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def details(self) -> dict[str, Any]:
        """What stands against it."""
        return {"details": {"problem": self.problem}}
