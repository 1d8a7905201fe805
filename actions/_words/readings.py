"""Words about readings: handed in already, a number that counts something else, what is expected. Pure."""

import re

from actions._words.choices import SAME_THINGS, asks_about
from actions._words.retractions import mistyped
from actions._words.spelling import fold
from actions._words.vocabulary import BILLS, FILLERS

_HANDED_IN = re.compile(
    r"\b(gave|given|sent|submitted|reported|handed) (\w+ ){0,4}(meter )?(reading|meter)s?\b"
    r"|\breadings? (\w+ ){0,3}(was|were|already) (\w+ )?sent\b"
    r"|\b(zaehler)?(stand|staende|ablesung)\b (\w+ ){0,4}"
    r"(durchgegeben|durchgesagt|gemeldet|geschickt|abgegeben|mitgeteilt|eingereicht)\b"
    r"|\b(podal\w*|przesl\w*|wysl\w*|zglosil\w*|przekaza\w*) (\w+ ){0,4}(odczyt\w*|stan\b|stan licznik\w*)"
    r"|\b(odczyt|stan licznika) (\w+ ){0,3}(podal\w*|przesl\w*|wysl\w*|zglosil\w*|przekaza\w*)"
)
_WOULD = re.compile(
    r"\b(can|could|want|how|where|should|will|would|kann|koennte|moechte|wie|wo|soll|muss|moge|chce|chcial\w*|jak|gdzie|mam)\b"
)


def tells_reading_handed_in(text: str) -> bool:
    """Tell whether somebody says, without a figure, that his reading is here: "ich hab euch den Stand gemeldet"."""
    folded = fold(text)
    return _HANDED_IN.search(folded) is not None and not (_WOULD.search(folded) or re.search(r"\d", folded))


_ARRIVED = re.compile(
    r"\b(?:has|have|did|is|was) (?:my|the|our) (?:\w+ )?(?:meter )?readings? (?:\w+ )?(?:come|came|arrive\w*|gone|go"
    r"|been|in|there|reach\w*)"
    r"|\b(?:did|have) (?:you|u|ye) (?:\w+ )?(?:get|got|receive\w*) (?:my|the|our) (?:\w+ )?readings?\b"
    r"|\b(?:ist|sind|wurde|kam) (?:mein\w*|der|die|unser\w*) (?:\w+ )?(?:zaehler)?(?:stand|staende|ablesung)\b.*"
    r"\b(?:angekommen|da|drin|eingegangen|an|notiert|erfasst|uebernommen)\b"
    r"|\b(?:habt ihr|haben sie) (?:mein\w*|den|unser\w*) (?:\w+ )?(?:zaehler)?(?:stand|ablesung)\b"
    r"|\b(?:doszedl|doszly|dotarl\w*|wplynal|jest|macie|dostaliscie|zapisaliscie|zapisal sie) (?:juz |do was |u was )*"
    r"(?:moj|nasz|ten)? ?(?:odczyt|stan licznika)\b"
    r"|\b(?:odczyt|stan licznika) (?:\w+ )?(?:doszedl|dotarl|wplynal)\b"
)
_DUE = re.compile(
    r"\b(?:is|are) (?:my|the|a|any|our) (?:\w+ )?(?:meter )?readings? (?:\w+ )?(?:due|needed|wanted|missing)\b"
    r"|\b(?:when|by when|do|must|should) (?:\w+ ){0,4}(?:read|give|send|submit) (?:\w+ ){0,3}(?:meter|reading)s?\b.*\?"
    r"|\bwhen (?:is|are) (?:\w+ ){0,3}readings? due\b|\bmuss ich (?:\w+ ){0,4}ablesen\b"
    r"|\bwann (?:muss|soll|ist|wird) (?:\w+ ){0,5}(?:ablesen|abgelesen|ablesung|zaehlerstand)\b"
    r"|\b(?:czy|kiedy) (?:\w+ ){0,2}(?:mam|musze|trzeba|nalezy) (?:\w+ ){0,2}(?:podac|odczytac|spisac|przeslac)"
    r" (?:\w+ ){0,2}(?:stan\w*|odczyt\w*|licznik\w*)\b|\btermin (?:podania )?odczytu\b"
)


def asks_whether_arrived(text: str) -> bool:
    """Tell whether somebody asks if his reading is here: "has my reading come in"; a figure beside it is a new one."""
    folded = fold(text)
    return _ARRIVED.search(folded) is not None and re.search(r"\d", folded) is None


def asks_when_due(text: str) -> bool:
    """Tell whether somebody asks if, or by when, we need a reading: "muss ich gerade ablesen"."""
    folded = fold(text)
    return _DUE.search(folded) is not None and re.search(r"\d{3}", folded) is None


_OF_METER = re.compile(
    r"\b(?:meter\w*|reading\w*|reads?|says|value|shows?|showing|display\w*|digits?|counter|register|kwh|kilowatt\w*|m3|cubic\w*"
    r"|\w*zaehler\w*|\w*stand\w*|ables\w*|abgelesen\w*|zeigt|steht|stehen|wert|anzeige|ziffern?|kubik\w*"
    r"|licznik\w*|odczyt\w*|stan\w*|pokazuje|wartosc|wskaz\w*|cyfr\w*|kubik\w*|szesc\w*|gazomierz\w*)\b"
)
_NAMES_IT = """
flat house garage home office gas power electricity electric day night ht nt high low rate tariff is was its on today
yesterday now meant mean sorry wait make correct right wrong typo not but actually rather instead
wohnung haus strom tag nacht hoch niedrig ist war sind am heute gestern sorry moment meinte mein ich nicht sondern doch
eher falsch richtig vertippt stimmt und aber bei fuer die der den
mieszkanie mieszkania dom dzialka garaz gaz gazu prad pradu dzien noc dzis dzisiaj wczoraj teraz jest bylo byl pomylka
mialo byc nie przepraszam sorki jednak raczej zle dobrze a za na w i
"""
_BESIDE_VALUE = FILLERS | frozenset(_NAMES_IT.split()) | {name for names in SAME_THINGS for name in names}
_NAMED = re.compile(
    r"\b(?:meter|readings?|\w*zaehler\w*|ablesung\w*|(?:letzte\w*|vorige\w*) stand|licznik\w*|odczyt\w*|(?:jaki"
    r"|ktory) (?:\w+ )?stan|welche[nr]? stand)\b"
)

MOST_DIGITS = 9
"""Before the decimal point of any meter; more make an account number or another one."""
MOST_BESIDE = 2
"""Other words of a question that may be about the very reading: "what if it is 8010?"."""
FEW_DIGITS = 2
"""A number as short as this counts other things, too: children, rates, contracts."""


def speaks_of_meter(text: str) -> bool:
    """Tell whether a message names a meter, its reading or its unit."""
    return _OF_METER.search(fold(text)) is not None


_CORRECTS = re.compile(
    r"\b(?:no|not|wrong|nope|sorry|wait|actually|rather|instead|meant|nein|nee|nicht|doch|falsch|sondern|meinte|moment"
    r"|nie|zle|mialo byc|jednak|raczej|przepraszam|sorki)\b"
)


def corrects_reading(text: str) -> bool:
    """Tell whether a figure takes the place of the one just given: "ups, typo, 8120", "nie, źle, 374"."""
    if mistyped(text):
        return True
    folded = fold(text)
    said = (word for word in re.findall(r"[a-z]+", _CORRECTS.sub(" ", folded)) if not _OF_METER.match(word))
    return _BESIDE_VALUE.issuperset(said) and _CORRECTS.search(folded) is not None and not asks_about(text)


_RULED_OUT = re.compile(r"\b(?:not|nicht|nich|net|a nie|statt|anstatt|instead of|rather than|zamiast)\s+(\d[\d.,]*)")


def is_ruled_out(text: str, value: str) -> bool:
    """Tell whether a figure is named as the wrong one: "352, not 347"."""
    return any(found.strip(".,").replace(",", ".") == value for found in _RULED_OUT.findall(fold(text)))


_AFTER_CORRECTION = re.compile(
    r"\b(?:no|nope|nein|nee|sorry|meant?|actually|rather|wait|meine?|meinte|doch|halt|quatsch|sondern|jednak|raczej"
    r"|przepraszam|pomylka|mialo byc)\b\W+(?:[a-z]+\W+){0,3}?(\d[\d.,]*)\W*(?:kwh|m3)?\W*$"
)


def corrected_figure(text: str) -> str | None:
    """The figure with which somebody puts the ones before it right: "100 then 200 no 150"."""
    found = _AFTER_CORRECTION.search(fold(text))
    return found[1].strip(".,").replace(",", ".") if found else None


def names_reading(text: str) -> bool:
    """Tell whether a message names a meter or a reading, and no number of a meter."""
    folded = fold(text)
    return _NAMED.search(folded) is not None and not re.search(r"nummer|number|numer|\bnr\b", folded)


def counts_other_things(text: str, value: str) -> bool:
    """Tell whether a number is no reading: an account's, "I have 2 kids", one in a question that speaks of no meter."""
    whole = re.sub(r"\D", "", value.partition(".")[0])
    if len(whole) > MOST_DIGITS:
        return True
    if speaks_of_meter(text):
        return False
    beside = [word for word in re.findall(r"[a-z]+", fold(text)) if word not in _BESIDE_VALUE]
    asks = asks_about(text) or text.rstrip().endswith("?")
    return bool(beside) and (len(whole) <= FEW_DIGITS or (asks and len(beside) > MOST_BESIDE))


_EXPECTED = re.compile(
    r"\b(?:what|how much|how many) (?:\w+ ){0,2}(?:should|would|ought|did you expect|do you expect)\b"
    r"|\b(?:what|how much|how many) (?:\w+ ){0,2}is (?:expected|normal|usual)\b"
    r"|\bwhat (?:did|do) you (?:expect|have)|\bwas (?:\w+ ){0,3}(?:erwartet|normal|plausibel|notiert)\b"
    r"|\b(?:was|wie viel|wieviel) (?:\w+ ){0,2}(?:muesste|sollte|soll|waere)\b"
    r"|\bile (?:\w+ )?(?:powinno|powinien|mialo|ma|musi) (?:\w+ )?byc\b|\bjaki powinien\b|\bco (?:\w+ )?zapisa\w+"
    r"|\bwhat (?:have|did) you (?:noted?|write|written|got)|\bwhat was (?:it )?last\b|\bostatni\w* odczyt\w*"
    r"|\b(?:letzte\w?|voriger?) (?:stand|ablesung)\b|\blast (?:one|reading)\b"
)


_FIGURE = (
    r"(?:\w*zaehlerst\w+|(?:zaehler)?st[ae]nd\w*|ablesung\w*|wert|zahl|stan(?:u|y)?|odczyt\w*|wskazani\w*|readings?"
    r"|figure|value)"
)
_BEFORE = (
    r"(?:last(?: time| year)?|before|previous(?:ly)?|prior|letzt\w*|letztes mal|vorher\w*|vorig\w*|davor|zuletzt"
    r"|ostatni\w*|poprzedni\w*|wczesniej\w*)"
)
_ASKS_LAST = re.compile(
    rf"\b(?:what|which|how (?:much|many)|tell me|show me)\b(?: \w+){{0,5}} {_BEFORE}\b(?: {_FIGURE}| one| time)?"
    rf"|\b(?:was|welche\w*|wie ?(?:viel|hoch|war)|wo war)\b(?: \w+){{0,5}} {_BEFORE}\b"
    rf"|\b(?:jak\w*|ile|co)\b(?: \w+){{0,5}} {_BEFORE}\b|\b{_BEFORE} (?:\w+ )?{_FIGURE}(?: \w+)? (?:jaki|ile)\b"
    rf"|\b(?:what|which) (?:\w+ ){{0,2}}{_FIGURE} (?:\w+ ){{0,2}}(?:i|we) (?:\w+ )?(?:g[ai]ve|given|sen[dt]|submit\w*)"
    rf"|\b(?:what|which) (?:\w+ )?(?:{_FIGURE}|one)? ?(?:\w+ )?(?:have|did) you (?:\w+ )?(?:got|noted?|have|recorded)\b"
    rf"|\bwelche\w* (?:{_FIGURE} )?(?:habt|haben|steht) (?:\w+ ){{0,2}}(?:jetzt|nun|denn|notiert|eingetragen|da)\b"
    rf"|\b(?:jaki|ktory) (?:{_FIGURE} )?(?:\w+ ){{0,3}}(?:macie|zapis\w+|jest u was)\b"
    rf"|\b(?:was|welche\w*) (?:\w+ ){{0,2}}{_FIGURE} (?:\w+ ){{0,3}}(?:angegeben|gemeldet|durchgegeben|mitgeteilt)"
    rf"|\bjak\w* (?:\w+ ){{0,2}}{_FIGURE} (?:\w+ )?(?:poda|wpisa|zglosi|wysla)\w*"
)
"""Words, folded, of somebody who asks what a meter showed before."""


def asks_last_reading(text: str) -> bool:
    """Tell whether somebody asks what was read the last time: "was war der letzte Stand", "ile było ostatnio"."""
    folded = fold(text)
    is_of_other = BILLS.search(folded) or re.search(r"\d|verbrauch|gezahlt|contract|vertrag|umow", folded)
    return _ASKS_LAST.search(folded) is not None and not is_of_other


def asks_what_is_expected(text: str) -> bool:
    """Tell whether somebody asks what the meter should show, showed last, or what was noted of it."""
    return _EXPECTED.search(fold(text)) is not None
