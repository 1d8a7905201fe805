"""The number of an account in another country than those whose numbers are found in every message. Pure."""

import re

from stdnum import iban

_BEGIN = re.compile(r"(?<![A-Za-z0-9])(?!DE|PL)[A-Z]{2} ?\d\d(?=[ -]?[A-Z0-9])", re.IGNORECASE)
SHORTEST, LONGEST = 15, 34


def foreign_iban(text: str) -> str | None:
    """An IBAN whose check digits are right: "IE29 AIBK 9311 5212 3456 78"."""
    for begin in _BEGIN.finditer(text):
        written = re.match(r"[A-Za-z0-9 -]+", text[begin.start() :])
        said = re.sub(r"[ -]", "", written[0] if written else "").upper()
        lengths = range(min(len(said), LONGEST), SHORTEST - 1, -1)
        found = next((said[:length] for length in lengths if iban.is_valid(said[:length])), None)
        if found:
            return found
    return None
