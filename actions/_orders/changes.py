"""What can be changed about an order, and how a change is told and sent."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions._errand.drafts import Draft
from actions._errand.steps import ChoiceStep, NumberStep, Problem, Values
from actions._turn import Turn
from actions._words.addresses import address_in
from actions._words.choices import Option, mentioned
from actions._words.goods import SHIPPED
from actions._words.orders import leaves_out, left_out
from actions._words.spelling import fold

Json = dict[str, Any]

_HINTS = {
    "address": re.compile(r"\b(address\w*|adress\w*|anschrift|lieferort|adres\w*)\b"),
    "remove": re.compile(
        r"\b(remove|without|take \w+ off|drop|ohne|streichen|raus|weglassen|bez|usun\w*|wykresl\w*)\b"
    ),
    "quantity": re.compile(
        r"\b(quantity|fewer|less|only (one|two|three|\d+)|just (one|two|\d+)|anzahl|menge|weniger"
        r"|nur (noch )?(ein\w*|zwei|drei|\d+)|stueck|ilosc\w*|mniej|sztuk\w*|tylko (jed\w+|dw\w+|\d+))\b"
    ),
    "day": re.compile(
        r"\b(day|date|later|earlier|termin\w*|tag|datum|spaeter|frueher|dzien|data|date|pozniej|wczesniej|postpone|verschieb\w*"
        r"|przesun\w*|przeloz\w*)\b"
    ),
    "variant": re.compile(
        r"\b(colou?r|black|blue|white|farbe|farb\w+|schwarz\w*|blau\w*|weiss\w*|kolor\w*|czarn\w*|niebiesk\w*|bial\w*)\b"
    ),
}
"""Words, without accents, that tell what shall change, the surest first."""


_COLOURS = tuple(
    re.compile(rf"\b({english}|{german}(e[mnrs]?)?|{polish}(y|i|a|e|ego|iego|ej|iej|ym|im)?)\b")
    for english, german, polish in (
        ("black", "schwarz", "czarn"),
        ("white", "weiss", "bial"),
        ("blue", "blau", "niebiesk"),
        ("red", "rot", "czerwon"),
        ("green", "gruen", "zielon"),
        ("yellow", "gelb", "zolt"),
        ("pink", "rosa", "rozow"),
        ("purple|violet", "lila|violett", "fioletow"),
        ("gr[ae]y", "grau", "szar"),
        ("silver", "silbern?", "srebrn"),
        ("gold(en)?", "golden", "zlot"),
        ("brown", "braun", "brazow"),
        ("orange", "orange", "pomaranczow"),
    )
)
"""Each colour in the three languages, in folded text."""


def unknown_colour(text: str, order: Json) -> bool:
    """Tell whether a colour is wished that nothing of the order comes in; the present one is not wished."""
    said = [colour for colour in _COLOURS if colour.search(fold(text))]
    known = fold(" ".join(f"{one['label']} {one['before']}" for one in order["variants"]))
    return any(not colour.search(known) for colour in said)


class WhatStep(ChoiceStep):
    """Which part of an order shall be another one."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """The number in the list, or words."""
        return super().read(turn, draft) or self.volunteered(turn, draft)

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """What the words are about, or what they hold: an address, a variant, a day."""
        text = fold(turn.request_text)
        if address_in(turn.request_text):
            return {self.name: "address"}
        if leaves_out(turn.request_text) and self._offers_removal(draft):
            return {self.name: "remove"}
        found = next((what for what, words in _HINTS.items() if words.search(text)), None)
        if found is None and any(colour.search(text) for colour in _COLOURS):
            found = "variant"
        if found is None and turn.first("period"):
            found = "day"
        return None if found is None else {self.name: found}

    def _offers_removal(self, draft: Draft) -> bool:
        """Tell whether something can be left out; of an order that is not chosen yet nobody knows."""
        return "order" not in draft.values or any(one["value"] == "remove" for one in self.options(draft))


class RemovedStep(ChoiceStep):
    """Which thing of several is left out."""

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """The one that is not needed, not the one beside it that is."""
        without = left_out(turn.request_text)
        return super().volunteered(replace(turn, request_text=without) if without else turn, draft)


class FewerStep(NumberStep):
    """How many of a line are wanted: one without saying so is "only one"."""

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A number, or the word for one."""
        if re.search(r"\b(one|einen?s?|jed(en|na|no|ną))\b", turn.request_text, re.IGNORECASE):
            return {self.name: "1"}
        found = super().volunteered(turn, draft)
        return found if found and found[self.name].isdigit() else None


class VariantStep(ChoiceStep):
    """Another variant at the same price, by its colour or name."""

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """The one that is named; what it is called beside the present one decides ("blue")."""
        found = mentioned(turn.request_text, self.options(draft))
        options = self.options(draft)
        if not found and len(options) == 1:
            found = mentioned(turn.request_text, [*options, Option(value="", label="-", words=[])])
        return {self.name: found[0]["value"]} if len(found) == 1 and found[0]["value"] else None


def changeable(order: Json, products: Sequence[Json]) -> Json:
    """What the draft keeps of an order that can be changed."""
    by_number = {product["number"]: product for product in products}
    lines = [line for line in order["lines"] if line["state"] == "ordered"]
    names = {line["position"]: _name(line, by_number) for line in lines}
    variants = [
        {
            "value": f"{line['position']}:{other['number']}",
            "label": other["name"],
            "words": [other["number"]],
            "before": names[line["position"]],
            "stock": other["stock"],
        }
        for line in lines
        for other in products
        if _is_variant(by_number.get(line["product_number"]), other)
    ]
    many = next((line for line in lines if line["quantity"] > 1), None)
    return {
        "number": order["number"],
        "kind": order["kind"],
        "what": order["what"],
        "day": order["wished_on"] or order["promised_on"],
        "address": order["details"].get("address"),
        "variants": variants,
        "many": many and {"position": many["position"], "quantity": many["quantity"], "name": names[many["position"]]},
        "removable": [{"value": str(place), "label": name, "words": []} for place, name in names.items()]
        if len(lines) > 1
        else [],
        "called_off": any(str(line["price_list"] or "").startswith("FA-") for line in lines),
    }


def _name(line: Mapping[str, Any], by_number: Mapping[str, Json]) -> str:
    product = by_number.get(line["product_number"])
    return str(product["name"] if product else line["description"])


def _is_variant(one: Json | None, other: Json) -> bool:
    return (
        one is not None
        and one["number"] != other["number"]
        and (one["kind"], one["commodity"], one["price"]["gross"])
        == (other["kind"], other["commodity"], other["price"]["gross"])
        and one["kind"] in ("device", "accessory")
    )


def what_options(order: Json) -> list[Option]:
    """What of an order can be another one."""
    possible = [
        ("day", True),
        ("variant", bool(order["variants"]) and not order["called_off"]),
        ("quantity", order["many"] is not None and not order["called_off"]),
        ("remove", bool(order["removable"]) and not order["called_off"]),
        ("address", order["kind"] in SHIPPED),
    ]
    return [Option(value=what, label="", title_key=f"button_order_{what}") for what, is_so in possible if is_so]


def change_body(order: Json, values: Values, address: Json | None) -> Json:
    """The change as the backend takes it."""
    what = values["what"]
    if what == "day":
        return {"wished_on": values["day"]}
    if what == "address":
        return {"details": {"address": address}}
    if what == "variant":
        position, number = values["variant"].split(":", 1)
        return {"lines": [{"position": int(position), "product_number": number}]}
    if what == "quantity":
        return {"lines": [{"position": order["many"]["position"], "quantity": int(values["quantity"])}]}
    return {"lines": [{"position": int(values["removed"]), "remove": True}]}
