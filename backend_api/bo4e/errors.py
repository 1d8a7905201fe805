"""How an exchange of BO4E objects can be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backend_api.errors import BackendError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Bo4eMissingError(BackendError):
    """The library is an extra and was not installed."""

    status, code, message = 501, "bo4e_missing", "BO4E is not installed here: pip install 'wattline[bo4e]'."


class ImportRefusedError(BackendError):
    """Objects are not as they should be; nothing was kept."""

    status, code, message = 422, "import_refused", "Some of the objects cannot be taken; nothing was kept."

    def __init__(self, problems: Sequence[dict[str, Any]]) -> None:
        super().__init__("import_refused")
        self.problems = problems

    def details(self) -> dict[str, Any]:
        """Place in the list and a stable word each, never a value."""
        return {"details": {"problems": list(self.problems)}}


class ObjectRefusedError(ValueError):
    """One object cannot be taken; ``problem`` says why in one word or two."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
