"""What is asked about a place by its name alone: whether all is well there, and when something is. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.spelling import fold

_FINE = (
    r"(?:ok|okay|okey|oke|okej|alright|all right|fine|on track|on course|safe|secure|sorted|in order|doing|going"
    r"|coming along|in ordnung|gut|klar|sicher|geregelt|glatt|paletti|auf kurs|im plan|im lot"
    r"|w porzadku|dobrze|gra|pewn[ey]|zalatwion\w*|na dobrej drodze|idzie)"
)
_ASKS_FINE = re.compile(
    rf"\b(?:is|are|hows?|will|does|sure|ist|is|sind|laeuft|geht|klappt|passt|steht|wird|czy|jest|wszystko|bedzie)\b"
    rf"(?: [\w']+){{0,7}}? {_FINE}\b"
)
_RUNS = re.compile(
    r"^(?:\W*\b(?:and|und|na|aber|but|so|a|i|no|to)\b)*\W*(?:(?:laeuft|klappt|passt|geht|steht) (?:\w+ ){0,3}"
    r"(?:mit|bei|beim|um|fuer)|(?:was ist|wie stehts?|wie steht es|wie laeufts?|wie laeuft es|wie siehts?"
    r"|wie sieht es|wie geht es) (?:\w+ ){0,2}(?:mit|bei|beim|um|aus)|what about|whats (?:up|happening|going on) with"
    r"|hows|how is|how are|how about|(?:co|jak) (?:\w+ )?(?:z|ze|tam|idzie|stoi))\b"
)
"""The begin of a question how it stands somewhere."""
_OTHERS = re.compile(
    r"\b(?:bills?|invoices?|pay\w*|paid|owe|money|orders?|parcel|router|readings?|meters?|contracts?|tariff|price"
    r"|complain\w*|case|outage|light|internet|network|rechnung\w*|zahl\w*|geld|bestell\w*|paket\w*|zaehler\w*"
    r"|vertr\w*|tarif\w*|preis\w*|beschwerde\w*|stoerung\w*|licht|netz|ausfall\w*|abschlag\w*|verbrauch\w*"
    r"|rachun\w*|faktur\w*|zaplac\w*|platnos\w*|pieni\w*|zamowi\w*|paczk\w*|odczyt\w*|licznik\w*|umow\w*|taryf\w*"
    r"|cen\w*|reklamac\w*|awari\w*|swiatl\w*|zuzyci\w*|zaliczk\w*|temperature|warm|kalt|cold|sell|rent)\b"
)
"""Words of what is asked of the place then."""
_WHEN = re.compile(r"\b(?:when|wann|kiedy)\b")
_FEW, _MOST = 5, 12
"""Words of a message that holds a place and "when", or asks for a place and nothing else."""


def asks_of_place(text: str) -> bool:
    """Tell whether it is asked how a place that is named stands, of which nothing else is said: "is my garage ok?"."""
    folded, words = fold(text), len(text.split())
    if words > _MOST or _OTHERS.search(folded):
        return False
    is_when = words <= _FEW and _WHEN.search(folded) is not None
    return is_when or _ASKS_FINE.search(folded) is not None or _RUNS.search(folded) is not None
