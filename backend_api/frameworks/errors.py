"""How call-offs are refused."""

from typing import Any

from backend_api.errors import BackendError
from backend_api.frameworks.rules import LimitUnit, Refusal


class CallOffRefusedError(BackendError):
    """The agreement does not allow this order."""

    status, code, message = 409, "call_off_refused", "The framework agreement does not allow this order."

    def __init__(self, number: str, unit: LimitUnit, refusal: Refusal) -> None:
        super().__init__("call_off_refused")
        self.number, self.unit, self.refusal = number, unit, refusal

    def details(self) -> dict[str, Any]:
        """Why, and what could still be called off."""
        return {
            "details": {
                "framework_number": self.number,
                "reason": self.refusal.reason,
                "left": f"{self.refusal.left.normalize():f}",
                "unit": self.unit,
            }
        }
