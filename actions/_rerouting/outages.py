"""Which action serves a message about an outage that was taken for something else."""

import re

from actions._errand.progress import written_last
from actions._matters import ACTIONS, SURE
from actions._turn import Turn
from actions._words.addresses import parts_in
from actions._words.outages import asks_of_outage, asks_when_back, tells_of_outage
from actions._words.spelling import fold

OUTAGE = "report_outage"

_OTHERS = frozenset({OUTAGE, "file_complaint", "complaint_status", "report_move", "place_order", "cancel_contract"})
"""Intents that name another matter, whatever is out beside it."""
_NEAR = frozenset(
    {"start_notifications", "submit_meter_reading", "order_status", "contract_expiry", "nlu_fallback", "out_of_scope"}
)
"""Intents that a question for an outage is taken for."""
_METER = re.compile(r"\b(?:meter\w*|reading\w*|\w*zaehler\w*|ablesung\w*|licznik\w*|odczyt\w*|kwh|m3)\b")


def of_outages(turn: Turn) -> str | None:
    """An outage that is told with its postcode, or asked for; or the end of the one that was told or reported."""
    if asks_when_back(turn.text):
        if written_last(turn) == OUTAGE:
            return "action_tell_settled"
        told = turn.slots.get("last_matter") == OUTAGE and turn.intent != OUTAGE
        return ACTIONS[OUTAGE] if told else None
    if turn.intent in _OTHERS or turn.attachments:
        return None
    asks = (turn.intent in _NEAR or turn.confidence < SURE) and asks_of_outage(turn.text)
    return ACTIONS[OUTAGE] if asks or _tells_where(turn) else None


def _tells_where(turn: Turn) -> bool:
    """Tell whether a postcode stands beside "no power"; bare digits may as well be what a meter shows."""
    bare = None if _METER.search(fold(turn.text)) else parts_in(turn.text).get("postcode")
    return (turn.first("postcode") or bare) is not None and tells_of_outage(turn.text)
