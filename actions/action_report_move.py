"""Takes a move: out of a place, into another, or both at once."""

from dataclasses import replace
from typing import Any

from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import moves
from actions._buttons import YES_NO
from actions._contact import contact
from actions._contracts.moving import (
    AddressStep,
    BillAddressStep,
    DirectionStep,
    LeftPlaceStep,
    MeterNumberStep,
    MoveDayStep,
    MoveReadingStep,
    direction_in,
    enters,
    is_bare_way,
    leaves,
    names_phone,
    only_leaves,
    place_options,
)
from actions._contracts.moving_beside import asked_beside, only_asks
from actions._contracts.moving_days import BOTH, IN, OUT, corrects_day
from actions._errand.drafts import CONFIRMATION, Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import AskAgain, Stop
from actions._errand.steps import FilesStep, Problem, Values
from actions._forms import leave_form
from actions._matters import ACTIONS
from actions._turn import Turn
from actions._words.addresses import address_in, is_address_part
from actions._words.changes_of_plan import asks_of_move, gives_up_move
from actions._words.choices import Option, mentioned, place_words
from actions._words.retractions import stays

DIRECTIONS = [Option(value=way, label="", title_key=f"button_move_{way}") for way in (OUT, IN, BOTH)]

DAYS = ("out_on", "in_on")

Json = dict[str, Any]


READINGS = (
    MoveReadingStep("last_reading", "utter_ask_move_last_reading", when=lambda draft: _is_due(draft, "out_on")),
    MoveReadingStep("first_reading", "utter_ask_move_first_reading", when=lambda draft: _is_due(draft, "in_on")),
)
"""What meters showed; asked for once the day has come."""


LEFT = LeftPlaceStep("place", "utter_ask_move_place", lambda draft: draft.known.get("places", []), when=leaves)


class PhotoStep(FilesStep):
    """A photo of a meter, kept beside what is said of it; nobody asks for it."""

    def is_open(self, draft: Draft) -> bool:
        """Never."""
        return False


class ActionReportMove(ErrandAction):
    """Orders the move; readings can follow later."""

    matter = "report_move"
    covers = frozenset({"submit_meter_reading", "submit_documents"})
    steps = (
        DirectionStep("direction", "utter_ask_move_direction", lambda _: DIRECTIONS),
        LEFT,
        MoveDayStep("out_on", "utter_ask_move_out_day", when=leaves),
        AddressStep("address", "utter_ask_move_address", when=enters),
        MoveDayStep("in_on", "utter_ask_move_in_day", when=enters),
        MeterNumberStep("meter_number", "utter_ask_move_meter_number", when=enters),
        BillAddressStep("bill_address", "utter_ask_move_bill_address", when=only_leaves),
        *READINGS,
        PhotoStep("photo", "utter_ask_move_first_reading", "photo"),
    )

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """A move that was ordered is called off, or asked after, and not ordered once more."""
        if turn.slots.get("draft") or not (gives_up_move(turn.text) or asks_of_move(turn.text)):
            return []
        return [FollowupAction(ACTIONS["cancel_order" if gives_up_move(turn.text) else "order_status"])]

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """As every errand; a bare "out" or "in", or a day, corrects what was told; who stays moves not."""
        if gives_up_move(turn.text) and draft.known.get("leaving"):
            return [*self.close(turn), *leave_form(), FollowupAction(ACTIONS["cancel_order"])]
        if stays(turn.text) or gives_up_move(turn.text) or (draft.asking is not None and only_asks(turn.text)):
            return [FollowupAction("action_drop_matter")]
        if draft.is_prepared and turn.first("phone") and names_phone(turn.text):
            return [*leave_form(), FollowupAction(ACTIONS["update_contact"])]
        about = asked_beside(turn.text, draft) if draft.is_prepared and turn.first("step", "period") is None else None
        if about == "stays" and self.hearing(turn, draft).changes(self._kept_beside(turn, draft)):
            about, turn = None, replace(turn, intent=self.matter, confidence=1.0)
        if about is not None and address_in(turn.text) is None:
            dispatcher.utter_message(response="utter_move_beside", about=about)
            return await self.resume(dispatcher, replace(turn, text=""), draft)
        if draft.asking not in (None, "direction") and is_bare_way(turn.text):
            turn = replace(turn, intent="deny")
        elif corrects_day(turn) or (draft.asking in DAYS and is_address_part(turn.text)):
            turn = replace(turn, intent=self.matter, confidence=1.0)
        draft.known["days_told"] = {name: draft.values[name] for name in DAYS if name in draft.values}
        return await super().take(dispatcher, turn, draft)

    def _kept_beside(self, turn: Turn, draft: Draft) -> Values:
        """The place that is left, if a message changes it by what it keeps."""
        return LEFT.volunteered(turn, draft) or {}

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find the places; the direction may have been said already."""
        leaving = await moves.open_move_outs()
        points = await _backend.service_points()
        draft.known["today"] = turn.today.isoformat()
        draft.known["country"] = (await _backend.customer())["country"]
        draft.known["places"] = place_options(points, leaving)
        draft.known["points"] = {
            point["id"]: {"name": point["name"], "has_meter": point["kind"] == "metering_point"} for point in points
        }
        draft.known["leaving"] = [
            {"name": point["name"], "number": leaving[point["id"]]} for point in points if point["id"] in leaving
        ]
        draft.known["planned"] = [point["name"] for point in points if dict(point).get("state") == "planned"]
        found = direction_in(turn.request_text)
        if found or not (draft.known["places"] or leaving):
            # whoever is not supplied yet can only move in
            draft.values.setdefault("direction", found or IN)
        if only_leaves(draft) and "address" in draft.values:
            draft.values.setdefault("bill_address", draft.values.pop("address"))
        named = mentioned(turn.request_text, place_options(points, {}), place_words(turn.entities))
        if only_leaves(draft) and len(named) == 1 and all(one in leaving for one in named[0]["value"].split(",")):
            self._say_no_place(dispatcher, draft)
            raise Stop
        self._require_place(dispatcher, draft)

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Check that there is a place to leave, and the new address; repeat a day that takes the place of another."""
        self._require_place(dispatcher, draft)
        told = draft.known.pop("days_told", {})
        corrected = {name: draft.values.get(name) for name, day in told.items() if draft.values.get(name) != day}
        if any(corrected.values()) and draft.asking != CONFIRMATION:
            dispatcher.utter_message(response="utter_move_day_noted", days={**dict.fromkeys(DAYS), **corrected})
        if draft.values.get("direction") == IN and "in_on" not in draft.values and "out_on" in draft.values:
            # the day was said before it was clear what begins on it
            draft.values["in_on"] = draft.values.pop("out_on")
        self._take_reading(turn, draft)
        address = draft.values.get("address")
        if not enters(draft) or address is None or draft.known.get("checked") == address:
            return
        in_on = draft.values.get("in_on") or draft.known["today"]
        checked = await moves.check_move_in({"address": address, "moves_in_on": in_on})
        about = [one for one in checked["problems"] if one["field"].startswith("details.address")]
        if about:
            raise AskAgain("address", Problem("unknown", {"field": about[0]["field"].split(".")[-1]}))
        spelled = checked["details"].get("address") or address
        draft.values["address"] = draft.known["checked"] = spelled

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Repeat places, days and numbers."""
        dispatcher.utter_message(response="utter_move_summary", buttons=list(YES_NO), **self._said(draft))

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Place an order for each point that is left, and one for the new place."""
        orders = []
        try:
            if leaves(draft):
                for number, point in enumerate(self._points(draft), start=1):
                    orders.append(
                        {
                            **await moves.order(
                                "move_out", _leaving(draft, point), service_point_id=point, key=f"{key}/out/{number}"
                            ),
                            "name": draft.known["points"][point]["name"],
                        }
                    )
            if enters(draft):
                orders.append({**await moves.order("move_in", _entering(draft), key=f"{key}/in"), "name": None})
        except _backend.RuleBroken as rule:
            raise await self._refusal(dispatcher, turn, rule) from rule
        kept = ("number", "kind", "promised_on", "name")
        dispatcher.utter_message(
            response="utter_move_ordered",
            orders=[{name: order[name] for name in kept} for order in orders],
            **self._said(draft),
        )
        return []

    @staticmethod
    def _take_reading(turn: Turn, draft: Draft) -> None:
        """A reading said before its day tells of which meter it is."""
        if turn.first("step") is not None:
            return
        for step in READINGS:
            said = step.volunteered(turn, draft) or {}
            if step.is_open(draft) and not any(value in draft.values.values() for value in said.values()):
                draft.values |= said

    @staticmethod
    def _require_place(dispatcher: CollectingDispatcher, draft: Draft) -> None:
        if draft.values.get("direction") not in (OUT, BOTH) or draft.known["places"]:
            return
        ActionReportMove._say_no_place(dispatcher, draft)
        if draft.values["direction"] == OUT:
            raise Stop
        draft.values["direction"] = IN

    @staticmethod
    def _say_no_place(dispatcher: CollectingDispatcher, draft: Draft) -> None:
        known = draft.known
        dispatcher.utter_message(
            response="utter_move_no_place",
            leaving=known["leaving"],
            planned=known["planned"],
            enters=draft.values.get("direction") == BOTH,
        )

    @staticmethod
    async def _refusal(dispatcher: CollectingDispatcher, turn: Turn, rule: _backend.RuleBroken) -> Exception:
        fields = [str(one["field"]) for one in rule.details.get("fields") or []]
        if any(field.startswith("details.address") for field in fields):
            return AskAgain("address", Problem("unknown", {"field": fields[0].split(".")[-1]}))
        if "details.meter_number" in fields:
            return AskAgain("meter_number", Problem("malformed"))
        if rule.code != "order_invalid":
            return rule
        dispatcher.utter_message(response="utter_move_refused", contact=await contact(turn))
        return Stop()

    @staticmethod
    def _points(draft: Draft) -> list[str]:
        return str(draft.values["place"]).split(",")

    def _said(self, draft: Draft) -> Json:
        names = [draft.known["points"][point]["name"] for point in self._points(draft)] if leaves(draft) else []
        return {
            "values": self.answers(draft),
            "known": draft.known,
            "leaves": leaves(draft),
            "enters": enters(draft),
            "names": names,
            "has_meter": leaves(draft) and any(draft.known["points"][one]["has_meter"] for one in self._points(draft)),
            "later": {
                "out": leaves(draft) and not _is_past(draft, "out_on"),
                "in": enters(draft) and not _is_past(draft, "in_on"),
            },
        }


def _is_past(draft: Draft, day: str) -> bool:
    """The day of a move has come, so that a meter can have been read on it."""
    return bool(draft.values.get(day)) and draft.values[day] <= draft.known.get("today", "")


def _is_due(draft: Draft, day: str) -> bool:
    """A reading can be told now: the day has come, and it is clear of which meter."""
    if not _is_past(draft, day) or not (leaves(draft) if day == "out_on" else enters(draft)):
        return False
    points = str(draft.values.get("place") or "").split(",")
    known = draft.known.get("points", {})
    return day == "in_on" or sum(known.get(point, {}).get("has_meter", False) for point in points) == 1


def _leaving(draft: Draft, point: str) -> Json:
    details: Json = {"moves_out_on": draft.values["out_on"]}
    if next_address := draft.values.get("address") if enters(draft) else draft.values.get("bill_address"):
        details["next_address"] = next_address
    reading = draft.values.get("last_reading")
    if reading and draft.known["points"][point]["has_meter"] and _is_due(draft, "out_on"):
        details["last_reading"] = reading
    return details


def _entering(draft: Draft) -> Json:
    values = draft.values
    details: Json = {"address": values["address"], "moves_in_on": values["in_on"]}
    if values.get("meter_number"):
        details["meter_number"] = values["meter_number"]
    if values.get("first_reading") and _is_past(draft, "in_on"):
        details["first_reading"] = values["first_reading"]
    return details
