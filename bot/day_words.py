"""Days of a month in words ("thirty first", "einunddreißigster", "trzydziesty pierwszy"), folded, with endings."""

from __future__ import annotations

_ENGLISH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
)
_GERMAN = (
    "erst zweit dritt viert fuenft sechst siebt acht neunt zehnt elft zwoelft dreizehnt vierzehnt fuenfzehnt sechzehnt"
    " siebzehnt achtzehnt neunzehnt zwanzigst"
)
_GERMAN_UNITS = "ein zwei drei vier fuenf sechs sieben acht neun"
_POLISH = (
    "pierwsz drug trzec czwart piat szost siodm osm dziewiat dziesiat jedenast dwunast trzynast czternast pietnast"
    " szesnast siedemnast osiemnast dziewietnast dwudziest"
)
_POLISH_ENDINGS = {"drug": "i iego im", "trzec": "i iego im"}


def _german() -> dict[str, int]:
    stems = dict(zip(_GERMAN.split(), range(1, 21), strict=True))
    stems |= {f"{unit}undzwanzigst": 20 + number for number, unit in enumerate(_GERMAN_UNITS.split(), start=1)}
    stems |= {"dreissigst": 30, "einunddreissigst": 31}
    stems |= {stem.replace("ue", "u").replace("oe", "o"): number for stem, number in stems.items()}
    return {stem + ending: number for stem, number in stems.items() for ending in ("e", "en", "er", "em")}


def _polish() -> dict[str, int]:
    stems = {**dict(zip(_POLISH.split(), range(1, 21), strict=True)), "trzydziest": 30}
    return {
        stem + ending: number
        for stem, number in stems.items()
        for ending in _POLISH_ENDINGS.get(stem, "y ego ym").split()
    }


_TENS = {"twenty": 20, "thirty": 30} | {word: day for word, day in _polish().items() if day in (20, 30)}
_DAYS = {**dict(zip(_ENGLISH.split(), range(1, 21), strict=True)), "thirtieth": 30, **_german(), **_polish()}


DAY_WORDS = frozenset({*_TENS, *_DAYS})
"""What a day in words may begin with."""


def day_in_words(words: list[str], place: int) -> tuple[int, int] | None:
    """The day of a month that is spelled at a place.

    Args:
        words: Folded.
        place: Where to read.

    Returns:
        The day and the place after it; None when no day is spelled there.
    """
    tens = _TENS.get(words[place]) if place < len(words) else None
    if tens:
        at = place + 1 + (words[place + 1 : place + 2] == ["-"])
        unit = _DAYS.get(words[at], 0) if at < len(words) else 0
        if 1 <= unit <= (9 if tens == 20 else 1):
            return tens + unit, at + 1
    day = _DAYS.get(words[place]) if place < len(words) else None
    return (day, place + 1) if day else None
