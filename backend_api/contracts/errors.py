"""How a request about contracts can be refused."""

from __future__ import annotations

from backend_api.errors import BackendError


class PriceChangeExistsError(BackendError):
    """A change of price for this day was announced before."""

    status, code, message = 409, "price_change_exists", "A change of price for this day was announced before."


class PriceChangeTooSoonError(BackendError):
    """The customer has to be told of higher prices in time, and not during a price guarantee."""

    status, code, message = 409, "price_change_too_soon", "The prices cannot change on this day."
