"""How a fault guide can be refused."""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class GuideInvalidError(BackendError):
    """The guide leads nowhere, in a circle, or is not written in every language."""

    status, code, message = 422, "guide_invalid", "The guide is not whole."

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems

    def details(self) -> dict[str, Any]:
        """Every problem, in English, for who writes guides."""
        return {"details": {"problems": self.problems}}
