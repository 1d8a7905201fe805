"""What customers tell of an outage: whom it concerns, and what they see of it. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words import fold

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


def commodity_seen(text: str) -> str | None:
    """What is missing by what is seen of it: the dark is without electricity, a router without fibre."""
    folded = fold(text)
    return "electricity" if _DARK.search(folded) else "fibre" if _ONLINE.search(folded) else None


_LIVES_ON_POWER = re.compile(
    r"\b(oxygen|ventilator|breathing (machine|apparatus|device)|life support|iron lung|dialysis|cpap|infusion pump"
    r"|sauerstoff\w*|beatm\w*|heimbeatm\w*|atemgeraet\w*|dialyse\w*|infusionspumpe\w*|ernaehrungspumpe\w*"
    r"|respirator\w*|koncentrator\w*|tlen(em|u|owy\w*|owa|owej)?|dializ\w*|aparatur\w* do oddychania|ssak medyczny)\b"
)
"""Words, folded, of devices that somebody lives by; "tlenek" is no oxygen."""


def lives_on_power(text: str) -> bool:
    """Tell whether somebody's life hangs on the supply: "my husband is on oxygen"."""
    return _LIVES_ON_POWER.search(fold(text)) is not None


def cannot_say(text: str) -> bool:
    """Tell whether somebody cannot tell what or where it is."""
    return _NO_IDEA.search(fold(text)) is not None
