"""How asking for one's data, or for being erased, can be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backend_api.errors import BackendError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class OwnDataOnlyError(BackendError):
    """Somebody acts for the customer: a copy and an erasure are for the person alone."""

    status, code, message = 403, "own_data_only", "Only the person may ask for this, nobody on their behalf."


class ErasureBlockedError(BackendError):
    """The data are still needed; ``reasons`` says for what."""

    status, code, message = 409, "erasure_blocked", "Something still runs that needs the data."

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("erasure_blocked")
        self.reasons = reasons

    def details(self) -> dict[str, Any]:
        """``contract_running``, ``order_open``, ``balance_open``."""
        return {"details": {"reasons": list(self.reasons)}}


class ErasureSettledError(BackendError):
    """It was done or taken back."""

    status, code, message = 409, "erasure_settled", "This was done or taken back already."


class ExportNotReadyError(BackendError):
    """It cannot be fetched yet; ``ready_at`` says when."""

    status, code, message = 409, "export_not_ready", "The copy cannot be fetched yet."

    def __init__(self, ready_at: datetime) -> None:
        super().__init__("export_not_ready")
        self.ready_at = ready_at

    def details(self) -> dict[str, Any]:
        """When it can."""
        return {"details": {"ready_at": self.ready_at.isoformat()}}


class ExportOverError(BackendError):
    """It was fetched, or its time is over."""

    status, code, message = 410, "export_over", "The copy was fetched, or its time is over; ask for a new one."
