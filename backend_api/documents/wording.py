"""Words of papers in a language, and numbers, money and days as that language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from babel import Locale
from babel.dates import format_date, format_interval
from babel.numbers import format_currency, format_decimal, get_currency_symbol
from babel.units import format_unit

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

_WORDS = Path(__file__).parent / "words"
_LOCALES = {"en": "en_GB", "de": "de_DE", "pl": "pl_PL"}
LANGUAGES = tuple(_LOCALES)


@dataclass(frozen=True)
class Wording:
    """One language."""

    language: str
    words: dict[str, Any]

    @property
    def locale(self) -> str:
        """Babel's name."""
        return _LOCALES[self.language]

    def say(self, path: str, **values: object) -> str:
        """The words at a path such as ``invoice.title``, with values put in; raises KeyError when they are missing."""
        found: Any = self.words
        for part in path.split("."):
            found = found[part]
        if not isinstance(found, str):
            raise KeyError(path)
        return found.format(**values)

    def count(self, path: str, number: int) -> str:
        """A number with its noun in the right form, such as "3 months"."""
        form = Locale.parse(self.locale).plural_form(number)
        return self.say(f"{path}.{form}", n=number)

    def day(self, day: date) -> str:
        """A day in words, such as "4. Dezember 2026"."""
        return format_date(day, "long", self.locale)

    def period(self, first: date, last: date) -> str:
        """Two days with what they have in common once, such as "1.–31. Oktober 2026"."""
        return format_interval(first, last, "yMMMd", locale=self.locale)

    def days(self, number: int) -> str:
        """A number of days, such as "31 Tage"."""
        return format_unit(number, "day", "long", locale=self.locale)

    def money(self, amount: Decimal, currency: str) -> str:
        """To the cent, or with up to four places for a unit price."""
        places = "0.00" if amount == round(amount, 2) else "0.00##"
        before = "¤" if get_currency_symbol(currency, self.locale) != currency else "¤\u00a0"
        pattern = f"{before}#,##{places}" if self.language == "en" else f"#,##{places}\u00a0¤"
        return _signed(format_currency(amount, currency, pattern, self.locale, currency_digits=False))

    def number(self, amount: Decimal) -> str:
        """With at most three places."""
        return _signed(format_decimal(amount, "#,##0.###", self.locale))


def _signed(text: str) -> str:
    """With a true minus: these locales' own sign is the hyphen, where a line may break."""
    return text.replace("-", "\N{MINUS SIGN}")


@lru_cache(maxsize=len(_LOCALES))
def wording(language: str) -> Wording:
    """The words of a language; English for one we do not write."""
    chosen = language if language in _LOCALES else "en"
    return Wording(chosen, yaml.safe_load((_WORDS / f"{chosen}.yml").read_text(encoding="utf-8")))
