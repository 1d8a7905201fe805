"""Which of the customer's own points or invoices are meant: pure matching, no I/O.

Names are matched without accents and by their beginnings, so that the cases of Polish and German do not matter
("mieszkania" finds "Mieszkanie", "Wohnungen" finds "Wohnung").
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, TypedDict

from actions._words.spelling import fold

ALL = "all"
"""Value of a choice that takes every option."""

SAME_THINGS = (
    ("flat", "apartment", "wohnung", "mieszkanie", "mieszkaniem"),
    ("house", "home", "haus", "zuhause", "dom"),
    ("garage", "garaz"),
    ("office", "buero", "buro", "biuro"),
    ("shop", "store", "laden", "geschaeft", "sklep"),
    ("warehouse", "lager", "magazyn"),
    ("cottage", "holiday", "ferienhaus", "ferienwohnung", "letniskowy", "dzialka", "allotment", "schrebergarten"),
    ("workshop", "werkstatt", "warsztat"),
    ("cellar", "basement", "keller", "piwnica"),
    ("green", "eco", "oeko", "oekostrom", "gruen", "gruener", "eko", "ekologiczny", "zielony", "zielona"),
    ("electricity", "power", "leccy", "strom", "prad", "pradu", "energia"),
    ("gas", "erdgas", "gaz", "gazu"),
    ("router", "ruter", "rutera"),
    ("fibre", "fiber", "internet", "glasfaser", "swiatlowod", "dsl"),
    (
        "mobile",
        "handy",
        "phone",
        "mobilfunk",
        "komorka",
        "komorkowy",
        "telefon",
        "tel",
        "sim",
        "data",
        "daten",
        "dane",
        "danych",
    ),
)
"""Words for one thing in the three languages: a Polish customer may have named the flat "Wohnung"."""

_THINGS_BY_BEGIN: dict[str, list[tuple[int, str]]] = {}
"""Their words by the three letters that forms of one word share."""
for _thing, _group in enumerate(SAME_THINGS):
    for _word in _group:
        _THINGS_BY_BEGIN.setdefault(_word[:3], []).append((_thing, _word))

_EMPTY = """
a am an at bei das dem den der die do du for fuer fur im in ist la mein meine moj moja moje my na nr o od of on po
please prob przy pod prosze street the ul ulica und and oraz van von w we z za ze zu str bitte
"""
EMPTY_WORDS = frozenset(_EMPTY.split())
"""Words that name nothing."""

CHEAPEST = re.compile(
    r"\bcheapest\b|least expensive|(g(ue|u)nstigste|billigste)[rsnm]?\b|\bnajtan(sz|iej)", re.IGNORECASE
)
"""Words, without accents, of somebody who lets the price decide."""

_ASKING = re.compile(
    r"\b(when|why|where|who|how (?!about)|what('s| is| are| does| do| if| happens)"
    r"|which (\w+ )?(is|has|costs)|welche[rsnm]? (\w+ )?(is|ist|hat|kostet)|ktor\w+ (\w+ )?(jest|ma|kosztuje)"
    r"|which \w+ (do|did|am|are)|welche[rsnm]? \w+ (hab|habe|laeuft|gilt)|jak[aei] \w+ (mam|obowiazuje)"
    r"|wann|warum|wieso|weshalb|wer|wie (?!w(ae|a)r)"
    r"|was (is|ist|sind|kostet|heisst|bedeutet|muss|passiert|macht|wenn|fuer)"
    r"|kiedy|dlaczego|czemu|gdzie|kto|ile|jak|jak(a|i|ie)|co (to|jest|znaczy|jesli|bedzie))\b",
    re.IGNORECASE,
)
"""Words, without accents, of a question about the things offered; "can I have the first one?" is none."""


_RULED_OUT = re.compile(
    r"\b(?:not|nicht|nich|nit|net|ned|nie (?=(?:w|na|o|dla|ten|ta|te)\b))\s*"
    r"(?:(?:for|from|in|at|of|the|my|fuer|von|im|die|der|das|den|mein\w*|w|na|o|dla|ten|ta|te)\s+)+(\w+)"
)
"""Words, folded, that rule a thing out, and the thing; a bare Polish "nie" may be a no before what is meant."""


TARIFF_GROUP = re.compile(r"\bg1[123](?:w|as|r|n)?\b")
"""A Polish group of tariffs, folded: "G12" is electricity, no gas of twelve months."""


class Option(TypedDict, total=False):
    """One thing a customer may choose; ``amount`` and ``on`` let "the bigger one" and "the latest" be found.

    ``title_key`` names the words of its button where the label is not a name of the customer's own; ``view`` tells how
    the customer wants to see what he chooses; ``is_told`` that the last answer told of it.
    """

    value: str
    slot: str
    label: str
    title_key: str
    view: str
    words: list[str]
    amount: str
    on: str
    from_on: str
    to_on: str
    is_told: bool


def tokens(text: str) -> list[str]:
    """Split folded text into words and numbers; empty words are left out."""
    found = re.findall(r"[a-z]+|\d+", TARIFF_GROUP.sub("prad", fold(text)))
    bare = (re.sub(r"(?<=[a-z]{3})(strasse|str)$", "", word) for word in found)
    return [word for word in bare if word not in EMPTY_WORDS]


def same_word(said: str, known: str) -> bool:
    """Tell whether two folded words are forms of one: equal, or equal but for an ending of up to three letters."""
    if said == known:
        return True
    if said.isdigit() or known.isdigit():
        return False
    short, long = sorted((said, known), key=len)
    if len(short) < 3 or len(long) - len(short) > 3:
        return False
    shared = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    changed = 2 if len(short) >= 6 else 1
    return shared >= max(3, len(short) - changed) and len(long) - shared <= 3 and (shared == len(short) or shared >= 4)


def means_same(said: str, known: str) -> bool:
    """Tell whether two folded words name one thing, also across the languages."""
    return same_word(said, known) or not _things(said).isdisjoint(_things(known))


def _things(word: str) -> set[int]:
    """Places in ``SAME_THINGS`` of what a folded word may name."""
    return {thing for thing, known in _THINGS_BY_BEGIN.get(word[:3], ()) if same_word(word, known)}


def asks_about(text: str) -> bool:
    """Tell whether a message asks something: "fine, but when do I pay the first one?" chooses nothing."""
    return _ASKING.search(fold(text)) is not None


def mentioned(text: str, options: Sequence[Option], places: Iterable[str] = ()) -> list[Option]:
    """Return the options that a text names best, else none.

    An option is named by its whole label, by its number, or by words that belong to it; rarer words count more, so that
    "the gas in the flat" does not take every point in the flat. The customer's own words go before what the extractors
    made of them: to them a studio is a kind of flat, to a customer who has both it is not.
    """
    own_words = _named_by(tokens(text), options)
    return own_words if len(own_words) == 1 else _named_by(tokens(" ".join([text, *places])), options)


def is_mere_name(text: str, option: Option) -> bool:
    """Tell whether a text is nothing but words of an option: then it means the option, whatever else it sounds like."""
    own, said = _words_of(option), tokens(text)
    return bool(said) and all(any(means_same(word, known) for known in own) for word in said)


def _named_by(said: list[str], options: Sequence[Option]) -> list[Option]:
    known = [_words_of(option) for option in options]
    scores = [_score(said, words, known) for words in known]
    best = max(scores, default=0.0)
    if best <= 0 or (len(options) > 1 and all(score == best for score in scores)):
        return []
    return [option for option, score in zip(options, scores, strict=True) if score >= best - 1e-9]


def resolve(
    text: str, entities: Mapping[str, Sequence[Any]], options: Sequence[Option], current: str | None = None
) -> list[Option]:
    """Return the options that a short answer means: a number, an ordinal, a name, an amount, a month, or all.

    Args:
        text: The answer as written.
        entities: What the extractors found in it.
        options: In the order in which they were shown.
        current: The value chosen before, for "the other one".
    """
    for found in (
        _by_elimination(text, options),
        _by_value(entities, options),
        _by_ordinal(entities.get("ordinal", ()), options, current),
        _by_model(text, options),
        _extreme("smallest", options) if CHEAPEST.search(fold(text)) else [],
        _by_only_name(text, options),
        _by_number(text, options),
        _by_amount(entities.get("amount", ()), options),
        _by_period(entities.get("period", ()), options),
        mentioned(text, options, place_words(entities)),
    ):
        if found:
            return found
    return []


def _by_elimination(text: str, options: Sequence[Option]) -> list[Option]:
    """What is left when all others are ruled out: "not the garage", of a flat and a garage."""
    ruled_out = _RULED_OUT.findall(fold(text))
    if not ruled_out or len(options) < 2:
        return []
    named = _named_by(tokens(" ".join(ruled_out)), options)
    left = [option for option in options if option not in named]
    return left if named and len(left) == 1 else []


def place_words(entities: Mapping[str, Sequence[Any]]) -> list[str]:
    """Return the words for places and commodities that the extractors found."""
    words = []
    for place in entities.get("place", ()):
        words += [str(place.get("code", "")), str(place.get("text", ""))] if isinstance(place, dict) else [str(place)]
    return words + [str(commodity) for commodity in entities.get("commodity", ())]


def overlaps(option: Mapping[str, Any], period: Mapping[str, Any]) -> int:
    """Return for how many days an option's span and a period overlap; 0 when not at all."""
    if not option.get("from_on") or not period.get("from_on"):
        return 0
    first, last = max(option["from_on"], period["from_on"]), min(option["to_on"], period["to_on"])
    return 0 if first > last else 1 + (_day(last) - _day(first))


def _day(iso: str) -> int:
    year, month, day = (int(part) for part in iso.split("-"))
    return year * 372 + month * 31 + day


def _words_of(option: Option) -> list[str]:
    return tokens(" ".join([option.get("label", ""), *option.get("words", [])]))


def _score(said: list[str], words: list[str], known: list[list[str]]) -> float:
    total = 0.0
    for word in dict.fromkeys(said):
        if word.isdigit() and len(word) < 2:
            continue
        if any(means_same(word, own) for own in words):
            spread = sum(any(means_same(word, own) for own in others) for others in known)
            exact = 0.1 if word in words else 0.0
            total += (1.0 + exact) / spread
    return total


def _by_value(entities: Mapping[str, Sequence[Any]], options: Sequence[Option]) -> list[Option]:
    said = {str(value) for slot in ("service_point_id", "invoice_number") for value in entities.get(slot, ())}
    if ALL in said:
        return list(options)
    return [option for option in options if option["value"] in said]


def _by_ordinal(ordinals: Sequence[Any], options: Sequence[Option], current: str | None) -> list[Option]:
    if not ordinals or not options:
        return []
    ordinal = str(ordinals[0])
    if ordinal in ("both", ALL):
        return list(options)
    if ordinal == "other":
        return [option for option in options if current and option["value"] != current]
    if ordinal in ("largest", "smallest", "latest", "earliest"):
        return _extreme(ordinal, options)
    return [options[-1]] if ordinal == "-1" else _nth(ordinal, options)


def _extreme(ordinal: str, options: Sequence[Option]) -> list[Option]:
    by_size = ordinal in ("largest", "smallest")
    known = [option for option in options if option.get("amount" if by_size else "on")]
    if not known:
        return []

    def measure(option: Option) -> Decimal | str:
        return Decimal(option["amount"]) if by_size else option["on"]

    best = (max if ordinal in ("largest", "latest") else min)(known, key=measure)
    return [option for option in known if measure(option) == measure(best)]


def _by_model(text: str, options: Sequence[Option]) -> list[Option]:
    """Read "p8" as the name of a model, not as a letter and a place in the list."""
    said = {word for word in re.findall(r"[a-z0-9]+", fold(text)) if re.search(r"[a-z]\d|\d[a-z]", word)}
    named = [
        (option, re.findall(r"[a-z0-9]+", fold(f"{option.get('label', '')} {option['value']}"))) for option in options
    ]
    found = [option for option, words in named if said & set(words)]
    return found if len(found) < len(options) else []


def _by_only_name(text: str, options: Sequence[Option]) -> list[Option]:
    """A word that names one option goes before a stray digit: "the flexible 1"."""
    named = _named_by([word for word in tokens(text) if not word.isdigit()], options)
    return named if len(named) == 1 else []


def _by_number(text: str, options: Sequence[Option]) -> list[Option]:
    """Read "2", "2." or "nr 2", and "4711" as the end of an invoice number or street number."""
    numbers = re.findall(r"\d+", text)
    if len(numbers) != 1 or len(tokens(text)) > 2:
        return []
    if len(numbers[0]) <= 2 and (chosen := _nth(numbers[0], options)):
        return chosen
    return [option for option in options if len(numbers[0]) >= 3 and option["value"].endswith(numbers[0])]


def _nth(number: str, options: Sequence[Option]) -> list[Option]:
    place = int(number) if number.isdigit() else 0
    return [options[place - 1]] if 1 <= place <= len(options) else []


def _by_amount(amounts: Sequence[Any], options: Sequence[Option]) -> list[Option]:
    for amount in amounts:
        try:
            said = Decimal(str(amount.get("amount") if isinstance(amount, dict) else amount))
        except InvalidOperation:
            continue
        known = [(option, Decimal(option["amount"])) for option in options if option.get("amount")]
        found = [option for option, value in known if value == said] or [o for o, value in known if int(value) == said]
        if found:
            return found
    return []


def _by_period(periods: Sequence[Any], options: Sequence[Option]) -> list[Option]:
    for period in periods:
        days = [overlaps(option, period) for option in options]
        if any(days):
            return [option for option, shared in zip(options, days, strict=True) if shared and shared >= max(days) // 2]
    return []
