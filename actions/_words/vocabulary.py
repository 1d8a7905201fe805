"""Words of the three languages, folded, that several lists share, and the Polish "no", which refuses nothing."""

import re

from actions._words.spelling import fold

BILLS = re.compile(r"\b(bills?|invoices?|\w*rechnung\w*|rachun\w*|faktur\w*|instal+ments?|abschl\w*|zaliczk\w*)\b")

GOODS = re.compile(
    r"\b(router\w*|wallbox\w*|\w*phones?|handys?|tel|telefon\w*|tablets?|laptop\w*|charger|ladeger\w*|ladowark\w*|repeater"
    r"|panel\w*|speicher|devices?|geraet\w*|urzadzen\w*|parcel|paket\w*|paczk\w*)\b"
)
"""Things that are sold, sent and sent back."""

MOST = 3
"""Words of a message that names one thing."""

_DEVICE = re.compile(r"\b[pr]\d{1,2}(?: (?:pro|max))?\b")


def only_names_goods(text: str) -> bool:
    """Tell whether a message is hardly more than the name of a device: "das p5"."""
    folded = fold(text)
    return len(folded.split()) <= MOST and (GOODS.search(folded) or _DEVICE.search(folded)) is not None


WHY = re.compile(r"\b(why|how come|warum|wieso|weshalb|woher|czemu|dlaczego|skad)\b")

_FILLERS = """
ok okay yes yeah please then just it this that the so well now to
ja gut bitte dann das es mal also einfach halt jetzt
tak dobra dobrze prosze wiec juz po prostu to
"""
FILLERS = frozenset(_FILLERS.split())
"""Words that mean nothing beside others; a no is none of them."""

_POLISH_WELL = re.compile(
    r"\s*no+\b[\s,]+(?=\w)(?!(?:thanks?|thx|please|wait|stop|way|problem|worries|idea|more|longer|need|one|i|im|it|its"
    r"|the|that|this|not|you|u|my|dont|don't|never|forget|cancel|leave|hold)\b)",
    re.IGNORECASE,
)


def is_polish_well(text: str) -> bool:
    """Tell whether a Polish message is nothing but "no", which may be a yes and may be English."""
    return re.fullmatch(r"\W*no+\W*", text, re.IGNORECASE) is not None


def without_polish_well(text: str, language: str) -> str:
    """Leave out the word that opens many a Polish sentence, "no", which means "well" and refuses nothing."""
    return _POLISH_WELL.sub("", text, count=1) if language == "pl" and _POLISH_WELL.match(text) else text
