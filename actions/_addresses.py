"""Reads an address that somebody typed: "Domstr. 18, 50668 Köln", "ul. Długa 14/6 61-848 Poznań".

It may come whole, or piece by piece: "Domstr. 18", then "50668 Köln".
"""

import re

from actions._choices import fold

PARTS = ("street", "house_number", "postcode", "city")

ADDRESS = re.compile(
    r"(?P<street>(?:[^\d,;:!?\n]|\d{1,2}\.?\s(?=[^\W\d]{3})){3,80}?)"
    r"\s+(?P<house>\d{1,4}\s?[a-z]?(?:\s?/\s?\d{1,4}[a-z]?)?)(?:\s*,\s*|\s+)"
    r"(?:in\s+|w\s+)?(?P<postcode>\d{2}-\d{3}|\d{5})\s+(?P<city>[^\W\d][\w .()/-]{1,60}?)"
    r"\s*(?=[,;.!?]|$|\n|\b(?:please|bitte|proszę|prosze|schicken|liefern|senden)\b)",
    re.IGNORECASE,
)

_BEFORE = """
to at the an in die der das nach bei fuer und auf na do przy dla pod adres adresse address ist is jest bitte please
prosze zur zum my our meine unsere unser new neue neuen nowy nowa another weitere weiterer filiale shop site
deliver delivery send liefern lieferung schicken dostawa wyslac for a no not nein nie nicht actually instead it
dostarczyc punkt sklep order its lieber wohne wohnen change auch also too tez lautet
"""
_LEADING = frozenset(_BEFORE.split())
"""Words that stand before a street and are none."""

_POLISH_POSTCODE = re.compile(r"\d{2}-\d{3}")

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


def address_in(text: str) -> dict[str, str] | None:
    """Find a whole address; None when a part is missing.

    Returns:
        ``street``, ``house_number``, ``postcode``, ``city`` and ``country``.
    """
    found = ADDRESS.search(text)
    if found is None:
        return None
    words = found["street"].split()
    while len(words) > 1 and fold(words[0]).strip(".") in _LEADING:
        words = words[1:]
    last_plain = max((n for n, word in enumerate(words[:-1]) if fold(word) in _LEADING), default=-1)
    return {
        "street": " ".join(words[last_plain + 1 :]),
        "house_number": re.sub(r"\s", "", found["house"]),
        "postcode": found["postcode"],
        "city": found["city"].strip(),
        "country": "PL" if _POLISH_POSTCODE.fullmatch(found["postcode"]) else "DE",
    }


def one_line(address: dict[str, str]) -> str:
    """Write an address on one line."""
    return f"{address['street']} {address['house_number']}, {address['postcode']} {address['city']}"


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
