"""Which action serves a message about who may do what, and about what is on record of a person."""

from actions._forms import ANSWERS
from actions._matters import ACTIONS, SURE
from actions._turn import Turn
from actions._words.contracts import asks_who_runs_grid
from actions._words.people import asks_who_may_order, is_about_others, says_address_is_wrong, tells_of_new_name

_NEAR_RIGHTS = frozenset(
    {"human_handoff", "place_order", "update_contact", "ask_price", "order_status", "nlu_fallback", "out_of_scope"}
)
"""Intents that a question who may order is taken for."""

_NEAR_GRID = frozenset(
    {"switch_status", "human_handoff", "contract_details", "report_outage", "nlu_fallback", "out_of_scope"}
)
"""Intents that a question who runs the grid is taken for."""

_NEAR_PEOPLE = frozenset(
    {"nlu_fallback", "out_of_scope", "give_details", "start_notifications", "stop_notifications", "show_my_data"}
    | {"ask_help", "human_handoff"}
)
"""Intents that a wish for somebody else's access is taken for."""

_NEAR_WRONG = frozenset({*ANSWERS, "cancel_dialogue", "show_my_data", "switch_status"})
"""Intents that "my address is wrong" is taken for."""


def of_people(turn: Turn) -> str | None:
    """The record, for who may order or who runs the grid; its change, for other people, a new name, a wrong address."""
    near = turn.intent in _NEAR_PEOPLE or (turn.intent not in ("update_contact", "affirm") and turn.confidence < SURE)
    asks_grid = turn.intent in _NEAR_GRID and asks_who_runs_grid(turn.text)
    if asks_grid or (turn.intent in _NEAR_RIGHTS and asks_who_may_order(turn.text)):
        return ACTIONS["show_my_data"]
    of_record = near and (is_about_others(turn.text) or tells_of_new_name(turn.text))
    of_record = of_record or (turn.intent in _NEAR_WRONG and says_address_is_wrong(turn.text))
    return ACTIONS["update_contact"] if of_record and not turn.slots.get("draft") else None
