"""How far a change of supplier is, point by point."""

import asyncio
from typing import Any

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._buttons import buttons_for
from actions._contact import contact
from actions._forms import keep_choice, offer_choice
from actions._matter_action import MatterAction
from actions._matters import Details
from actions._names import names
from actions._records import Contract
from actions._selection import chosen_points, of_points
from actions._switches.switches import TOLD_IN_FULL, asks_for_another_day, decisions, for_words, switch_options
from actions._switches.track import MOST_PICTURES, switch_track
from actions._switches.ways import as_it_is
from actions._turn import Turn
from actions._words.places import asks_of_place

MOST_PLACES = 4
"""Contracts told to whoever asks how a place stands."""


class ActionCheckSwitch(MatterAction):
    """Tells what happened, who acts, by when, and what the customer can do; at level ``channel`` the stage only."""

    matter = "switch_status"
    level = "channel"

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Explain each switch that is meant."""
        verified = _backend.reaches(turn.level, "verified")
        points = await _backend.service_points() if verified else []
        switches, reach = await asyncio.gather(_backend.switches(), contact(turn))
        switching = {switch["service_point_id"] for switch in switches}
        if verified and asks_of_place(turn.request_text):
            asked = chosen_points(points, turn, details)
            if not asked & switching and await _told_of_place(dispatcher, turn, asked):
                return []
        known = [point for point in points if point["id"] in switching]
        meant = of_points(switches, chosen_points(known, turn, details)) if known else switches
        found = for_words(await as_it_is(meant) if verified else meant)
        if not found:
            withdrawn = _withdrawn(await _backend.contracts()) if verified else []
            dispatcher.utter_message(
                response="utter_switch_withdrawn" if withdrawn else "utter_no_switches", contracts=withdrawn
            )
            return []
        if verified and asks_for_another_day(turn.request_text):
            dispatcher.utter_message(response="utter_switch_day", switches=found[:TOLD_IN_FULL], contact=reach)
            return keep_choice(turn, switch_options(found), switch_options(for_words(switches)))
        in_full = len(found) <= TOLD_IN_FULL or not verified
        found = await _with_planned_start(found) if in_full and verified else found
        options = switch_options(found) if verified else []
        dispatcher.utter_message(
            response="utter_switches" if in_full else "utter_switch_list",
            switches=found,
            verified=verified,
            stages=names("stages", turn.language),
            contact=reach,
            buttons=decisions(found) if in_full else buttons_for(options, self.matter),
        )
        if in_full and verified and turn.shows_images:
            for switch in found[:MOST_PICTURES]:
                dispatcher.utter_message(json_message={"attachment": switch_track(switch, turn.language)})
        every = switch_options(for_words(switches)) if verified else []
        return keep_choice(turn, options, every) if in_full else offer_choice(options)


async def _told_of_place(dispatcher: CollectingDispatcher, turn: Turn, asked: set[str]) -> bool:
    """Tell how the contracts of places stand where nothing changes; False when there are none."""
    contracts = [one for one in of_points(await _backend.contracts(), asked) if one["state"] != "ended"]
    if contracts:
        called = names("commodities", turn.language)
        dispatcher.utter_message(response="utter_place_state", contracts=contracts[:MOST_PLACES], commodities=called)
    return bool(contracts)


async def _with_planned_start(switches: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same changes, with the first day of their contract where none is certain yet."""
    if all(switch["start_on"] or switch["direction"] == "outgoing" for switch in switches):
        return switches
    contracts = await _backend.contracts()
    planned = {one["service_point_id"]: one["starts_on"] for one in contracts if one["state"] == "future"}
    return [{**switch, "planned_on": planned.get(switch["service_point_id"])} for switch in switches]


def _withdrawn(contracts: list[Contract]) -> list[Contract]:
    """The contracts that were withdrawn from, of places that no other contract supplies."""
    supplied = {contract["service_point_id"] for contract in contracts if contract["state"] != "ended"}
    return [one for one in contracts if one["ended_by"] == "withdrawal" and one["service_point_id"] not in supplied]
