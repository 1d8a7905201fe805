"""Periods by their names, counted from a day: pure."""

from datetime import date, timedelta

DAY = timedelta(days=1)


def span(name: str, today: date) -> tuple[date, date]:
    """First and last day of a period.

    Args:
        name: `last_month`, `last_quarter`, `last_year`, `year_before_last`; `twelve_months` are the whole months before
            this one; `last_march` is the latest March that is over.
        today: The day to count from.
    """
    this_month = today.replace(day=1)
    if name == "last_month":
        return (this_month - DAY).replace(day=1), this_month - DAY
    if name == "last_quarter":
        this_quarter = date(today.year, today.month - (today.month - 1) % 3, 1)
        return _months_before(this_quarter, 3), this_quarter - DAY
    if name == "last_march":
        year = today.year if today.month > 3 else today.year - 1
        return date(year, 3, 1), date(year, 3, 31)
    if name == "twelve_months":
        return _months_before(this_month, 12), this_month - DAY
    year = today.year - {"last_year": 1, "year_before_last": 2}[name]
    return date(year, 1, 1), date(year, 12, 31)


def _months_before(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 - months, 12)
    return date(year, month + 1, 1)
