"""Order-to-delivery times by kind."""

from datetime import timedelta
from decimal import Decimal

from backend_api.orders.figures import Taken, times_by_kind


def test_median_ninth_decile_and_kept_promises() -> None:
    days = [1, 2, 3, 4, 5, 6, 7, 8, 9, 30]
    taken = [Taken("device", timedelta(days=day), day < 8) for day in days] + [
        Taken("return", timedelta(hours=36), None)
    ]
    times = times_by_kind(taken)
    device = times["device"]
    assert (device.count, device.median_days, device.p90_days) == (10, Decimal("5.5"), Decimal("9.0"))
    assert device.kept_percent == Decimal("70.0")
    assert (times["return"].median_days, times["return"].kept_percent) == (Decimal("1.5"), None)
    assert list(times) == ["device", "return"]


def test_nothing_fulfilled_gives_nothing() -> None:
    assert times_by_kind([]) == {}
