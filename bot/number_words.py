"""Numbers in words in three languages: "twelve thousand three hundred and five", "zwölftausend", "dwa tysiące".

Meter readings are dictated: as one number, with decimals ("Komma sechs"), or digit by digit ("eins zwei drei vier");
some parts of them may be digits ("14 tausend 2 hundert").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from actions._words.spelling import NUMBER_WORDS, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_AND = frozenset({"and", "und"})
_DECIMAL_SIGNS = frozenset({"point", "komma", "comma", "przecinek", "kropka"})
_PART = re.compile("|".join(map(re.escape, sorted((*NUMBER_WORDS, "und"), key=len, reverse=True))))
_WORD = re.compile(r"tys\.|[^\W\d_]+|(?<![\d.,:/-])\d{1,3}(?![\d:/-]|[.,]\d)", re.IGNORECASE)
_GROUPS = frozenset({100, 1000})
_JOINTS = re.compile(r"[\s-]+\Z")
SHORTEST = 2
"""Words of a number that stands by itself: "one" and "eine" are seldom numbers."""


@dataclass(frozen=True)
class SpelledNumber:
    """A number in words: its decimal text and where it stands."""

    value: str
    start: int
    end: int


@dataclass
class _Run:
    """Neighbouring number words: their parts, their places and which of them are digits after the decimal sign."""

    start: int
    end: int
    parts: list[int]
    decimals: list[int] | None = None
    words: int = 1
    digits: int = 0
    """How many of them are digits."""

    def is_number(self) -> bool:
        """Tell whether it is a number in words: digits by themselves, or beside a single word, are none."""
        if self.digits:
            dictated = self.words - self.digits >= SHORTEST and all(part < 10 for part in self.parts)
            return self.digits < self.words and (dictated or not _GROUPS.isdisjoint(self.parts))
        return self.words >= SHORTEST or len(self.parts) >= SHORTEST


def find_spelled_numbers(text: str) -> Iterator[SpelledNumber]:
    """Numbers of two or more words, or of one German compound, in order of appearance."""
    for run in _runs(text):
        whole = _value(run.parts)
        if whole is None or not run.is_number():
            continue
        fraction = "".join(str(part) for part in run.decimals or ())
        yield SpelledNumber(f"{whole}.{fraction}" if fraction else str(whole), run.start, run.end)


def _runs(text: str) -> Iterator[_Run]:
    """Stretches of number words; "and" and a decimal sign belong to one only between its numbers."""
    run: _Run | None = None
    pending = ""
    for match in _WORD.finditer(text):
        word = fold(match.group())
        parts = _parts(word)
        near = run is not None and _JOINTS.match(text[run.end : match.start()].replace(pending, "", 1) or " ")
        if run is not None and near and parts:
            sink = run.parts
            if fold(pending) in _DECIMAL_SIGNS:
                run.decimals = run.decimals or []
            if run.decimals is not None:
                sink = run.decimals
            sink += parts
            run.end, run.words, pending = match.end(), run.words + 1, ""
            run.digits += word.isdigit()
        elif run is not None and near and not pending and (word in _AND or word in _DECIMAL_SIGNS):
            pending = match.group()
        else:
            if run is not None:
                yield run
            run, pending = (_Run(match.start(), match.end(), [*parts], digits=word.isdigit()) if parts else None), ""
    if run is not None:
        yield run


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[int, ...]:
    """The numbers a word is made of: one, or those of a German compound; nothing if it is no number."""
    if word.isdigit():
        return (int(word),)
    if word in NUMBER_WORDS:
        return (NUMBER_WORDS[word],)
    found, place = [], 0
    while match := _PART.match(word, place):
        if match.group() != "und":
            found.append(NUMBER_WORDS[match.group()])
        place = match.end()
    return tuple(_reordered(found)) if place == len(word) and len(found) > 1 else ()


def _reordered(parts: list[int]) -> list[int]:
    """German says the one before the ten ("fünfundvierzig"): 5, 40 becomes 40, 5."""
    result = list(parts)
    for index in range(len(result) - 1):
        if result[index] < 10 <= result[index + 1] < 100 and result[index + 1] % 10 == 0:
            result[index], result[index + 1] = result[index + 1], result[index]
    return result


def _value(parts: list[int]) -> int | None:
    """The number that parts make; digits one after the other are a number read out digit by digit."""
    if len(parts) > 1 and all(part < 10 for part in parts):
        return int("".join(map(str, parts)))
    total, group = 0, 0
    for part in parts:
        if part == 1000:
            total, group = total + (group or 1) * 1000, 0
        elif part == 100:
            group = (group or 1) * 100
        elif group and (part >= 100 or (group % 100 and (group % 10 or part >= 10))):
            return None
        else:
            group += part
    return total + group
