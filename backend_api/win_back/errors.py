"""How a notice, or a request about one, can be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backend_api.errors import BackendError

if TYPE_CHECKING:
    from datetime import date


class ContractEndsAlreadyError(BackendError):
    """The contract is over or was ended before: there is nothing left to give notice of."""

    status, code, message = 409, "contract_ends_already", "The contract is over, or ends already."

    def __init__(self, ends_on: date | None, order_number: str | None, follow_up_number: str | None) -> None:
        super().__init__("contract_ends_already")
        self.ends_on, self.order_number, self.follow_up_number = ends_on, order_number, follow_up_number

    def details(self) -> dict[str, Any]:
        """With which day it ends, the receipt of the notice, and the contract that follows it, if any."""
        return {
            "details": {
                "ends_on": None if self.ends_on is None else self.ends_on.isoformat(),
                "receipt_number": self.order_number,
                "follow_up_contract_number": self.follow_up_number,
            }
        }


class RuleExistsError(BackendError):
    """There is a rule of this name."""

    status, code, message = 409, "win_back_rule_exists", "There is a rule of this name."
