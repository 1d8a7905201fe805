"""Which danger a customer describes, so that the advice fits it."""

import re

from actions._words.spelling import fold

_KINDS: tuple[tuple[str, str], ...] = (
    (
        "monoxide",
        r"kohlenmonoxid|monoxid|monoxide|\bco[- ]?(?:melder|warner|alarm|detector|detektor|czujnik)|\bczujnik\w* co\b"
        r"|czad\w*|tlenk\w* węgla|tlenek węgla",
    ),
    (
        "gas",
        r"\bgas(?!t)|\w*gasgeruch|erdgas|\bgaz|(?:smell|stink|riech|śmierdz)\w* (?:of |nach )?(?:gas|gaz)"
        r"|\b(?:eggs?|eggy|eiern?|jaj\w*)\b",
    ),
    (
        "line",
        r"freileitung|strommast|\bmast(?!er)|oberleitung|stromleitung|hochspannung|strom(?:kabel|draht)"
        r"|power (?:line|cable)|overhead|pylon|\bpole\b"
        r"|(?:cable|wire|line)s?\b.{0,40}\b(?:street|road|garden|ground|down|fallen|hang)"
        r"|(?:fallen|hanging|downed|broken|live) (?:\w+ )?(?:line|cable|wire)"
        r"|(?:kabel|leitung|draht).{0,40}(?:straße|strasse|garten|boden|gerissen|gefallen|hängt)"
        r"|linia|linię|linii|słup|zerwan\w* (?:\w+ )?(?:kabel|przew)"
        r"|(?:kabel|przew[oó]d)\w*.{0,40}(?:ulic|ziemi|ogrod|zwisa|drog)",
    ),
    (
        "house",
        r"funken|funkt\b|steckdose|sicherungskasten|stromschlag|\beine gewischt|schmor|kabelbrand|verschmort"
        r"|zählerschrank|spark|socket|outlet|fuse|electric shock|electrocut|\bgot a shock|burning|burnt"
        r"|iskr|gniazdk|porazi|kopn[ąe]ł|kopie (?:mnie )?prąd|bezpiecznik|rozdzieln|skrzynk|spaleniz|przypal",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)


def hazard(text: str, commodity: object) -> str:
    """Name the danger by the customer's words, most deadly first.

    Args:
        text: The customer's words.
        commodity: What the understanding found to be named; it counts where the words tell nothing.

    Returns:
        "monoxide", "gas", "line" (a fallen or damaged one, outdoors), "house" (sparks, burning, a shock indoors),
        "electricity" (whatever it is) or "unknown".
    """
    found = next((kind for kind, pattern in _COMPILED if pattern.search(text)), None)
    return found or (str(commodity) if commodity in ("gas", "electricity") else "unknown")


_SUPPLY = r"(?:gas|erdgas|gaz(?:u|em|ie)?|strom|prad(?:u|em)?|power|electricity)"
_TOO = r"(?:too|also|as well|auch|tez|rowniez)"
_ALSO_SUPPLY = re.compile(
    r"\W*(?:(?:and|und|a|i|oraz|plus|what about|how about|(?:und )?(?:was ist|wie ist es) (?:mit|beim)|(?:a |no )?co z)"
    r"(?: (?:the|das|dem|den|beim|fuers?|for|on|with|my|mein|moj|za|na|o|w|tego))*"
    rf" {_SUPPLY}(?: {_TOO})?|{_SUPPLY} {_TOO})\W*"
)
"""The whole of a message that goes on from one supply to another, folded: "and gas?"."""


def only_goes_on(text: str) -> bool:
    """Tell whether a message asks the same of another supply, and tells of no danger."""
    return _ALSO_SUPPLY.fullmatch(fold(text)) is not None
