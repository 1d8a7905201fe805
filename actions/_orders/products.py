"""Which product is meant by its rough name: pure matching, without accents, with slips of the finger."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from actions._backend.products import Product
from actions._words.choices import TARIFF_GROUP, same_word
from actions._words.spelling import fold

ALIKE = 0.8
"""From this likeness two words are one with a slip of the finger."""

SUPPLIES = {
    "electricity": "electricity power strom prad pradu energia energii kwh kilowattstunde kilowatogodzina kilowatthour",
    "gas": "gas erdgas gaz gazu",
    "fibre": "fibre fiber internet glasfaser swiatlowod net neta dsl wlan broadband breitband",
    "mobile": "mobile mobilfunk mobil handytarif handyvertrag abonament abo sim esim komorka komorkowy data daten",
}
"""Words for what a tariff or plan supplies."""

THINGS = (
    "phone smartphone handy telefon handset mobiltelefon iphone samsung galaxy pixel xiaomi s24 s25",
    "router fritzbox fritz box modem wlanbox",
    "charger ladegeraet ladegerat ladowarka netzteil ladekabel",
    "repeater verstaerker verstarker wzmacniacz wzmacniacze mesh extender amplifier booster",
)
"""Words for one sort of device; also those of other makers', whose buyers may like ours."""

ASKING = frozenset(["charge", "charges", "charged", "charging"])
"""What something costs is asked with these; they name no charger."""

OTHER_MAKERS = frozenset(["iphone", "samsung", "galaxy", "pixel", "xiaomi", "s24", "s25", "fritzbox", "fritz"])


def words_of(text: str) -> list[str]:
    """Folded words, model names such as "r7" in one piece."""
    return re.findall(r"[a-z0-9]+", TARIFF_GROUP.sub("prad", fold(text)))


def find_products(text: str, products: Sequence[Product]) -> tuple[list[Product], bool]:
    """Find what a text names.

    Returns:
        The products that fit best, and whether they are really meant: a model of another maker, or one that nobody
        sells, finds what comes nearest.
    """
    said = [word for word in dict.fromkeys(words_of(text)) if (len(word) > 1 or word.isdigit()) and word not in ASKING]
    likeness = {product["number"]: [_likeness(word, product) for word in said] for product in products}
    spread = [sum(row[place] > 0 for row in likeness.values()) for place in range(len(said))]
    scores = {
        number: sum(value / spread[place] for place, value in enumerate(row) if value)
        for number, row in likeness.items()
    }
    best = max(scores.values(), default=0.0)
    if best <= 0:
        return [], False
    found = [product for product in products if scores[product["number"]] >= best * 0.99]
    unknown = [word for place, word in enumerate(said) if not spread[place] and _is_model(word)]
    return found, not unknown and not OTHER_MAKERS & set(said)


def supplies_named(text: str) -> list[str]:
    """The supplies that a text names: electricity, gas, fibre, mobile; whoever has "a phone" with us has a line."""
    said, groups = words_of(text), {**SUPPLIES, "mobile": f"{SUPPLIES['mobile']} {THINGS[0]}"}
    return [supply for supply, group in groups.items() if any(_is_any(word, group) for word in said)]


def _likeness(word: str, product: Product) -> float:
    own = [*words_of(product["name"]), *words_of(product["number"])]
    if word in own:
        return 1.0
    if product["kind"] in ("tariff", "plan") and _is_any(word, SUPPLIES.get(product["commodity"] or "", "")):
        return 1.0
    if any(_is_any(word, group) and any(_is_any(name, group) for name in own) for group in THINGS):
        return 0.95
    if len(word) < 4 or word.isdigit():
        return 0.0
    return 0.9 if any(same_word(word, name) or _slipped(word, name) for name in own if len(name) >= 4) else 0.0


def _is_any(word: str, group: str) -> bool:
    if len(word) < 3:
        return False
    return any(
        word == known or (len(known) > 3 and same_word(word, known)) or _compound(word, known) or _slipped(word, known)
        for known in group.split()
    )


def _compound(word: str, known: str) -> bool:
    """Strompreis, Gastarif, Routerpreis."""
    return len(known) > 2 and word.startswith(known) and word[len(known) :] in ("preis", "preise", "tarif", "tarife")


def _slipped(word: str, known: str) -> bool:
    return min(len(word), len(known)) >= 5 and SequenceMatcher(None, word, known).ratio() >= ALIKE


def _is_model(word: str) -> bool:
    """A word of letters and digits, such as the name of a model; "24gb" or "5g" says how much."""
    return bool(re.search(r"[a-z]\d", word)) and len(word) <= 8
