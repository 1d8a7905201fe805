"""How a wish for a corrected invoice can be refused.

BackendError
├── InvoiceNotEstimatedError    409 invoice_not_estimated
└── CorrectionRequestedError    409 correction_requested
"""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class InvoiceNotEstimatedError(BackendError):
    """It rests on a real reading: what is wrong with it is a matter for a complaint."""

    status, code, message = 409, "invoice_not_estimated", "The invoice does not rest on an estimate."


class CorrectionRequestedError(BackendError):
    """Somebody looks at it already."""

    status, code, message = 409, "correction_requested", "A correction of this invoice was requested already."

    def __init__(self, ticket_number: str | None) -> None:
        super().__init__(ticket_number)
        self.ticket_number = ticket_number

    def details(self) -> dict[str, Any]:
        """The ticket with which a person follows it."""
        return {"details": {"ticket_number": self.ticket_number}}
