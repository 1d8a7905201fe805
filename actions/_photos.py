"""Pictures that come with next to nothing said: most often they show a meter."""

import re
from typing import Any

from actions._forms import ANSWERS
from actions._papers import names_meter, names_paper
from actions._turn import Turn

MOST_WORDS = 4
"""Of a message that says no more than a number, or whose meter it is, beside a picture: "12345 kWh, today"."""

_NUMBER = re.compile(r"(?<![\w-])\d[\d .,']*\d(?![\w-])")
_PAPER_CODE = re.compile(r"\b(?=[A-Z -]{0,12}\d)[0-9A-Z]{4}[- ][0-9A-Z]{4}[- ][0-9A-Z]{3}\b", re.IGNORECASE)
"""The code printed on papers, with a figure: "masz fote licznika" is none."""


def is_picture(file: dict[str, Any]) -> bool:
    """Tell whether a file that came with a message is a picture."""
    return str(file["media_type"]).startswith("image/")


def brings_pictures(turn: Turn) -> bool:
    """Tell whether there are files, and all of them are pictures."""
    return bool(turn.attachments) and all(map(is_picture, turn.attachments))


def may_show_meter(turn: Turn) -> bool:
    """Tell whether a picture comes without a word, or with "here you are", while no errand is open."""
    says_nothing = not turn.text.strip() or (turn.intent in ANSWERS and _is_brief(turn) and not names_paper(turn.text))
    return brings_pictures(turn) and says_nothing and not turn.slots.get("draft")


def shows_meter(turn: Turn) -> bool:
    """Tell whether a picture comes with a bare number, which is what the meter shows, or with the meter named."""
    has_number = turn.first("number") is not None or _NUMBER.search(turn.text) is not None
    is_named = has_number or names_meter(turn.text)
    return brings_pictures(turn) and _is_brief(turn) and is_named and not turn.slots.get("draft")


def pictures_meter(turn: Turn) -> bool:
    """Tell whether a picture comes with the meter named and nothing else, whatever is open."""
    return brings_pictures(turn) and _is_brief(turn) and names_meter(turn.text)


def _is_brief(turn: Turn) -> bool:
    return len(turn.text.split()) <= MOST_WORDS and not _PAPER_CODE.search(turn.text)
