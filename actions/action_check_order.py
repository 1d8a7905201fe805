"""Where an order is."""

from typing import Any

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._buttons import MAX_BUTTONS, PERSON, buttons_of_matters
from actions._contact import contact
from actions._errand.progress import remember_end
from actions._matter_action import MatterAction
from actions._matters import Details
from actions._orders.orders import SWITCH, described_orders, meant_orders, order_number
from actions._orders.track import order_track
from actions._turn import Turn
from actions._words.goods import KINDS
from actions._words.how_long import asks_for_technician
from actions._words.spelling import fold
from actions._words.vocabulary import GOODS
from actions.action_check_switch import ActionCheckSwitch

IN_FULL = 3
"""Orders that are explained in one answer; of more there is a list."""
PICTURES = 2
BRINGS = KINDS | {"new_supply", "plan_change", "sim_activation", "number_porting"}
"""Kinds of orders that may bring a thing, or something that is called like one."""
ORDER_SOMETHING = {"title_key": "button_order_new", "intent": "place_order"}


class ActionCheckOrder(MatterAction):
    """Tells state, since when, the promised day, what holds it up and what comes next; at level ``channel`` no more."""

    matter = "order_status"
    level = "channel"

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Explain the orders that are meant: those named, else those on their way, else the last one."""
        every = await described_orders(turn)
        if asks_for_technician(turn.text) and not any(_brings_line(order) for order in every):
            buttons = [*buttons_of_matters(["report_outage"], turn.language), PERSON]
            dispatcher.utter_message(response="utter_no_technician", contact=await contact(turn), buttons=buttons)
            return []
        named = meant_orders(turn, every)
        number = order_number(turn.request_text)
        if not every or (number is not None and not named):
            dispatcher.utter_message(response="utter_no_orders", number=number)
            return []
        if not named and GOODS.search(fold(turn.text)) and not any(order["kind"] in BRINGS for order in every):
            dispatcher.utter_message(response="utter_no_goods_ordered", buttons=[dict(ORDER_SOMETHING)])
            return [remember_end(self.matter, is_written=False)]
        if all(order["kind"] == SWITCH for order in named or every):
            return await ActionCheckSwitch().answer(dispatcher, turn, details)
        meant = named or _on_their_way(every) or every[:1]
        self._tell(dispatcher, turn, meant)
        return []

    @staticmethod
    def _tell(dispatcher: CollectingDispatcher, turn: Turn, meant: list[dict[str, Any]]) -> None:
        verified = _backend.reaches(turn.level, "verified")
        in_full = len(meant) <= IN_FULL or not verified
        dispatcher.utter_message(
            response="utter_orders" if in_full else "utter_order_list",
            orders=meant,
            verified=verified,
            buttons=[] if in_full else [_button(order) for order in meant[:MAX_BUTTONS]],
        )
        if not (in_full and verified and turn.shows_images):
            return
        for order in meant[:PICTURES]:
            if picture := order_track(order, order["title"], turn.language):
                dispatcher.utter_message(json_message={"attachment": picture})


def _brings_line(order: dict[str, Any]) -> bool:
    """Tell whether an order that is open may bring a technician along: a new line."""
    return bool(order["outcome"] == "open" and order["kind"] == "new_supply")


def _on_their_way(every: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Open orders; a change of supplier has an answer of its own, and returns come after what is awaited."""
    found = [order for order in every if order["outcome"] == "open" and order["kind"] != SWITCH]
    return [order for order in found if order["kind"] != "return"] or found


def _button(order: dict[str, Any]) -> dict[str, Any]:
    return {"title": order["what"], "intent": "order_status", "entities": {"answer": order["number"]}}
