"""Single number words, as they answer "how many?" or name a sum: "three", "lieber sechs", "w trzech ratach".

Longer ones ("twenty-four", "hundertzwanzig") the understanding finds itself; a word alone it leaves, because only a
question makes a number of it.
"""

import re

from actions._choices import fold

_WORDS = {
    2: "two zwei zwo dwa dwie dwoch",
    3: "three drei trzy trzech",
    4: "four vier cztery czterech",
    5: "five fuenf funf piec pieciu",
    6: "six sechs szesc szesciu",
    7: "seven sieben siedem siedmiu",
    8: "eight acht osiem osmiu",
    9: "nine neun dziewiec dziewieciu",
    10: "ten zehn dziesiec dziesieciu",
    11: "eleven elf jedenascie jedenastu",
    12: "twelve zwoelf zwolf dwanascie dwunastu",
    13: "thirteen dreizehn trzynascie trzynastu",
    14: "fourteen vierzehn czternascie czternastu",
    15: "fifteen fuenfzehn funfzehn pietnascie pietnastu",
    16: "sixteen sechzehn szesnascie szesnastu",
    17: "seventeen siebzehn siedemnascie siedemnastu",
    18: "eighteen achtzehn osiemnascie osiemnastu",
    19: "nineteen neunzehn dziewietnascie dziewietnastu",
    20: "twenty zwanzig dwadziescia dwudziestu",
    30: "thirty dreissig trzydziesci",
    40: "forty vierzig czterdziesci",
    50: "fifty fuenfzig funfzig piecdziesiat",
    60: "sixty sechzig szescdziesiat",
    70: "seventy siebzig siedemdziesiat",
    80: "eighty achtzig osiemdziesiat",
    90: "ninety neunzig dziewiecdziesiat",
    100: "hundred hundert sto",
}
_VALUES = {word: value for value, words in _WORDS.items() for word in words.split()}
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
