"""How a change of an installment can be refused.

BackendError
└── InstallmentOutOfRangeError   422 installment_out_of_range, with the bounds
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backend_api.errors import BackendError
from backend_api.schemas import Money

if TYPE_CHECKING:
    from backend_api.installments.limits import Limits


class InstallmentOutOfRangeError(BackendError):
    """The amount is too far from what the supply will probably cost."""

    status, code, message = 422, "installment_out_of_range", "The amount is outside the allowed range."

    def __init__(self, limits: Limits, currency: str) -> None:
        super().__init__(f"{limits.lowest} to {limits.highest}")
        self.limits, self.currency = limits, currency

    def details(self) -> dict[str, Any]:
        """The bounds, and the amount that would just be enough."""
        bounds = {"lowest": self.limits.lowest, "highest": self.limits.highest, "fair": self.limits.fair}
        shown = {name: Money.of(amount, self.currency).model_dump() for name, amount in bounds.items()}
        return {"details": {**shown, "basis": self.limits.basis}}
