"""Finds a one-time code in what a customer wrote."""

import re
import unicodedata

_CODE = re.compile(r"(?<![\d.,])\d(?:[ \u00a0\-\u2013]?\d){5}(?![\d]|[.,]\d)")
_ATTACHED = re.compile(r"(?:^|\s)(?:[^\W\d_][\-\u2013/ ]?|[^\W\d_]{2}[\-\u2013/]?)$")
"""A letter or two before the digits, joined to them: V-200417 is a contract's number, not a code."""
_NAMED = re.compile(r"\b(?:code|kod|pin|tan)", re.IGNORECASE)
LONGEST, LONGEST_NAMED = 80, 300
"""Characters of a message that is taken for a code; more are taken when it says that this is one."""
MOST_WORDS = 8
"""Words around a code that nothing says is one."""
MASKED = "••••••"


def code_in(text: str) -> str | None:
    """The six digits of a message that is a code, alone or with a few words around it.

    Returns:
        The digits without spaces, or None when the message is something else.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    named = bool(_NAMED.search(plain[:LONGEST_NAMED]))
    if len(plain) > (LONGEST_NAMED if named else LONGEST):
        return None
    found = list(_CODE.finditer(plain))
    if len(found) != 1:
        return None
    before, after = plain[: found[0].start()], plain[found[0].end() :]
    if any(character.isdigit() for character in before + after):
        return None
    if _ATTACHED.search(before):
        return None
    if after[:1].isalpha() or (not named and len((before + " " + after).split()) > MOST_WORDS):
        return None
    return "".join(str(unicodedata.digit(character)) for character in found[0].group() if character.isdigit())


def masked(text: str) -> str:
    """The text with every digit of a code hidden."""
    plain = unicodedata.normalize("NFKC", text)
    return _CODE.sub(MASKED, plain)
