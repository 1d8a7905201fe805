"""Which questions about readings that are here, or are due, were taken for something else."""

from actions._errand.progress import written_last
from actions._forms import ANSWERS
from actions._turn import Turn
from actions._words.readings import (
    asks_last_reading,
    asks_when_due,
    asks_whether_arrived,
    names_reading,
    tells_reading_handed_in,
)

_NEAR_HANDED_IN = frozenset({*ANSWERS, "complaint_status", "check_consumption", "check_bill", "order_status"})
_NEAR_HANDED_IN |= {"switch_status", "payment_status", "show_my_data", "submit_documents"}
"""Intents that "I have given you the reading" is taken for."""

_NOT_READINGS = frozenset({"human_handoff", "file_complaint", "report_outage", "affirm", "complaint_status"})
"""Intents that a question about the last reading is not taken for."""


def asks_of_readings(turn: Turn) -> bool:
    """Tell whether it is asked what a meter showed before, whether a reading came, or whether one is due."""
    said = (tells_reading_handed_in, asks_whether_arrived, asks_when_due)
    handed_in = turn.intent in _NEAR_HANDED_IN and any(asks(turn.text) for asks in said)
    return handed_in or _asks_last_reading(turn)


def _asks_last_reading(turn: Turn) -> bool:
    """Tell whether it is asked what a meter showed before: it is named, or a reading was handed in just now."""
    is_of_meter = names_reading(turn.text) or written_last(turn) == "submit_meter_reading"
    return turn.intent not in _NOT_READINGS and is_of_meter and asks_last_reading(turn.text)
