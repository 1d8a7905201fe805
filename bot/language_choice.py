"""Which language a turn is answered in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.customer_text import is_one_word
from bot.languages import SURE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_WISHES = {
    "en": re.compile(r"\b(in|prefer|rather|back to) english\b|\benglish (please|pls)\b", re.IGNORECASE),
    "de": re.compile(r"\b(auf|in|lieber|zur[uü]ck zu) deutsch\b|\bdeutsch bitte\b", re.IGNORECASE),
    "pl": re.compile(r"\bpo polsku\b|\bwol[eę] polski\b", re.IGNORECASE),
}
"""Words, in a language, of somebody who would rather speak it: "sorry, wolę po polsku. ..."."""


def choose_language(
    *,
    current: str,
    chosen: bool,
    detected: Mapping[str, Any] | None,
    text: str | None,
    languages: Collection[str],
) -> str:
    """Apply the rule: what the customer chose, else what was detected with confidence, else the current one.

    A wish for another language, in that language, goes before an earlier choice. One word ("ok", "stop", "ja") never
    changes the language.

    Args:
        current: The conversation's language so far.
        chosen: Whether the customer asked for the current one.
        detected: ``{"code", "confidence"}`` of the text, or None when nothing was detected.
        text: The customer's text; None for buttons and events, which have no language.
        languages: The codes there are words for.
    """
    if not detected or not text or is_one_word(text):
        return current
    code = detected.get("code")
    if chosen and not (code in _WISHES and _WISHES[code].search(text)):
        return current
    confidence = detected.get("confidence") or 0.0
    if code in languages and float(confidence) >= SURE:
        return str(code)
    return current
