"""The way of an order as a picture: what it has behind it, where it is, what usually comes."""

from typing import Any

from actions._charts import Picture
from actions._names import names
from actions._switches.track import AHEAD, DONE, NOW, STOPPED, listed, track_picture

_GOODS = ("placed", "confirmed", "packed", "handed_over", "delivered")
_SUPPLY = ("placed", "checked", "sent_to_grid_operator", "accepted", "active")

PATHS = {
    "device": _GOODS,
    "accessory": _GOODS,
    "replacement": _GOODS,
    "new_supply": _SUPPLY,
    "move_in": _SUPPLY,
    "move_out": ("placed", "confirmed", "reading_due", "reading_taken", "final_bill_sent"),
    "plan_change": ("placed", "checked", "date_fixed", "active"),
    "number_porting": ("placed", "sent_to_old_provider", "date_fixed", "ported"),
    "sim_activation": ("placed", "activating", "active"),
    "meter_exchange": ("placed", "scheduled", "exchanged", "readings_stored"),
    "return": ("requested", "slip_issued", "handed_over", "received", "accepted", "settled"),
    "renewal": ("accepted", "confirmed", "in_force"),
    "contract_cancellation": ("received", "confirmed", "supply_ended", "final_bill_sent", "settled"),
}
"""The usual way of each kind; what an order went through besides is put in where it happened."""

TROUBLE = frozenset(
    {"back_ordered", "rejected", "not_delivered", "failed", "missed", "refused", "cancelled", "declined", "lapsed"}
    | {"withdrawn", "taken_back", "sent_back"}
)
"""States in which nothing goes on by itself, or that are no good end."""


def order_track(order: dict[str, Any], title: str, language: str) -> Picture | None:
    """Draw an order with its history; None for a kind without a usual way.

    Args:
        order: With ``kind``, ``state``, ``outcome`` and ``history``.
        title: What was ordered, for the head of the picture.
        language: Of the words.
    """
    path = PATHS.get(order["kind"])
    if path is None:
        return None
    words, state_names = names("charts", language), names("order_states", language)
    steps = [(state_names[state], how) for state, how in way(order, path)]
    alt = words["order_alt"].format(
        title=title, now=state_names[order["state"]], done=listed(steps, DONE), ahead=listed(steps, AHEAD)
    )
    head = title if order["kind"] == "return" else words["order_title"].format(title=title)
    return track_picture(title, order["number"], steps, head, alt)


def way(order: dict[str, Any], path: tuple[str, ...]) -> list[tuple[str, str]]:
    """Every step with how far it is: those of the history, the present one, and what is left of the usual way."""
    passed = [step["state"] for step in order["history"][:-1]]
    ahead: list[str] = []
    if order["outcome"] == "open":
        reached = [path.index(state) for state in [*passed, order["state"]] if state in path]
        last = path.index(order["state"]) if order["state"] in path else max(reached, default=-1)
        if order["state"] == "back_ordered":
            last = path.index("placed")
        ahead = list(path[last + 1 :])
    is_over = order["outcome"] == "done"
    now = STOPPED if order["state"] in TROUBLE else (DONE if is_over else NOW)
    return [*((state, DONE) for state in passed), (order["state"], now), *((state, AHEAD) for state in ahead)]
