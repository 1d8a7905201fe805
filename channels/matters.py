"""Which paragraphs of a long message are matters of their own, each to be answered by a turn of its own."""

import re
from collections.abc import Sequence

MOST_MATTERS = 8
"""Of one message; what is beyond is heard with the last."""
_POINT = re.compile(r"(?:\d{1,2}[.)]|[a-z]\)|[-*•–]) ?(?=\S)")


def matters_of(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The matters of a message: its questions and the points of its list.

    What stands between belongs to the question before it, what stands first to the first one. A message with fewer
    than two is one matter, a story among them.
    """
    if sum(map(_opens, paragraphs)) < 2:
        return ()
    matters: list[str] = []
    leading: list[str] = []
    for paragraph in paragraphs:
        if _opens(paragraph) and len(matters) < MOST_MATTERS:
            matters.append("\n".join([*leading, _bare(paragraph)]))
            leading = []
        elif matters:
            matters[-1] += "\n" + paragraph
        elif not paragraph.rstrip().endswith(":"):
            leading.append(paragraph)
    return tuple(matters)


def _opens(paragraph: str) -> bool:
    return "?" in paragraph or _POINT.match(paragraph) is not None


def _bare(paragraph: str) -> str:
    return _POINT.sub("", paragraph, count=1)
