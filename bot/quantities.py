"""Sums of money and words that pick one of several things ("the second", "die größere", "wszystkie")."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from actions._words.spelling import fold
from bot.mentions import Mention, free
from bot.number_words import find_spelled_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NUMBER = r"\d{1,3}(?:[ .'\u00a0]\d{3}){1,3}(?:,\d{1,2})?|\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?"
_EUR = r"€|eur\b|euros?\b"
_PLN = r"zł\b|zl\b|pln\b|złot(?:ych|e|y|ówek|owek)\b|zlot(?:ych|e|y|owek)\b"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?P<eur_first>€|eur\b) ?(?P<number_after>{_NUMBER})"
    rf"|(?P<number>{_NUMBER})(?:,-{{1,2}}|,--)? ?(?:(?P<eur>{_EUR})|(?P<pln>{_PLN})))",
    re.IGNORECASE,
)

_PLAIN = re.compile(rf"(?<![\w.,-])(?:{_NUMBER})(?![\w-])")
_WORD = re.compile(r"\d{1,3}(?:st|nd|rd|th|ter|te|ten|tes)\b|[^\W\d_]+", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:\b(?:number|nummer|numer|nr\.?|no\.?|option|opcja|site|#)\s{0,2})(\d{1,2})(?![\d.,/-])", re.IGNORECASE
)
_BARE = re.compile(r"\s*(\d{1,2})[.)]?\s*")

_WHOLE_WORDS = {
    "1": "first",
    "2": "second",
    "3": "third",
    "4": "fourth",
    "5": "fifth",
    "6": "sixth",
    "7": "seventh",
    "8": "eighth",
    "9": "ninth",
    "10": "tenth",
    "-1": "last letzte letzter letztes letzten letztem ostatni ostatnia ostatnie ostatniego ostatniej ostatnim"
    " ostatnia",
    "largest": "bigger biggest larger largest higher highest",
    "smallest": "smaller smallest lower lowest",
    "latest": "latest newest newer recent",
    "earliest": "oldest older earliest",
    "other": "other another andere andere anderen anderer anderem inny inna inne innego innej innym",
    "both": "both beide beiden beides oba obie obu obydwa obydwie",
    "all": "all every everything alle allen alles saemtliche wszystkie wszystkich wszystko wszystkim kazdy"
    " kazda kazdego",
}
_CODE_BY_WORD = {word: code for code, words in _WHOLE_WORDS.items() for word in words.split()}

# Beginnings of inflected words, folded. An ending must follow, so "erst" (only) and "drugie" differ as they should.
_STEMS = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"erste[rsnm]?$|pierwsz(?:y|a|e|ego|ej|ym|emu)$", "1"),
        (r"zweite[rsnm]?$|drug(?:i|a|ie|iego|iej|im)$", "2"),
        (r"dritte[rsnm]?$|trzeci(?:a|e|ego|ej|m)?$", "3"),
        (r"vierte[rsnm]?$|czwart(?:y|a|e|ego|ej|ym)$", "4"),
        (r"fuenfte[rsnm]?$|piat(?:y|a|e|ego|ej|ym)$", "5"),
        (r"sechste[rsnm]?$|szost(?:y|a|e|ego|ej|ym)$", "6"),
        (r"siebte[rsnm]?$|siodm(?:y|a|e|ego|ej|ym)$", "7"),
        (r"achte[rsnm]?$|osm(?:y|a|e|ego|ej|ym)$", "8"),
        (r"(?:groesser|hoeher)\w{0,2}$|(?:groesst|hoechst)\w{1,2}$|(?:naj)?(?:wieksz|wyzsz)\w{1,3}$", "largest"),
        (r"(?:kleiner|niedriger)\w{0,2}$|(?:klein|niedrig)st\w{1,2}$|(?:naj)?(?:mniejsz|nizsz)\w{1,3}$", "smallest"),
        (r"neuest\w{1,2}$|neust\w{1,2}$|aktuellst\w{1,2}$|juengst\w{1,2}$|(?:naj)?nowsz\w{1,3}$", "latest"),
        (r"aeltest\w{1,2}$|aelter\w{1,2}$|(?:naj)?starsz\w{1,3}$|najwczesniejsz\w{1,3}$", "earliest"),
    )
)  # fmt: skip
# "The last invoice" is the newest one, wherever it stands in a list; "the last one" is the last of the list.
_DATED_THINGS = re.compile(
    r"rechnung|abrechnung|zahlung|mahnung|invoice|bill|statement|payment|faktur|rachun|platnosc|wplat"
)
_NOT_AFTER = frozenset({"at", "of", "above", "after", "ueberhaupt", "vor", "mimo", "przede"})


def find_quantities(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """Amounts and ordinals of a message, in order of appearance.

    Args:
        text: One message.
        taken: Stretches explained already: "last" in "last month" picks no invoice.
    """
    found: list[Mention] = []
    for mention in (*_amounts(text), *_ordinals(text), *_numbers(text)):
        if free(mention, [*taken, *((other.start, other.end) for other in found)]):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def plain_number(written: str) -> str:
    """A number as people write it, as digits with a decimal point.

    A last group of one or two digits after a comma or point is decimal, one of three digits is thousands:
    "1.234,50" is 1234.50, "1 234" is 1234, "12.5" is 12.5.
    """
    compact = re.sub(r"[ '\u00a0]", "", written)
    whole, mark, rest = _split_decimals(compact)
    digits = re.sub(r"[.,]", "", whole)
    return f"{digits}.{rest}" if mark else digits


def _split_decimals(compact: str) -> tuple[str, str, str]:
    place = max(compact.rfind(","), compact.rfind("."))
    if place >= 0 and 1 <= len(compact) - place - 1 <= 2:
        return compact[:place], compact[place], compact[place + 1 :]
    return compact, "", ""


def _amounts(text: str) -> Iterator[Mention]:
    for match in _AMOUNT.finditer(text):
        number = match.group("number") or match.group("number_after")
        currency = "PLN" if match.group("pln") else "EUR"
        value = {"amount": plain_number(number), "currency": currency}
        yield Mention("amount", match.start(), match.end(), value)


def _numbers(text: str) -> Iterator[Mention]:
    for spelled in find_spelled_numbers(text):
        yield Mention("number", spelled.start, spelled.end, spelled.value)
    for match in _PLAIN.finditer(text):
        yield Mention("number", match.start(), match.end(), plain_number(match.group()))


def _ordinals(text: str) -> Iterator[Mention]:
    bare = _BARE.fullmatch(text)
    if bare:
        yield from _position(bare.group(1), bare.start(1), bare.end(1))
        return
    for match in _NUMBERED.finditer(text):
        yield from _position(match.group(1), match.start(), match.end())
    before = ""
    matches = list(_WORD.finditer(text))
    for match, following in zip_longest(matches, matches[1:]):
        word = fold(match.group())
        if word[0].isdigit():
            yield from _position(re.sub(r"\D", "", word), match.start(), match.end())
        elif before not in _NOT_AFTER:
            code = _code_of(word)
            if code == "-1" and following and _DATED_THINGS.match(fold(following.group())):
                code = "latest"
            if code:
                yield Mention("ordinal", match.start(), match.end(), code)
        before = word


@lru_cache(maxsize=20_000)
def _code_of(word: str) -> str | None:
    return _CODE_BY_WORD.get(word) or next((code for stem, code in _STEMS if stem.match(word)), None)


def _position(digits: str, start: int, end: int) -> Iterator[Mention]:
    if int(digits) > 0:
        yield Mention("ordinal", start, end, str(int(digits)))
