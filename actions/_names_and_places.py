"""Names and postal addresses in the words of a customer: pure text, no I/O."""

import re
from typing import Any

from actions._drafts import Draft
from actions._steps import Problem, TextStep, Values
from actions._turn import Turn

_NAME_CUE = re.compile(
    r"(?:name is(?: now)?|(?:am|'m)(?: now)? called|new (?:sur)?name:?|hei(?:ß|ss)e(?: ich)?(?: jetzt| nun)?"
    r"|neuer? (?:nach)?name(?: ist| lautet)?:?|name (?:ist|lautet)(?: jetzt| nun)?:?|nazywam się(?: teraz)?"
    r"|nazwisko(?: to| jest)?:?|nazwa(?: to)?:?)\s+(?=\S)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w'’.&-]*(?: [^\W\d_&][\w'’.&-]*| &){0,5}")
_CAPITAL = re.compile(r"[A-ZÄÖÜŁŚŻŹĆÓ][\w'’.&-]*(?: (?:[A-ZÄÖÜŁŚŻŹĆÓ&][\w'’.&-]*|von|van|de|zu|z o\.o\.)){0,5}")

_PLACE = re.compile(
    r"(?P<street>[^\d,;\n]*[^\W\d_][^\d,;\n]*?)\s+(?P<house_number>\d+\s?[a-zA-Z]?(?:\s?[/-]\s?\d+\s?[a-zA-Z]?)?)"
    r"\s*[,;\n]?\s*(?P<postcode>\d{5}|\d\d-\d{3})\s+(?P<city>[^\W\d_][^\d,;\n!?]*)"
)
_LEAD_IN = re.compile(r".*?(?:\b(?:is|ist|lautet|to|na|nach|jest|now|jetzt|teraz|in|auf|zu|at|do|w)\b|:)\s+")


def name_in(text: str) -> str | None:
    """A name after words that announce one: "my new name is Anna Berg"."""
    cue = _NAME_CUE.search(text)
    found = _CAPITAL.match(text, cue.end()) if cue else None
    return found.group().rstrip(".") if found else None


def place_in(text: str) -> dict[str, str] | None:
    """Street, house number, postcode and town."""
    found = _PLACE.search(text)
    if found is None:
        return None
    parts = {name: value.strip(" .") if name == "city" else value.strip() for name, value in found.groupdict().items()}
    while lead := _LEAD_IN.match(parts["street"]):
        parts["street"] = parts["street"][lead.end() :]
    return parts if parts["street"] else None


class NameStep(TextStep):
    """A name as it is to be written."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """The name in the message, or the whole message when it can be one."""
        words = turn.text.strip().rstrip(".!")
        if (found := name_in(turn.text)) or _NAME.fullmatch(words):
            return {self.name: found or words}
        return Problem("name_unclear")

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A name that is announced."""
        found = name_in(turn.request_text)
        return None if found is None else {self.name: found}


class PlaceStep(TextStep):
    """A postal address."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """The address in the message."""
        return self.volunteered(turn, draft) or Problem("place_unclear")

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """Likewise."""
        found: dict[str, Any] | None = place_in(turn.request_text)
        return None if found is None else {self.name: found}
