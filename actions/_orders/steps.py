"""Questions that only orders ask: a product, how many, a place, the number of a basket."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from actions._errand.drafts import CONFIRMATION, Draft
from actions._errand.steps import ChoiceStep, Condition, NumberStep, Problem, Step, Values
from actions._turn import Turn
from actions._words.addresses import address_in
from actions._words.choices import CHEAPEST, Option, mentioned, place_words, resolve, same_word, tokens
from actions._words.spelling import fold

TAKEN = "taken"
"""In ``known``: the product was taken of what had been priced; the words that took it name no other."""

BASKET = re.compile(r"(?<![\w-])B[- ]?(\d{6})(?!\d)", re.IGNORECASE)
_CHEAP_ONE = re.compile(
    r"\b(?:the |a |some(?:thing)? )?cheap(?:er)? (?:one|version|model)\b"
    r"|\b(?:den|das|die|ein\w*) (?:guenstig|billig)\w*"
    r"|\bt(?:en|a|en) tan(?:i|sz)\w*|\btansz[yaeą]\w*"
)
_CHEAPER = re.compile(r"\bcheap|less expensive|guenstig|billig|\btan(?:i|sz)")
GIVING_UP = re.compile(
    r"\b(cancel|delet|discard|stornier|l[oö]e?sch|verw[eo]rf|anulu|anulow|usu[nń]|rezygn)", re.IGNORECASE
)
ANOTHER_PLACE = re.compile(
    r"\b(another|additional|new|second|further) (site|place|shop|branch|store|line|location|flat|house|connection|sim)"
    r"|\b(weitere|neue|zweite|zusätzliche)[rsn]? (\w+ )?"
    r"(filiale|standort|laden|geschäft|wohnung|haus|anschluss|stelle|nummer|sim)"
    r"|\b(kolejn|now|drug|dodatkow)\w+ (\w+ )?(punkt|sklep|lokal|mieszkani|dom|filia|oddział|numer|lini|kart)",
    re.IGNORECASE,
)
ONLY_ONE = re.compile(r"\b(just|only|nur|doch nur|tylko) (noch )?(one|ein\w*|jed\w+)\b", re.IGNORECASE)
COUNT_WORDS = {
    "2": ("two", "zwei", "dwa", "dwie"),
    "3": ("three", "drei", "trzy"),
    "4": ("four", "vier", "cztery"),
    "5": ("five", "fuenf", "piec"),
    "6": ("six", "sechs", "szesc"),
    "10": ("ten", "zehn", "dziesiec"),
}
CODE_NAME = re.compile(r"(?<![\w-])[a-z]{1,2}\d{1,2}(?!\w)", re.IGNORECASE)
"""What devices are called by: R7, P5."""

ASKS = re.compile(
    r"\W*((and|but|und|aber|a|ale|ja|yes|tak|ok)\W+)?"
    r"(do|does|did|is|are|has|have|will|when|why|where|who|what(?! about)|which|how(?! about)"
    r"|hat|haben|ist|sind|wird|wie(?! waer)|was(?! ist mit)|welche\w*|wann|warum|wieso|wo"
    r"|(kann|koennen|unterstuetzt|braucht|geht|laeuft|schafft|passt|funktioniert) (er|sie|es|der|die|das)"
    r"|czy (?!(moge|mozna|moglbym|moglabym|da sie)\b)|jak|kiedy|dlaczego|gdzie|kto|co(?! powie)|ktor\w*|ile)\b"
)
"""How a question about a product begins, in folded text; "can I have two?" is none."""

_SPEED = re.compile(r"\b\d{1,2}\s?(?:mb(?:it|ps|it/s)?|mega\w*)\b", re.IGNORECASE)
"""How fast a slow line is; plans have three figures."""

_AND = re.compile(r"\s+(?:and|und|sowie|plus|oraz|i|a także)\s+|\s*[,+&]\s*", re.IGNORECASE)

FEATURES = re.compile(
    r"\b(wi-?\s?fi|wlan|usb(-c)?|bluetooth|hdmi|cat|dect|ip|ipv|android|ios|windows|gen(eration|eracja|eracji)?"
    r"|version|wersj\w*|series|serie|class|klasse|klasa|klasy)[\s.-]*\d+"
    r"|\b\d+\s?(g|gb|tb|mb|mbit|gbit|ghz|mhz|w|watt|wat\w*|kw|v|volt|a|amp|mah|mm|cm|m|zoll|inch|cali|mpx?|megapixel)\b"
)
"""Numbers that tell what a thing can do, in folded text: "wifi 6", "128 GB"."""

NEW = "new"
"""Answer that a tariff or plan is for a place or line that is not supplied yet."""

SENT = ("device", "accessory")
"""Kinds of products that come in a parcel."""

MOST = 99
"""Pieces that a chat takes an order for."""

FEW_PIECES = 10
"""Pieces that a bare number asks for at the summary; more of them may as well be months, or a slip."""

_BARE = re.compile(
    r"\W*(?:(?:ok|yes|no|ja|nein|tak|nie|lieber|rather)\W+)?(\d{1,2})\W*(?:please|pls|bitte|prosze|x|mal)?\W*"
)

MORE = "more"
"""In ``known``: what is ordered beside the product, quantities by the number of each."""


def orders_basket(text: str) -> bool:
    """Tell whether a message names a basket of the web shop, and not in order to be rid of it."""
    return BASKET.search(text) is not None and GIVING_UP.search(text) is None


def unsold_model(text: str, products: Sequence[Option]) -> str | None:
    """The short name of a device that is not among the products: "R9" where only the R7 is sold."""
    sold = {code.casefold() for one in products for code in CODE_NAME.findall(f"{one['label']} {one['value']}")}
    shaped = {re.sub(r"\d+", "", code) for code in sold}
    named = [code for code in CODE_NAME.findall(text) if re.sub(r"\d+", "", code.casefold()) in shaped]
    unsold = [code for code in named if code.casefold() not in sold]
    return unsold[0].upper() if unsold else None


def named_products(turn: Turn, products: Sequence[Option]) -> list[Option]:
    """The products that a message names best; a short name such as "R7" goes before every other word."""
    if several := named_apart(turn, products):
        values = [option["value"] for _, found in several for option in found]
        return [option for option in products if option["value"] in values]
    text = _without_genitive(turn.request_text)
    called = _called(text, products)
    return mentioned(text, called or products, place_words(turn.entities)) or called


def named_apart(turn: Turn, products: Sequence[Option]) -> list[tuple[str, list[Option]]]:
    """The parts of a message that name different things: "a router and a charger", not "the phone, in blue"."""
    text = _without_genitive(turn.request_text)
    called = _called(text, products)
    several = [(part, found) for part in _AND.split(text) if (found := _named_in(part, products, called))]
    values = [option["value"] for _, found in several for option in found]
    return several if len(several) > 1 and len(values) == len(set(values)) else []


def _without_genitive(text: str) -> str:
    """The words without an English ending, and without the slow speed of a line, which is no watt of a charger."""
    return re.sub(r"['’]s\b", "", _SPEED.sub(" ", text))


def _called(text: str, products: Sequence[Option]) -> list[Option]:
    """The products that are called by their short names."""
    codes = {code.casefold() for code in CODE_NAME.findall(text)}
    return [one for one in products if codes & {code.casefold() for code in CODE_NAME.findall(one["label"])}]


def _named_in(part: str, products: Sequence[Option], called: Sequence[Option]) -> list[Option]:
    """The products of one part of a message; beside one called by its short name only things that are sent count."""
    if not called:
        return mentioned(part, products)
    if set(CODE_NAME.findall(part)):
        return mentioned(part, called) or list(called)
    return [one for one in mentioned(part, products) if dict(one).get("kind") in SENT]


class BasketStep(Step):
    """The number of a basket from the web shop; it is never asked for."""

    def is_open(self, draft: Draft) -> bool:
        """Nobody is asked for a basket."""
        return False

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """The number."""
        found = BASKET.search(turn.request_text)
        return {self.name: f"B-{found[1]}"} if found else None


def cheapest(text: str, products: Sequence[Any]) -> Any:
    """The cheapest of several devices, where the price shall decide; one by the month is not all there is to pay."""
    prices = [one.get("price", {}).get("one_off") for one in products]
    if len(products) < 2 or not all(prices) or not (CHEAPEST.search(fold(text)) or _CHEAP_ONE.search(fold(text))):
        return None
    return min(products, key=lambda one: Decimal(one["price"]["one_off"]["amount"]))


def _cheaper_than_chosen(turn: Turn, draft: Draft) -> Any:
    """The cheapest thing of the same sort as the one that was chosen, for "no, the cheaper one"."""
    products = draft.known.get("products", [])
    before = next((one for one in products if one["value"] == draft.values.get("product")), None)
    asks = ASKS.match(fold(turn.text)) is not None or turn.text.rstrip().endswith("?")
    if before is None or asks or not _CHEAP_ONE.search(fold(turn.text)):
        return None
    sort = tokens(before["label"])[:1]
    alike = [one for one in products if one["kind"] == before["kind"] and tokens(one["label"])[:1] == sort]
    priced = [one for one in alike if one.get("price", {}).get("one_off")]
    best = min(priced, key=lambda one: Decimal(one["price"]["one_off"]["amount"]), default=None)
    return best if best is not before else None


def names_thing(turn: Turn, draft: Draft, found: Any) -> bool:
    """Tell whether a message names a product instead of the one chosen: a mere number or colour is none of another."""
    products = draft.known.get("products", [])
    before = next((one for one in products if one["value"] == draft.values.get("product")), None)
    if before is None or draft.asking == "product" or _model(before) == _model(found):
        return True
    colours = {word for one in products for word in tokens(one["label"].partition(",")[2])}
    said = [word for word in re.findall(r"\w+(?:[-.]\w+)*", turn.request_text) if not word.isdigit()]
    telling = [word for word in said if not any(same_word(own, one) for own in tokens(word) for one in colours)]
    return bool(named_products(replace(turn, text=" ".join(telling), request_text=" ".join(telling)), products))


def _model(product: Any) -> str:
    """The name of a product without its colour, which stands behind a comma."""
    return str(product["label"]).partition(",")[0]


class ProductStep(ChoiceStep):
    """What is ordered; the options are those that fit what was said, but any product may be named."""

    is_own = False

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """One of those shown, or any other by name; of several that are meant the question names only these."""
        found = super().read(turn, draft) or self.volunteered(turn, draft) or self._cheaper(turn, draft)
        products = draft.known.get("products", [])
        meant = [] if found else named_products(turn, products)
        values = [product["value"] for product in meant]
        if 1 < len(meant) < len(self.options(draft)) or (meant and values == draft.known.get("narrowed")):
            draft.known["narrowed"] = values
            return Problem("several")
        return found

    def _cheaper(self, turn: Turn, draft: Draft) -> Values | None:
        """The cheaper one of few that were named before."""
        options: list[Any] = list(self.options(draft)) if draft.known.get("narrowed") else []
        priced = [one for one in options if one.get("price", {}).get("one_off")]
        if len(options) < 2 or len(priced) < len(options) or not _CHEAPER.search(fold(turn.text)):
            return None
        best = min(priced, key=lambda one: Decimal(one["price"]["one_off"]["amount"]))
        return {self.name: best["value"]}

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A product by its name, of those shown before of all; or the cheaper one of the sort that was chosen."""
        if draft.asking is None and TAKEN in draft.known:
            return None
        if cheaper := _cheaper_than_chosen(turn, draft):
            return {self.name: cheaper["value"]}
        for options in (self.options(draft), draft.known.get("products", [])):
            found = [one for one in named_products(turn, options) if names_thing(turn, draft, one)]
            if len(found) == 1:
                return {self.name: found[0]["value"]}
            if best := cheapest(turn.request_text, found):
                return {self.name: best["value"]}
        return None


class QuantityStep(NumberStep):
    """How many; it is never asked for, because most people want one."""

    def is_open(self, draft: Draft) -> bool:
        """One, unless something else was said."""
        return False

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A number that is no part of a product's name, a feature, a question, an address or another number."""
        folded = fold(turn.request_text)
        products = draft.known.get("products", [])
        if ASKS.match(folded) or (draft.known.get(MORE) and named_apart(turn, products)):
            return None
        if address_in(turn.request_text) or BASKET.search(turn.request_text):
            return None
        if ONLY_ONE.search(turn.request_text):
            return {self.name: "1"}
        if bare := _BARE.fullmatch(folded):
            return self._bare(bare[1], draft)
        named = named_products(turn, products)
        of_names = {word for option in named for word in tokens(f"{option['label']} {' '.join(option['words'])}")}
        of_names |= {digits for found in FEATURES.finditer(folded) for digits in re.findall(r"\d+", found[0])}
        for number in turn.entities.get("number", ()):
            text = str(number.get("value") if isinstance(number, dict) else number)
            if text.isdigit() and 0 < int(text) <= MOST and text not in of_names:
                return {self.name: text}
        said = set(tokens(turn.request_text)) - ({"ten"} if turn.language == "pl" else set())
        return next(({self.name: count} for count, words in COUNT_WORDS.items() if said & set(words)), None)

    def _bare(self, number: str, draft: Draft) -> Values | None:
        """So many pieces of what was summed up; a number that few order is none."""
        most = MOST if draft.known.get("company") else FEW_PIECES
        is_summed = draft.asking == CONFIRMATION and "product" in draft.values
        return {self.name: str(int(number))} if is_summed and 0 < int(number) <= most else None


class PointStep(ChoiceStep):
    """Which of the customer's points or lines a tariff or plan is for, or a new one."""

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A point by its name, or "another shop"."""
        options = self.options(draft)
        if ANOTHER_PLACE.search(turn.request_text) and any(option["value"] == NEW for option in options):
            return {self.name: NEW}
        own = [option for option in options if option["value"] != NEW]
        found = mentioned(turn.request_text, own)
        return {self.name: found[0]["value"]} if len(found) == 1 else None


class PlaceStep(ChoiceStep):
    """An address: one of the customer's places, or one that is typed."""

    is_own = False

    def __init__(
        self,
        name: str,
        response: str,
        choices: Any = lambda _draft: [],
        *,
        when: Condition,
        is_asked: Condition = lambda _draft: True,
    ) -> None:
        """Take when it is asked; besides, it may be said at any time while ``when`` holds."""
        super().__init__(name, response, choices, when=when, settle_alone=False)
        self._is_asked = is_asked

    def is_open(self, draft: Draft) -> bool:
        """Tell whether it must be asked."""
        return super().is_open(draft) and self._is_asked(draft)

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """An address, or a place by its name or number in the list."""
        return self.volunteered(turn, draft) or self._listed(turn, draft)

    def _listed(self, turn: Turn, draft: Draft) -> Values | None:
        found = resolve(turn.text, turn.entities, self.options(draft)) if self.options(draft) else []
        return {self.name: found[0]["value"]} if len(found) == 1 else None

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A typed address, or a place by its name."""
        if address := address_in(turn.request_text):
            return {self.name: address}
        found = mentioned(turn.request_text, self.options(draft))
        return {self.name: found[0]["value"]} if len(found) == 1 else None
