"""When an order is promised for, and when the promise is at risk."""

from datetime import date

import pytest

from backend_api.orders.promise import promised_for, risk_of
from backend_api.orders.registry import machine_of

DEVICE = machine_of("device")
FRIDAY = date(2026, 11, 20)


def test_the_usual_time_counts_working_days() -> None:
    assert promised_for(DEVICE, "placed", today=FRIDAY, country="DE") == date(2026, 11, 27)
    assert promised_for(DEVICE, "placed", today=date(2026, 12, 22), country="DE") == date(2026, 12, 30)
    assert promised_for(DEVICE, "placed", today=date(2026, 12, 22), country="PL") == date(2026, 12, 31)


def test_a_later_wish_stands() -> None:
    later = date(2027, 1, 9)
    assert promised_for(DEVICE, "placed", today=FRIDAY, country="DE", wished_on=later) == later
    assert promised_for(DEVICE, "placed", today=FRIDAY, country="DE", wished_on=FRIDAY) == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("state", "promised_on", "blocked", "risk"),
    [
        ("placed", date(2026, 11, 27), False, None),
        ("placed", date(2026, 11, 26), False, "late"),
        ("handed_over", date(2026, 11, 24), False, None),
        ("handed_over", date(2026, 11, 23), False, "late"),
        ("handed_over", date(2026, 11, 24), True, "blocked"),
        ("handed_over", date(2026, 12, 24), True, None),
        ("packed", date(2026, 11, 19), False, "past"),
        ("delivered", date(2026, 11, 19), False, None),
        ("cancelled", date(2026, 11, 19), False, None),
        ("placed", None, True, None),
    ],
)
def test_risks(state: str, promised_on: date | None, blocked: bool, risk: str | None) -> None:
    assert risk_of(DEVICE, state, promised_on, blocked=blocked, today=FRIDAY, country="DE") == risk
