"""Changes an order while that is possible: the day, the variant, fewer pieces, the address."""

import asyncio
from typing import Any

from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import orders
from actions._buttons import YES_NO
from actions._errand.drafts import Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import AskAgain, Stop
from actions._errand.steps import ChoiceStep, DayStep, Problem, day_ahead
from actions._matters import ACTIONS
from actions._orders.changes import (
    FewerStep,
    RemovedStep,
    VariantStep,
    WhatStep,
    change_body,
    changeable,
    unknown_colour,
    what_options,
)
from actions._orders.orders import described, described_orders, meant_orders, order_number, order_options
from actions._orders.steps import PlaceStep, orders_basket
from actions._switches.ways import is_place_corrected
from actions._turn import Turn
from actions._words.addresses import one_line
from actions._words.choices import Option
from actions._words.retractions import wants_none_of_it

LONG_PAST = 90
"""Days after which a day without a year means the one to come."""

STEP_OF = {"day": "day", "variant": "variant", "quantity": "quantity", "remove": "removed", "address": "place"}
"""The question of each change."""


class ActionChangeOrder(ErrandAction):
    """Asks which order and what about it, shows before and after, and changes it."""

    matter = "change_order"
    steps = (
        ChoiceStep("order", "utter_ask_change_order", lambda draft: draft.known.get("options", [])),
        WhatStep("what", "utter_ask_change_what", lambda draft: what_options(_order(draft)), settle_alone=False),
        VariantStep(
            "variant",
            "utter_ask_change_variant",
            lambda draft: _order(draft)["variants"],
            when=lambda d: _is(d, "variant"),
        ),
        FewerStep("quantity", "utter_ask_change_quantity", when=lambda draft: _is(draft, "quantity")),
        RemovedStep(
            "removed",
            "utter_ask_change_removed",
            lambda draft: _order(draft)["removable"],
            when=lambda d: _is(d, "remove"),
        ),
        DayStep("day", "utter_ask_change_day", when=lambda draft: _is(draft, "day")),
        PlaceStep(
            "place",
            "utter_ask_order_place",
            lambda draft: draft.known.get("places", []),
            when=lambda d: _is(d, "address"),
        ),
    )

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """A basket that is named is yet to be ordered, though the words are alike."""
        if await is_place_corrected(turn):
            return [FollowupAction(ACTIONS["decide_switch"])]
        return [FollowupAction(ACTIONS["place_order"])] if orders_basket(turn.text) else []

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Take a message; who does not want the order at all cancels it."""
        if draft.asking in ("order", "what") and wants_none_of_it(turn.text):
            return [*self.close(turn), FollowupAction(ACTIONS["cancel_order"])]
        return await super().take(dispatcher, turn, draft)

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find the orders whose window is open; an order that was named decides."""
        every, customer, points = await asyncio.gather(
            described_orders(turn), _backend.customer(), _backend.service_points()
        )
        number = order_number(turn.request_text)
        named = meant_orders(turn, every) if number else []
        open_ones = [order for order in (named if number else every) if order["outcome"] == "open"]
        possible = [order for order in open_ones if order["can_change"] and order["kind"] != "return"]
        if not possible:
            told = (named or [order for order in open_ones if order["kind"] not in ("return", "supplier_switch")])[:1]
            self._cannot(dispatcher, told[0] if told else None, number)
            raise Stop
        products = await orders.products(turn.language, customer["country"])
        draft.known["options"] = order_options(possible)
        draft.known["orders"] = {order["number"]: changeable(order, products) for order in possible}
        draft.known["places"], draft.known["addresses"] = _places(points)

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Refuse what this order does not offer; take from the first message what it says of the change."""
        if "order" not in draft.values or "what" not in draft.values:
            return
        offered = {option["value"] for option in what_options(_order(draft))}
        if draft.values["what"] not in offered:
            problem = Problem("called_off" if _order(draft)["called_off"] else "not_offered")
            raise AskAgain("what", problem)
        if draft.values["what"] == "variant" and unknown_colour(turn.request_text, _order(draft)):
            raise AskAgain("variant", Problem("no_such"))
        for step in self.steps:
            if draft.asking in (None, "what") and step.name not in draft.values and step.applies(draft):
                draft.values.update(step.volunteered(turn, draft) or {})

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Show before and after."""
        if draft.values["what"] == "day":
            # "in February" is the next one
            draft.values["day"] = day_ahead(draft.values["day"], turn.today, turn.request_text, most_days_ago=LONG_PAST)
        if draft.values["what"] == "day" and draft.values["day"] < turn.today.isoformat():
            raise AskAgain("day", Problem("date_too_soon"))
        dispatcher.utter_message(response="utter_change_summary", buttons=list(YES_NO), **self._said(draft))

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Change it, and say the day that we promise now."""
        body = change_body(_order(draft), draft.values, self._address(draft))
        try:
            changed = await orders.change(draft.values["order"], body, key=key)
        except _backend.RuleBroken as rule:
            raise self._problem(draft, rule) from rule
        told = described(changed, {}, turn.language) | {"what": _order(draft)["what"]}
        dispatcher.utter_message(response="utter_order_changed", order=told, **self._said(draft))
        return []

    def broken(self, dispatcher: CollectingDispatcher, draft: Draft, rule: _backend.RuleBroken) -> None:
        """Say when the window closed in the meantime."""
        if rule.code == "order_not_changeable":
            told = _order(draft) | {"state": rule.details.get("state"), "outcome": "open", "state_name": None}
            self._cannot(dispatcher, told, None)
        else:
            super().broken(dispatcher, draft, rule)

    @staticmethod
    def _problem(draft: Draft, rule: _backend.RuleBroken) -> Exception:
        problem = str(rule.details.get("problem"))
        if problem in ("more_than_ordered", "not_the_same_price", "date_too_soon", "nothing_new"):
            return AskAgain(STEP_OF[draft.values["what"]], Problem(problem))
        if rule.code == "order_invalid" and draft.values["what"] == "address":
            return AskAgain("place", Problem("unknown"))
        return rule

    @staticmethod
    def _cannot(dispatcher: CollectingDispatcher, order: dict[str, Any] | None, number: str | None) -> None:
        dispatcher.utter_message(
            response="utter_change_not_possible",
            order=order,
            number=number if order is None else None,
            buttons=[] if order else [{"title_key": "button_order_new", "intent": "place_order"}],
        )

    def _said(self, draft: Draft) -> dict[str, Any]:
        order = _order(draft)
        variant = next((one for one in order["variants"] if one["value"] == draft.values.get("variant")), None)
        removed = next((one for one in order["removable"] if one["value"] == draft.values.get("removed")), None)
        address = self._address(draft)
        return {
            "target": order,
            "what": draft.values["what"],
            "variant": variant,
            "removed": removed["label"] if removed else None,
            "values": self.answers(draft),
            "address": one_line(address) if address else None,
        }

    @staticmethod
    def _address(draft: Draft) -> dict[str, Any] | None:
        place = draft.values.get("place")
        address: dict[str, Any] | None = place if isinstance(place, dict) else draft.known["addresses"].get(place)
        return address


def _order(draft: Draft) -> dict[str, Any]:
    order: dict[str, Any] = draft.known["orders"][draft.values["order"]]
    return order


def _is(draft: Draft, what: str) -> bool:
    return draft.values.get("what") == what and "order" in draft.values


def _places(points: Any) -> tuple[list[Option], dict[str, Any]]:
    """The customer's places as options, and their addresses."""
    options, addresses, seen = [], {}, set()
    for point in points:
        address = point["address"]
        if address and one_line(address) not in seen:
            seen.add(one_line(address))
            label = f"{point['name']}: {one_line(address)}"
            options.append(Option(value=point["id"], label=label, words=[address["street"], address["city"]]))
            addresses[point["id"]] = {
                part: address[part] for part in ("street", "house_number", "postcode", "city")
            } | {"country": address["country"]}
    return options, addresses
