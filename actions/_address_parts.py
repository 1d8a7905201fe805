"""The parts of an address that is told piece by piece: "Domstr. 18", then "50668 Köln"."""

import re

from actions._addresses import address_in

PARTS = ("street", "house_number", "postcode", "city")

_POSTCODE = re.compile(r"(?<![\w-])(\d{5}|\d{2}-\d{3})(?![\w-])")
_WORD = r"[^\W\d_][\w.'’-]*"
_PLACE = re.compile(
    rf"(?P<street>{_WORD}(?:\s+(?:\d+\.?\s+)?{_WORD}){{0,4}})\s+"
    r"(?P<house_number>\d{1,4}\s?[a-z]?(?:\s?/\s?\d{1,4}[a-z]?)?)(?![\w-])",
    re.IGNORECASE,
)
_CITY_BEHIND = re.compile(rf"\s*,?\s*({_WORD}(?:\s+{_WORD}){{0,3}})")
_CITY_ALONE = re.compile(rf",\s*(?:in\s+|w\s+)?({_WORD}(?:\s+{_WORD}){{0,2}})\s*\.?\s*$")
_ONLY_WORDS = re.compile(rf"\s*(?:in\s+|w\s+)?({_WORD}(?:\s+{_WORD}){{0,2}})\s*\.?\s*$")


def parts_in(text: str, missing: tuple[str, ...] = PARTS) -> dict[str, str]:
    """Find what a text says of an address that was asked for.

    Args:
        text: The answer.
        missing: Parts that are still open; mere words are a town when nothing but a town is missing.
    """
    if whole := address_in(text):
        return whole
    found: dict[str, str] = {}
    postcode = _POSTCODE.search(text)
    if postcode is not None:
        found["postcode"] = postcode[1]
        found["country"] = "PL" if "-" in postcode[1] else "DE"
    before = text[: postcode.start()] if postcode else text
    if place := _PLACE.search(before):
        found["street"] = place["street"].strip()
        found["house_number"] = re.sub(r"\s", "", place["house_number"])
    city = _CITY_BEHIND.match(text, postcode.end()) if postcode else _CITY_ALONE.search(before)
    if city is None and missing == ("city",):
        city = _ONLY_WORDS.match(text)
    if city is not None:
        found["city"] = city[1].strip(" .")
    return found


def missing_parts(address: dict[str, str]) -> tuple[str, ...]:
    """What is not known yet."""
    return tuple(part for part in PARTS if not address.get(part))
