"""Reads an address that somebody typed: "Domstr. 18, 50668 Köln", "ul. Długa 14/6 61-848 Poznań".

It may come whole, also with the town first ("Köln, Domstr. 18, 50668"), or piece by piece: "Domstr. 18", then
"50668 Köln".
"""

import re

from actions._words.spelling import fold

PARTS = ("street", "house_number", "postcode", "city")

ADDRESS = re.compile(
    r"(?P<street>(?:[^\d,;:!?\n]|\d{1,2}\.?\s(?=[^\W\d]{3})){3,80}?)"
    r"\s+(?P<house>\d{1,4}\s?[a-z]?(?:\s?/\s?\d{1,4}[a-z]?)?)(?:\s*,\s*|\s+)"
    r"(?:in\s+|w\s+)?(?P<postcode>\d{2}-\d{3}|\d{5})\s+(?P<city>[^\W\d][\w .()/-]{1,60}?)"
    r"\s*(?=[,;.!?]|$|\n|\b(?:please|bitte|proszę|prosze|schicken|liefern|senden"
    r"|(?:and|und|sowie|i|oraz)(?=\s+[^\W\d])"
    r"|(?:ein|um|aus|hin)?(?:ge|zu)?z(?:og|ieh)\w*|moved|(?:wy|w|prze)prowadz\w*)\b"
    r"|\b(?:am|zum|ab|seit|vom|on|from|since|od|dnia|z)\s+(?:dem\s+|the\s+|dnia\s+)?\d"
    r"|\d{1,2}\.?\s+[^\W\d]|\b(?:ein|um|aus)\s*(?:[,;.!?]|$|\n))",
    re.IGNORECASE,
)

_BEFORE = """
to into at the an in die der das nach bei fuer und auf na do przy dla pod adres adresse address ist is jest bitte please
prosze zur zum my our meine unsere unser new neue neuen nowy nowa another weitere weiterer filiale shop site
deliver delivery send liefern lieferung schicken dostawa wyslac for a no not nein nie nicht actually instead it
dostarczyc punkt sklep order its lieber wohne wohnen change auch also too tez lautet yes ja tak ok but aber ale
korespondencyjny jetzt now teraz mieszkam live
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
_NUMBER_FIRST = tuple(
    re.compile(
        rf"(?<![\w-])(?P<house_number>\d{{1,4}}\s?[a-z]?)\s+(?P<street>{street})"
        rf"(?:\s*,?\s+(?:in\s+|w\s+)?(?P<city>{_WORD}))?\s*[.,]?\s*$",
        re.IGNORECASE,
    )
    for street in (_WORD, rf"{_WORD}\s+{_WORD}")
)
"""Written the English way: "12 Kastanienallee, Berlin"."""
_CITY_BEHIND = re.compile(rf"\s*,?\s*({_WORD}(?:\s+{_WORD}){{0,3}})")
_TOWN_LAST = (
    re.compile(rf"\s*,?\s*({_WORD}(?:\s+{_WORD}){{0,2}})(?=\s*(?:$|[,;.!?]))"),
    re.compile(rf"\s*,?\s*({_WORD})"),
)
"""The town that closes an address: a sentence that goes on behind it leaves one word."""
_CITY_ALONE = re.compile(rf",\s*(?:in\s+|w\s+)?({_WORD}(?:\s+{_WORD}){{0,2}})\s*\.?\s*$")
_TOWN_BEHIND = re.compile(rf"\s*,?\s*(?:in\s+)?({_WORD}(?:\s+{_WORD})?)\W*$")
"""A town behind the house: "Długa 14/3 Gdańsk"."""
_TOWN_TOLD = re.compile(rf"\b(?:że|ze|dass|that|it'?s|its|is|ist|in|to|jest|nach)\s+({_WORD})\W*$", re.IGNORECASE)
"""The town that closes a sentence: "I wrote already that it is Hamburg"."""
_ONLY_WORDS = re.compile(rf"\s*(?:in\s+|w\s+)?({_WORD}(?:\s+{_WORD}){{0,2}})\s*\.?\s*$")


_TOWN = rf"(?P<city>{_WORD}(?:[ ]{_WORD}){{0,2}})"
_STREET = (
    rf"(?P<street>{_WORD}(?:\s+(?:\d+\.?\s+)?{_WORD}){{0,4}})\s+"
    r"(?P<house>\d{1,4}\s?[a-z]?(?:\s?/\s?\d{1,4}[a-z]?)?)(?![\w-])"
)
_CODE = r"(?P<postcode>\d{2}-\d{3}|\d{5})(?![\w-])"
_TOWN_FIRST = (
    re.compile(rf"{_CODE}\s+{_TOWN}\s*,\s*{_STREET}", re.IGNORECASE),
    re.compile(
        rf"(?:^|[,;.!?:]\s*|\s(?:nach|in|to|do|w|nad)\s+){_TOWN}\s*,\s*(?:in\s+(?:der\s+)?)?{_STREET}\s*,?\s*{_CODE}",
        re.IGNORECASE,
    ),
)
""" "50668 Köln, Domstr. 18" and "Köln, Domstr. 18, 50668"."""

_BEHIND = """
on from since starting at as by for and ab am zum seit und vom mit od w dnia z na oraz i please bitte thanks
"""
_AFTER = frozenset(_BEHIND.split())
"""Words that stand behind a postcode and begin no town."""

_SPEECH = """
ich i'm im wir we um zieh ziehe ziehen umzug move moving house home flat haus hause wohnung przeprowadzka przeprowadzam
sie sasiada sasiadki sasiadow nachbarn nachbarin neighbour siebie mamy matki brata siostry domu firmy pracy biura
hi hello hallo hey moin tag morgen czesc dzien dobry ok okay yes ja tak sorry danke thanks dziekuje und and oder or
pytam pytanie frag frage asking question wiem weiss know jeszcze yet tylko nur only just
"""
_NO_TOWN = _LEADING | _AFTER - {"am"} | frozenset(_SPEECH.split())
"""Words that no name of a town holds."""


_PARTS_OF_HOUSES = """
flat apartment floor ground rear wohnung stock etage erdgeschoss hinterhaus vorderhaus links rechts eg og dg
mieszkanie lokal pietro parter klatka oficyna later spaeter pozniej
"""
_IN_HOUSE = frozenset(_PARTS_OF_HOUSES.split())
"""Words that stand behind a house and are no town."""

_OF_DAYS = "am zum ab vom bis erst doch od do dopiero po przed from until till since day tag dnia"
_BEFORE_DAY = frozenset(_OF_DAYS.split())
"""Words before a number that make it a day."""

_OF_SENTENCES = "ich wir ziehe ziehen zieh sie sich i'm we moving wprowadzam wyprowadzam przeprowadzam zdaje oddaje"
_NO_STREET = frozenset(_OF_SENTENCES.split())
"""Words that no name of a street holds."""

_CODE_LAST = re.compile(
    r"(?P<street>[^\d,;:!?\n]{3,80}?)\s+(?P<house>\d{1,4}\s?[a-z]?(?:\s?/\s?\d{1,4}[a-z]?)?)(?:\s*,\s*|\s+)"
    r"(?:in\s+|w\s+)?(?P<city>[^\W\d_][^\W\d_.'’-]*(?:[\s-][^\W\d_]+){0,3}?)\s*,?\s+"
    r"(?P<postcode>\d{2}-\d{3}|\d{5})(?![\w-])",
    re.IGNORECASE,
)
"""The postcode behind its town: "ul. Długa 5 Kraków 31-146"."""

_IS_STREET = re.compile(
    r"str(asse)?\b|weg\b|platz|allee|gasse|damm\b|ufer\b|ring\b|\b(ul|al|os)\b|ulic"
    r"|street\b|\b(st|road|rd|lane|avenue|ave)\b"
)


_FLAT = re.compile(r"(?<=\d)([a-z]?)\s*,?\s+(?:m|lok|mieszk\w*)(?:\.\s*|\s+)(?=\d{1,4}\b)", re.IGNORECASE)
"""A Polish flat behind its house: "Złota 44 m. 3"."""

_TOWN_BEFORE_STREET = re.compile(
    rf"(?:^|[,;.!?:]\s*|\s(?:na|do|w|pod)\s+)(?P<city>{_WORD})\s+(?P<street>{_WORD}(?:\s+{_WORD})?)\s+"
    r"(?P<house>\d{1,4}\s?[a-z]?(?:\s?/\s?\d{1,4}[a-z]?)?)\s*,?\s+(?P<postcode>\d{2}-\d{3})\W*$",
    re.IGNORECASE,
)
"""The town before its street without a comma: "Warszawa Złota 44, 00-120"."""

_METER = re.compile(r"\b(licznik|odczyt|stan\b|zaehler|abgelesen|ablesung|meter|reading|kwh|m3\b)")


_END_OF_DATE = re.compile(r"^\W+(?:\d{1,2}\.?\s+)?(?=[^\W\d])")
"""What is left of a day before a street: "einzug 1.1. Goethestr. 4"."""


def _with_flat(text: str) -> str:
    """Write a flat as the post does: "44 m 3" as "44/3"."""
    return _FLAT.sub(r"\1/", text)


def _town_before_street(text: str) -> re.Match[str] | None:
    found = _TOWN_BEFORE_STREET.search(text)
    is_sure = found and not _IS_STREET.search(fold(found["city"])) and fold(found["street"]) not in _LEADING
    return found if is_sure else None


def is_address(text: str) -> bool:
    """Tell whether a message holds an address, and no reading of a meter."""
    if _METER.search(fold(text)):
        return False
    parts = parts_in(text)
    return address_in(text) is not None or ("street" in parts and "-" in parts.get("postcode", ""))


def is_address_part(text: str) -> bool:
    """Tell whether a message is nothing but a street with its house, or a postcode: "Długa 14 m. 3", "80-827"."""
    parts = parts_in(text)
    street = f"{parts.get('street', '')} {parts.get('house_number', '')}".split()
    words = _with_flat(text).split()
    return (bool(street) and len(words) <= len(street) + 2) or _POLISH_POSTCODE.match(text.strip()) is not None


def _code_last(text: str) -> re.Match[str] | None:
    """An address that ends with its postcode; five digits alone may be anything, so a street must be one."""
    found = _CODE_LAST.search(text)
    is_sure = found and (_POLISH_POSTCODE.fullmatch(found["postcode"]) or _IS_STREET.search(fold(found["street"])))
    return found if is_sure else None


def address_in(text: str) -> dict[str, str] | None:
    """Find a whole address; None when a part is missing.

    Returns:
        ``street``, ``house_number``, ``postcode``, ``city`` and ``country``.
    """
    text = _with_flat(text)
    found = ADDRESS.search(text)
    if found is None or fold(found["city"]).split()[0] in _AFTER:
        tries = (*(pattern.search(text) for pattern in _TOWN_FIRST), _code_last(text), _town_before_street(text))
        found = next((one for one in tries if one is not None and _names_town(one)), None)
    if found is None:
        return _with_town_told(text) or _with_number_first(text)
    words = _END_OF_DATE.sub("", found["street"]).split()
    while len(words) > 1 and fold(words[0]).strip(".") in _LEADING:
        words = words[1:]
    last_plain = max((n for n, word in enumerate(words[:-1]) if fold(word) in _LEADING), default=-1)
    return {
        "street": _capitalised(" ".join(words[last_plain + 1 :])),
        "house_number": re.sub(r"\s", "", found["house"]),
        "postcode": found["postcode"],
        "city": _capitalised(_town(found["city"])),
        "country": "PL" if _POLISH_POSTCODE.fullmatch(found["postcode"]) else "DE",
    }


def _with_town_told(text: str) -> dict[str, str] | None:
    """An address whose town is told before: "nach Bonn, Musterweg 3 53111"."""
    place = place_in(text)
    if missing_parts(place) or not re.search(rf"{place['house_number']}\s*,?\s+{place['postcode']}", text):
        return None
    return {**place, "country": "PL" if _POLISH_POSTCODE.fullmatch(place["postcode"]) else "DE"}


def _with_number_first(text: str) -> dict[str, str] | None:
    """An address written the English way: "5 High Street, 50667 Köln"."""
    code = _POSTCODE.search(text)
    place = _number_first(text[: code.start()]) if code else None
    tries = [_town_of(one.match(text, code.end())) for one in _TOWN_LAST] if code and place else []
    town = next((one for one in tries if one is not None), None)
    if code is None or place is None or town is None:
        return None
    return {
        "street": _capitalised(place["street"].strip()),
        "house_number": re.sub(r"\s", "", place["house_number"]),
        "postcode": code[1],
        "city": _capitalised(town[1].strip(" .")),
        "country": "PL" if "-" in code[1] else "DE",
    }


def _names_town(found: re.Match[str]) -> bool:
    return not any(fold(word) in _NO_TOWN for word in _town(found["city"]).split())


def _town(words: str) -> str:
    """Leave out what stands before a town: "um nach köln"."""
    *before, town = re.split(r"(?i)\b(?:nach|to|do)\s+", words.strip())
    return town or "".join(before)


_SMALL = frozenset(
    ["ul", "al", "os", "pl", "im", "am", "an", "auf", "der", "dem", "den", "die", "in", "bei", "ob", "zur"]
)
"""Words of streets and towns that are written small, also German ones unless they come first."""
_POLISH_PREFIX = frozenset(["ul", "al", "os", "pl"])


def _capitalised(words: str) -> str:
    """Write a street or town that was typed in small letters as on a letter."""
    if words != words.lower():
        return words
    written = []
    for place, word in enumerate(words.split()):
        stays = word.strip(".") in (_SMALL if place else _POLISH_PREFIX)
        written.append(word if stays else re.sub(r"(^|-)(\w)", lambda found: found[1] + found[2].upper(), word))
    return " ".join(written)


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
    text = _with_flat(text)
    found: dict[str, str] = {}
    postcode = _POSTCODE.search(text)
    if postcode is not None:
        found["postcode"] = postcode[1]
        found["country"] = "PL" if "-" in postcode[1] else "DE"
    before = text[: postcode.start()] if postcode else text
    place = _number_first(before) or _place_among(before)
    if place:
        found["street"] = _capitalised(place["street"].strip())
        found["house_number"] = re.sub(r"\s", "", place["house_number"])
    if place and place.groupdict().get("city"):
        found["city"] = _capitalised(place["city"])
    city = _CITY_BEHIND.match(text, postcode.end()) if postcode else _CITY_ALONE.search(before)
    city = city if postcode else _town_of(city)
    if city is None and place is not None and "city" not in found:
        city = _town_of(_TOWN_BEHIND.match(before, place.end()))
    if city is None and missing == ("city",):
        city = _ONLY_WORDS.match(text) or _town_of(_TOWN_TOLD.search(text))
    if city is not None:
        found["city"] = _capitalised(city[1].strip(" ."))
    return found


def _place_among(text: str) -> re.Match[str] | None:
    """A street and house; words of a sentence before a number, or a day, are none."""
    found = _PLACE.search(text)
    if found is None:
        return None
    words = [fold(word).strip(".") for word in found["street"].split()]
    return None if words[-1] in _BEFORE_DAY or _NO_STREET.intersection(words) else found


def _town_of(found: re.Match[str] | None) -> re.Match[str] | None:
    """The match, if none of its words only stands beside an address."""
    words = [fold(word).strip(".") for word in found[1].split()] if found else []
    return None if not words or _NO_TOWN.union(_IN_HOUSE).intersection(words) else found


_SUFFIX = r"(?:stra(?:ß|ss)e|str\.?|weg|platz|allee|gasse|damm|ufer|ring|chaussee)"
_SURE_STREET = re.compile(
    rf"(?<![\w.-])(?P<street>(?:ul|al|os|pl)\.?\s+{_WORD}(?:\s+{_WORD}){{0,2}}?|{_WORD}\s+{_SUFFIX}|{_WORD}{_SUFFIX})"
    r"\s+(?P<house>\d{1,4}(?:\s?[a-z])?(?:\s?/\s?\d{1,4}[a-z]?)?)(?![\w-]|\.\d|\.\s*\d)",
    re.IGNORECASE,
)
"""A street that cannot be anything else, with its house: "Domstr. 18", "ul. Długa 5/2"."""
_TOWN_TO = re.compile(rf"\b(?:nach|in|to)\s+(?P<city>{_WORD})\s*,?\s*(?:in\s+(?:der\s+|die\s+)?)?$", re.IGNORECASE)
_TOWN_EARLIER = re.compile(
    rf"\b(?:nach|to)\s+(?P<city>{_WORD})(?=\s*[,;]|\s+(?:am|zum|ab|on|from|by|in|into)\b)", re.IGNORECASE
)
_TOWN_AFTER = re.compile(rf"\s*,?\s*in\s+(?P<city>{_WORD})", re.IGNORECASE)
_POLISH_TOWN = re.compile(
    r"\s*,?\s*(?P<city>(?!\w*(?:am|amy|ac)\b)[^\W\d_]{4,})(?=\W*$|\s*,|\s+(?:od|z|dnia|w)\s)", re.IGNORECASE
)
"""The town; a Polish one is declined there ("do Krakowa"), so it is asked for."""


def place_in(text: str) -> dict[str, str]:
    """Find street and house in a message that answers something else, and the town beside them; else nothing."""
    found = _SURE_STREET.search(_with_flat(text))
    if found is None:
        return {}
    words = found["street"].split()
    while len(words) > 1 and fold(words[0]).strip(".") in _LEADING:
        words = words[1:]
    place = {"street": " ".join(words), "house_number": re.sub(r"\s", "", found["house"])}
    before, behind = text[: found.start()], text[found.end() :]
    town = _TOWN_TO.search(before) or _TOWN_AFTER.match(behind) or _TOWN_EARLIER.search(before)
    if town is None and fold(words[0]).strip(".") in _POLISH_PREFIX:
        town = _POLISH_TOWN.match(behind)
    if town and fold(town["city"]) not in _NO_TOWN:
        place["city"] = town["city"]
    postcode = _POSTCODE.search(text)
    return place if postcode is None else {**place, "postcode": postcode[1]}


def _number_first(text: str) -> re.Match[str] | None:
    tries = (pattern.search(text) for pattern in _NUMBER_FIRST)
    return next((found for found in tries if found and _IS_STREET.search(fold(found["street"]))), None)


def missing_parts(address: dict[str, str]) -> tuple[str, ...]:
    """What is not known yet."""
    return tuple(part for part in PARTS if not address.get(part))
