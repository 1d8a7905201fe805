"""When an unpaid invoice is followed up, and with what fee."""

from datetime import date, timedelta
from decimal import Decimal

from backend_api.dunning.rules import NextStep, next_step

DUE = date(2026, 11, 1)


def test_a_week_after_the_due_day_comes_a_free_reminder() -> None:
    assert next_step(DUE, None, None, currency="EUR", today=DUE + timedelta(days=6)) is None
    today = DUE + timedelta(days=7)
    due = next_step(DUE, None, None, currency="EUR", today=today)
    assert due == NextStep("reminded", today + timedelta(days=14), Decimal())


def test_two_weeks_later_comes_a_demand_with_a_fee_where_one_is_taken() -> None:
    reminded_on = date(2026, 11, 8)
    today = reminded_on + timedelta(days=14)
    assert next_step(DUE, "reminded", reminded_on, currency="EUR", today=today - timedelta(days=1)) is None
    for currency, fee in (("EUR", "1.50"), ("PLN", "0")):
        due = next_step(DUE, "reminded", reminded_on, currency=currency, today=today)
        assert due == NextStep("dunned", today + timedelta(days=14), Decimal(fee))


def test_after_a_demand_or_a_stop_a_person_decides() -> None:
    for last in ("dunned", "stopped"):
        assert next_step(DUE, last, DUE, currency="EUR", today=date(2030, 1, 1)) is None
