"""How street and town names are compared: small letters, no marks, one form for "Straße", "Str." and "ul."; no I/O."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTERS = str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "ł": "l", "æ": "ae", "ø": "o"})
_UMLAUTS = re.compile("ae|oe|ue")
_STREET_WORDS = re.compile("strasse$")
_POLISH_PREFIX = re.compile(r"^(ulica|ul|aleja|aleje|al|plac|pl|osiedle|os)\b\.?\s*")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_NEAR = 0.8
"""How alike two names must be (difflib's ratio) to suggest one for the other. Judgement, tried on the demo's towns."""
_STEM, _ENDING = 3, 3
"""Letters that the cases of a town share at least, and those of the longest ending of one."""
_HOUSE_NUMBER = re.compile(
    r"^[0-9]{1,4}\s?[a-zA-Z]?([/\-]\s?[0-9]{1,4}[a-zA-Z]?)?(\s?(m|m\.|lok|lok\.)\s?[0-9]{1,4})?$"
)


def key_of(name: str) -> str:
    """A town as it is compared: "KÖLN", "Koeln" and "Koln" have one key."""
    small = name.strip().lower().translate(_LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", small) if not unicodedata.combining(sign))
    return _UMLAUTS.sub(lambda found: found[0][0], _NOT_LETTERS.sub("", plain))


def is_form_of(key: str, town: str) -> bool:
    """Whether a key is a Polish town in another case: "krakowie", "gdyni", "warszawy"."""
    shared = next((n for n, (a, b) in enumerate(zip(key, town, strict=False)) if a != b), min(len(key), len(town)))
    return shared >= max(_STEM, len(town) - 2) and len(key) - shared <= _ENDING


def street_key_of(street: str) -> str:
    """A street as it is compared: "Domstr." and "dom strasse" have one key, so have "ul. Długa" and "Dluga"."""
    small = _POLISH_PREFIX.sub("", street.strip().lower())
    key = key_of(small)
    return _STREET_WORDS.sub("str", key)


def nearest(key: str, known: Iterable[str], *, at_most: int = 3) -> list[str]:
    """The known keys that are most alike, best first; none when nothing is."""
    return get_close_matches(key, sorted(set(known)), n=at_most, cutoff=_NEAR)


def is_house_number(text: str) -> bool:
    """Whether it looks like one: "12", "12a", "12a/4", "12-14", "5 m. 3"."""
    return _HOUSE_NUMBER.fullmatch(text.strip()) is not None


def postcode_form(text: str, country: str) -> str | None:
    """The postcode as its country writes it; None when it cannot be one."""
    digits = re.sub(r"[\s\-]", "", text)
    if not re.fullmatch("[0-9]{5}", digits):
        return None
    return f"{digits[:2]}-{digits[2:]}" if country == "PL" else digits
