"""Buttons: those that stand under several answers, and those made of options or matters."""

from collections.abc import Iterable, Sequence
from typing import Any

from actions._names import names
from actions._words.choices import Option

Button = dict[str, Any]

MAX_BUTTONS = 6
"""More buttons than this nobody reads; the rest can be named."""

YES_NO: tuple[Button, ...] = (
    {"title_key": "button_yes", "intent": "affirm"},
    {"title_key": "button_no", "intent": "deny"},
)
PERSON: Button = {"title_key": "button_person", "intent": "human_handoff"}
HOW_TO_PAY: Button = {"title_key": "button_how_to_pay", "intent": "make_payment"}
PAYMENT_PLAN: Button = {
    "title_key": "button_payment_plan",
    "intent": "choose",
    "entities": {"matter": "payment_plan"},
}
SEE_OFFERS: Button = {"title_key": "button_see_offers", "intent": "ask_offers"}
PRICES: tuple[Button, ...] = tuple(
    {"title_key": f"button_prices_{supply}", "intent": "ask_price", "entities": {"commodity": supply}}
    for supply in ("electricity", "gas", "fibre", "mobile")
)
SEND_BACK: Button = {"title_key": "button_order_send_back", "intent": "return_goods"}


def buttons_for(options: Sequence[Option], matter: str) -> list[Button]:
    """Make a button of each option, as far as a person can take them in."""
    return [
        {
            "title": option["label"],
            "intent": "choose",
            "entities": {option["slot"]: option["value"], "matter": matter},
        }
        for option in options[:MAX_BUTTONS]
    ]


def buttons_of_matters(matters: Iterable[str], language: str) -> list[Button]:
    """Make a button of each matter."""
    titles = names("matter_titles", language)
    return [{"title": titles[name], "intent": name} for name in matters]
