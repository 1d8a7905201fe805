"""Words of people who want a tariff worked out: for a use they name, or beside what they pay now. Pure.

Each predicate reads folded words of the three languages.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from actions._words.prices import names_tariff
from actions._words.spelling import fold
from actions._words.vocabulary import BILLS, GOODS, WHY

MONTHS = 12
LEAST_A_YEAR = Decimal(600)
"""A use of fewer kWh, of which no time is said, is one of a month."""

_FIGURE = r"(\d{1,3}(?:[ .,']\d{3})+|\d{2,6})(?:[.,]\d{1,2})?"
_USE = re.compile(
    rf"\b{_FIGURE} ?(?:kwh|kilowatt\w*|kilowatogodzin\w*|units)\b"
    rf"|\b(?:use|using|uses|verbrauch\w*|brauch\w*|zuzyw\w*|zuzyj\w*"
    rf"|zuzyci\w*)(?: \w+){{0,3}}? {_FIGURE}\b(?! ?(?:eur|zl|pln|gb|%))"
)
_YEARLY = re.compile(r"\b(?:year(?:ly)?|yr|annual\w*|p\.?a\.?|jahr\w*|jaehrlich\w*|rok(?:u)?|roczn\w*)\b")
_MONTHLY = re.compile(r"\b(?:month(?:ly)?|mth|monat\w*|mtl|miesi[ea]c\w*|miesi[ea]czn\w*)\b")
_ASKS = re.compile(
    r"\b(?:how much|what (?:would|will|does|do|is)|whats|price|costs?|was (?:kost|zahl|wuerd|waer|macht)\w*|wie ?viel"
    r"|preis"
    r"|kostet|ile|cena|cennik|wyjdzie|wyniesie)\b"
)
_PAST = re.compile(
    r"\b(?:did|paid|used|was it|last|gezahlt|bezahlt|verbraucht|letzt\w*|zaplaci(?:lem|lam)|zuzy(?:lem|lam)"
    r"|ostatni\w*|poprzedni\w*)\b"
)
_COMPARES = re.compile(
    r"\b(?:cheap\w*|dear(?:er)?|sav(?:e|es|ing|ings)|worth (?:it|switching)|more expensive|pric(?:ey|ier)"
    r"|better (?:off|deal)"
    r"|billig\w*|guenstig\w*|teu[er]+er|spar(?:e|en|t|st)?|lohnt|lohnen|besser fahr\w*"
    r"|tansz\w*|tanie\w*|drozsz\w*|taniej|drozej|oszczedz\w*|oplaca\w*|najtan\w*)\b"
)
_WHICH = re.compile(
    r"\b(?:which|what|cheapest) (?:\w+ ){0,2}(?:tariff|plan|rate|one)s?\b|\bcheapest for me\b"
    r"|\b(?:welche[rsn]?|guenstigste[rsn]?|billigste[rsn]?) (?:\w+ ){0,2}(?:tarif\w*|strom\w*|gas\w*)\b"
    r"|\b(?:ktor[aey]|jaka|najtansz\w*) (?:\w+ ){0,2}(?:taryf\w*|ofert\w*)\b"
)
_OWN = re.compile(
    r"\b(?:me|mine|my|i|us|we|mich|mir|mein\w*|ich|wir|uns|mnie|moj\w*|moja|mi|nam|nasz\w*|mam|zaplac\w*|place|now|today|jetzt"
    r"|teraz)\b"
)


class Use(NamedTuple):
    """What somebody uses in a year, and whether he said it by the month."""

    kwh: Decimal
    is_monthly: bool


def use_said(text: str) -> Use | None:
    """The use that is named, of a year: "3500 kWh im Jahr", "jak zużywam 300"."""
    folded = fold(text)
    found = _USE.search(folded)
    if found is None:
        return None
    kwh = Decimal(re.sub(r"\D", "", found[1] or found[2]))
    says_month, says_year = _MONTHLY.search(folded) is not None, _YEARLY.search(folded) is not None
    is_monthly = says_month if says_month != says_year else kwh < LEAST_A_YEAR
    return Use(kwh * MONTHS if is_monthly else kwh, is_monthly)


def asks_cost_of_use(text: str) -> bool:
    """Tell whether somebody asks what a use would cost: "how much for 2500 kwh a year", not what a bill came to."""
    folded = fold(text)
    is_of_other = any(one.search(folded) for one in (_PAST, WHY, BILLS, GOODS))
    return _ASKS.search(folded) is not None and use_said(text) is not None and not is_of_other


def asks_whether_cheaper(text: str, *, told: bool = False) -> bool:
    """Tell whether a tariff shall be held against what is paid: "wäre Flex für mich billiger?".

    Args:
        text: The message.
        told: Prices were told just now, so that the tariff need not be named.
    """
    folded = fold(text)
    compares = _COMPARES.search(folded) is not None and not any(one.search(folded) for one in (WHY, BILLS, GOODS))
    is_named = names_tariff(text) or _WHICH.search(folded) is not None
    return compares and (is_named or (told and _OWN.search(folded) is not None))
