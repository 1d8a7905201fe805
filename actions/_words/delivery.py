"""Words about how an order comes: what that costs, on which day, and whether to a place to pick it up. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.spelling import fold
from actions._words.vocabulary import BILLS

MOST_WORDS = 12
"""Of a message that asks no more than that."""

_DELIVERY = (
    r"(?:deliver(?:y|ies|ed|ing)?|shipping|shipment|postage|versand\w*|(?:zu|an)?liefer\w*|zustell\w*|porto"
    r"|dostaw\w*|(?:prze|wy)sylk\w*|kurier\w*)"
)
_COST = re.compile(
    r"\b(?:shipping|postage|delivery (?:cost|charge|fee|price)\w*|versandkosten\w*|lieferkosten\w*|porto"
    r"|koszt\w* (?:dostaw|wysyl|przesyl)\w*)\b"
    rf"|\b(?:costs?|pay|charge\w*|price|how much|free|extra|kost\w*|preis|teuer|zahl\w*|wie ?viel|gratis|umsonst"
    rf"|frei|dazu|drauf|koszt\w*|ile|cen[aey]|darmow\w*|bezplat\w*|platn\w*|dolicz\w*)\b(?: \w+){{0,5}} {_DELIVERY}\b"
    rf"|\b{_DELIVERY}\b(?: \w+){{0,5}} (?:costs?|free|extra|charge\w*|included|kost\w*|gratis|umsonst|frei|extra"
    r"|dabei|dazu|drauf|inklusive|drin|koszt\w*|ile|darmow\w*|bezplat\w*|platn\w*|gratis|w cenie)\b"
)
_BARE = re.compile(r"(?:versand|porto|zustellung|wysylk[aie]|przesylk[aie]|shipping|postage|dostaw[aey])\W*")
_LASTS = re.compile(r"\bile (?:sie )?(?:po)?(?:trwa|czeka|dni)\w*")
_DAY = re.compile(
    rf"\b(?:when|what day|how (?:long|soon|fast)|wann|wie (?:lange?|schnell)|kiedy"
    rf"|jak (?:dlugo|szybko)|ile (?:trwa|czeka)\w*|ile dni)\b(?: \w+){{0,4}} {_DELIVERY}\b"
    rf"|\b{_DELIVERY}\b(?: \w+){{0,3}} (?:when|wann|kiedy|take|dauert|trwa)\b"
    r"|\b(?:liefertermin|lieferzeit|lieferdatum|delivery (?:date|day|time)|(?:termin|czas|data) (?:dostawy|wysylki))\b"
    r"|\b(?:na )?kiedy (?:\w+ )?(?:przyjdzie|dojdzie|dotrze|bedzie|dostane|przyjda|beda)\b"
    r"|\b(?:wann|bis wann) (?:\w+ )?(?:kommt|kommen|da|hier|hab|krieg\w*|bekomm\w*)\b"
    r"|\bwhen (?:\w+ )?(?:it |they |that |i )?(?:come|comes|arrive\w*|get|be here|have)\b"
)
_IF_THERE = re.compile(
    r"\b(?:if|when|as long as|provided|wenn|falls|sofern|solange|jesli|jezeli|o ile|jak|pod warunkiem)\b.*"
    r"\b(?:come|comes|coming|arrive\w*|here|deliver\w*|get it|da|kommt|ankommt|hier|geliefert|bedzie|dojdzie|przyjdzie"
    r"|dotrze|dostane|dostarcz\w*)\b"
)
_LOCKER = re.compile(
    r"\b(?:packstation\w*|paketshop\w*|paketstation\w*|postfilial\w*|abholstation\w*|abholpunkt\w*|dhl shop"
    r"|parcel ?(?:locker|shop|station|box)s?|lockers?|pick ?-?up (?:point|station|place)s?|collection points?"
    r"|post office|click and collect|paczkomat\w*|automat\w* paczkow\w*|punk\w* (?:odbioru|odbior)|orlen paczk\w*"
    r"|zabk\w*)\b"
)


def asks_delivery_cost(text: str) -> bool:
    """Tell whether somebody asks what the sending of an order costs."""
    folded = fold(text)
    asks = _is_brief(folded) and _COST.search(folded) is not None and _LASTS.search(folded) is None
    return asks or _BARE.fullmatch(folded) is not None


def asks_delivery_day(text: str) -> bool:
    """Tell whether somebody asks for the day on which an order comes, or says yes only if it is there by one."""
    folded = fold(text)
    asks = _DAY.search(folded) is not None or _IF_THERE.search(folded) is not None
    return _is_brief(folded) and asks


_RATES = re.compile(
    r"\b(?:in (?:\w+ )?instal+ments?|(?:pay|paid|payable) (?:\w+ )?monthly|by the month|on finance|spread the cost"
    r"|(?:in|auf|mit|per) (?:\w+ )?raten?|ratenzahl\w*|abzahl\w*|abstotter\w*|finanzier\w*"
    r"|(?:na|w) (?:\w+ )?rat(?:y|ach)|ratalni\w*|raty)\b"
)


def asks_for_rates(text: str) -> bool:
    """Tell whether what is ordered shall be paid in instalments; bills are named as such."""
    folded = fold(text)
    of_bills = BILLS.search(re.sub(r"\binstal+ments?\b", "", folded)) is not None
    return _is_brief(folded) and _RATES.search(folded) is not None and not of_bills


def names_locker(text: str) -> bool:
    """Tell whether a parcel shall come to a locker or a shop instead of an address."""
    return _LOCKER.search(fold(text)) is not None


def _is_brief(folded: str) -> bool:
    return len(folded.split()) <= MOST_WORDS
