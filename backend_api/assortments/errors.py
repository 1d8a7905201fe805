"""How assortments and price lists from the ERP are refused."""

from collections.abc import Sequence
from typing import Any

from backend_api.errors import BackendError


class ListBegunError(BackendError):
    """What partners could sell, and for how much, on a past day is not changed."""

    status, code, message = (
        422,
        "list_begun",
        "A list begins tomorrow or later; once it has begun only its end changes.",
    )


class ListedUnknownError(BackendError):
    """Some products of a list do not exist."""

    status, code, message = 422, "products_unknown", "Some products of the list do not exist."

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__("products_unknown")
        self.numbers = numbers

    def details(self) -> dict[str, Any]:
        """Which."""
        return {"details": {"product_numbers": list(self.numbers)}}
