"""What the customer does about a change of supplier: corrects it, waits for the old contract, or gives it up."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import customers, orders, switching
from actions._buttons import YES_NO
from actions._errand.drafts import CONFIRMATION, Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import AskAgain, Instead, Stop
from actions._errand.steps import ChoiceStep, FilesStep, Problem, Step, TextStep, Values
from actions._matters import ACTIONS
from actions._orders.orders import CHANGES
from actions._switches.switches import (
    GIVE_UP,
    WAIT,
    decision_in,
    is_point_address_wrong,
    is_point_number_wrong,
    number_of_point,
    tells_meter_number,
    waits_for_old,
)
from actions._turn import Turn
from actions._words.choices import Option, mentioned, place_words
from actions._words.leaving import refuses_to_leave
from actions._words.retractions import stays

CORRECT = "correct"
TELL = "tell"
"""A number, or an address, is handed to the staff, who put right what the customer cannot."""

ADDRESS = "address"
"""The step that holds an address in the customer's words; the staff know how the grid operator writes it."""

ABOUT_POINT = frozenset({"unknown_metering_point", "address_mismatch", "meter_number_mismatch"})
"""Reasons for a rejection that another number helps with."""

_METER = re.compile(r"\b(?=[\w/-]*\d)[A-Z0-9][A-Z0-9/-]{3,29}\b", re.IGNORECASE)
"""A meter number as printed: letters, digits and strokes, at least one digit."""

_PLAINLY_METER = re.compile(r"(?<![\w/+-])(?=(?:[A-Z]*\d){7})[A-Z0-9]{7,30}\b", re.IGNORECASE)
"""One that can hardly be anything else, where none was asked for."""


class MeterNumberStep(Step):
    """The number printed on the meter."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """The longest word that can be one, or several groups of digits written apart."""
        return self._longest(_METER, turn.text)

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A correction after the summary, or a number that came before it was asked for."""
        return self._longest(_PLAINLY_METER, turn.text)

    def _longest(self, pattern: re.Pattern[str], text: str) -> Values | None:
        found = sorted(pattern.findall(re.sub(r"(?<=\d) (?=\d)", "", text)), key=len)
        return {self.name: found[-1].upper()} if found else None


class MeterPhotoStep(FilesStep):
    """A photo of the meter, kept with its number; nobody asks for it."""

    def is_open(self, draft: Draft) -> bool:
        """Never."""
        return False


class DecisionStep(ChoiceStep):
    """To put a request right, to wait, or to give it up."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """A choice, or words for one."""
        return self.volunteered(turn, draft) or super().read(turn, draft)

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """Words for a way that is open, also instead of the one that was summed up."""
        said = decision_in(turn.text)
        return {self.name: said} if said in {option["value"] for option in self.options(draft)} else None


def _decisions(draft: Draft) -> list[Option]:
    can = draft.known.get("can", {}).get(draft.values.get("switch"), {})
    return [
        Option(value=decision, label="", title_key=f"button_switch_{decision}", words=[])
        for decision in (CORRECT, WAIT, GIVE_UP)
        if can.get(decision)
    ]


def _needs(draft: Draft, what: str) -> bool:
    if draft.values.get("decision") == TELL:
        return what == (ADDRESS if draft.known.get("is_address") else "meter_number")
    reason = draft.known.get("reasons", {}).get(draft.values.get("switch"))
    needed = "authority" if reason == "authority_invalid" else "meter_number"
    return draft.values.get("decision") == CORRECT and what == needed


class ActionDecideSwitch(ErrandAction):
    """Offers what is possible in the stage that was reached, and does it."""

    matter = "decide_switch"
    steps = (
        ChoiceStep("switch", "utter_ask_decide_switch", lambda draft: draft.known.get("switches", [])),
        DecisionStep("decision", "utter_ask_decide_what", _decisions, settle_alone=False),
        MeterNumberStep("meter_number", "utter_ask_decide_meter", when=lambda draft: _needs(draft, "meter_number")),
        MeterPhotoStep("photo", "utter_ask_decide_meter", "photo", when=lambda draft: _needs(draft, "meter_number")),
        TextStep(ADDRESS, "utter_ask_decide_address", when=lambda draft: _needs(draft, ADDRESS)),
        FilesStep(
            "authority", "utter_ask_decide_authority", "authority", when=lambda draft: _needs(draft, "authority")
        ),
    )

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Who stays after all gives nothing up."""
        if draft.values.get("decision") == GIVE_UP and (stays(turn.text) or refuses_to_leave(turn.text)):
            return [FollowupAction("action_drop_matter")]
        if draft.asking == "decision" and self._names_number(turn):
            can = draft.known["can"].get(draft.values.get("switch"), {})
            draft.values["decision"] = CORRECT if can.get(CORRECT) and self._is_about_point(draft) else TELL
            turn = replace(turn, intent=self.matter, confidence=1.0)
        if draft.asking == CONFIRMATION and "meter_number" in draft.values and number_of_point(turn):
            # another number sounds like a question for the one on record
            turn = replace(turn, intent=self.matter, confidence=1.0)
        return await super().take(dispatcher, turn, draft)

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find the changes about which something can be done."""
        own = await _backend.switches()
        records = await asyncio.gather(*(switching.record(switch["id"]) for switch in own))
        open_ones = [one for one in records if _is_open(one, draft)]
        if draft.values.get("decision") == GIVE_UP and "switch" not in draft.values:
            await self._cancel_order_instead(turn, records, open_ones)
        waits = waits_for_old(turn.request_text)
        if not open_ones or (waits and not any(one["can_wait"] for one in open_ones)):
            gives_up = draft.values.get("decision") == GIVE_UP
            dispatcher.utter_message(
                response="utter_decide_nothing_open",
                gives_up=gives_up,
                waits=waits,
                is_number=self._names_number(turn),
                is_address=is_point_address_wrong(turn.request_text, told=True),
            )
            raise Stop
        draft.known["switches"] = [
            Option(value=one["id"], label=one["service_point_name"], words=[one["commodity"]]) for one in open_ones
        ]
        draft.known["can"] = {
            one["id"]: {CORRECT: one["can_correct"], WAIT: one["can_wait"], GIVE_UP: one["can_withdraw"]}
            for one in open_ones
        }
        draft.known["reasons"] = {one["id"]: (one["rejection"] or {}).get("code") for one in open_ones}
        self._take_number(turn, draft)
        self._take_address(turn, draft)
        self._take_authority(turn, draft)
        point = turn.slots.get("service_point_id")
        left = {option["value"] for option in draft.known["switches"]}
        chosen = [one["id"] for one in open_ones if one["service_point_id"] == point and one["id"] in left]
        if len(chosen) == 1:
            draft.values["switch"] = chosen[0]
        if turn.first("answer") in (CORRECT, WAIT, GIVE_UP):
            draft.values["decision"] = turn.first("answer")
        self._take_decision(turn, draft)

    @staticmethod
    async def _cancel_order_instead(
        turn: Turn, records: Sequence[dict[str, Any]], open_ones: Sequence[dict[str, Any]]
    ) -> None:
        """Cancel the order of a change that is under way where nothing else gives up the one that is meant.

        Raises:
            Instead: There is such an order.
        """
        places = [Option(value=one["id"], label=one["service_point_name"], words=[one["commodity"]]) for one in records]
        named = {option["value"] for option in mentioned(turn.request_text, places, place_words(turn.entities))}
        meant = [one for one in records if one["id"] in named] or records
        if any(one in open_ones for one in meant):
            return
        numbers = {one["order_number"]: one["service_point_name"] for one in meant if one.get("order_number")}
        placed = await orders.brief() if numbers else []
        can_go = {one["number"]: numbers[one["number"]] for one in placed if _runs(one, numbers)}
        if can_go:
            instead = Draft("cancel_order", known={CHANGES: can_go})
            raise Instead([SlotSet("draft", asdict(instead)), FollowupAction(ACTIONS["cancel_order"])])

    @staticmethod
    def _names_number(turn: Turn) -> bool:
        return number_of_point(turn) is not None or is_point_number_wrong(turn.text, named=True)

    @staticmethod
    def _is_about_point(draft: Draft) -> bool:
        return draft.known["reasons"].get(draft.values.get("switch")) in ABOUT_POINT

    @staticmethod
    def _take_decision(turn: Turn, draft: Draft) -> None:
        """A decision in the first message concerns those changes in which it can be taken."""
        decision, can = decision_in(turn.text), draft.known["can"]
        able = [one for one in draft.known["switches"] if decision and can[one["value"]][decision]]
        if not able or "decision" in draft.values:
            return
        draft.values["decision"] = decision
        if "switch" not in draft.values:
            draft.known["switches"] = able

    @staticmethod
    def _take_number(turn: Turn, draft: Draft) -> None:
        """A number in the first message: corrected by the customer where possible, else handed to the staff."""
        number = number_of_point(turn)
        can, reasons = draft.known["can"], draft.known["reasons"]
        ours = [one for one, reason in reasons.items() if reason in ABOUT_POINT]
        theirs = [one for one in ours if can[one][CORRECT]]
        is_wrong = is_point_number_wrong(turn.request_text)
        if is_wrong:
            ours = ours or list(reasons)
        if number is None and len(theirs) == 1 and tells_meter_number(turn.request_text):
            draft.values |= {"decision": CORRECT, "switch": theirs[0]}
            draft.is_prepared = True
            raise AskAgain("meter_number", Problem("malformed"))
        if not ours or (number is None and not is_wrong):
            return
        draft.known["switches"] = [one for one in draft.known["switches"] if one["value"] in (theirs or ours)]
        draft.values["decision"] = CORRECT if theirs else TELL
        if number is not None:
            draft.values["meter_number"] = number

    @staticmethod
    def _take_address(turn: Turn, draft: Draft) -> None:
        """An address that is put right goes to the staff, for the place that was rejected because of it, if any."""
        if "decision" in draft.values or not is_point_address_wrong(turn.request_text, told=True):
            return
        ours = [one for one, reason in draft.known["reasons"].items() if reason == "address_mismatch"]
        if ours:
            draft.known["switches"] = [one for one in draft.known["switches"] if one["value"] in ours]
        draft.known["is_address"] = True
        draft.values["decision"] = TELL
        if any(letter.isdigit() for letter in turn.request_text):
            draft.values[ADDRESS] = turn.request_text.strip()

    @staticmethod
    def _take_authority(turn: Turn, draft: Draft) -> None:
        """Files in the first message are the authority that one of the changes waits for."""
        can, reasons = draft.known["can"], draft.known["reasons"]
        waiting = [one for one, code in reasons.items() if code == "authority_invalid" and can[one][CORRECT]]
        if turn.attachments and len(waiting) == 1 and "decision" not in draft.values:
            draft.values |= {"switch": waiting[0], "decision": CORRECT}

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Say what will be sent to whom, or what ends."""
        dispatcher.utter_message(
            response="utter_decide_summary", values=self.answers(draft), place=_place(draft), buttons=list(YES_NO)
        )

    def proof(self, draft: Draft) -> str | None:
        """Giving up ends a contract, so it needs a code of its own."""
        return f"switch:{draft.values['switch']}" if draft.values["decision"] == GIVE_UP else None

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Do it, and say where the change stands then."""
        switch_id, decision = draft.values["switch"], draft.values["decision"]
        if decision == CORRECT:
            authority = next(iter(draft.values.get("authority") or []), None)
            number = draft.values.get("meter_number")
            done = await switching.correct(switch_id, meter_number=number, authority=authority, key=key)
        elif decision == TELL:
            named = "Address" if draft.known.get("is_address") else "Number"
            told = draft.values[ADDRESS if draft.known.get("is_address") else "meter_number"]
            text = f"{named} named for the switch {switch_id}: {told}"
            done = {"ticket": await customers.ask_correction(text, about=self.matter, key=key)}
        elif decision == WAIT:
            done = await switching.wait(switch_id, key=key)
        else:
            done = await switching.give_up(switch_id, key=key)
        dispatcher.utter_message(
            response="utter_decide_done",
            decision=decision,
            place=_place(draft),
            switch=done,
            is_address=bool(draft.known.get("is_address")),
        )
        return []

    def close(self, turn: Turn) -> list[EventType]:
        """As every errand; "and the house now?" asks how far the change is."""
        return [*super().close(turn), SlotSet("last_matter", "switch_status")]


def _runs(order: dict[str, Any], numbers: Mapping[Any, str]) -> bool:
    return order["number"] in numbers and order["outcome"] == "open"


def _is_open(record: dict[str, Any], draft: Draft) -> bool:
    if draft.values.get("decision") == GIVE_UP:
        return bool(record["can_withdraw"])
    return any(record[name] for name in ("can_correct", "can_wait", "can_withdraw"))


def _place(draft: Draft) -> str:
    return next(str(option["label"]) for option in draft.known["switches"] if option["value"] == draft.values["switch"])
