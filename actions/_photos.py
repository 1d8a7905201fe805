"""Pictures that come with next to nothing said: most often they show a meter."""

import re

from actions._turn import Turn

MOST_WORDS = 4
"""Of a message that says no more than a number beside a picture: "12345 kWh, today"."""

_NUMBER = re.compile(r"(?<![\w-])\d[\d .,']*\d(?![\w-])")
_PAPER_CODE = re.compile(r"[0-9A-Z]{4}[- ][0-9A-Z]{4}[- ][0-9A-Z]{3}", re.IGNORECASE)


def brings_pictures(turn: Turn) -> bool:
    """Tell whether there are files, and all of them are pictures."""
    return bool(turn.attachments) and all(file["media_type"].startswith("image/") for file in turn.attachments)


def may_show_meter(turn: Turn) -> bool:
    """Tell whether a picture comes without a word while no errand is open."""
    return brings_pictures(turn) and not turn.text.strip() and not turn.slots.get("draft")


def shows_number(turn: Turn) -> bool:
    """Tell whether a picture comes with a bare number, which is what the meter in it shows."""
    is_brief = len(turn.text.split()) <= MOST_WORDS and not _PAPER_CODE.search(turn.text)
    has_number = turn.first("number") is not None or _NUMBER.search(turn.text) is not None
    return brings_pictures(turn) and is_brief and has_number and not turn.slots.get("draft")
