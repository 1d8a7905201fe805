"""How a bank account can be refused.

BackendError
└── IbanInvalidError  422 iban_invalid, with one word for what is wrong
"""

from typing import Any

from backend_api.errors import BackendError


class IbanInvalidError(BackendError):
    """The IBAN cannot be right."""

    status, code, message = 422, "iban_invalid", "The IBAN cannot be right."

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def details(self) -> dict[str, Any]:
        """What is wrong: ``length``, ``check_digit``, ``country``, ..."""
        return {"details": {"field": "iban", "problem": self.problem}}
