"""What a contact address can be refused for.

BackendError
├── AddressInvalidError       422 address_invalid, with the kind
└── AddressUnconfirmedError   409 address_unconfirmed
"""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class AddressInvalidError(BackendError):
    """A text that is no phone number that can be called, or no mail address."""

    status, code, message = 422, "address_invalid", "This is not a phone number or mail address that can be reached."

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind

    def details(self) -> dict[str, Any]:
        """What it should have been; never the text."""
        return {"details": {"kind": self.kind}}


class AddressUnconfirmedError(BackendError):
    """The address does not count: nobody has proved it, or messages came back from it."""

    status, code, message = 409, "address_unconfirmed", "The address must be confirmed first."
