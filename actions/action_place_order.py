"""Takes an order: a device, a plan, a tariff for a place, a basket from the shop."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import offers, orders
from actions._buttons import YES_NO
from actions._contracts.offers import is_open
from actions._errand.drafts import CONFIRMATION, REFUSED, Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import MISSING, AskAgain, Stop
from actions._errand.set_aside import say_left
from actions._errand.steps import NumberStep, Problem, Values
from actions._forms import ANSWERS, URGENT
from actions._matters import ACTIONS, SURE
from actions._orders.assortment import assortment
from actions._orders.ordering import (
    SUPPLIED,
    agreement_for,
    asks_place,
    body_of,
    chosen,
    held_to,
    is_supply,
    known_for_order,
    needs_place,
    place_options,
    point_options,
    product_options,
    ships,
    tariffs_meant,
    wants_data,
    wants_more,
)
from actions._orders.orders import order_number
from actions._orders.several_goods import is_other_thing, take_goods
from actions._orders.steps import (
    MORE,
    BasketStep,
    PlaceStep,
    PointStep,
    ProductStep,
    QuantityStep,
    named_products,
    unsold_model,
)
from actions._orders.talk import (
    ALSO,
    added_products,
    as_half_no,
    as_said_of_order,
    asks_facts,
    asks_what_summary_tells,
    leaves_out_added,
    refuses_order,
)
from actions._records import ENERGY
from actions._taking import only_takes, take_told
from actions._turn import GATEWAY_EVENTS, Turn
from actions._words.delivery import asks_delivery_cost, asks_delivery_day, asks_for_rates, names_locker
from actions._words.retractions import begins_correction, gives_up_all

MANY = 5
"""Pieces of one product that few households want."""

RETURNED = "returned"
MOST_RETURNS = 2
"""In ``known``: how often it was asked again what to order after something else, and how often is too often."""

MOST_PLANS = 6
"""Tariffs or plans whose facts are told in one message."""


class ActionPlaceOrder(ErrandAction):
    """Asks what and where it is for, shows the price, and orders at that price or not at all."""

    matter = "place_order"
    covers = frozenset({"ask_price", "order_status", "switch_status"})
    steps = (
        BasketStep("basket", ""),
        PointStep(
            "point", "utter_ask_order_point", point_options, when=lambda draft: _asks_point(draft) or is_supply(draft)
        ),
        ProductStep(
            "product", "utter_ask_order_product", product_options, when=lambda draft: "basket" not in draft.values
        ),
        QuantityStep("quantity", "", when=lambda draft: not is_supply(draft) and "basket" not in draft.values),
        PlaceStep("place", "utter_ask_order_place", place_options, when=needs_place, is_asked=asks_place),
        NumberStep("energy", "utter_ask_order_energy", when=lambda draft: bool(draft.known.get("energy_needed"))),
    )

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """An offer that was just told is accepted, not ordered as something else."""
        if taken := take_told(turn):
            return taken
        return [FollowupAction(ACTIONS["renew_contract"])] if await _takes_offer(turn) else []

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Take a message; what is asked about the order, or wished beside it, changes nothing of it."""
        turn = as_half_no(turn, draft)
        if not draft.is_prepared or turn.first("step") is not None or turn.intent in URGENT | {"human_handoff"}:
            return await super().take(dispatcher, turn, draft)
        try:
            self._refuse_unsold(turn, draft)
        except AskAgain as again:
            return self._ask_again(dispatcher, draft, again)
        if served := await self._beside(dispatcher, turn, draft):
            return served
        heard = as_said_of_order(turn, draft)
        said = self.hearing(heard, draft).volunteered()
        self._say_changed(dispatcher, said, draft)
        if "quantity" not in said and is_other_thing(said.get("product"), draft):
            draft.values.pop("quantity", None)
        return await super().take(dispatcher, heard, draft)

    async def resume(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """As every errand; but whoever turns away twice before anything is chosen is not asked a third time."""
        if draft.asking != "product" or not turn.text or turn.intent in GATEWAY_EVENTS:
            return await super().resume(dispatcher, turn, draft)
        draft.known[RETURNED] = draft.known.get(RETURNED, 0) + 1
        if draft.known[RETURNED] < MOST_RETURNS:
            return await super().resume(dispatcher, turn, draft)
        say_left(dispatcher, turn, [draft.kept["value"]])
        return await self._go_back_further(dispatcher, turn)

    async def _beside(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """What goes before the answers: how it comes, several goods, a no to all of it, facts and the summary."""
        if draft.asking == CONFIRMATION and self._told_delivery(dispatcher, turn, draft):
            return self._wait(draft)
        if _may_name_goods(turn, draft) and take_goods(turn, draft):
            draft.known.pop(REFUSED, None)
            self._say_beside(dispatcher, draft)
            taken = replace(turn, intent=self.matter, text="", request_text="", entities={})
            return await self._guarded(dispatcher, taken, draft)
        if refuses_order(turn, draft):
            drops_all = gives_up_all(turn.text)
            return [FollowupAction("action_drop_matter")] if drops_all else self._drop(dispatcher, turn)
        if await self._told_beside(dispatcher, turn, draft):
            return await self.resume(dispatcher, replace(turn, text=""), draft)
        if draft.asking == CONFIRMATION and asks_what_summary_tells(turn):
            again = replace(turn, intent=self.matter, text="", request_text="", entities={})
            return await self._guarded(dispatcher, again, draft)
        return []

    @staticmethod
    def _say_changed(dispatcher: CollectingDispatcher, said: Values, draft: Draft) -> None:
        """Name another product that is taken while something else is asked, which is asked once more."""
        product, before = said.get("product"), draft.values.get("product")
        if draft.asking == CONFIRMATION or before is None or product in (None, before):
            return
        called = {one["value"]: one["label"] for one in draft.known["products"]}
        dispatcher.utter_message(response="utter_order_instead", name=called[product])

    @staticmethod
    def _say_beside(dispatcher: CollectingDispatcher, draft: Draft) -> None:
        """Name what comes with a product whose sort is still to be chosen; else the summary holds all."""
        if "product" in draft.values or not draft.known[MORE]:
            return
        called = {one["value"]: one["label"] for one in draft.known["products"]}
        names = [f"{count} × {called[number]}" for number, count in draft.known[MORE].items()]
        dispatcher.utter_message(response="utter_order_with", names=names)

    @staticmethod
    def _told_delivery(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> bool:
        """Answer what sending costs, the day, a wish for a locker or rates, and ask for the yes in the same words."""
        asked = {"locker": names_locker, "cost": asks_delivery_cost, "day": asks_delivery_day, "rates": asks_for_rates}
        about = [one for one, asks in asked.items() if asks(turn.text)]
        if not ships(draft) or not about:
            return False
        buttons = [] if REFUSED in draft.known else list(YES_NO)
        dispatcher.utter_message(
            response="utter_order_delivery", about=about, promised_on=draft.known.get("promised_on"), buttons=buttons
        )
        return True

    @staticmethod
    async def _told_beside(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> bool:
        """Note what shall be ordered too, or not after all; tell what a tariff or plan holds."""
        if added := added_products(turn, draft):
            draft.known[ALSO] = list(dict.fromkeys([*draft.known.get(ALSO, []), *added]))
            dispatcher.utter_message(response="utter_order_also", names=added, is_left=False)
            return True
        if leaves_out_added(turn, draft):
            dispatcher.utter_message(response="utter_order_also", names=draft.known.pop(ALSO), is_left=True)
            return True
        product = chosen(draft)
        asked: list[Any] = [product] if product else list(product_options(draft))
        plans = [one["value"] for one in asked if one["kind"] in SUPPLIED]
        if not asks_facts(turn.text) or not 0 < len(plans) == len(asked) <= MOST_PLANS:
            return False
        try:
            found = [one for one in await assortment(turn) if one["number"] in plans]
        except _backend.BackendError:
            return False
        dispatcher.utter_message(response="utter_prices", products=found, is_meant=True, places={}, buttons=[])
        return bool(found)

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Fetch what can be ordered and for where; find out what "a bigger plan" can mean."""
        draft.known.update(await known_for_order(turn))
        rights = draft.known["rights"]
        if rights and not rights["orders"]:
            dispatcher.utter_message(response="utter_order_not_allowed", who_may=rights["who_may"])
            raise Stop
        if take_goods(turn, draft):
            self._say_beside(dispatcher, draft)
            return
        self._refuse_unsold(turn, draft)
        found: list[Any] = list(named_products(turn, draft.known["products"]))
        if not found and (told := draft.known.get("commodity")):
            # of the offers that were told just now one is taken
            sold = draft.known["products"]
            found = [one for one in sold if one["commodity"] == told and one["kind"] in SUPPLIED]
        commodities = {product["commodity"] for product in found if product["kind"] in SUPPLIED}
        if wants_data(turn.request_text):
            commodities = {"mobile"}
        owned = {point["commodity"] for point in draft.known["points"] if point["contract"]}
        if len(found) != 1 and wants_more(turn.request_text):
            fitting = commodities & owned or owned - set(ENERGY)
            draft.known["bigger"] = next(iter(fitting)) if len(fitting) == 1 else None
        elif 1 < len(found) < len(draft.known["products"]):
            draft.known["narrowed"] = [product["value"] for product in found]
        elif not found and (tariffs := tariffs_meant(turn.request_text, draft)):
            draft.known["narrowed"] = tariffs

    @staticmethod
    def _refuse_unsold(turn: Turn, draft: Draft) -> None:
        """Ask again for a model that is not sold; others of its sort are shown, and none is taken instead.

        Raises:
            AskAgain: Such a model is named.
        """
        products = draft.known["products"]
        model = unsold_model(turn.request_text, products)
        if model is None:
            return
        draft.is_prepared = True
        alike = [one["value"] for one in named_products(turn, products)]
        draft.known["narrowed"] = alike if len(alike) < len(products) else None
        raise AskAgain("product", Problem("not_sold", {"name": model}))

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Look into a basket; say when the plan is the one that there is already or when nothing bigger is sold."""
        if draft.asking is None:
            self._say_of_it(turn, draft)
        if "basket" in draft.values and draft.known.get("basket") != draft.values["basket"]:
            await self._open_basket(dispatcher, turn, draft)
        if draft.known.get("bigger") and "point" in draft.values and not product_options(draft):
            dispatcher.utter_message(response="utter_order_nothing_bigger", point=_point_of(draft))
            raise Stop
        product, point = chosen(draft), _point_of(draft)
        if product and point and point["contract"] and is_supply(draft):
            if point["contract"]["product_name"] == product["label"]:
                draft.known["narrowed"] = None
                raise AskAgain("product", Problem("same_plan", {"name": product["label"]}))
            if point["commodity"] != product["commodity"]:
                draft.values.pop("point")

    def _say_of_it(self, turn: Turn, draft: Draft) -> None:
        """Take from the first message what could not be understood before the product was known."""
        for step in self.steps:
            if step.name not in draft.values and step.applies(draft):
                draft.values.update(step.volunteered(turn, draft) or {})

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Show the price, the place and the promised day; for another plan the price before and after."""
        draft.known["agreement"] = await agreement_for(draft)
        checked = await orders.check(body_of(draft))
        problems = {note["field"]: note["problem"] for note in checked["problems"]}
        if any(field.startswith("details.address") for field in problems):
            only = place_options(draft)
            if not draft.values.get("place") and len(only) == 1:
                draft.values["place"] = only[0]["value"]
                await self.summarise(dispatcher, turn, draft)
                return
            raise AskAgain("place", Problem("unknown" if draft.values.get("place") else MISSING))
        if problems:
            raise _backend.RuleBroken("order_invalid", {"fields": checked["problems"]})
        draft.known |= {"shown": checked["lines"], "promised_on": checked["promised_on"]}
        dispatcher.utter_message(
            response="utter_order_summary", buttons=list(YES_NO), **self._said(draft, checked), checked=checked
        )

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Place it at the price that was shown."""
        body = body_of(draft)
        if "basket" in draft.values:
            body |= {"lines": [], "basket_number": draft.values["basket"]}
        else:
            body["lines"] = held_to(draft.known["shown"])
        order = await orders.place(body, key=key)
        dispatcher.utter_message(
            response="utter_order_placed", order=order, who_may=(draft.known["rights"] or {}).get("who_may") or []
        )
        if also := draft.known.get(ALSO):
            dispatcher.utter_message(response="utter_order_next", names=also)
        return []

    def broken(self, dispatcher: CollectingDispatcher, draft: Draft, rule: _backend.RuleBroken) -> None:
        """Say why nothing was ordered."""
        if rule.code not in ("order_invalid", "call_off_refused", "basket_not_open", "basket_prices_changed"):
            super().broken(dispatcher, draft, rule)
            return
        fields = {str(note["field"]).split(".")[-1]: note["problem"] for note in rule.details.get("fields", [])}
        dispatcher.utter_message(
            response="utter_order_refused",
            code=rule.code,
            fields=fields,
            reason=rule.details.get("reason"),
            lines=rule.details.get("lines", []),
        )

    async def _open_basket(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        number = draft.values["basket"]
        try:
            basket = await orders.basket(number)
        except _backend.NotFound:
            dispatcher.utter_message(response="utter_order_no_basket", number=number)
            raise Stop from None
        if basket["state"] != "open":
            dispatcher.utter_message(response="utter_order_refused", code="basket_not_open", fields={}, reason=None)
            raise Stop
        kinds = {product["value"]: product["kind"] for product in draft.known["products"]}
        found = {kinds.get(line["product_number"], "device") for line in basket["lines"]}
        draft.known["basket"] = number
        draft.known["basket_kind"] = "device" if found & {"device", "accessory"} else "new_supply"
        draft.known["basket_ships"] = bool(found & {"device", "accessory"})
        draft.known["basket_lines"] = [
            {"product_number": line["product_number"], "quantity": line["quantity"]} for line in basket["lines"]
        ]

    def _said(self, draft: Draft, checked: dict[str, Any]) -> dict[str, Any]:
        product, point = chosen(draft), _point_of(draft)
        called = {one["value"]: one["label"] for one in draft.known["products"]}
        lines = [line | {"name": called.get(line["product_number"], line["description"])} for line in checked["lines"]]
        return {
            "lines": lines,
            "once": _total(lines, "one_off"),
            "monthly": _total(lines, "base"),
            "product": product,
            "before": point["contract"] if point and is_supply(draft) else None,
            "point": point["label"] if point and is_supply(draft) else None,
            "address": checked["details"].get("address"),
            "agreement": draft.known.get("agreement"),
            "agreement_refused": draft.known.get("agreement_refused"),
            "basket": draft.values.get("basket"),
            "is_many": not draft.known["company"] and any(line["quantity"] >= MANY for line in lines),
            "warnings": sorted({note["problem"] for note in checked["warnings"]}),
            "rights": draft.known["rights"],
        }


async def _takes_offer(turn: Turn) -> bool:
    """Tell whether "I'll take it" names no product, while an offer of the customer's own is open."""
    if turn.slots.get("draft") or not only_takes(turn.text) or not _backend.reaches(turn.level, "verified"):
        return False
    try:
        return any(is_open(offer) for offer in await offers.of_customer())
    except _backend.BackendError:
        return False


def _may_name_goods(turn: Turn, draft: Draft) -> bool:
    """Tell whether a message may be about the goods of the open order, and not surely about another matter."""
    corrects = turn.intent == "cancel_order" and begins_correction(turn.text)
    is_near = corrects or turn.intent in ("place_order", "change_order", *ANSWERS) or turn.confidence < SURE
    return is_near and bool(turn.text) and not order_number(turn.text)


def _asks_point(draft: Draft) -> bool:
    return bool(draft.known.get("bigger")) and "product" not in draft.values


def _point_of(draft: Draft) -> dict[str, Any] | None:
    return next((point for point in draft.known["points"] if point["value"] == draft.values.get("point")), None)


def _total(lines: list[dict[str, Any]], part: str) -> dict[str, str] | None:
    priced = [line for line in lines if line[part]]
    if not priced:
        return None
    total = sum(Decimal(line[part]["amount"]) * line["quantity"] for line in priced)
    return {"amount": str(total), "currency": priced[0][part]["currency"]}
