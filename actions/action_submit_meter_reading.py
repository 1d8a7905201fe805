"""Takes in what a meter shows."""

import asyncio
import re
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._asking_back import ask_back
from actions._backend import bills, customers, readings
from actions._buttons import YES_NO
from actions._contracts.moving import tells_new_address
from actions._errand.drafts import Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import AskAgain, Stop
from actions._errand.progress import asks_whether_done, ended_last
from actions._errand.steps import (
    ChoiceStep,
    Problem,
    YesNoStep,
)
from actions._forms import ask_who, back_to_form, leave_form
from actions._matters import ACTIONS, TRACE
from actions._reading_steps import PhotoStep, ReadDayStep, ValueStep, is_claim
from actions._selection import meter_options, point_options
from actions._switches.papers_waited_for import puts_switch_right
from actions._switches.switches import number_of_point
from actions._turn import Turn
from actions._words.addresses import is_address
from actions._words.meters import asks_how_to_read, readings_said
from actions._words.orders import sends_elsewhere
from actions._words.readings import (
    asks_last_reading,
    asks_what_is_expected,
    asks_when_due,
    asks_whether_arrived,
    corrects_reading,
    tells_reading_handed_in,
)
from actions._words.retractions import mistyped
from actions._words.spelling import fold

OF_PLACES = ("place_order", "report_move", "update_contact")
"""Matters that an address is said for."""

MOST_WORDS = 8
"""Of a message that only points at a photo."""

_ON_PHOTO = re.compile(
    r"\b(on|in|see|look at|check|from) (the|my|that) (photo|picture|pic|foto|image)\b|\bauf (dem|meinem) (foto|bild)\b"
    r"|\b(siehe?|guck\w*|schau\w*) (\w+ ){0,2}(foto|bild)\b|\bna (\w+ )?(zdjeciu|fotce|foto)\b"
    r"|\b(patrz|zobacz\w*) (\w+ )?(zdjecie|fotk\w*|foto)\b"
)
"""Words, folded, of somebody who lets a photo answer."""

NEXT = "next"
"""In ``known``: further readings of the same message, each a point and a value."""

DONE = "done"
"""In ``known``: this one is handed in, so that the next one follows."""

MOST_TOLD = 5
"""Meters whose last readings are told at once."""

OF_METERS = frozenset({"points", "counters", "meter_of", "registers", "last", "estimated"})
"""What is known of the customer's meters, which depends on who may be told."""

ABOUT_DAY = {"reading_in_future", "reading_too_old"}


def _is_refused(draft: Draft) -> bool:
    """The value that was out of range still stands; another one needs no photo."""
    return "refused" in draft.known and draft.known["refused"] == draft.values.get("value")


def _registers(draft: Draft) -> int:
    return len(draft.known.get("registers", []))


def _is_taken_twice(draft: Draft) -> bool:
    """There is a reading of that day, which only a person can put another one in the place of."""
    return "duplicate" in draft.known and draft.known["duplicate"] == draft.values.get("read_on")


def _is_verified(turn: Turn) -> bool:
    return _backend.reaches(turn.level, "verified")


class ActionSubmitMeterReading(ErrandAction):
    """Asks for the point and the value; one out of range needs a photo or another look."""

    matter = "submit_meter_reading"
    level = "channel"
    steps = (
        ChoiceStep("point", "utter_ask_reading_point", lambda draft: draft.known.get("points", [])),
        ValueStep("value", "utter_ask_reading_value"),
        ValueStep("second_value", "utter_ask_reading_second_value", when=lambda draft: _registers(draft) > 1),
        ReadDayStep("read_on", "utter_ask_reading_day"),
        PhotoStep("photo", "utter_ask_reading_photo", "photo", when=_is_refused),
        YesNoStep("correct", "utter_ask_reading_correct", when=_is_taken_twice),
    )

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """An address with its numbers is no reading; one that somebody moves to has its own meter."""
        if tells_new_address(turn.text):
            return [FollowupAction(ACTIONS["report_move"])]
        if number_of_point(turn) and await puts_switch_right(turn):
            return [FollowupAction(ACTIONS["decide_switch"])]
        serves_address = is_address(turn.text) and not sends_elsewhere(turn.text, told=False)
        return self._serve_address(dispatcher, turn) if serves_address else []

    @staticmethod
    def _serve_address(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """What the address is for: what shows through, what was talked about, else the customer says it."""
        likeliest = next((name for name, confidence in turn.ranking if name in OF_PLACES and confidence >= TRACE), None)
        if likeliest is None and turn.slots.get("last_matter") in ("ask_price", "order_status"):
            likeliest = "place_order"
        if likeliest is not None:
            return [FollowupAction(ACTIONS[likeliest])]
        if sends_elsewhere(turn.text, told=True):
            return [FollowupAction(ACTIONS["change_order"])]
        ask_back(dispatcher, turn, OF_PLACES)
        return back_to_form(dispatcher, turn, silent=True)

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """As every errand; who points at a photo is told whether it has come and who reads it.

        Numbers that say who somebody is are no reading: they begin the sign-in, and the errand goes on behind it.
        """
        if is_claim(turn) and not _is_verified(turn):
            return [draft.kept, *await ask_who(dispatcher, turn, self.matter, {})]
        if answered := await self._answer_beside(dispatcher, turn, draft):
            return answered
        if draft.is_prepared and turn.first("number") is not None and mistyped(turn.text):
            turn = replace(turn, intent=self.matter, confidence=1.0)
        is_brief = len(turn.text.split()) <= MOST_WORDS and not turn.attachments
        is_urgent = turn.intent == "report_emergency"
        if is_urgent or not (is_brief and draft.is_prepared and _ON_PHOTO.search(fold(turn.text))):
            return await super().take(dispatcher, turn, draft)
        asks_value = draft.asking in ("value", "second_value")
        dispatcher.utter_message(
            response="utter_reading_photo_sent", is_there=bool(draft.values.get("photo")), asks_value=asks_value
        )
        return await self.resume(dispatcher, replace(turn, text=""), draft)

    async def _answer_beside(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Answer how a meter is read, or whether the photo came, and ask again; take up readings of several meters."""
        if not draft.is_prepared or turn.first("step") is not None:
            return []
        if draft.asking in ("point", "value") and self._take_several(dispatcher, turn, draft):
            return await self._guarded(dispatcher, turn, draft, {"point": draft.values["point"]})
        if turn.first("number") is not None or turn.attachments:
            return []
        if asks_how_to_read(turn.text):
            dispatcher.utter_message(response="utter_reading_how")
        elif draft.known.get("last") and (asks_what_is_expected(turn.text) or asks_last_reading(turn.text)):
            dispatcher.utter_message(response="utter_reading_expected", known=draft.known, values=self.answers(draft))
        elif asks_last_reading(turn.text) and draft.known["verified"]:
            await self._tell_readings(dispatcher, draft)
        elif draft.values.get("photo") and asks_whether_done(turn.text):
            dispatcher.utter_message(response="utter_reading_photo_sent", is_there=True, asks_value=False)
        else:
            return []
        return await self.resume(dispatcher, replace(turn, text=""), draft)

    @staticmethod
    def _take_several(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> bool:
        """Begin with the first of several readings; the others follow when it is handed in."""
        said = readings_said(turn.request_text, draft.known["points"])
        if not said:
            return False
        (point, value), *others = said
        draft.take({"point": point, "value": value})
        draft.known[NEXT] = [list(other) for other in others]
        dispatcher.utter_message(response="utter_reading_several", count=len(said))
        return True

    def must_prepare(self, turn: Turn, draft: Draft) -> bool:
        """Once more when more, or less, may be told than before."""
        return super().must_prepare(turn, draft) or draft.known.get("verified") != _is_verified(turn)

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find the points that have a meter; a mere address is told what they count, and no more."""
        draft.known = {name: one for name, one in draft.known.items() if name not in OF_METERS}
        draft.known["verified"] = _is_verified(turn)
        if _is_verified(turn):
            points = [point for point in await _backend.service_points() if point["kind"] == "metering_point"]
            draft.known["points"] = point_options(points)
        else:
            meters = await readings.meters()
            draft.known["points"] = meter_options(meters, turn.language)
            draft.known["counters"] = {one["service_point_id"]: one["registers"] for one in meters}
        if not draft.known["points"]:
            dispatcher.utter_message(response="utter_reading_no_meter")
            raise Stop
        said = (tells_reading_handed_in, asks_last_reading, asks_whether_arrived, asks_when_due)
        if _is_verified(turn) and any(asks(turn.request_text) for asks in said):
            await self._tell_readings(dispatcher, draft, asks_due=asks_when_due(turn.request_text))
            raise Stop
        if asks_how_to_read(turn.request_text):
            dispatcher.utter_message(response="utter_reading_how")
        if not draft.values:
            self._take_several(dispatcher, turn, draft)
            self._take_mistyped(turn, draft)
        if draft.values:
            await self._look_at_meter(draft)

    @staticmethod
    def _take_mistyped(turn: Turn, draft: Draft) -> None:
        """A figure that takes the place of one just handed in is of the same meter."""
        ended, point = ended_last(turn), turn.slots.get("service_point_id")
        is_own = point in {option["value"] for option in draft.known["points"]}
        if (
            ended
            and ended.is_written
            and ended.matter == draft.matter
            and is_own
            and corrects_reading(turn.request_text)
        ):
            draft.values["point"], draft.known["duplicate"] = point, None

    @staticmethod
    async def _tell_readings(dispatcher: CollectingDispatcher, draft: Draft, *, asks_due: bool = False) -> None:
        """Say which reading was the last of each meter, so that what is missing has not come; if asked, what is due."""
        points = draft.known["points"][:MOST_TOLD]
        meters = await asyncio.gather(*(readings.of_point(point["value"]) for point in points))
        read = [[one for one in meter["items"] if one["source"] != "estimated"] for meter in meters]
        told = [{"point": point["label"], **found[0]} for point, found in zip(points, read, strict=True) if found]
        button = {"title_key": "button_hand_in_reading", "intent": "submit_meter_reading"}
        due = [
            {"point": point["label"], "due_on": meter["due_on"]}
            for point, meter in zip(points, meters, strict=True)
            if meter.get("due_on")
        ]
        dispatcher.utter_message(
            response="utter_readings_on_record", readings=told, asks_due=asks_due, due=due, buttons=[button]
        )

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Fetch what the meter of the chosen point showed last or was estimated at; no reading is of a day to come."""
        await self._look_at_meter(draft)
        if _is_taken_twice(draft) and "correct" in draft.values:
            if not draft.values.pop("correct"):
                draft.known.pop("duplicate")
                draft.known["day_refused"] = True
                raise AskAgain("read_on", Problem("other_day"))
            draft.values["correct"], draft.key = True, _backend.key_of(self.matter)
        if draft.values.get("read_on", "") > turn.today.isoformat():
            draft.known["day_refused"] = True
            raise AskAgain("read_on", Problem("reading_in_future"))

    @staticmethod
    async def _look_at_meter(draft: Draft) -> None:
        point = draft.values.get("point")
        if point is None or draft.known.get("meter_of") == point:
            return
        if draft.known["verified"]:
            meter = await readings.of_point(point)
        else:
            meter = {"registers": draft.known["counters"][point], "items": []}
        draft.known["meter_of"] = point
        draft.known["registers"] = meter["registers"]
        draft.known["last"] = next((read for read in meter["items"] if read["source"] != "estimated"), None)
        draft.known["estimated"] = any(read["source"] == "estimated" for read in meter["items"][:1])

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Repeat point, value and day; a yes is one to asking for a corrected bill, too."""
        dispatcher.utter_message(
            response="utter_reading_summary",
            buttons=list(YES_NO),
            today=turn.today.isoformat(),
            is_below=_is_below_last(draft),
            most_digits=_most_digits(draft),
            is_above=_is_above_expected(draft),
            **self._said(draft),
        )

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Hand it in; a value out of range with its photo goes to a person."""
        if _is_taken_twice(draft):
            return await self._ask_correction(dispatcher, turn, draft, key)
        codes = [register["code"] for register in draft.known["registers"]]
        values = dict(zip(codes, (draft.values["value"], draft.values.get("second_value")), strict=False))
        photo = next(iter(draft.values.get("photo") or []), None)
        try:
            taken = await readings.hand_in(
                draft.values["point"], values, read_on=draft.values.get("read_on"), photo=photo, key=key
            )
        except _backend.RuleBroken as rule:
            raise _problem(draft, rule) from rule
        correction = await _correction(taken, key=f"{key}/correction") if draft.known.get("estimated") else None
        dispatcher.utter_message(
            response="utter_reading_taken", taken=taken, correction=correction, **self._said(draft)
        )
        draft.known[DONE] = True
        turn.slots["draft"] = asdict(draft)
        return [SlotSet("service_point_id", draft.values["point"])]

    async def _ask_correction(
        self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str
    ) -> list[EventType]:
        """Let a person put the new figure in the place of the one that was handed in."""
        said, day = self._said(draft), draft.values.get("read_on") or turn.today.isoformat()
        figures = " and ".join(filter(None, (draft.values["value"], draft.values.get("second_value"))))
        text = f"Correct the meter reading of {said['point']} handed in for {day}: it is {figures}."
        ticket = await customers.ask_correction(text, about=self.matter, key=f"{key}/correct")
        dispatcher.utter_message(response="utter_reading_correction_asked", ticket=ticket, **said)
        draft.known[DONE] = True
        turn.slots["draft"] = asdict(draft)
        return [SlotSet("service_point_id", draft.values["point"])]

    def end(self, turn: Turn) -> list[EventType]:
        """Go on with the next of several readings, once one is handed in."""
        draft = Draft.of(turn)
        others = draft.known.get(NEXT) if draft and draft.matter == self.matter and draft.known.get(DONE) else None
        if not others:
            return super().end(turn)
        (point, value), *rest = others
        following = Draft(self.matter, values={"point": point, "value": value}, known={NEXT: rest} if rest else {})
        return [
            following.kept,
            SlotSet("misunderstandings", 0.0),
            *leave_form(),
            FollowupAction("action_resume_errand"),
        ]

    def _said(self, draft: Draft) -> dict[str, Any]:
        point = next(option for option in draft.known["points"] if option["value"] == draft.values["point"])
        return {"values": self.answers(draft), "known": draft.known, "point": point["label"]}


def _is_below_last(draft: Draft) -> bool:
    """The meter of one register shows less than it did the last time."""
    last = draft.known.get("last")
    return last is not None and _registers(draft) <= 1 and Decimal(draft.values["value"]) < Decimal(str(last["value"]))


def _most_digits(draft: Draft) -> Any:
    """The digits of a meter that shows fewer than were said."""
    digits = next((register.get("digits") for register in draft.known.get("registers", [])), None)
    return digits if digits and Decimal(draft.values["value"]) >= Decimal(10) ** digits else None


def _is_above_expected(draft: Draft) -> bool:
    """A reading of today would need a photo, as far as the backend knows the use."""
    highest = next((register.get("highest_today") for register in draft.known.get("registers", [])), None)
    return highest is not None and Decimal(draft.values["value"]) > Decimal(str(highest))


async def _correction(taken: dict[str, Any], *, key: str) -> dict[str, Any] | None:
    """Ask for a correction of the estimated bill when the meter shows less; the reading stands in any case.

    Raises:
        BackendUnavailable: It is asked for later, with the same key.
    """
    if not taken.get("below_estimate") or taken["check_state"] != "accepted":
        return None
    point = taken["service_point_id"]
    try:
        own = (invoice for invoice in await _backend.invoices() if invoice["service_point_id"] == point)
        estimated = next((invoice for invoice in own if invoice["reading_source"] == "estimated"), None)
        if estimated is None:
            return None
        return await bills.ask_correction(estimated["number"], reading=taken["readings"][0]["id"], key=key)
    except (_backend.RuleBroken, _backend.NotFound):
        # asked for before, or not this person's to ask
        return None


def _problem(draft: Draft, rule: _backend.RuleBroken) -> Exception:
    if rule.code == "reading_implausible":
        draft.known["refused"] = draft.values["value"]
        return AskAgain("photo", Problem(str(rule.details.get("problem")), dict(rule.details)))
    if rule.code == "reading_duplicate":
        draft.known["duplicate"] = draft.values.get("read_on")
        return AskAgain("correct", Problem(rule.code))
    if rule.code in ABOUT_DAY:
        draft.known["day_refused"] = True
        return AskAgain("read_on", Problem(rule.code))
    return rule
