"""What a product costs, and whether there are any."""

import re
from collections.abc import Sequence

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._backend.products import Product
from actions._buttons import MAX_BUTTONS, PRICES
from actions._contracts.tariff_costs import COSTS, tell_costs, wants_costs
from actions._forms import leave_form
from actions._matter_action import MatterAction
from actions._matters import ACTIONS, Details
from actions._orders.assortment import assortment, monthly_first, places_of
from actions._orders.products import find_products
from actions._turn import Turn
from actions._words.choices import Option
from actions._words.delivery import asks_delivery_cost
from actions._words.prices import asks_cost_of_it, asks_terms_of_tariff

IN_FULL = 6
"""Products told with their prices in one message."""

LIST = re.compile(r"price ?list|preisliste|all prices|alle preise|\bcennik|what do you sell|sortiment|asortyment", re.I)
"""Words that ask for everything."""


FREE = frozenset(
    {"change_installment", "update_contact", "submit_meter_reading", "stop_notifications", "start_notifications"}
    | {"file_complaint", "add_to_complaint", "cancel_order", "change_order", "decline_offer"}
    | {"decide_switch", "report_move"}
)
"""Errands that cost nothing; what leaving costs is told with the contract."""


class ActionShowPrices(MatterAction):
    """Finds the product by its rough name; what is not sold leads to what comes nearest."""

    matter = "ask_price"
    level = "anonymous"

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """What "it" costs is told of the errand that is open, where that is nothing."""
        matter = (turn.slots.get("draft") or {}).get("matter")
        if matter not in FREE | {"cancel_contract"} or not asks_cost_of_it(turn.text):
            return []
        if find_products(turn.text, await assortment(turn))[0]:
            return []
        if matter == "cancel_contract":
            return [FollowupAction(ACTIONS["contract_expiry"])]
        dispatcher.utter_message(response="utter_errand_costs_nothing")
        return [*leave_form(), FollowupAction("action_resume_errand")]

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Tell prices and stock, to everybody."""
        if asks_delivery_cost(turn.text):
            dispatcher.utter_message(response="utter_delivery_cost")
            return []
        sold = await assortment(turn)
        pressed = turn.first("answer") or turn.slots.get("answer")
        found, is_meant = [one for one in sold if one["number"] == pressed], True
        if not found:
            found, is_meant = ([], False) if LIST.search(turn.text) else _find(turn, sold)
        if told := await self._tell_costs(dispatcher, turn, details, sold, found):
            return _choice(told, view=COSTS)
        if self._tell_terms(dispatcher, turn, sold, found):
            return _choice(found if len(found) > 1 else sold)
        if not found and asks_cost_of_it(turn.text):
            dispatcher.utter_message(response="utter_price_of_what", buttons=[*map(dict, PRICES)])
            return [SlotSet("answer", None)]
        if not found or (not is_meant and len(found) > IN_FULL):
            return self._offer_all(dispatcher, turn, sold, asked_all=bool(LIST.search(turn.text)))
        dispatcher.utter_message(
            response="utter_prices",
            products=monthly_first(found)[:IN_FULL],
            is_meant=is_meant,
            places=places_of(found, turn.language),
            buttons=[] if is_meant else [_button(one) for one in found[:MAX_BUTTONS]],
        )
        return _choice(found if len(found) > 1 else sold, told=found if is_meant else [])

    @staticmethod
    async def _tell_costs(
        dispatcher: CollectingDispatcher, turn: Turn, details: Details, sold: list[Product], found: list[Product]
    ) -> list[Product]:
        """Work out what is asked for, or was told just now; return the tariffs, the cheapest first."""
        if not wants_costs(turn):
            return []
        return await tell_costs(dispatcher, turn, details, sold, found or _listed(turn, sold))

    @staticmethod
    def _tell_terms(dispatcher: CollectingDispatcher, turn: Turn, sold: list[Product], found: list[Product]) -> bool:
        """Say how long the tariffs bind that are named, or were told just now, if it is asked."""
        told = turn.slots.get("last_matter") == "ask_price"
        if not asks_terms_of_tariff(turn.request_text, told=told):
            return False
        numbers = {option["value"] for option in turn.slots.get("options") or []} if told else set()
        bound = [one for one in found or sold if one["price"]["rules"] is not None]
        bound = bound if found else [one for one in bound if one["number"] in numbers]
        if not bound or len(bound) > IN_FULL:
            return False
        dispatcher.utter_message(response="utter_product_terms", products=bound, places=places_of(bound, turn.language))
        return True

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


def _listed(turn: Turn, sold: list[Product]) -> list[Product]:
    """The products of the list that was told just now."""
    numbers = {option["value"] for option in turn.slots.get("options") or []}
    told = turn.slots.get("last_matter") == "ask_price"
    return [one for one in sold if one["number"] in numbers] if told else []


def _button(product: Product) -> dict[str, object]:
    return {"title": product["name"], "intent": "ask_price", "entities": {"answer": product["number"]}}


def _choice(products: list[Product], view: str | None = None, told: Sequence[Product] = ()) -> list[EventType]:
    """Let a product be named in the next message by its mere name or place in the list, or what was told be taken."""
    options = [Option(value=one["number"], slot="answer", label=one["name"], words=[one["number"]]) for one in products]
    for option, one in zip(options, products, strict=True):
        once = one["price"]["gross"]["one_off"]
        if once is not None:
            option["amount"] = once["amount"]
        if one in told:
            option["is_told"] = True
        if view is not None:
            option["view"] = view
    return [SlotSet("answer", None), SlotSet("options", options)]
