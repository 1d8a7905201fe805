"""Money, numbers, dates and energy as people of a language write them (Babel, CLDR)."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_month_names
from babel.numbers import format_currency, format_decimal

TIME_ZONE = ZoneInfo("Europe/Berlin")
"""Local time of Germany and Poland, the two countries served; both switch at the same instants."""

NO_BREAK_SPACE = "\u00a0"
_LOCALES = {"en": "en_GB", "de": "de_DE", "pl": "pl_PL"}
_WHOLE_MONTH = re.compile(r"\d{4}-\d{2}\Z")


class Formats:
    """The filters of one language; every method takes the raw value an action passed."""

    def __init__(self, language: str) -> None:
        self.locale = Locale.parse(_LOCALES.get(language, language))

    def filters(self) -> dict[str, Any]:
        """Filter names of the reply templates."""
        names = (
            "money",
            "owed_back",
            "number",
            "date",
            "brief_date",
            "month",
            "period",
            "energy",
            "percent",
            "time",
            "weekday",
        )
        return {name: getattr(self, name) for name in names}

    def money(self, value: dict[str, Any]) -> str:
        """Write ``{"amount": "84.20", "currency": "EUR"}``; prices per unit keep up to four decimals."""
        amount = Decimal(str(value["amount"]))
        decimals = max(2, min(4, -int(amount.normalize().as_tuple().exponent)))
        pattern = re.sub(r"0\.0+", "0." + "0" * decimals, self.locale.currency_formats["standard"].pattern)
        text = format_currency(amount, value["currency"], format=pattern, locale=self.locale, currency_digits=False)
        # CLDR's currency spacing, which Babel leaves out: a code of letters stands apart from the digits
        return re.sub(r"(?<=[A-Za-z])(?=\d)", NO_BREAK_SPACE, text)

    def owed_back(self, value: dict[str, Any]) -> str:
        """Write what the supplier owes, an amount below zero, as money without its sign."""
        return self.money({**value, "amount": abs(Decimal(str(value["amount"])))})

    def number(self, value: object, decimals: int | None = None) -> str:
        """Write a number with grouping; at most two decimals unless ``decimals`` fixes them."""
        pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(Decimal(str(value)), format=pattern, locale=self.locale)

    def percent(self, value: object) -> str:
        """Write 12.3 as "12.3%" with at most one decimal, spaced as the language does."""
        spacing = NO_BREAK_SPACE if NO_BREAK_SPACE in self.locale.percent_formats[None].pattern else ""
        return format_decimal(Decimal(str(value)), format="#,##0.#", locale=self.locale) + spacing + "%"

    def energy(self, value: object, unit: str = "kWh") -> str:
        """Write a measured amount with its unit (kWh, m3, GB)."""
        return f"{self.number(value)}{NO_BREAK_SPACE}{unit.replace('m3', 'm³')}"

    def date(self, value: object) -> str:
        """Write an ISO date or time as "9 March 2026"."""
        return format_date(_as_date(value), "long", locale=self.locale)

    def brief_date(self, value: object) -> str:
        """Write an ISO date or time as "9 Mar 2026", for where there is little room."""
        return format_date(
            _as_date(value), "d. MMM y" if self.locale.language == "de" else "d MMM y", locale=self.locale
        )

    def weekday(self, value: object) -> str:
        """Write the day of the week of an ISO date or time as "Monday"."""
        return format_date(_as_date(value), "EEEE", locale=self.locale)

    def month(self, value: object) -> str:
        """Write a date or "2026-03" as "March 2026" (standing alone, not declined)."""
        return format_date(_as_date(value), "LLLL yyyy", locale=self.locale)

    def time(self, value: object) -> str:
        """Write a time of day ("18:00") or the local time of an instant as "18:00"."""
        text = str(value)
        if re.fullmatch(r"\d{2}:\d{2}(:\d{2})?", text):
            return text[:5]
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(text.replace("Z", "+00:00"))
        local = moment.astimezone(TIME_ZONE) if moment.tzinfo else moment
        return local.strftime("%H:%M")

    def period(self, value: dict[str, Any]) -> str:
        """Write ``{from_on, to_on, grain}``; whole months, quarters and years by their names."""
        first, last = _as_date(value["from_on"]), _as_date(value["to_on"])
        grain = value.get("grain")
        if grain == "day" or first == last:
            return self.date(first)
        if grain in {"month", "quarter", "year"} and _is_whole(first, last, grain):
            pattern = {"month": "LLLL yyyy", "quarter": "QQQQ yyyy", "year": "yyyy"}[grain]
            return format_date(first, pattern, locale=self.locale)
        return f"{self.date(first)} – {self.date(last)}"

    def month_names(self) -> dict[int, str]:
        """The names of the twelve months, standing alone."""
        return dict(get_month_names("wide", context="stand-alone", locale=self.locale))


def _is_whole(first: date, last: date, grain: str) -> bool:
    months = {"month": 1, "quarter": 3, "year": 12}[grain]
    after = first.year * 12 + first.month - 1 + months
    return first.day == 1 and last.toordinal() + 1 == date(after // 12, after % 12 + 1, 1).toordinal()


def _as_date(value: object) -> date:
    if isinstance(value, datetime):
        return value.astimezone(TIME_ZONE).date() if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    text = str(value)
    if _WHOLE_MONTH.match(text):
        text += "-01"
    if "T" in text:
        return _as_date(datetime.fromisoformat(text.replace("Z", "+00:00")))
    return date.fromisoformat(text)
