"""What a product costs, and whether there are any."""

import re

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._assortment import assortment, monthly_first, places_of
from actions._backend.products import Product
from actions._buttons import MAX_BUTTONS
from actions._choices import Option
from actions._matter_action import MatterAction
from actions._matters import Details
from actions._products import find_products
from actions._turn import Turn
from actions._words import fold

IN_FULL = 6
"""Products told with their prices in one message."""

LIST = re.compile(r"price ?list|preisliste|all prices|alle preise|\bcennik|what do you sell|sortiment|asortyment", re.I)
"""Words that ask for everything."""


DELIVERY = re.compile(
    r"\b(shipping|postage|delivery (cost|charge|fee|price)\w*|(costs?|pay|charge) (\w+ ){0,3}delivery)\b"
    r"|versandkosten|lieferkosten|\b(versand|porto|zustellung)\b"
    r"|\b(wysylk\w*|przesylk\w*|koszt\w* (dostaw|wysyl|przesyl)\w*|(ile|kosztuje) (\w+ )?dostawa)\b"
)
"""Words, without accents, for what the sending of an order costs."""


class ActionShowPrices(MatterAction):
    """Finds the product by its rough name; what is not sold leads to what comes nearest."""

    matter = "ask_price"
    level = "anonymous"

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Tell prices and stock, to everybody."""
        if DELIVERY.search(fold(turn.text)):
            dispatcher.utter_message(response="utter_delivery_cost")
            return []
        sold = await assortment(turn)
        pressed = turn.first("answer") or turn.slots.get("answer")
        found, is_meant = [one for one in sold if one["number"] == pressed], True
        if not found:
            found, is_meant = ([], False) if LIST.search(turn.text) else _find(turn, sold)
        if not found or (not is_meant and len(found) > IN_FULL):
            return self._offer_all(dispatcher, turn, sold, asked_all=bool(LIST.search(turn.text)))
        dispatcher.utter_message(
            response="utter_prices",
            products=monthly_first(found)[:IN_FULL],
            is_meant=is_meant,
            places=places_of(found, turn.language),
            buttons=[] if is_meant else [_button(one) for one in found[:MAX_BUTTONS]],
        )
        return _choice(found if len(found) > 1 else sold)

    @staticmethod
    def _offer_all(
        dispatcher: CollectingDispatcher, turn: Turn, sold: list[Product], *, asked_all: bool
    ) -> list[EventType]:
        """Name what there is, the devices with a button each."""
        things = [one for one in sold if one["price"]["gross"]["base"] is None]
        dispatcher.utter_message(
            response="utter_products",
            asked_all=asked_all,
            monthly=[one for one in monthly_first(sold) if one not in things],
            things=things,
            places=places_of(sold, turn.language),
            buttons=[_button(one) for one in things[:MAX_BUTTONS]],
        )
        return _choice(things)


def _find(turn: Turn, sold: list[Product]) -> tuple[list[Product], bool]:
    """By the words themselves, else by the supply that was understood from them."""
    found = find_products(turn.request_text, sold)
    return found if found[0] else find_products(" ".join(map(str, turn.entities.get("commodity", ()))), sold)


def _button(product: Product) -> dict[str, object]:
    return {"title": product["name"], "intent": "ask_price", "entities": {"answer": product["number"]}}


def _choice(products: list[Product]) -> list[EventType]:
    """Let a product be named in the next message by its mere name or place in the list."""
    options = [Option(value=one["number"], slot="answer", label=one["name"], words=[one["number"]]) for one in products]
    for option, one in zip(options, products, strict=True):
        once = one["price"]["gross"]["one_off"]
        if once is not None:
            option["amount"] = once["amount"]
    return [SlotSet("answer", None), SlotSet("options", options)]
