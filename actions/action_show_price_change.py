"""Which prices were announced: old and new, from when, what it means in a year, and the right to leave."""

import asyncio
from collections.abc import Sequence
from typing import Any

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._buttons import SEE_OFFERS
from actions._contracts.contracts import contract_options, still_of_interest
from actions._forms import keep_choice
from actions._matter_action import MatterAction
from actions._matters import Details
from actions._names import names
from actions._records import Contract, Invoice
from actions._selection import chosen_points, of_points, point_options
from actions._turn import Turn
from actions._words.choices import mentioned, place_words
from actions._words.contracts import asks_how_much_more, asks_of_past_rise, objects_to_rise

MOST_PLACES = 4
"""Places of which it is looked up what was paid before."""

COMPLAIN = {"title_key": "button_complain", "intent": "file_complaint"}


class ActionShowPriceChange(MatterAction):
    """Tells the change of each contract that has one; without any, or of another place, the prices that stay."""

    matter = "price_change"

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Of the contracts that are meant; a place that is only remembered hides no change elsewhere."""
        contracts, points = await asyncio.gather(_backend.contracts(yearly_costs=True), _backend.service_points())
        meant = still_of_interest(of_points(contracts, chosen_points(points, turn, details)))
        living = still_of_interest(contracts)
        if not living:
            dispatcher.utter_message(response="utter_no_contracts")
            return []
        is_named = bool(mentioned(turn.request_text, point_options(points), place_words(turn.entities)))
        changing = [one for one in meant if one["price_change"]]
        if not changing and not is_named:
            changing = [one for one in living if one["price_change"]]
        can_leave = any((one["price_change"] or {}).get("notice_by_on") for one in changing)
        differing = [one for one in map(_told, changing) if one["yearly_change"]]
        if differing and turn.slots.get("last_matter") == self.matter and asks_how_much_more(turn.text):
            dispatcher.utter_message(response="utter_price_difference", contracts=differing)
            return keep_choice(turn, contract_options(changing), contract_options(living))
        if changing and objects_to_rise(turn.request_text):
            dispatcher.utter_message(response="utter_price_objection", buttons=[{**COMPLAIN}])
        if not changing and await self._tell_of_bill(dispatcher, turn):
            return []
        past = [] if changing else await _past_changes(contracts, meant)
        leave = [{"title_key": "button_give_notice", "intent": "cancel_contract"}] if can_leave else []
        dispatcher.utter_message(
            response="utter_price_changes" if changing else "utter_no_price_change",
            contracts=[_told(one) for one in changing or meant],
            today=turn.today.isoformat(),
            commodities=names("commodities", turn.language),
            past=past,
            asks_past=bool(past) and asks_of_past_rise(turn.request_text),
            buttons=[*leave, SEE_OFFERS] if changing else [],
        )
        return keep_choice(turn, contract_options(changing or meant), contract_options(living))

    @staticmethod
    async def _tell_of_bill(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
        """Say by how much the price rose on the bill that was just explained; of a bill alone nothing else is known."""
        number = turn.slots.get("invoice_number") if turn.slots.get("last_matter") == "check_bill" else None
        if not number or "," in number:
            return False
        compared = await _backend.comparison(number)
        prices = compared["unit_price"]
        if not prices or not compared["previous"] or prices["now"] == prices["before"]:
            return False
        dispatcher.utter_message(
            response="utter_price_on_bill",
            invoice=compared["invoice"],
            previous=compared["previous"],
            prices=prices,
        )
        return True


async def _past_changes(contracts: Sequence[Contract], meant: Sequence[Contract]) -> list[dict[str, Any]]:
    """The last other price of each place: of the contract before, else of the bill before."""
    bills = await _backend.invoices()
    found = []
    for contract in meant[:MOST_PLACES]:
        same = [one for one in contracts if one["service_point_id"] == contract["service_point_id"]]
        earlier = [one for one in same if one["starts_on"] < contract["starts_on"]]
        before = max(earlier, key=lambda one: one["starts_on"], default=None)
        if before and _prices(before) != _prices(contract):
            found.append({"contract": contract, "since": contract["starts_on"], "now": contract, "before": before})
        elif change := await _changed_on_bill(contract, bills):
            found.append({"contract": contract, **change})
    return found


async def _changed_on_bill(contract: Contract, bills: Sequence[Invoice]) -> dict[str, Any] | None:
    """The change of price between the newest bill of a place and the one before."""
    number = next((one["number"] for one in bills if one["service_point_id"] == contract["service_point_id"]), None)
    compared = await _backend.comparison(number) if number else None
    prices = compared["unit_price"] if compared and compared["previous"] else None
    if compared is None or not prices or prices["now"] == prices["before"]:
        return None
    now, before = ({"unit_price": prices[when], "base_price": contract["base_price"]} for when in ("now", "before"))
    return {"since": compared["invoice"]["from_on"], "now": now, "before": before}


def _prices(contract: Contract) -> tuple[Any, Any]:
    return contract["base_price"], contract["unit_price"]


def _told(contract: Any) -> dict[str, Any]:
    """With what a year costs more or less, as a sum without a sign."""
    more = (contract["price_change"] or {}).get("yearly_difference")
    amount = str(more["amount"]) if more else ""
    return {
        **contract,
        "rises": not amount.startswith("-"),
        "yearly_change": {**more, "amount": amount.lstrip("-")} if more else None,
    }
