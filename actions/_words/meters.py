"""What a message says of meters beside a single figure: two of them at once, and how a meter is read. Pure."""

import re
from collections.abc import Sequence

from actions._words.choices import Option, mentioned
from actions._words.spelling import fold

_JOINS = re.compile(r"[,;\n]\s+|(?<=\d)\.\s|\s(?:and|und|sowie|oraz|i|a)\s", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\w.,-])\d{1,3}(?:[ .']\d{3})+(?:,\d{1,3})?(?![\w])|(?<![\w.,-])\d+(?:[.,]\d{1,3})?(?![\w-])"
)

_HOW = re.compile(
    r"\b(?:how|where|what|which|do|should|shall|need)\b.*\b(?:read|digits?|decimals?|red (?:ones|numbers?|figures?))\b"
    r"|\b(?:red|decimal) (?:digits?|numbers?|figures?|ones)\b|\bnot sure (?:if|how|whether) (?:\w+ ){0,4}read"
    r"|\bwhere (?:on|in|at) (?:the|my) (?:meter|display|box)\b|\bwhere (?:do|can|should|must) (?:i|we) (?:look|find"
    r"|see|read)\b"
    r"|\bwo (?:genau )?(?:steht|stehen|finde?|sehe?|seh|schau\w*|guck\w*|muss ich) (?:\w+ ){0,5}"
    r"(?:zaehler\w*|\w*stand|das|den|die|der|schauen|gucken)\b"
    r"|\bgdzie (?:\w+ ){0,4}(?:liczni\w*|stan\w*|patrz\w*|znajd\w*|zobacz\w*|odczyt\w*|szuka\w*|to jest)\b"
    r"|\bwie\b.*\b(?:les\w*|ables\w*|abgelesen)\b|\b(?:welche|was|muss|soll|auch)\b.*\b(?:rote\w*|nachkomma\w*|kommastelle\w*)\b"
    r"|\brote\w* (?:zahl\w*|ziffer\w*|stelle\w*)|\bnach dem komma\b|\bnachkommastell\w*"
    r"|\bjak\b.*\b(?:odczyt\w*|spisa\w*|czyta\w*)\b|\bczerwon\w*|\bpo przecinku\b|\bczy dobrze (?:czytam|odczyt\w*)\b"
)
"""Words, folded, of somebody who asks which figures of a meter count."""


def asks_how_to_read(text: str) -> bool:
    """Tell whether somebody asks how a meter is read, or whether the red digits count."""
    return _HOW.search(fold(text)) is not None


def readings_said(text: str, points: Sequence[Option]) -> list[tuple[str, str]]:
    """The readings of a message that tells those of several meters: by the point, as decimal text; else nothing."""
    found: dict[str, str] = {}
    for part in _JOINS.split(text):
        numbers, named = _NUMBER.findall(part), mentioned(part, points)
        if len(numbers) == 1 and len(named) == 1:
            found.setdefault(named[0]["value"], _decimal(numbers[0]))
    return list(found.items()) if len(found) > 1 else []


def _decimal(written: str) -> str:
    grouped = re.fullmatch(r"(\d{1,3}(?:[ .']\d{3})+)(?:,(\d+))?", written)
    if grouped is None:
        return written.replace(",", ".")
    whole = re.sub(r"\D", "", grouped[1])
    return f"{whole}.{grouped[2]}" if grouped[2] else whole
