"""Replies on channels with little room, or without buttons: which form of a text, and a list of choices only once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PARTED = 500
"""A channel with less room than this sends text messages, which are charged and cut by the part."""

GSM_PART, UNICODE_PART = 153, 67
"""Characters of one part of a long text message, in GSM-7 and beyond it (3GPP TS 23.040, 9.2.3.24)."""

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)
"""What GSM-7 holds (3GPP TS 23.038, 6.2.1)."""

_WRITTEN_SIMPLY = frozenset("“”„‘’–—−…•·×\u00a0\u202f\u2060²³")
"""What the channel writes in GSM-7 by another sign."""

_NUMBERED = re.compile(r"^[ ]*(\d{1,2})\. (\S.*)$", re.MULTILINE)


def fits(text: str, titles: Sequence[str], abilities: Mapping[str, Any]) -> bool:
    """Tell whether a channel shows a whole reply in one piece.

    Args:
        text: What is said.
        titles: Of its buttons, which a channel without them appends as numbered lines.
        abilities: What the channel can show; ``max_chars`` in GSM-7 where it sends text messages.
    """
    room = abilities.get("max_chars")
    if not room:
        return True
    lines = [] if abilities.get("buttons", True) else [f"{place}. {title}" for place, title in enumerate(titles, 1)]
    whole = "\n".join([text, *lines])
    if room < PARTED and not _GSM.issuperset(set(whole) - _WRITTEN_SIMPLY):
        room = room * UNICODE_PART // GSM_PART
    return len(whole) <= int(room)


def listed_once(text: str, buttons: list[dict[str, Any]], abilities: Mapping[str, Any]) -> str:
    """Take a numbered list out of a text when the channel numbers the same choices below it.

    The buttons get the lines as their titles, which say more than a button would: "Router R7: €99".

    Args:
        text: With or without a list.
        buttons: Of the reply; changed.
        abilities: What the channel can show.
    """
    lines = list(_NUMBERED.finditer(text))
    is_same = [int(line[1]) for line in lines] == list(range(1, len(lines) + 1)) and 1 < len(lines) == len(buttons)
    if abilities.get("buttons", True) or not is_same:
        return text
    for button, line in zip(buttons, lines, strict=True):
        button["title"] = line[2].strip()
    return re.sub(r"\n{2,}", "\n", _NUMBERED.sub("", text)).strip()
