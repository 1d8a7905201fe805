"""Ways to reach a customer, found in text: phone numbers, mail addresses, postcodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actions._words.spelling import fold
from bot.mentions import Mention, free

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Span = tuple[int, int]

_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@(?:[\w-]{1,63}\.){1,4}[A-Za-z]{2,20}\b")
_INTERNATIONAL = re.compile(r"(?<![\w+])(?:\+|00)[1-9]\d?\d?(?:[ ()/-]{0,2}\d){6,12}(?!\d)")
_NATIONAL_DE = re.compile(r"(?<![\w.,-])0[1-9]\d{1,4}[ /-]{0,3}\d{2,4}(?:[ -]?\d){2,7}(?![\d.,]\d|\d)")
_NINE_DIGITS = re.compile(r"(?<![\w.,-])[1-9]\d\d([ -]?)\d{3}\1\d{3}(?![\d.,-]\d|\d)")
_PHONE_CUE = re.compile(r"tel|phone|handy|mobil|komor|ruf|anruf|call|dzwon|number|numer|nummer|sms")
_CUE_REACH_CHARS = 40

_POSTCODE_PL = re.compile(r"(?<![\w-])\d\d-\d{3}(?![\w-])")
_POSTCODE_DE = re.compile(r"(?<![\w.,-])\d{5}(?![\w.,-]|\s{0,2}(?:kwh|m3|m³|€|eur))", re.IGNORECASE)
_MAY_HOLD = re.compile(r"[\d@]")
"""Where neither stands there is no contact."""
_POSTCODE_CUE = re.compile(r"plz|postleitzahl|postcode|post code|zip|\bkod\b|kod pocztowy")
# A German postcode without such a word is believed only in front of a name of a town.
_TOWN = re.compile(r" {1,2}[A-ZÄÖÜ][a-zäöüß]{2,}")


def find_contacts(text: str, taken: Sequence[Span] = ()) -> list[Mention]:
    """Phone numbers ("+48501234567"), mail addresses in lower case and postcodes, in order of appearance.

    Args:
        text: One message.
        taken: Stretches that other extractors have explained already.
    """
    found: list[Mention] = []
    if not _MAY_HOLD.search(text):
        return found
    for mention in _candidates(text):
        spans = [*taken, *((other.start, other.end) for other in found)]
        if free(mention, spans):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _candidates(text: str) -> Iterator[Mention]:
    for match in _EMAIL.finditer(text):
        yield Mention("email", match.start(), match.end(), match.group().lower())
    for match in _INTERNATIONAL.finditer(text):
        digits = _digits(match)
        yield Mention("phone", match.start(), match.end(), f"+{digits[2:] if digits.startswith('00') else digits}")
    for match in _POSTCODE_PL.finditer(text):
        yield Mention("postcode", match.start(), match.end(), match.group())
    for match in _NATIONAL_DE.finditer(text):
        yield Mention("phone", match.start(), match.end(), f"+49{_digits(match)[1:]}")
    for match in _NINE_DIGITS.finditer(text):
        if match.group(1) or _PHONE_CUE.search(_before(text, match)):
            yield Mention("phone", match.start(), match.end(), f"+48{_digits(match)}")
    for match in _POSTCODE_DE.finditer(text):
        if _POSTCODE_CUE.search(_before(text, match)) or _TOWN.match(text, match.end()):
            yield Mention("postcode", match.start(), match.end(), match.group())


def _digits(match: re.Match[str]) -> str:
    return re.sub(r"\D", "", match.group())


def _before(text: str, match: re.Match[str]) -> str:
    return fold(text[max(0, match.start() - _CUE_REACH_CHARS) : match.start()])
