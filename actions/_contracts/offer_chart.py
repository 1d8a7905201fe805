"""What a year costs today and with each offer, as a picture."""

from collections.abc import Sequence
from copy import copy
from decimal import Decimal
from typing import Any

import pygal
from babel.numbers import format_currency

from actions._backend.offers import Offer
from actions._charts import Picture, chart_options, picture_of
from actions._names import names

TODAY_COLOUR = "#5b6b78"
LOCALES = {"en": "en_GB", "de": "de_DE", "pl": "pl_PL"}


def costs_chart(point: str, offers: Sequence[Offer], language: str) -> Picture | None:
    """Draw the yearly costs of offers for one point below today's.

    Args:
        point: The customer's name for it.
        offers: For the same contract.
        language: Of the words.

    Returns:
        The picture; None when a yearly cost is not known.
    """
    present = offers[0]["present_yearly_cost"]
    if present is None or any(offer["yearly_cost"] is None for offer in offers):
        return None
    words = names("charts", language)
    title = words["costs_title"].format(point=point)
    costs = [(words["costs_today"], present), *((offer["product_name"], offer["yearly_cost"]) for offer in offers)]
    amounts = [(name, Decimal(cost["amount"])) for name, cost in costs]

    def money(value: Any) -> str:
        return str(format_currency(value, present["currency"], locale=LOCALES[language]))

    look: dict[str, Any] = {
        **chart_options(language, legend=False),
        "height": 130 + 55 * len(costs),
        "range": (0, float(max(amount for _, amount in amounts))),
        "value_formatter": money,
        "print_values": True,
        "show_x_labels": False,
    }
    look["style"] = copy(look["style"])
    look["style"].value_colors = ("white",) * len(costs)
    chart = pygal.HorizontalBar(**look, title=title, x_labels=[name for name, _ in reversed(amounts)])
    bars: list[Any] = [float(amount) for _, amount in reversed(amounts)]
    bars[-1] = {"value": bars[-1], "color": TODAY_COLOUR}
    chart.add("", bars)
    listed = ", ".join(f"{name} {money(amount)}" for name, amount in amounts)
    return picture_of(chart.render(is_unicode=True), title, words["costs_alt"].format(point=point, values=listed))
