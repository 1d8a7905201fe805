"""How requests about baskets are refused."""

from collections.abc import Sequence
from typing import Any

from backend_api.baskets.rules import BasketStateName
from backend_api.errors import BackendError
from backend_api.products.prices import Price
from backend_api.products.schemas import AmountsOut


class ProductsUnknownError(BackendError):
    """Some products cannot be ordered in this country today."""

    status, code, message = 422, "products_unknown", "Some of these products cannot be ordered."

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__("products_unknown")
        self.numbers = numbers

    def details(self) -> dict[str, Any]:
        """Which."""
        return {"details": {"product_numbers": list(self.numbers)}}


class BasketNotOpenError(BackendError):
    """It was ordered already, or its time is over."""

    status, code, message = 409, "basket_not_open", "This basket was ordered already or has expired."

    def __init__(self, state: BasketStateName) -> None:
        super().__init__("basket_not_open")
        self.state = state

    def details(self) -> dict[str, Any]:
        """In which state it is."""
        return {"details": {"state": self.state}}


class BasketPricesChangedError(BackendError):
    """What was shown is not the price any more; ``price`` is the new one, or null when it is not sold any more."""

    status, code, message = 409, "basket_prices_changed", "Prices changed since this basket was filled."

    def __init__(self, changed: dict[str, Price | None]) -> None:
        super().__init__("basket_prices_changed")
        self.changed = changed

    def details(self) -> dict[str, Any]:
        """The products with their new prices."""
        return {
            "details": {
                "lines": [
                    {
                        "product_number": number,
                        "price": None
                        if price is None
                        else AmountsOut.of(price.gross, price.currency).model_dump(mode="json"),
                    }
                    for number, price in self.changed.items()
                ]
            }
        }
