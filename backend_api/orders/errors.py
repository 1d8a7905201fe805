"""How an order can be refused.

BackendError
├── OrderInvalidError        422 order_invalid, with every field that is wrong
├── OrderMoveRefusedError    409 order_move_refused, with the state it is in
└── OrderNotChangeableError  409 order_not_changeable, with the state it is in
"""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class OrderMoveRefusedError(BackendError):
    """The order is in a state from which this is not possible, or not by this caller."""

    status, code, message = 409, "order_move_refused", "The order cannot be moved like that."

    def __init__(self, state: str, to: str, problem: str) -> None:
        super().__init__(f"{state} -> {to}: {problem}")
        self.state, self.to, self.problem = state, to, problem

    def details(self) -> dict[str, Any]:
        """The state it is in, the one that was wanted, and why not.

        Problems: ``over``, ``not_from_here``, ``unknown_state``, ``not_by_you``, ``own_request``, ``nothing_new``.
        """
        return {"details": {"state": self.state, "wanted": self.to, "problem": self.problem}}


class OrderNotChangeableError(BackendError):
    """The change window is over, or the change itself is not possible."""

    status, code, message = 409, "order_not_changeable", "The order cannot be changed like that any more."

    def __init__(self, state: str, problem: str) -> None:
        super().__init__(f"{state}: {problem}")
        self.state, self.problem = state, problem

    def details(self) -> dict[str, Any]:
        """The state it is in and why not.

        Problems: ``window_over``, ``unknown_line``, ``no_line_left``, ``more_than_ordered``, ``not_the_same_price``,
        ``called_off`` (from an agreement), ``date_too_soon``, ``nothing_new``.
        """
        return {"details": {"state": self.state, "problem": self.problem}}


class OrderInvalidError(BackendError):
    """The order cannot be taken as it is; every problem is named at once."""

    status, code, message = 422, "order_invalid", "The order cannot be taken as it is."

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in sorted(problems.items())))
        self.problems = problems

    def details(self) -> dict[str, Any]:
        """Field by field what is wrong, never a value."""
        fields = [{"field": field, "problem": problem} for field, problem in sorted(self.problems.items())]
        return {"details": {"fields": fields}}
