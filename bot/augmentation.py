"""Variants of training sentences as people really type them, made anew at every training and never stored.

The steps, drawn by a generator that is seeded with the sentence, so that the same sentence gives the same variants:

1. ``bare``: diacritics dropped ("Zähler" to "Zahler" and "zaehler", "prąd" to "prad");
2. ``sms``: no capitals, no punctuation, texting short forms of the three languages;
3. ``typo``: one letter swapped, dropped, doubled or hit beside in one or two longer words;
4. ``greeting``: a greeting or a filler in front ("Hallo, ...").
"""

from __future__ import annotations

import random
import re
import unicodedata
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = ("bare", "sms", "typo", "greeting")

_GREETINGS = (
    "hi", "hello", "good morning", "hey there", "dear team", "quick question", "excuse me",
    "hallo", "guten tag", "moin", "servus", "sehr geehrte damen und herren", "kurze frage", "guten abend",
    "dzień dobry", "cześć", "witam", "hej", "szanowni państwo", "mam pytanie", "dobry wieczór",
)  # fmt: skip

_SHORT_FORMS = {
    "you": "u", "are": "r", "please": "pls", "because": "cos", "your": "ur", "thanks": "thx", "tomorrow": "tmrw",
    "nicht": "nich", "habe": "hab", "eine": "ne", "einen": "nen", "bitte": "bitte", "ist": "is", "und": "u",
    "proszę": "prosze", "jest": "jest", "dlaczego": "czemu", "nie wiem": "niewiem",
}  # fmt: skip

_NEIGHBOURS = {
    "a": "s", "b": "v", "c": "x", "d": "f", "e": "r", "f": "g", "g": "h", "h": "j", "i": "o", "j": "k", "k": "l",
    "l": "k", "m": "n", "n": "m", "o": "p", "p": "o", "q": "w", "r": "t", "s": "a", "t": "r", "u": "i", "v": "b",
    "w": "e", "x": "z", "y": "u", "z": "x",
}  # fmt: skip

_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_PUNCTUATION = re.compile(r"[.,;:!?\"„“”()]+(?=\s|$)")
_UMLAUT_LETTERS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U", "ß": "s"})


def variants(text: str, copies: int, *, seed: int = 0, steps: tuple[str, ...] = STEPS) -> list[str]:
    """Up to ``copies`` different variants of a sentence; the same arguments give the same variants."""
    if not steps:
        return []
    draw = random.Random(zlib.crc32(text.encode()) ^ seed)  # noqa: S311 - variety, not secrecy
    found: list[str] = []
    for _ in range(copies):
        variant = _STEPS[draw.choice(steps)](text, draw)
        if draw.random() < 0.4:
            variant = _STEPS[draw.choice(steps)](variant, draw)
        if variant != text and variant not in found:
            found.append(variant)
    return found


def _bare(text: str, draw: random.Random) -> str:
    """Umlauts lose their dots here; the spelling "ae" is what normalisation makes of them anyway."""
    stripped = unicodedata.normalize("NFKD", text.translate(_UMLAUT_LETTERS).replace("ł", "l").replace("Ł", "L"))
    return "".join(char for char in stripped if not unicodedata.combining(char))


def _sms(text: str, draw: random.Random) -> str:
    words = _PUNCTUATION.sub("", text.lower()).split()
    return " ".join(_SHORT_FORMS.get(word, word) if draw.random() < 0.6 else word for word in words)


def _typo(text: str, draw: random.Random) -> str:
    words = list(_LONG_WORD.finditer(text))
    for match in sorted(draw.sample(words, min(len(words), draw.choice((1, 1, 2)))), key=lambda m: -m.start()):
        text = text[: match.start()] + _mistyped(match.group(), draw) + text[match.end() :]
    return text


def _mistyped(word: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    kind = draw.choice(("swap", "drop", "double", "neighbour"))
    if kind == "swap":
        return before + after[0] + letter + after[1:]
    if kind == "drop":
        return before + after
    if kind == "double":
        return before + letter * 2 + after
    return before + _NEIGHBOURS.get(letter, letter) + after


def _greeting(text: str, draw: random.Random) -> str:
    return f"{draw.choice(_GREETINGS)}, {text[:1].lower()}{text[1:]}"


_STEPS: dict[str, Callable[[str, random.Random], str]] = {
    "bare": _bare,
    "sms": _sms,
    "typo": _typo,
    "greeting": _greeting,
}
