"""A text as the matters it raises: one paragraph, or one point of a list, each."""

import re
from itertools import pairwise

from channels.mail.patterns import pattern_pack

WRAPPED_FROM = 60
"""Characters: a line this long that goes on in the next was broken by the client, which breaks at 72 to 78."""
MOST_PARAGRAPHS = 50
"""More are joined with the last."""

_POINT = re.compile(r"(?:\d{1,2}[.)]|[a-z]\)|[-*•–]) ?(?=\S)")


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Split a text; a greeting is not among its matters unless it is all there is."""
    blocks = [point for block in text.split("\n\n") for point in _points(block.strip("\n").split("\n"))]
    filled = [block for block in blocks if block.strip()]
    matters = [matter for matter in map(_without_greeting, filled) if matter] or filled
    if len(matters) > MOST_PARAGRAPHS:
        matters[MOST_PARAGRAPHS - 1 :] = ["\n".join(matters[MOST_PARAGRAPHS - 1 :])]
    return tuple(matters)


def _points(lines: list[str]) -> list[str]:
    """The points of a list, with what stands before them; a block that is none stays whole."""
    starts = [number for number, line in enumerate(lines) if _POINT.match(line)]
    if len(starts) < 2:
        return [_unwrapped(lines)]
    edges = [0, *starts, len(lines)]
    groups = (lines[start:end] for start, end in pairwise(edges))
    return [_unwrapped(group) for group in groups if group]


def _unwrapped(lines: list[str]) -> str:
    """Lines joined where the client broke them."""
    joined: list[str] = []
    long = False
    for line in lines:
        if long:
            joined[-1] = f"{joined[-1]} {line.strip()}"
        else:
            joined.append(line.strip())
        long = len(line) >= WRAPPED_FROM
    return "\n".join(joined)


def _without_greeting(block: str) -> str:
    first, _break, rest = block.partition("\n")
    if pattern_pack().greeting.fullmatch(first.strip()):
        return rest.strip()
    return block
