"""What customers tell of an outage: whom it concerns, and what they see of it. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.spelling import fold

_ONLY_HERE = re.compile(
    r"\b(just|only) (me|mine|us|ours|here|my (flat|house|place)|our (flat|house|place))\b"
    r"|\b(neighbou?rs?|everyone else|next door)\b.*\b(have|has|got|still|fine|on)\b(?! (no|none|nothing))"
    r"|\bnur (bei )?(mir|uns|hier|ich|wir)\b|\bnachbar\w*\b.*\b(haben|hat|brennt|licht|strom|geht)\b(?! (auch )?kein)"
    r"|\btylko (u )?(mnie|nas|tu|tutaj|my|ja)\b|\bsasi\w*\b.*\b(maja|ma|swieci|jest|dziala)\b"
)
"""Words, folded, of somebody whose neighbours have power."""
_NOBODY_HAS = re.compile(r"\b(no|none|neither|nothing|kein\w*|auch nicht|nie (ma|maja|dziala|swieci)|tez nie)\b")


def is_only_here(text: str) -> bool:
    """Tell whether the neighbours have power."""
    folded = re.sub(r"^\W*(no|nein|nee|nie)\b", "", fold(text))
    return _ONLY_HERE.search(folded) is not None and _NOBODY_HAS.search(folded) is None


_DARK = re.compile(
    r"\b(dark|blackout|power ?cut|no lights?|lights? (\w+ ){0,2}(off|out|gone)|fuse\w*"
    r"|dunkel|finster|stockdunkel|stockfinster|duster|kein licht|licht (\w+ )?(weg|aus)"
    r"|ciemno|ciemnosc\w*|zgaslo|nie swieci|bez swiatla|korki)\b"
)
"""Words, folded, of somebody who sits in the dark: then it is the electricity."""
_NO_IDEA = re.compile(
    r"\b(how (should|would|am) i (supposed to )?know|where i live|woher soll ich (\w+ )?wissen|wo ich wohne"
    r"|skad (\w+ )?mam (\w+ )?wiedziec|tu gdzie mieszkam|gdzie mieszkam)\b"
)
"""Words, folded, of somebody who cannot say and moves nowhere."""


_ONLINE = re.compile(r"\b(router\w*|modem\w*|wlan|wi-?fi|fritz ?box\w*)\b")
_NET = r"(?:internet\w*|net[za]?|daten|data|dane|signal|empfang|reception|zasieg\w*)"
_PHONE = (
    r"(?:on|for|with|auf|aufm|am|im|mit|in|w|na)(?: (?:my|the|mein\w*|dem|moim|mojej|mojego))?"
    r" (?:(?:mobile |cell ?|smart)?phone|mobile|handy|smartphone|telefonie|telefon|komorce|komorke|smartfonie)"
)
_ON_PHONE = re.compile(
    rf"\b{_NET}(?: \w+){{0,2}} {_PHONE}\b|\b{_PHONE}(?: \w+){{0,3}} {_NET}\b"
    r"|\bmobile (?:data|internet|network)\b|\bmobil(?:es|e|em|er)? (?:internet|daten|netz)\b|\bmobilfunknetz\w*"
    r"|\binternet\w* (?:mobiln|komorkow)\w*"
)
_EVERYWHERE = re.compile(
    r"\b(whole|entire|all of the|complete) (street|road|block|building|village|area|neighbou?rhood|town|district)\b"
    r"|\bneighbou?rs? (\w+ ){0,3}(too|as well|also|(has|have|got) (no|none|nothing))\b|\b(everyone|everybody)( else)?\b"
    r"|\bnext door (\w+ ){0,2}(too|as well)\b|\balso (at )?(the |my )?neighbou?rs?\b"
    r"|\b(ganze[nrs]?|komplette[nrs]?|gesamte[nrs]?)"
    r" (strasse|strassenzug|viertel|block|dorf|ort|stadt\w*|gegend|siedlung|wohnblock)\b"
    r"|\bnachbar\w* (\w+ ){0,3}(auch|genauso|ebenfalls|kein\w*)\b|\bauch (bei )?(den |die |meine\w* )?nachbar\w*"
    r"|\balle hier\b"
    r"|\b(cal[aey]|calym|calej) (ulic\w*|blok\w*|osiedl\w*|dzielnic\w*|wies|wsi|miasto|miejscowosc\w*|okolic\w*)\b"
    r"|\bsasi\w* (\w+ ){0,3}(tez|takze|rowniez|nie ma\w*)\b|\b(tez|takze|rowniez) (u )?sasi\w*|\bwszyscy\b"
)


def is_everywhere(text: str) -> bool:
    """Tell whether others nearby are without it, too: "u sąsiadów też"."""
    folded = fold(text)
    return _EVERYWHERE.search(folded) is not None and not is_only_here(text)


def is_on_phone(text: str) -> bool:
    """Tell whether the net of a phone is meant: "Internet aufm Handy is lahm"."""
    folded = fold(text)
    return _ON_PHONE.search(folded) is not None and _ONLINE.search(folded) is None


def commodity_seen(text: str) -> str | None:
    """What is missing by what is seen of it: the dark is without electricity, a router without fibre."""
    folded = fold(text)
    if is_on_phone(text):
        return "mobile"
    return "electricity" if _DARK.search(folded) else "fibre" if _ONLINE.search(folded) else None


def cannot_say(text: str) -> bool:
    """Tell whether somebody cannot tell what or where it is."""
    return _NO_IDEA.search(fold(text)) is not None


_SUPPLY = (
    r"(?:power|electricity|leccy|gas|internet|wi-?fi|signal|reception|lights?|strom|gas|netz|empfang|licht|wlan"
    r"|prad|pradu|gaz|gazu|internet|internetu|neta|zasieg|zasiegu|swiatlo|swiatla)"
)
_GONE = (
    r"(?:off|out|down|gone|dead|cut off|weg|aus|ausgefallen|tot|abgeschaltet"
    r"|(?:geht|laeuft|funktioniert|tut)(?: \w+)? (?:nicht|nich|net|ned)|(?:isn't|is not|not) working|doesn't work"
    r"|nie dziala|padl\w*|zgas\w*|wysiad\w*|wylacz\w*|zniknal|zniknelo)"
)
_OUTAGE = r"(?:outages?|power ?cuts?|blackout|(?:strom)?ausfall|stromausfall|stoerung\w*|awari\w*)"
_TELLS_OF_OUTAGE = re.compile(
    rf"\b(?:no|without|lost|kein\w*|ohne|brak|bez|nie (?:ma|mam|mamy|bylo))(?: (?:my|the|wciaz|dalej|u mnie|tu))?"
    rf" {_SUPPLY}\b|\b{_SUPPLY}(?: \w+){{0,3}} {_GONE}\b|\b{_GONE}(?: \w+){{0,2}} {_SUPPLY}\b|\b{_OUTAGE}\b"
)
_ASKS_OF_OUTAGE = re.compile(
    r"\W*(?:(?:hi|hello|hey|hallo|moin|hej|dzien dobry|and|und|a|ok|please|bitte|prosze)\W+)*"
    r"(?:(?:can|could) you (?:tell|see|check)|do you know|(?:koennen sie|koennt ihr|kannst du) (?:\w+ )?"
    r"(?:sehen|sagen|schauen)|wissen sie|(?:powiedz\w*|sprawdz\w*|wiecie|mozecie \w+)(?: mi| tylko)*)?"
    r"\W*(?:if |whether |ob )?(?:is|are|was|there is|there's|has|gibt|gibt's|gibts|ist|liegt|habt|es gibt"
    rf"|(?:es )?(?:eine|gerade)|czy|jest|macie|jakas)\b.*\b{_OUTAGE}\b"
)
"""The begin of a question whether there is an outage, not of a wish to be told when there is one."""
_WHEN_BACK = re.compile(
    r"\bwhen (?:will|is|s|does|do|are|can|am)\b.*\b(?:back|on again|fixed|restored|repaired|over|end|work\w*|running)\b"
    r"|\bhow (?:long|much longer)\b|\bwhen (?:will|do) (?:you|they) (?:turn|switch)\b|\bstill (?:off|out|down|dark)\b"
    r"|\b(?:bis )?wann\b.*\b(?:wieder|zurueck|vorbei|behoben|repariert|ende|fertig|zu ende|da)\b|\bwie lange?\b"
    r"|\bimmer noch (?:kein\w*|dunkel|weg|aus)\b"
    r"|\bkiedy\b.*\b(?:wlacz\w*|koniec|konczy|skoncz\w*|wroci\w*|bedzie|napraw\w*|usun\w*|zadziala|dziala\w*)\b"
    r"|\b(?:when|wann|kiedy)\b.*\b(?:technician|engineer|\w*techniker|monteur|technik|monter|ekipa)\b"
    r"|\bjak dlugo\b|\bile (?:to )?(?:jeszcze )?(?:po)?(?:trwa|czasu)\w*|\b(?:dalej|nadal|wciaz) (?:nie ma|ciemno)\b"
)
"""Words, folded, that ask for the end of an outage that was just spoken of."""
_OTHER_END = re.compile(
    r"\b(?:contract|notice|bill|invoice|vertrag\w*|kuendig\w*|rechnung\w*|umow\w*|faktur\w*|rachun\w*|wypowiedz\w*"
    r"|order|bestell\w*|zamow\w*|move|umzug|przeprowadz\w*|money|cash|refund\w*|credit|geld|kohle|knete|guthaben\w*"
    r"|erstattung\w*|kas[aey]|kaske|pieniadz\w*|pieniedzy|hajs\w*|zwrot\w*|nadplat\w*)\b"
)
_NEEDS_IT_TO_LIVE = re.compile(
    r"\b(?:oxygen|ventilat\w*|breath\w* (?:machine|device|aid|apparatus)|life[ -]support|dialysis|respirator\w*"
    r"|nebuli[sz]er"
    r"|sauerstoff\w*|beatm\w*|\w*dialyse\w*|atemgeraet\w*|lebenserhaltend\w*"
    r"|tlen(?:u|em|ow\w+)?|koncentrator\w*|dializ\w*|aparatur\w* (?:medyczn|podtrzym)\w*|podtrzym\w* zycie)\b"
)


_FUSES = re.compile(
    r"\b(?:fuses?|fuse ?box|breakers?|trip switch|rcd|sicherung\w*|fi(?:-schalter)?|bezpieczni\w*|korki|korkow|eski)\b"
)
_FUSES_FINE = re.compile(
    r"\b(?:ok|okay|fine|good|checked|looked|all on|not tripped|havent|haven't|already|gut|okee|drin|drinnen|geprueft"
    r"|g?schaut|nachgesehen|geguckt|kontrolliert|in ordnung|schon|scho|an|sprawdz\w*|w porzadku|dobr[eay]|cale|dzialaja"
    r"|wlaczone|sprawne|gra|zalaczone)\b"
)
_FUSES_BAD = re.compile(
    r"\b(?:tripped|blown|gone|off|out|where|how|rausgeflogen|raus|durchgebrannt|fliegt|kaputt|wo|wie"
    r"|wybil\w*|wywalil\w*|przepal\w*|spali\w*|gdzie|jak)\b"
)


def has_checked_fuses(text: str) -> bool:
    """Tell whether the own fuses are said to be fine: "Sicherungen sind alle drin", "nie, bezpieczniki ok"."""
    folded = fold(text).replace("not tripped", "ok")
    fine = _FUSES.search(folded) is not None and _FUSES_FINE.search(folded) is not None
    return fine and _FUSES_BAD.search(folded) is None and not text.rstrip().endswith("?")


def tells_of_outage(text: str) -> bool:
    """Tell whether something is said to be without supply, or an outage is named."""
    return _TELLS_OF_OUTAGE.search(fold(text)) is not None


def asks_of_outage(text: str) -> bool:
    """Tell whether somebody asks if there is an outage: "is there a power cut in Bonn"."""
    return _ASKS_OF_OUTAGE.match(fold(text)) is not None


def asks_when_back(text: str) -> bool:
    """Tell whether somebody asks when the supply that was just spoken of comes back."""
    folded = fold(text)
    return _WHEN_BACK.search(folded) is not None and _OTHER_END.search(folded) is None


def needs_supply_to_live(text: str) -> bool:
    """Tell whether a device that keeps somebody alive is named."""
    return _NEEDS_IT_TO_LIVE.search(fold(text)) is not None


_WORKS = re.compile(
    rf"\b{_SUPPLY}(?: (?:is|are|ist|jest|ja|aber|noch|still|doch|on|itself|selbst|tu|dalej|nadal|hier))*"
    r" (?:fine|ok(?:ay)?|there|works?|working|on|geht|laeuft|funktioniert|tut|da|an|hab\w* (?:ich|wir)|dziala|jest"
    r"|mam|mamy)\b(?!(?:(?!\b(?:aber|but|ale|und|and|nur|only|just|tylko)\b)[^,.;!?])*"
    r"\b(?:not|no|nicht|nich|net|ned|nix|nie|brak|kein\w*|weg|aus|off|out|gone|slow\w*|langsam\w*)\b)"
)
"""Words, folded, of a supply that is there."""
_NO_SUPPLY_BEFORE = re.compile(r"\b(?:no|not|kein\w*|nicht|nie|brak|bez|without|ohne|don'?t|haven'?t)(?: \w+)?\W*$")


def without_working(text: str) -> str:
    """The words without those of a supply that is there: "nein gas geht" leaves the "nein"; a question says nothing."""
    folded = fold(text)
    if text.rstrip().endswith("?") or is_only_here(text):
        return text
    kept, last = [], 0
    for found in _WORKS.finditer(folded):
        if _NO_SUPPLY_BEFORE.search(re.sub(r"^\W*(?:no|nein|nee|nie)\W+", "", folded[: found.start()])):
            continue
        kept.append(folded[last : found.start()])
        last = found.end()
    return " ".join([*kept, folded[last:]]) if last else text
