"""Single number words, as they answer "how many?" or name a sum: "three", "lieber sechs", "w trzech ratach".

Longer ones ("twenty-four", "hundertzwanzig") the understanding finds itself; a word alone it leaves, because only a
question makes a number of it.
"""

import re

from actions._words.spelling import NUMBER_WORDS, fold

_VALUES = {word: value for word, value in NUMBER_WORDS.items() if 2 <= value <= 100}
NUMBER_WORD = rf"(?:{'|'.join(_VALUES)})"
"""Pattern of one of them, in folded text."""

_NUMBER = re.compile(rf"\b(?P<word>{NUMBER_WORD})\b|(?<![\w.,:/-])(?P<digits>\d{{1,3}})(?![\w:/-]|[.,]\d)")
_NEGATED = re.compile(
    rf"\b(?:not|nicht|keine|nie|instead of|rather than|statt|anstatt|zamiast)\s+(?:{NUMBER_WORD}|\d{{1,3}})\b"
)


def without_ruled_out(text: str) -> str:
    """Return the folded text without the numbers that are not wanted: "not three but six"."""
    return _NEGATED.sub(" ", fold(text))


def counts_in(folded: str, language: str) -> list[str]:
    """Return the numbers of a folded text in their order, as digits; Polish "ten" is no number."""
    return [
        match["digits"] or str(_VALUES[match["word"]])
        for match in _NUMBER.finditer(folded)
        if match["word"] != "ten" or language != "pl"
    ]
