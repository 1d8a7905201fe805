"""How much was used, compared with the year before."""

import asyncio
from typing import Any

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import comparisons
from actions._backend.comparisons import ComparedPoint
from actions._backend.products import Product
from actions._bills.billed_use import as_billed, last_known
from actions._bills.consumption import (
    Period,
    as_table,
    asks_of_listed_plan,
    asks_what_is_left,
    by_point,
    consumption_options,
    extremes,
    lines_with_rest,
    ranked,
    said_periods,
    totals,
    usual_period,
    wants_months,
    wants_table,
)
from actions._buttons import buttons_for
from actions._charts import Picture, months_chart, points_chart
from actions._forms import offer_choice
from actions._matter_action import MatterAction
from actions._matters import Details
from actions._names import names
from actions._orders.assortment import assortment, is_monthly, monthly_first
from actions._records import Consumption, ServicePoint
from actions._selection import chosen_points
from actions._turn import Turn
from actions._words.choices import Option, resolve

ABOUT_THE_SAME = 0.5
"""Percent of difference that nobody would call more or less."""

MOST_IN_FULL = 3
"""Places told one after the other with their months; of more there is a table."""


class ActionCheckConsumption(MatterAction):
    """One point with its months as a picture, or all points with the greatest first."""

    matter = "check_consumption"

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Fetch the points that are meant and tell what they used."""
        points = await _backend.service_points()
        ids = chosen_points(points, turn, details)
        if await self._tell_data(dispatcher, turn, lines_with_rest(points, ids)):
            return []
        meant = [point for point in points if point["id"] in ids]
        periods = said_periods(turn)
        if len(periods) > 1:
            return await self._tell_periods(dispatcher, turn, meant, periods)
        period = details["period"] or usual_period(meant, turn.today)
        used, compared = await asyncio.gather(_used(meant, period), _compared(meant, period))
        results = ranked(as_billed(used, compared, period))
        if not results:
            dispatcher.utter_message(response="utter_no_consumption", period=period)
            return []
        if wants_table(turn.request_text):
            dispatcher.utter_message(response="utter_consumption_table", period=period, count=len(results))
            _attach(dispatcher, as_table(results, turn.language))
            return []
        if len(results) == 1 or (len(results) <= MOST_IN_FULL and wants_months(turn.request_text)):
            own = {point["id"]: point for point in meant}
            for result in results:
                self._tell_one(dispatcher, turn, result, period, own[result["service_point_id"]])
            return []
        return self._tell_places(dispatcher, turn, results, period, compared)

    def _tell_places(
        self,
        dispatcher: CollectingDispatcher,
        turn: Turn,
        results: list[Consumption],
        period: Period,
        compared: list[ComparedPoint],
    ) -> list[EventType]:
        """Tell each place, the greatest first; of the most, or the least, only those."""
        options, missing = consumption_options(results), last_known(compared)
        is_least, named = extremes(turn.request_text, results)
        if named:
            dispatcher.utter_message(
                response="utter_consumption_extremes",
                results=named,
                is_least=is_least,
                period=period,
                commodities=names("commodities", turn.language),
            )
            return offer_choice(options)
        dispatcher.utter_message(
            response="utter_consumption_by_point",
            results=results,
            totals=totals(results),
            period=period,
            missing=missing,
            up_to_date=len(results) - sum(len(one["places"]) for one in missing),
            commodities=names("commodities", turn.language),
            buttons=buttons_for(options, self.matter),
        )
        same_unit = [result for result in results if result["unit"] == results[0]["unit"]]
        if wants_months(turn.request_text):
            _attach(dispatcher, as_table(results, turn.language))
        elif turn.shows_images and len(same_unit) > 2:
            _attach(dispatcher, points_chart(same_unit, turn.language))
        return offer_choice(options)

    @staticmethod
    async def _tell_data(dispatcher: CollectingDispatcher, turn: Turn, lines: list[ServicePoint]) -> bool:
        """Tell what a plan that was just listed includes, or what is left of one's own; False when neither is asked."""
        plans = await _pointed_at(turn) if asks_of_listed_plan(turn) else []
        if plans:
            dispatcher.utter_message(response="utter_prices", products=plans, is_meant=True, places={}, buttons=[])
            return True
        if not lines or not asks_what_is_left(turn):
            return False
        dispatcher.utter_message(response="utter_allowance_left", lines=lines)
        return True

    async def _tell_periods(
        self, dispatcher: CollectingDispatcher, turn: Turn, meant: list[ServicePoint], periods: list[Period]
    ) -> list[EventType]:
        """Tell several periods below each place, so that they can be compared."""
        found = await asyncio.gather(*(_used(meant, period) for period in periods))
        points = by_point(periods, found)
        if not points:
            dispatcher.utter_message(response="utter_no_consumption", period=periods[0])
            return []
        called = names("commodities", turn.language)
        dispatcher.utter_message(response="utter_consumption_by_period", points=points, commodities=called)
        if turn.shows_images and len(points) == 1 and wants_months(turn.request_text):
            for row in points[0]["rows"]:
                if row["used"] is not None and len(row["used"]["months"]) > 1:
                    _attach(dispatcher, months_chart(row["used"], turn.language))
        return []

    @staticmethod
    def _tell_one(
        dispatcher: CollectingDispatcher,
        turn: Turn,
        result: Consumption,
        period: dict[str, Any],
        point: ServicePoint,
    ) -> None:
        change = (result["year_before"] or {}).get("change_percent")
        dispatcher.utter_message(
            response="utter_consumption",
            used=result,
            period=period,
            change=None if change is None else str(change).lstrip("-"),
            more=change is not None and float(change) > 0,
            same=change is not None and abs(float(change)) < ABOUT_THE_SAME,
            allowance=point["allowance"],
            commodity_name=names("commodities", turn.language)[result["commodity"]],
        )
        if turn.shows_images and len(result["months"]) > 1:
            _attach(dispatcher, months_chart(result, turn.language))


async def _pointed_at(turn: Turn) -> list[Product]:
    """Return the mobile plan that the words point at in the last list."""
    sold = [one for one in monthly_first(await assortment(turn, commodity="mobile")) if is_monthly(one)]
    listed, numbers = turn.slots.get("options") or [], {one["number"] for one in sold}
    every = [Option(value=one["number"], label=one["name"]) for one in sold]
    options = [option for option in listed if option["value"] in numbers] if listed else every
    chosen = {option["value"] for option in resolve("", {"ordinal": turn.entities["ordinal"]}, options)}
    return [one for one in sold if one["number"] in chosen]


async def _used(points: list[ServicePoint], period: Period) -> list[Consumption]:
    """Return what each point used, the greatest first, without those of which nothing is recorded."""
    found = await asyncio.gather(*(_consumption(point, period) for point in points))
    return ranked([result for result in found if result is not None])


async def _compared(points: list[ServicePoint], period: Period) -> list[ComparedPoint]:
    """Return what the billing systems tell of several points; of one the readings tell enough."""
    if len(points) < 2:
        return []
    ids = [point["id"] for point in points]
    return await comparisons.with_year_before(ids, period["from_on"], period["to_on"])


async def _consumption(point: ServicePoint, period: dict[str, Any]) -> Consumption | None:
    """Return what a point used, or None when nothing is recorded for the period."""
    try:
        found = await _backend.consumption(point["id"], period["from_on"], period["to_on"])
    except _backend.NotFound:
        return None
    return found if found["covered_until_on"] else None


def _attach(dispatcher: CollectingDispatcher, picture: Picture) -> None:
    dispatcher.utter_message(json_message={"attachment": picture})
