"""How requests about products are refused besides "not found"."""

from backend_api.errors import BackendError


class NotStockedError(BackendError):
    """Tariffs and plans have no stock."""

    status, code, message = 409, "not_stocked", "Only devices and accessories have a stock."
