"""What tariffs come to in a year, for a use that is named or for a customer's own, beside what he pays now."""

import asyncio
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend.products import Product
from actions._bills.consumption import last_twelve_months
from actions._contracts.contracts import still_of_interest
from actions._contracts.offers import CHEAPER
from actions._matters import SHORT, Details
from actions._orders.assortment import places_of
from actions._orders.products import supplies_named
from actions._records import ENERGY, Contract, Money
from actions._selection import chosen_points, of_points
from actions._turn import Turn
from actions._words.choices import tokens
from actions._words.tariff_costs import MONTHS, Use, asks_cost_of_use, asks_whether_cheaper, use_said

MOST_TARIFFS = 6
MOST_PLACES = 3
COSTS = "costs"
"""How tariffs were told, the cheapest first."""
CENT = Decimal("0.01")

Group = dict[str, Any]


def wants_costs(turn: Turn) -> bool:
    """Tell whether tariffs shall be worked out; without a use that is named only a customer's own can be taken."""
    if asks_cost_of_use(turn.request_text):
        return True
    told = turn.slots.get("last_matter") in ("ask_price", "ask_offers")
    knows = _backend.reaches(turn.level, "verified")
    return knows and asks_whether_cheaper(turn.request_text, told=told)


def cheapest_told(turn: Turn) -> str | None:
    """The number of the cheapest tariff just told, where hardly more than "the cheapest" is said."""
    options = turn.slots.get("options") or []
    is_costs = bool(options) and options[0].get("view") == COSTS and turn.slots.get("last_matter") == "ask_price"
    return options[0]["value"] if is_costs and len(tokens(turn.text)) <= SHORT and CHEAPER.search(turn.text) else None


async def tell_costs(
    dispatcher: CollectingDispatcher, turn: Turn, details: Details, sold: Sequence[Product], named: Sequence[Product]
) -> list[Product]:
    """Say what the tariffs come to that are named, or all of a supply; return them, the cheapest first, or none.

    Args:
        dispatcher: Takes the words.
        turn: The message.
        details: What it is about.
        sold: What the customer may order.
        named: What of it the message names, or was told just now.
    """
    said = use_said(turn.request_text)
    tariffs = [one for one in named if _is_tariff(one)] or [one for one in sold if _is_tariff(one)]
    if meant := _supply_meant(turn):
        tariffs = [one for one in tariffs if one["commodity"] == meant]
    groups = await _of_own(turn, details, tariffs, said) if _backend.reaches(turn.level, "verified") else []
    if not groups and said is not None:
        commodity = meant or ("electricity" if len({one["commodity"] for one in tariffs}) > 1 else None)
        tariffs = [one for one in tariffs if commodity in (None, one["commodity"])]
        groups = [_group(said, None, tariffs)] if tariffs else []
    if not groups:
        return []
    dispatcher.utter_message(
        response="utter_tariff_costs",
        groups=groups,
        places=places_of([one for one in tariffs if one["country"]], turn.language),
        by_month=said is not None and said.is_monthly,
    )
    told = [tariff["name"] for tariff in groups[0]["tariffs"]]
    return sorted((one for one in tariffs if one["name"] in told), key=lambda one: told.index(one["name"]))


def _is_tariff(product: Product) -> bool:
    return bool(product["kind"] == "tariff" and product["price"]["gross"]["unit"] and product["commodity"] in ENERGY)


def _supply_meant(turn: Turn) -> str | None:
    named = [one for one in supplies_named(turn.request_text) if one in ENERGY]
    return named[0] if len(named) == 1 else None


async def _of_own(turn: Turn, details: Details, tariffs: Sequence[Product], said: Use | None) -> list[Group]:
    """Beside each own contract of a supply the tariffs are for, at the use that was named or is known."""
    contracts, points = await asyncio.gather(_backend.contracts(yearly_costs=True), _backend.service_points())
    supplied = {one["commodity"] for one in tariffs}
    mine = [one for one in of_points(contracts, chosen_points(points, turn, details)) if one["commodity"] in supplied]
    meant = [one for one in still_of_interest(mine) if one["state"] != "ended" and one["unit_price"]][:MOST_PLACES]
    uses = [said] * len(meant) if said else await asyncio.gather(*(_use_of(one, turn) for one in meant))
    return [_group(use, one, tariffs) for one, use in zip(meant, uses, strict=True) if use is not None]


async def _use_of(contract: Contract, turn: Turn) -> Use | None:
    """What a year of the place came to; None when no whole year is known."""
    known = (contract["price_change"] or {}).get("yearly_use_kwh")
    if known is not None:
        return Use(Decimal(str(known)), is_monthly=False)
    year = last_twelve_months(turn.today)
    try:
        used = await _backend.consumption(contract["service_point_id"], year["from_on"], year["to_on"])
    except _backend.NotFound:
        return None
    is_whole = used["complete"] and used["unit"] == "kWh"
    return Use(Decimal(str(used["total"])), is_monthly=False) if is_whole else None


def _group(use: Use, contract: Contract | None, tariffs: Sequence[Product]) -> Group:
    """What a place costs now and from an announced day on, and each tariff beside it, the cheapest first."""
    change = contract["price_change"] if contract else None
    today = _year(contract["base_price"], contract["unit_price"], use.kwh) if contract else None
    coming = _year(change["base_price"], change["unit_price"], use.kwh) if change else None
    fitting = [one for one in tariffs if contract is None or one["commodity"] == contract["commodity"]]
    priced = [(_year(one["price"]["gross"]["base"], one["price"]["gross"]["unit"], use.kwh), one) for one in fitting]
    priced.sort(key=lambda pair: (pair[1]["country"], Decimal(pair[0]["amount"])))
    return {
        "contract": contract,
        "kwh": str(use.kwh),
        "month_kwh": str((use.kwh / MONTHS).quantize(Decimal(1), ROUND_HALF_UP)),
        "today": today,
        "coming": coming,
        "tariffs": [_told(year, one, coming or today) for year, one in priced if year != today][:MOST_TARIFFS],
    }


def _told(year: Money, product: Product, beside: Money | None) -> dict[str, Any]:
    more = Decimal(year["amount"]) - Decimal(beside["amount"]) if beside else None
    return {
        "name": product["name"],
        "country": product["country"],
        "year": year,
        "month": {**year, "amount": str((Decimal(year["amount"]) / MONTHS).quantize(CENT, ROUND_HALF_UP))},
        "is_cheaper": more is not None and more < 0,
        "difference": {**year, "amount": str(abs(more))} if more else None,
        "is_same": more == 0,
    }


def _year(base: Money, unit: Money | None, kwh: Decimal) -> Money:
    """Twelve base prices and the use, rounded once at the end as the backend does."""
    work = Decimal(unit["amount"]) * kwh if unit else Decimal(0)
    total = (Decimal(base["amount"]) * MONTHS + work).quantize(CENT, ROUND_HALF_UP)
    return Money(amount=str(total), currency=base["currency"])
