"""Reads and writes the texts that several billing systems have in common: pure."""

import re

_STREET = re.compile(r"(?P<street>.+?)\s+(?P<house_number>[0-9]\S*)")


def split_street(line: str) -> tuple[str, str]:
    """Street and house number of "Venloer Straße 210"; raises ValueError when it has no number at its end."""
    found = _STREET.fullmatch(line.strip())
    if found is None:
        raise ValueError("a street without a house number")
    return found["street"], found["house_number"]


def like_word(word: str) -> str:
    """A LIKE pattern for a text with the word in it; the signs that LIKE knows are dropped."""
    return f"%{re.sub(r'[%_\\]', '', word)}%"
