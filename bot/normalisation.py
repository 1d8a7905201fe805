"""Brings a customer's words into the one spelling that the classifier learns from and is asked in."""

from __future__ import annotations

import re
from functools import lru_cache

from actions._words.spelling import fold

# One alternation, tried left to right at every place; bounded repetitions keep the time linear in the text.
_MASKED = re.compile(
    r"""
    (?P<mail>[a-z0-9][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})
    |(?P<link>(?:https?://|www\.)[^\s]{1,200})
    |(?P<melo>\b(?:de|at)(?=[0-9a-z]{31}\b)[0-9a-z]{31}\b)
    |(?P<iban>\b(?:de|pl)\d\d(?:\ ?\d{4}){4,6}(?:\ ?\d{1,3})?\b)
    |(?P<taxid>\b(?:de|pl)\ ?\d{9,10}\b)
    |(?P<invoice>\br[-/ ]{0,3}20\d\d[-/ ]{0,3}\d{3,8}\b)
    |(?P<application>\ba[-/ ]{0,3}\d{7}\b)
    |(?P<customer>\bk[-/ ]{0,3}\d{4}[- ]?\d{1,4}\b)
    |(?P<contract>\bv[-/ ]{0,3}\d{4,8}\b)
    |(?P<ticket>\bt[-/ ]{0,3}\d{4,8}\b)
    |(?P<postcode>(?<![\d-])\d\d-\d{3}(?![\d-]))
    |(?P<date>\b\d{1,2}[./-]\ ?\d{1,2}[./-]\ ?(?:20)?\d\d\b|\b20\d\d-\d\d-\d\d\b
        |\b\d{1,2}\.\d{1,2}\.|\b(?:0?[1-9]|1[0-2])/20\d\d\b)
    |(?P<time>\b\d{1,2}:\d\d\b|\b\d{1,2}\ ?(?:uhr|am|pm|o'clock)\b)
    |(?P<money>[€$£]\ ?\d{1,9}(?:[.,]\d{1,3}){0,3}
        |\b\d{1,9}(?:[.,]\d{1,3}){0,3}\ ?(?:€|\$|£|eur\b|euros?\b|pln\b|zl\b|zlotych\b|zlote\b|zloty\b|bucks\b|quid\b))
    |(?P<energy>\b\d{1,9}(?:[.,]\d{1,3}){0,3}\ ?(?:kwh|mwh|m3|kw|watt)\b)
    |(?P<rate>\b\d{1,6}(?:[.,]\d{1,3})?\ ?(?:gb|mb|gigs?|giga|gbit|mbit|mbps|megabit)\b)
    |(?P<percent>\b\d{1,4}(?:[.,]\d{1,3})?\ ?(?:%|percent\b|prozent\b|procent\b))
    |(?P<year>\b20[0-4]\d\b)
    |(?P<phone>\+\d[\d ()/-]{6,20}\d)
    |(?P<number>\d[\d.,]{0,40})
    """,
    re.VERBOSE,
)

# What every mask begins with or holds: a text without it is not searched.
_MASKABLE = re.compile(r"[\d@]|://|www\.")

# Words, the question mark, and pictures (a thumb up is an answer).
_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]{1,3})?|[?\u2600-\u27bf\U0001f300-\U0001faff]")

# A mask is written with this sign in front, which no folded word can begin with.
MASK_SIGN = "0"


def mask(folded: str) -> str:
    """Replace numbers and identifiers by words that say their kind; the value itself teaches a classifier nothing."""
    return _MASKED.sub(_mask_for, folded) if _MASKABLE.search(folded) else folded


@lru_cache(maxsize=64)
def tokens(text: str) -> tuple[str, ...]:
    """Words of a message in the classifier's spelling; masks come as "0money", "0n8" and the like."""
    # remembered, because some fifteen steps of one message ask for the same words
    return tuple(_TOKEN.findall(mask(fold(text))))


def comparable(text: str) -> str:
    """The form in which two sentences count as the same: folded words only, numbers masked, no punctuation."""
    return " ".join(word for word in tokens(text) if word != "?")


def _mask_for(match: re.Match[str]) -> str:
    kind = match.lastgroup or "number"
    if kind != "number":
        return f" {MASK_SIGN}{kind} "
    digits = sum(char.isdigit() for char in match.group())
    return f" {MASK_SIGN}n{_length_class(digits)} "


def _length_class(digits: int) -> int:
    """Lengths that tell one kind of bare number from another (8: customer number, 11: PESEL or MaLo-ID, 18: PPE)."""
    return digits if digits in (1, 2, 3, 8, 9, 10, 11, 18) else (5 if digits < 8 else 20)
