"""How requests about products are refused besides "not found"."""

from backend_api.errors import BackendError


class NotStockedError(BackendError):
    """Tariffs and plans have no stock."""

    status, code, message = 409, "not_stocked", "Only devices and accessories have a stock."


class ProductFixedError(BackendError):
    """A product does not become another one under its number."""

    status, code, message = 409, "product_fixed", "Kind, commodity and country of a product never change."


class PriceInThePastError(BackendError):
    """What a product costs today, or cost before, is not changed."""

    status, code, message = 422, "price_in_the_past", "A new price begins tomorrow or later."
