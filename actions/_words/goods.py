"""Goods that a customer bought, as he may call them in three languages."""

from typing import Any

from actions._words.choices import Option
from actions._words.spelling import fold

SHIPPED = frozenset({"device", "accessory", "replacement"})
"""Kinds of orders that are one parcel."""

KINDS = SHIPPED | {"basket", "framework_call_off"}
"""Kinds of orders that bring goods."""

_CALLED = (
    (("router",), ("router", "modem", "fritzbox", "wifi", "wlan")),
    (("phone", "telefon"), ("phone", "handy", "smartphone", "telefon", "komorka", "mobile", "handset")),
    (("charger", "ladegeraet", "ladowark"), ("charger", "ladegeraet", "ladekabel", "ladowarka", "ladowarke")),
    (("repeater", "verstaerker", "wzmacniacz"), ("repeater", "verstaerker", "wzmacniacz", "booster")),
)
"""Parts of descriptions, and what people call such a thing."""


def words_for(description: str) -> list[str]:
    """Return what people call a thing of that description."""
    folded = fold(description)
    return [word for parts, words in _CALLED if any(part in folded for part in parts) for word in words]


def order_option(order: dict[str, Any]) -> Option:
    """Make an option of an order of goods, found by its number and what it brought."""
    brought = [line["description"] for line in order["lines"]]
    return Option(
        value=order["number"],
        label=f"{' + '.join(brought)} · {order['number']}",
        words=[word for description in brought for word in words_for(description)],
        on=order["placed_at"][:10],
    )
