"""Names and postal addresses in the words of a customer: pure text, no I/O."""

import re

from actions._addresses import PARTS, address_in
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


def name_in(text: str) -> str | None:
    """A name after words that announce one: "my new name is Anna Berg"."""
    cue = _NAME_CUE.search(text)
    found = _CAPITAL.match(text, cue.end()) if cue else None
    return found.group().rstrip(".") if found else None


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
        found = address_in(turn.request_text)
        return None if found is None else {self.name: {part: found[part] for part in PARTS}}
