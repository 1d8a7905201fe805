"""Message ids, everywhere without their angle brackets."""

import re

LONGEST_MESSAGE_ID = 512
"""Characters; RFC 5322 limits only the line, to 998."""
MOST_MESSAGE_IDS = 100
"""Of one field; the last ones are kept."""

_SIGNS = rf"[!-;=?-~]{{1,{LONGEST_MESSAGE_ID}}}"
_BRACKETED = re.compile(rf"<({_SIGNS})>")
_BARE = re.compile(_SIGNS)


def message_ids(text: str) -> tuple[str, ...]:
    """The message ids in a header field."""
    return tuple(_BRACKETED.findall(text)[-MOST_MESSAGE_IDS:])


def is_message_id(text: str) -> bool:
    """Whether it can stand between angle brackets in a header of ours."""
    return _BARE.fullmatch(text) is not None
