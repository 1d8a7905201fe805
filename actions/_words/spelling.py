"""Spelling and number words of the three languages, shared by understanding and actions."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# German writers without umlauts type "zaehler", Polish ones without their letters "prad": both become the folded form.
_FOLDED = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "ł": "l",
        "ø": "o",
        "’": "'",
        "‘": "'",
        "´": "'",
        "`": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)

_NUMBERS = {
    0: "zero null",
    1: "one eins ein eine jeden jeden jedna jedno",
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
    200: "dwiescie",
    300: "trzysta",
    400: "czterysta",
    500: "piecset",
    600: "szescset",
    700: "siedemset",
    800: "osiemset",
    900: "dziewiecset",
    1000: "thousand tausend tysiac tysiace tysiecy tys tys.",
}
NUMBER_WORDS = {word: value for value, words in _NUMBERS.items() for word in words.split()}
"""Folded words of numbers by their value; "ten" is a number in English only."""


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Lower case without diacritics, in ASCII where the letters allow it ("Zähler" to "zaehler", "prąd" to "prad")."""
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFKC", text).lower().translate(_FOLDED)
    if composed.isascii():
        return composed
    return "".join(char for char in unicodedata.normalize("NFKD", composed) if not unicodedata.combining(char))
