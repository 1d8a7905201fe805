"""How much was used, compared with the year before."""

import asyncio
from typing import Any

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._charts import Picture, months_chart, points_chart
from actions._consumption import as_table, consumption_options, ranked, totals, usual_period, wants_table
from actions._forms import buttons_for, offer_choice
from actions._matters import Details, MatterAction
from actions._names import names
from actions._records import Consumption, ServicePoint
from actions._selection import chosen_points
from actions._turn import Turn

ABOUT_THE_SAME = 0.5
"""Percent of difference that nobody would call more or less."""


class ActionCheckConsumption(MatterAction):
    """One point with its months as a picture, or all points with the greatest first."""

    matter = "check_consumption"

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Fetch the points that are meant and tell what they used."""
        points = await _backend.service_points()
        ids = chosen_points(points, turn, details)
        meant = [point for point in points if point["id"] in ids]
        period = details["period"] or usual_period(meant, turn.today)
        found = await asyncio.gather(*(_consumption(point, period) for point in meant))
        results = ranked([result for result in found if result is not None])
        if not results:
            dispatcher.utter_message(response="utter_no_consumption", period=period)
            return []
        if wants_table(turn.request_text):
            dispatcher.utter_message(response="utter_consumption_table", period=period, count=len(results))
            _attach(dispatcher, as_table(results, turn.language))
            return []
        if len(results) == 1:
            point = next(point for point in meant if point["id"] == results[0]["service_point_id"])
            self._tell_one(dispatcher, turn, results[0], period, point)
            return []
        options = consumption_options(results)
        dispatcher.utter_message(
            response="utter_consumption_by_point",
            results=results,
            totals=totals(results),
            period=period,
            commodities=names("commodities", turn.language),
            buttons=buttons_for(options, self.matter),
        )
        same_unit = [result for result in results if result["unit"] == results[0]["unit"]]
        if turn.shows_images and len(same_unit) > 2:
            _attach(dispatcher, points_chart(same_unit, turn.language))
        return offer_choice(options)

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


async def _consumption(point: ServicePoint, period: dict[str, Any]) -> Consumption | None:
    """Return what a point used, or None when nothing is recorded for the period."""
    try:
        found = await _backend.consumption(point["id"], period["from_on"], period["to_on"])
    except _backend.NotFound:
        return None
    return found if found["covered_until_on"] else None


def _attach(dispatcher: CollectingDispatcher, picture: Picture) -> None:
    dispatcher.utter_message(json_message={"attachment": picture})
