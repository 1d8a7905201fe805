"""What a message keeps or rules out, so that it is not what is meant: "the house, the workshop stays". Pure."""

import re
from dataclasses import replace

from actions._turn import Turn
from actions._words.spelling import fold
from actions._words.vocabulary import FILLERS

_PARTS = re.compile(r"[,;.!?]|\s(?:and|but|while|und|aber|sondern)\s", re.IGNORECASE)
_POLISH_PARTS = re.compile(rf"{_PARTS.pattern}|\s(?:a|ale|i|tylko(?= \w))\s", re.IGNORECASE)
_KEPT = re.compile(
    r"\b(?:stays?|remains?|keep(?:ing|s)?|kept|bleib(?:t|en|ts)|behalt\w*|laeuft weiter|weiterlaufen|zostaj[ea]|zostac"
    r"|zostaw\w*|zatrzymuj\w*|zachowuj\w*)\b"
)
"""Words, folded, of a part of a message that tells what is kept."""
_NOT_ENDED = re.compile(
    r"\b(?:not|don'?t|nicht|net|ned|nit|nie) (?:\w+ ){0,4}(?:cancel|end|terminate|leave|kuendig\w*|beend\w*|wypowiad\w*"
    r"|wypowiedz\w*|zamyka\w*|koncz\w*)\b|\bnie chce (?:\w+ ){0,2}(?:wypowiad|wypowiedz|konczyc|zakonczyc)\w*"
)
"""The same of what shall not end."""
_NOT = re.compile(r"\b(?:not|nicht|nich|nit|net|ned|nie)\b")
_WANTS = re.compile(
    r"\b(?:want|need|use|will|brauch\w*|moecht\w*|mehr|any ?more|longer|chce|juz|potrzeb\w*|know|sure|sicher"
    r"|weiss|wiem)\b"
)
_FEW = 5
"""Words of a part that rules a thing out and says no more: "strom ned"."""
_WITHOUT = re.compile(r"\b(?:without|except(?: for)?|but not|ohne|ausser|bez|oprocz|poza)\b.*$")
_ONLY = re.compile(r"\b(?:only|just|nur|bloss|tylko|wylacznie)\b(.*)$")


def left_out(text: str, language: str) -> tuple[str, str]:
    """Part a message into what it means and what it keeps or rules out."""
    parts = [part for part in (_POLISH_PARTS if language == "pl" else _PARTS).split(text) if part.strip()]
    meant, out = [], []
    for part in parts:
        folded = fold(part)
        without = _WITHOUT.search(folded)
        if _KEPT.search(folded) or _NOT_ENDED.search(folded) or _rules_out(folded):
            out.append(part)
        elif without:
            meant.append(part[: without.start()] if len(folded) == len(part) else folded[: without.start()])
            out.append(without[0])
        else:
            meant.append(part)
    if not _says_more(meant) and all(_is_polish_no(part) for part in out):
        return text, ""
    return ", ".join(meant), ", ".join(out)


def meant_only(text: str) -> str:
    """What stands behind "only"; empty if nothing does."""
    found = next((one for part in _PARTS.split(fold(text)) if (one := _ONLY.search(part))), None)
    return found[1].strip() if found else ""


def without_left_out(turn: Turn) -> Turn:
    """The turn without what is said of things that are kept or ruled out."""
    text, out = left_out(turn.request_text, turn.language)
    if not out:
        return turn
    places = [one for one in turn.entities.get("place", []) if not isinstance(one, dict) or one.get("text", "") in text]
    named = fold(text)
    commodities = [one for one in turn.entities.get("commodity", []) if str(one) in named]
    return replace(
        turn, text=text, request_text=text, entities={**turn.entities, "place": places, "commodity": commodities}
    )


def _rules_out(folded: str) -> bool:
    words = folded.split()
    return 1 < len(words) <= _FEW and _NOT.search(folded) is not None and _WANTS.search(folded) is None


def _says_more(parts: list[str]) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", fold(" ".join(parts)))
    return any(word not in FILLERS and not re.fullmatch(r"nein|nee|na|no|nie|ne", word) for word in words)


def _is_polish_no(part: str) -> bool:
    """Tell whether a part begins with a Polish no, which may stand before what is meant: "nie gaz"."""
    return re.match(r"\W*nie\b", fold(part)) is not None
