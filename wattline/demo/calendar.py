"""Days relative to the day of seeding: pure."""

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_first(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def billing_day(today: date, days_ago: int) -> date:
    """A day in the recent past that every month has, so that periods counted from it are whole months."""
    day = today - timedelta(days=days_ago)
    return day.replace(day=min(day.day, 28))
