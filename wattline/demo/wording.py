"""Values as the bot prints them, so that a fact can say what an answer must contain.

The bot's own code lives in the other Python world (`bot/formats.py`); both are fed from `tests/data/formats.json`.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import yaml
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from wattline.demo.plan import DATA, Language

LANGUAGES: tuple[str, ...] = get_args(Language)
_REPLIES = Path(__file__).resolve().parents[2] / "bot" / "replies"
_LOCALES: dict[str, Locale] = {
    "en": Locale.parse("en_GB"),
    "de": Locale.parse("de_DE"),
    "pl": Locale.parse("pl_PL"),
}
_NO_BREAK_SPACE = "\u00a0"
_POLISH_IN_MONTHS = (
    *("styczniu", "lutym", "marcu", "kwietniu", "maju", "czerwcu"),
    *("lipcu", "sierpniu", "wrześniu", "październiku", "listopadzie", "grudniu"),
)


def money(value: dict[str, str], language: str) -> str:
    """An amount of money; prices per unit keep up to four decimals."""
    locale, amount = _LOCALES[language], Decimal(value["amount"])
    decimals = max(2, min(4, -int(amount.normalize().as_tuple().exponent)))
    pattern = re.sub(r"0\.0+", "0." + "0" * decimals, locale.currency_formats["standard"].pattern)
    text = format_currency(amount, value["currency"], format=pattern, locale=locale, currency_digits=False)
    return re.sub(r"(?<=[A-Za-z])(?=\d)", _NO_BREAK_SPACE, text)


def energy(value: object, unit: str, language: str) -> str:
    """A measured amount with its unit, at most two decimals."""
    number = format_decimal(Decimal(str(value)), format="#,##0.##", locale=_LOCALES[language])
    return f"{number}{_NO_BREAK_SPACE}{unit}"


def long_date(value: str, language: str) -> str:
    """An ISO date with the month in words."""
    return format_date(date.fromisoformat(value), "long", locale=_LOCALES[language])


def in_month(first_on: date, language: str) -> str:
    """The month's name as it follows "in", "im" or "w"."""
    if language == "pl":
        return _POLISH_IN_MONTHS[first_on.month - 1]
    return format_date(first_on, "LLLL", locale=_LOCALES[language])


@lru_cache(maxsize=3)
def stages(language: str) -> dict[str, str]:
    """The bot's names of the stages of a supplier switch."""
    names: dict[str, str] = _yaml(_REPLIES / language / "names" / "stages.yml")
    return names


@lru_cache(maxsize=1)
def questions() -> dict[str, dict[str, list[str]]]:
    """How customers ask, by what is asked and language."""
    found: dict[str, dict[str, list[str]]] = _yaml(DATA / "questions.yml")
    return found


def in_all(write: Any, *values: object) -> dict[str, str]:
    """What a function writes, in each language."""
    return {language: write(*values, language) for language in LANGUAGES}


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
