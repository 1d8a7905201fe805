"""What the dialogues about orders share: which order is meant, and what it is called."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions import _backend
from actions._backend import orders
from actions._names import names
from actions._turn import Turn
from actions._words.choices import Option, mentioned

Json = dict[str, Any]

NUMBER = re.compile(r"(?<![\w-])O[- ]?(\d{7})(?!\d)", re.IGNORECASE)

SWITCH = "supplier_switch"

NOTICES = "contract_cancellation"
"""Kind of order that ends a contract; to cancel it takes the notice back."""

CHANGES = "changes"
"""In ``known`` of an order that is cancelled: the numbers of changes of supplier, one of which is meant, by place."""


def order_number(text: str) -> str | None:
    """Find the number of an order in a text, as it is written on papers."""
    found = NUMBER.search(text)
    return f"O-{found[1]}" if found else None


def what_is_ordered(order: Mapping[str, Any], product_names: Mapping[str, str], language: str) -> str:
    """Name an order by its products, else by its kind."""
    lines = [line for line in order.get("lines") or [] if line["state"] != "removed"]
    if not lines:
        return names("order_kinds", language)[order["kind"]]
    return " + ".join(_line(line, product_names) for line in lines)


def _line(line: Mapping[str, Any], product_names: Mapping[str, str]) -> str:
    called = product_names.get(line["product_number"], line["description"])
    return called if line["quantity"] == 1 else f"{line['quantity']} × {called}"


def described(order: Json, product_names: Mapping[str, str], language: str) -> Json:
    """The order as the words need it: with what it is called and where it stands, in the customer's language."""
    states, kinds = names("order_states", language), names("order_kinds", language)
    kind_name, what = kinds[order["kind"]], what_is_ordered(order, product_names, language)
    is_return = order["kind"] == "return" and what != kind_name
    return order | {
        "what": what,
        "title": f"{kinds['return_of']} {what}" if is_return else what,
        "kind_name": kind_name,
        "state_name": states[order["state"]],
        "next_name": states.get(order["next_state"] or ""),
    }


def order_options(found: Sequence[Json]) -> list[Option]:
    """Make an option of each described order, found by number, product and kind."""
    return [
        Option(
            value=order["number"],
            label=f"{order['what']} ({order['number']})",
            words=[order["kind_name"], *(line["description"] for line in order.get("lines") or [])],
            on=order["placed_at"][:10],
        )
        for order in found
    ]


def meant_orders(turn: Turn, found: Sequence[Json]) -> list[Json]:
    """The orders that a message names: by number, by a button, or by what was ordered; nothing when it names none."""
    number = turn.first("answer") or order_number(turn.request_text)
    if number is not None:
        return [order for order in found if order["number"] == number]
    named = {option["value"] for option in mentioned(turn.request_text, order_options(found))}
    return [order for order in found if order["number"] in named]


async def product_names(language: str, country: str) -> dict[str, str]:
    """Names by product number, in the customer's language."""
    return {product["number"]: product["name"] for product in await orders.products(language, country)}


async def described_orders(turn: Turn, *, outcome: str | None = None) -> list[Json]:
    """The customer's orders in full with their words, newest first."""
    listed = [order for order in await orders.brief() if outcome in (None, order["outcome"])]
    if not _backend.reaches(turn.level, "verified"):
        return [described(order, {}, turn.language) for order in listed]
    customer = await _backend.customer()
    called = await product_names(turn.language, customer["country"])
    return [described(order, called, turn.language) for order in await orders.in_full(listed)]
