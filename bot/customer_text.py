"""What the engine does to a customer's text before anything tries to understand it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_UNDERSTOOD_CHARS = 1000
"""Longest text given to the understanding; the design's limit, it bounds the time of one turn."""

_HEAD_CHARS = 700
_ELLIPSIS = " … "
_TAIL_CHARS = MAX_UNDERSTOOD_CHARS - _HEAD_CHARS - len(_ELLIPSIS)
_UNSEEN = frozenset({"Cf", "Cc", "Co", "Cs", "Cn"})
_UNSEEN_LETTERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Unicode's default ignorable code points that are no format characters: selectors, joiners and fillers."""
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”“)]*\s|\n+")
_SLASHES = frozenset("/\\⁄∕⧸⧵╱\u0338\u0337")
_TO_STRIP = "".join(_SLASHES) + " \t\n"
_PAYLOAD = re.compile(r"(?P<intent>[^\W\d]\w*)\s*(?P<rest>[{@].*)?\Z", re.DOTALL)


def shorten(text: str, *, limit: int = MAX_UNDERSTOOD_CHARS) -> tuple[str, bool]:
    """Cut a long text so that its beginning and the question at its end survive.

    Looks at a fixed number of characters from both ends, so the time does not grow with the length.

    Returns:
        The text of at most ``limit`` characters, and whether something was left out.
    """
    if len(text) <= limit:
        return text, False
    question = _last_question(text[-_TAIL_CHARS:])
    if not question:
        return _cut_at_boundary(text[:limit]), True
    return f"{_cut_at_boundary(text[:_HEAD_CHARS])}{_ELLIPSIS}{question}", True


def _cut_at_boundary(text: str) -> str:
    """Cut behind the last whole sentence, else the last whole word, in the second half of the text."""
    half = len(text) // 2
    ends = [match.end() for match in _SENTENCE_END.finditer(text, half)]
    if ends:
        return text[: ends[-1]].rstrip()
    space = text.rfind(" ", half)
    return text[:space].rstrip() if space > 0 else text


def _last_question(tail: str) -> str:
    mark = tail.rfind("?")
    if mark < 0:
        return ""
    starts = [match.end() for match in _SENTENCE_END.finditer(tail, 0, mark)]
    begin = starts[-1] if starts else tail.find(" ", 0, mark) + 1
    return tail[begin : mark + 1].strip()


def visible(text: str) -> str:
    """Normalise compatibility forms and remove characters that nobody sees (zero width, control, direction)."""
    if text.isascii() and text.isprintable():
        return text
    normal = unicodedata.normalize("NFKC", _UNSEEN_LETTERS.sub("", text))
    kept = (
        char if char in "\n\t" or unicodedata.category(char) not in {"Cf", "Cc", "Co", "Cs", "Cn"} else ""
        for char in normal
    )
    return "".join(kept)


def without_command(text: str, intents: Collection[str]) -> tuple[str, bool]:
    """Take the leading slashes off, which Rasa would read as "this is an intent, not a text".

    Args:
        text: What the customer wrote.
        intents: The names that a payload could use, in lower case.

    Returns:
        The text behind the slashes, and whether it has the shape of a payload (``/intent``, ``/intent{"slot": 1}``,
        ``/intent@0.9``). Such a text is never understood: who types it talks to the machine, not to us.
    """
    bare = visible(text).strip()
    if not bare or bare[0] not in _SLASHES:
        return text, False
    rest = bare.lstrip(_TO_STRIP)
    match = _PAYLOAD.match(rest)
    return rest, bool(match and (match["rest"] or match["intent"].casefold() in intents))


def is_one_word(text: str) -> bool:
    """Whether the text has at most one word made of letters ("ok", "ja", "R-2026-004711 bitte" has one)."""
    words = [word for word in re.findall(r"\w+", visible(text)) if word.isalpha()]
    return len(words) <= 1
