"""What customers say of the words of their complaint: it shall read otherwise, or more belongs to it. Pure."""

import re

from actions._words.spelling import fold

_NEW_WORDS = re.compile(
    r"(?:\b(?:sh\w{1,4}d|shall|must|needs to|has to|ought to) (?:say|read|state)\b"
    r"|\b(?:change|correct) (?:it|that|(?:the|my) (?:texts?|words|wording|story|description)) (?:to|into)\b"
    r"|\b(?:write|put|say)\b(?=.* instead\b)"
    r"|\b(?:soll(?:te)?|muss) (?:da |dort |es |drin |der text )*(?:heißen|heissen|stehen|lauten)\b"
    r"|\b(?:ändern?|ändere|aender\w*|korrigier\w*) (?:sie )?(?:das|es|(?:den|meinen) text|die beschreibung)"
    r" (?:in|zu|auf)\b"
    r"|\bschreib(?:en sie|t|e)? (?:lieber|stattdessen|besser)\b"
    r"|\b(?:ma|powinn[oa]|powinien|mia[lł]o) (?:tam )?(?:by[cć]|brzmie[cć]|sta[cć])\b"
    r"|\b(?:zmie[nń]\w*|popraw\w*) (?:to |tre[sś][cć] |tekst |opis )*na\b"
    r"|\bnapisz(?:cie)? (?:raczej|lepiej|zamiast tego)\b)"
    r"[\s:,–-]*(?:(?:that|dass|[zż]e)\b)?[\s:,\"'„“”-]*(?P<words>\w.*?)(?: instead| stattdessen)?[\s\"'“”]*$",
    re.IGNORECASE | re.DOTALL,
)
"""Somebody says what his complaint shall read instead."""
_NOT_MY_WORDS = re.compile(
    r"\b(?:text|words?|wording|story|description|beschreibung|wortlaut|tresc|tekst|opis)\b.*"
    r"\b(?:wrong|incorrect|falsch|stimmt (?:\w+ )?nicht|nicht richtig|zl[aey]|bledn\w*|nie (?:taki|taka|tak|zgadza))\b"
    r"|\b(?:wrong|falscher|zl[aey]|bledn\w*) (?:text|words|wording|story|description|tresc|tekst|opis)\b"
    r"|\bnot what i (?:said|meant|wrote)\b|\bhab\w* ich (?:so )?nicht (?:gesagt|gemeint|geschrieben)\b"
    r"|\bnie to (?:napisal\w*|mial\w* na mysli|powiedzial\w*)\b"
)
_SUM = re.compile(r"\W*(?:(?:only|just|about|nur|bloß|etwa|tylko|jakie[sś]|około)\W+)*[€$£]?\d")
_ADDS = re.compile(
    r"(?:\badd\b"
    r"|\b(?:ergänz\w*|ergaenz\w*|schreib\w* (?:\w+ )?(?:dazu|rein)|(?:füg|fueg)\w* (?:\w+ )?(?:hinzu|an))\b"
    r"|\b(?:dopisz\w*|dopisa[cć]|doda(?:j|jcie|[cć])|dopis(?:uj\w*)?)\b)"
    r"[\s:,–-]*(?:(?:it|this|also|still|noch|auch|bitte|jeszcze|te[zż]|prosz[eę]|please)\b[\s:,–-]*)*"
    r"(?:(?:that|dass|das|[zż]e)\b[\s:,–-]*)?(?P<words>\w.*?)\W*$",
    re.IGNORECASE | re.DOTALL,
)
"""Somebody says what shall be written beside his words."""


def new_words(text: str) -> str | None:
    """What the complaint shall read instead; "it should be 100 złoty" is a claim, and no wording."""
    found = _NEW_WORDS.search(text)
    return None if found is None or _SUM.match(found["words"]) else found["words"]


def claims_sum(text: str) -> bool:
    """Tell whether somebody says which sum would be right: "powinno być 100 zł"."""
    found = _NEW_WORDS.search(text) or _SHOULD_BE.search(text)
    return found is not None and _SUM.match(found["words"]) is not None


_SHOULD_BE = re.compile(
    r"\b(?:sh\w{1,4}d (?:only |just )?(?:be|have been|cost|come to)"
    r"|(?:müsste|muesste|sollte?|dürfte|duerfte)(?: \w+){0,2}?)"
    r" (?P<words>(?:only |just |nur |etwa |about )?[€$£]?\d.*)",
    re.IGNORECASE | re.DOTALL,
)


def corrects_story(text: str) -> bool:
    """Tell whether somebody says that his words were taken down wrong."""
    return _NOT_MY_WORDS.search(fold(text)) is not None or new_words(text) is not None


def words_to_add(text: str) -> str | None:
    """What shall be written beside the words so far: "nie, czekaj, dopisz że w piątek"; else nothing."""
    found = _ADDS.search(text)
    return None if found is None or text.rstrip().endswith("?") else found["words"]
