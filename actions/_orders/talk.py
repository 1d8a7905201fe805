"""What people say to an open order beside the answers: no to it, one more thing, how much data. Pure."""

import re
from dataclasses import replace

from actions._errand.drafts import CONFIRMATION, Draft
from actions._errand.hearing import YES_BUT
from actions._forms import ANSWERS
from actions._matters import SURE
from actions._orders.ordering import is_supply, needs_place
from actions._orders.orders import order_number
from actions._orders.steps import MORE, named_products
from actions._turn import Turn
from actions._words.addresses import address_in
from actions._words.choices import Option, asks_about
from actions._words.retractions import begins_correction, cancels_it, changes_mind, ends_in_no
from actions._words.spelling import fold

ALSO = "also"
"""Where the draft keeps the names of what shall be ordered afterwards."""

_ORDERS_NOTHING = re.compile(
    r"\b(?:not|n'?t|dont) (?:\w+ ){0,2}(?:order|buy|want|need)\w* anything\b|\border(?:ing)? nothing\b|\bno order\b"
    r"|\bnichts (?:mehr )?(?:bestell\w*|kauf\w*)|\b(?:will|moecht\w*|brauch\w*) (?:ich |doch |gar |aber )*nichts\b"
    r"|\bnic (?:tu )?nie (?:chce|zamawia\w*|kupuj\w*|potrzebuj\w*)|\bnie (?:zamawiam|kupuje)\b"
    r"|\bnie chce nic\w* (?:zamawiac|kupowac|zamowic)"
)
_REFUSES_THING = re.compile(
    r"\b(?:do not|don'?t|dont|never) (?:\w+ )?(?:want|need|order\w*)(?: to (?:buy|order))?"
    r" (?:an?|any|the|that|this|your|no|new)\b"
    r"|\b(?:will|brauch\w*|moecht\w*|wollte|bestelle?) (?:ich |doch |gar |wirklich |aber |ja |jetzt )*kein\w*\b"
    r"|\bkein\w* \w+ (?:bestell\w*|kauf\w*|haben|will|brauch\w*|moecht\w*)"
    r"|\bnie (?:chce|potrzebuje|biore|zamawialam|zamawialem)\b"
)
_AT_ALL = re.compile(r"\b(?:any|kein\w*|zadn\w*)\b")
_BUT = re.compile(r"\b(?:instead|but|only|just|sondern|nur|lieber|dafuer|tylko|zamiast|lecz|wole|(?<!nie )chce)\b")
_LATER = re.compile(r"\b(?:later|after\w*|if|wenn|falls|spaeter|nachher|wieder|pozniej|potem|jesli|jakby|gdyby)\b")

ADDS = re.compile(
    r"\b(?:also|as well|too|on top|additionally|and (?:an?|the)|plus|auch|dazu|ausserdem|zusaetzlich"
    r"|(?:und|noch) (?:noch )?(?:einen?|ein|n|nen)|tez|takze|rowniez|dodatkowo|jeszcze|oraz|do tego"
    r"|(?:and|und) (?:\d{1,2}|two|three|zwei|drei))\b"
    r"|^\W*(?:(?:ok|okay|yes|yeah|sure|ja|gut|tak|dobrze|dobra)\W+)*(?:and|und|oraz|i|a) (?!jednak|doch|actually)"
)
INSTEAD = re.compile(r"\b(?:instead|rather|stattdessen|lieber|statt|sondern|zamiast|wole|raczej|jednak)\b")
DROPPED = re.compile(
    r"\b(?:drop|remove|without|leave out|forget|skip|not|don'?t|no (?=\w+ (?:then|any ?more))|kein\w*|nicht|nich|nimmer"
    r"|ohne|weg|streich\w*|bez|nie (?:chce|potrzebuje|trzeba)|usun\w*|wyrzuc\w*|cancel|storn\w*|anuluj\w*)\b"
)
CLAUSES = re.compile(r"[,;.!?]+|\b(?:and|but|und|aber|ale|i|a)\b", re.IGNORECASE)

_DATA = (
    r"(?:gigs?|giga\w*|gb|gigabyte\w*|data|daten\w*|danych|transfer\w*|mbit\w*|speed|fast|schnell|geschwindigkeit"
    r"|predkosc\w*|szybk\w*|minutes|minuten|minut|term|laufzeit|mindestlaufzeit|vertragsdauer|okres\w*|months?|monate?n?"
    r"|miesi\w+|24|12|lata|rok|jahre?|years?)"
)
_WAITS = re.compile(r"\W*(?:po)?czekaj\b|\W*(?:hang on|hold on|warte|ne|nah|ups|oops|stop)\b")
_FACTS = re.compile(
    r"\b(?:how (?:much|many|fast|long)|is (?:it|that|this|there)|does (?:it|that)|what(?:'s| is)?|for how"
    r"|wie ?viele?|wie (?:lange?|schnell)|ist (?:das|der|die|es)|sind das|hat (?:der|die|das|es)|welche"
    r"|a? ?ile|jak (?:dlugo|szybk\w+)|na (?:ile|jak)|czy (?:to|tam|jest)|jaki\w*)\b"
    rf"(?: \w+){{0,4}}? {_DATA}\b"
)
_WHEN = re.compile(
    r"\b(?:when|how soon|what day)\b.*\b(?:come|comes|coming|arrive\w*|deliver\w*|get|here|have|be)\b"
    r"|\b(?:wann)\b.*\b(?:kommt?|da|geliefert|liefer\w*|krieg\w*|bekomm\w*|hab\w*)\b|\bwie lange? (?:dauert|braucht)\b"
    r"|\bhow long\b.*\b(?:take|takes|till|until)\b"
    r"|\bkiedy\b.*\b(?:bedzie|przyjdzie|dojdzie|dotrze|dostane|dostarcz\w*|beda)\b"
    r"|\bile (?:to )?(?:potrwa|trwa|sie czeka)\b"
)
_COSTS = re.compile(
    r"\b(?:cost|costs|price|pay|much|total|kost\w*|preis|teuer|zahl\w*|wie ?viel|koszt\w*|kosztuj\w*"
    r"|cen[aey]|ile|place)\b"
)

_SENDS = re.compile(
    r"\b(?:send|sent|come|deliver\w*|ship\w*|schick\w*|liefer\w*|send\w*|verschick\w*|kommen|wysl\w*|wysyl\w*|dostarcz\w*"
    r"|dostaw\w*|przysl\w*)\b"
)
_RENAMED = frozenset({"change_order", "submit_meter_reading", "give_details", "nlu_fallback", "out_of_scope"})
"""Intents that a correction of an open order is taken for."""
_MOVED = frozenset({"update_contact", "report_move", "order_status", "switch_status", "return_goods"})
"""The same, when an address and words for sending stand in it."""


_SERVED_FIRST = frozenset({"report_emergency", "human_handoff", "change_language"})
"""Intents of what goes before every answer."""

FEW_WORDS = 4
"""Words of a yes that wants something else and names hardly more than that."""

_OF_BILLS = frozenset({"check_bill", "make_payment", "payment_status", "get_invoice"})


def _values(options: list[Option]) -> set[str]:
    return {option["value"] for option in options}


def _meant(draft: Draft) -> set[str]:
    """What the order is about so far: what was chosen, else what was half named."""
    product = draft.values.get("product")
    return {product, *draft.known.get(MORE, ())} if product else set(draft.known.get("narrowed") or [])


def refuses_order(turn: Turn, draft: Draft) -> bool:
    """Tell whether the order that is open is not wanted at all: "nie chcę żadnego telefonu", "cancel the lot"."""
    text = fold(turn.text)
    if order_number(turn.text) or _BUT.search(text) or _LATER.search(text):
        return False
    if _ORDERS_NOTHING.search(text):
        return True
    meant, named = _meant(draft), _values(named_products(turn, draft.known.get("products", [])))
    is_it = bool(meant & named) or not named
    if cancels_it(turn.text):
        return is_it
    at_all = _AT_ALL.search(text) is not None
    return _REFUSES_THING.search(text) is not None and bool(named) and (bool(meant & named) or (not meant and at_all))


def added_products(turn: Turn, draft: Draft) -> list[str]:
    """The names of other products that are wished beside the one that is open; nothing when they replace it."""
    text = fold(turn.text)
    meant = _meant(draft)
    adds = turn.intent in ("place_order", *ANSWERS) and not asks_about(turn.text) and ADDS.search(text)
    if not adds or not meant or INSTEAD.search(text):
        return []
    named = named_products(turn, draft.known.get("products", []))
    return [] if meant & _values(named) else [option["label"] for option in named]


def leaves_out_added(turn: Turn, draft: Draft) -> bool:
    """Tell whether what was wished beside it is not wanted after all: "only the router, drop the booster"."""
    also = draft.known.get(ALSO)
    if not also or not (DROPPED.search(fold(turn.text)) or _BUT.search(fold(turn.text))):
        return False
    named = [option["label"] for option in named_products(kept(turn, dropped=True), draft.known["products"])]
    return bool(named) and set(named) <= set(also)


def asks_facts(text: str) -> bool:
    """Tell whether somebody asks what a tariff or plan holds: its data, its speed, its term."""
    return _FACTS.search(fold(text)) is not None


def asks_what_summary_tells(turn: Turn) -> bool:
    """Tell whether somebody asks for the day or the price, which stand in the summary of an order, not for a bill."""
    text, folded = turn.text, fold(turn.text)
    is_short = len(folded.split()) <= 8 and not (turn.intent in _OF_BILLS and turn.confidence >= SURE)
    asks = text.rstrip().endswith("?") or re.search(r"\b(?:how|what|was|wie|ile|jak\w*)\b", folded) is not None
    return is_short and (_WHEN.search(folded) is not None or (asks and _COSTS.search(folded) is not None))


def as_half_no(turn: Turn, draft: Draft) -> Turn:
    """The turn, as the no to a summary that it is: "order it, no wait dont", and "yes but black" of what has no black.

    Whatever else it names is still taken from it.
    """
    if draft.asking != CONFIRMATION or turn.first("step") is not None or turn.intent in _SERVED_FIRST:
        return turn
    takes_back = ends_in_no(turn.text) and not changes_mind(turn.text)
    is_half = YES_BUT.match(turn.text) is not None and len(turn.text.split()) <= FEW_WORDS
    return replace(turn, intent="deny", confidence=1.0, ranking=[]) if takes_back or is_half else turn


def as_said_of_order(turn: Turn, draft: Draft) -> Turn:
    """The turn, as one about the open order, when it was taken for a change of another or for no answer at all."""
    if order_number(turn.text) or not turn.text:
        return turn
    text = fold(turn.text)
    has_address = address_in(turn.text) is not None and (needs_place(draft) or not is_supply(draft))
    moved = turn.intent in _MOVED and has_address and _SENDS.search(text) is not None
    corrects = turn.intent == "change_order" or has_address or _corrects(turn.text)
    renames = begins_correction(turn.text) and bool(named_products(turn, draft.known.get("products", [])))
    drops = turn.intent in ("cancel_order", "return_goods") and (renames or bool(_BUT.search(text)))
    if not moved and not drops and not (turn.intent in _RENAMED and corrects):
        return turn
    if turn.intent == "change_order" and draft.asking == CONFIRMATION and not _names_anything(turn, draft):
        return replace(turn, intent="deny")
    return replace(kept(turn), intent=draft.matter)


def _corrects(text: str) -> bool:
    return begins_correction(text) or _WAITS.match(fold(text)) is not None


def _names_anything(turn: Turn, draft: Draft) -> bool:
    named = named_products(turn, draft.known.get("products", []))
    return bool(address_in(turn.text) or named or turn.first("number", "ordinal", "place"))


def kept(turn: Turn, *, dropped: bool = False) -> Turn:
    """The turn without the clauses that leave something out; or of those only."""
    clauses = [clause for clause in CLAUSES.split(turn.text) if clause.strip()]
    out = [clause for clause in clauses if DROPPED.search(fold(clause))]
    wanted = out if dropped else [clause for clause in clauses if clause not in out]
    if address_in(turn.text) or not out or not wanted:
        return turn
    said = ", ".join(clause.strip() for clause in wanted)
    return replace(turn, text=said, request_text=said)
