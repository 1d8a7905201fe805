"""What there is to be had: a customer's own offers with their true yearly cost, else what everybody can order."""

import asyncio
from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import offers as backend
from actions._buttons import MAX_BUTTONS
from actions._contracts.offer_chart import costs_chart
from actions._contracts.offers import beginnings, is_open, none_is_cheaper, offer_options, offers_for, renewals, told
from actions._contracts.tariff_costs import cheapest_told, tell_costs, wants_costs
from actions._matter_action import MatterAction
from actions._matters import ACTIONS, Details
from actions._names import names
from actions._orders.assortment import assortment, is_monthly, monthly_first, places_of
from actions._records import Contract
from actions._selection import chosen_points, of_points
from actions._taking import take_told
from actions._turn import Turn
from actions._words.choices import Option

REASONS = 3
"""Contracts of which it is said why they cannot be renewed now."""

Group = dict[str, Any]


class ActionShowOffers(MatterAction):
    """Works offers out for the customer's contracts; a stranger hears what everybody can have."""

    matter = "ask_offers"
    level = "anonymous"

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """ "The cheapest, please" takes one of those told before."""
        if number := cheapest_told(turn):
            return [SlotSet("answer", number), FollowupAction(ACTIONS["ask_price"])]
        taken = take_told(turn)
        return taken if any(event.get("name") == "draft" for event in taken) else []

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Tell the customer's own offers; without any what is sold."""
        if not _backend.reaches(turn.level, "verified"):
            await self._tell_assortment(dispatcher, turn, details["commodity"], [])
            # Whoever gives his customer number now wants to hear his own offers.
            known = [SlotSet("options", None)]
            return [*known, SlotSet("open_matter", self.matter)] if _backend.in_gateway() else known
        contracts, points, offers = await asyncio.gather(
            _backend.contracts(), _backend.service_points(), backend.of_customer()
        )
        living, commodity = beginnings(contracts), details["commodity"]
        if commodity and commodity not in {contract["commodity"] for contract in living}:
            await self._tell_assortment(dispatcher, turn, commodity, [])
            return [SlotSet("options", None)]
        meant = beginnings(of_points(living, chosen_points(points, turn, details)))
        found = await renewals(meant)
        groups = [await _group(contract, found[contract["id"]], number) for number, contract in enumerate(meant, 1)]
        groups += _others([offer for offer in offers if is_open(offer) and offer["kind"] != "renewal"], meant)
        groups = [group for group in groups if group["offers"]]
        if groups:
            return [SlotSet("options", self._tell_own(dispatcher, turn, groups))]
        reasons = [{"contract": one, "problems": found[one["id"]]["problems"]} for one in meant[:REASONS]]
        details["commodity"] = commodity or _only_commodity(meant)
        if wants_costs(turn) and await tell_costs(dispatcher, turn, details, await assortment(turn), []):
            return [SlotSet("options", None)]
        await self._tell_assortment(dispatcher, turn, details["commodity"], reasons)
        return [SlotSet("options", None)]

    @staticmethod
    def _tell_own(dispatcher: CollectingDispatcher, turn: Turn, groups: list[Group]) -> list[Option]:
        told_offers = [offer for group in groups for offer in group["offers"]]
        places = {offer["service_point_id"]: group["place"] for group in groups for offer in group["offers"]}
        options = offer_options(told_offers, places if len(groups) > 1 else None)
        dispatcher.utter_message(
            response="utter_own_offers",
            groups=groups,
            none_is_cheaper=none_is_cheaper(turn.text, told_offers),
            buttons=[
                {
                    "title": option["label"],
                    "intent": "renew_contract",
                    "entities": {"step": "offer", "answer": option["value"]},
                }
                for option in options[:MAX_BUTTONS]
            ],
        )
        if turn.shows_images and len(groups) == 1:
            picture = costs_chart(groups[0]["place"], groups[0]["offers"], turn.language)
            if picture is not None:
                dispatcher.utter_message(json_message={"attachment": picture})
        for option in options:
            option["slot"] = "answer"
            if len(groups) > 1:
                del option["amount"]
        return options

    async def _tell_assortment(
        self, dispatcher: CollectingDispatcher, turn: Turn, commodity: str | None, reasons: list[dict[str, Any]]
    ) -> None:
        sold = [one for one in monthly_first(await assortment(turn, commodity=commodity)) if is_monthly(one)]
        called = names("commodities", turn.language)
        kinds = list(dict.fromkeys(one["commodity"] for one in sold))
        places = places_of(sold, turn.language)
        too_many = bool(places) and commodity is None
        dispatcher.utter_message(
            response="utter_offers_for_all",
            reasons=reasons,
            products=[] if too_many else sold,
            commodities=called,
            kinds=kinds,
            places=places,
            is_stranger=not _backend.reaches(turn.level, "verified"),
            buttons=[self._button(called[kind], kind) for kind in kinds] if len(kinds) > 1 else [],
        )

    def _button(self, title: str, commodity: str) -> dict[str, Any]:
        entities = {"commodity": commodity, "matter": self.matter}
        return {"title": title[:1].upper() + title[1:], "intent": "choose", "entities": entities}


async def _group(contract: Contract, renewal: dict[str, Any], number: int) -> Group:
    """The offers for a contract, worked out if there are none yet."""
    offers = await offers_for(renewal, key=_backend.key_of("prepare_offers", number))
    return {
        "place": contract["service_point_name"],
        "contract": contract,
        "kind": "renewal",
        "offers": [told(offer) for offer in offers],
    }


def _others(offers: list[backend.Offer], meant: list[Contract]) -> list[Group]:
    """Open offers that continue no running contract, or keep somebody who gave notice."""
    by_contract = {contract["id"]: contract for contract in meant}
    return [
        {
            "place": contract["service_point_name"] if contract else (offer["form"] or {}).get("point_name"),
            "contract": contract,
            "kind": offer["kind"],
            "offers": [told(offer)],
        }
        for offer in offers
        for contract in [by_contract.get(offer["contract_id"] or "")]
        if contract or offer["contract_id"] is None
    ]


def _only_commodity(contracts: list[Contract]) -> str | None:
    kinds = {contract["commodity"] for contract in contracts}
    return kinds.pop() if len(kinds) == 1 else None
