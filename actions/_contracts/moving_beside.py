"""What people say beside a move that tells nothing of it: questions, and remarks of what is to come. Pure."""

import re

from actions._contracts.moving import enters
from actions._errand.drafts import Draft
from actions._words.retractions import gives_up, is_no_question
from actions._words.spelling import fold

_METER = r"(?:readings?|meters?|zaehler(?:stand)?|stand|licznik\w*|odczyt\w*)"
_LATER = (
    r"(?:later|not yet|(?:don.?t|can.?t|cannot) (?:know|read|have|get)|weiss|spaeter|nachher|nachreich\w*|noch n\w+"
    r"|(?:nicht|net|ned|nit) (?:ablesen|lesen)|potem|pozniej|jeszcze nie|nie (?:wiem|znam|mam)|podam|dosle|przysle)"
)

_BESIDE = {
    "along": re.compile(
        r"\b(?:take|bring|keep)\b.*\b(?:with (?:me|us)|along|contract|tariff|plan)\b"
        r"|\b(?:strom|gas|vertrag|tarif|internet)\b.*\b(?:mitnehm\w*|mitzieh\w*|behalt\w*)\b"
        r"|\bmitnehm\w* .*\b(?:vertrag|tarif)\b"
        r"|\bzabra\w*\b.*\b(?:prad|gaz|umow\w*|ze soba|internet)\b|\bzabiore\b|\bzachowa\w* .*\b(?:umow\w*|taryf\w*)\b"
    ),
    "ends": re.compile(
        r"\bcancel\w*\b.*\b(?:not|or|instead of) (?:\w+ ){0,2}(?:mov\w*|transfer\w*)"
        r"|\bmov\w* or (?:\w+ )?cancel\w*|\b(?:must|do|need|have to|should|shall) (?:\w+ ){0,4}cancel\w*"
        r"|\bkuendig\w*\b.*\b(?:nicht|nich|oder|statt) (?:\w+ ){0,2}(?:umzieh\w*|umzug|ummeld\w*|mitnehm\w*|verleg\w*)"
        r"|\b(?:ummeld\w*|umziehen|umzug) oder (?:\w+ )?kuendig\w*"
        r"|\b(?:muss|soll|sollte) (?:ich|i|wir) (?:\w+ ){0,4}kuendig\w*"
        r"|\bwypowi\w*\b.*\b(?:a nie|nie|czy|zamiast) (?:\w+ ){0,2}(?:przen\w*|przepro\w*|przepis\w*)"
        r"|\b(?:przen\w*|przepis\w*) czy (?:\w+ )?wypowi\w*|\b(?:musze|mam|trzeba|powin\w+) (?:\w+ ){0,4}wypowiedziec"
    ),
    "deposit": re.compile(r"\b(?:deposit|kaution\w*|kaucj\w*)\b"),
    "reading": re.compile(rf"\b{_METER}\b.*\b{_LATER}\b|\b{_LATER}\b.*\b{_METER}\b"),
    "stays": re.compile(r"\b(?:stays?|remains?|bleibt|bleiben|(?<!jednak )(?<!\bja )zostaj[ea])\b"),
}
"""Words, folded, of what is said beside a move."""

_ONLY_ASKS = re.compile(
    r"\btylko (?:sie )?(?:pyta[ml]\w*|chcial[ae]m wiedziec)\b"
    r"|\b(?:just|only) (?:asking|a question|wondering|wanted to (?:know|ask))\b"
    r"|\b(?:frag\w*|wollte) (?:\w+ )?(?:nur|bloss|erst ?mal)\b|\b(?:nur|bloss) (?:mal )?(?:ne |eine )?frage\b"
)

_NUMBERS = ("meter_number", "last_reading", "first_reading")
"""Questions that "I don't know the reading" answers."""


def asked_beside(text: str, draft: Draft) -> str | None:
    """What is said beside the move: about the supply there, the deposit, a reading to come, or what is kept."""
    folded = fold(text)
    about = next((about for about, words in _BESIDE.items() if words.search(folded)), None)
    if about == "stays" and gives_up(text):
        return None
    if about == "along" and (draft.asking == "place" or not enters(draft)):
        return None
    return None if about == "reading" and (re.search(r"\d", folded) or draft.asking in _NUMBERS) else about


def only_asks(text: str) -> bool:
    """Tell whether somebody says that he only asked, and would have nothing ordered."""
    return _ONLY_ASKS.search(fold(text)) is not None and is_no_question(text)
