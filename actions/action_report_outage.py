"""No power, no gas, no internet: what is known, what to check oneself, and a report of what nobody knows yet."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import outages
from actions._buttons import YES_NO
from actions._contact import contact
from actions._device_checks import DONE, FEW_WORDS, CheckStep, done_before, failed, wants_report, works_again
from actions._errand.drafts import CONFIRMATION, SAID, Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import Stop
from actions._errand.progress import ended_last, say_duration
from actions._errand.steps import ChoiceStep, opens_yes
from actions._forms import claim_in
from actions._names import names
from actions._outage_steps import MissingStep, PostcodeStep, commodities, missing, only_net
from actions._outages_of_strangers import NO_CUSTOMER, say_no_customer
from actions._selection import point_options
from actions._turn import Turn
from actions._words.calls import asks_number_to_call
from actions._words.choices import Option
from actions._words.hazards import hazard
from actions._words.how_long import asks_how_long
from actions._words.lines import tells_of_theft
from actions._words.money import asks_for_compensation
from actions._words.newcomers import says_new
from actions._words.outages import (
    asks_when_back,
    cannot_say,
    has_checked_fuses,
    is_everywhere,
    is_only_here,
    needs_supply_to_live,
)
from actions._words.retractions import begins_correction, gives_up

GUIDES = {"fibre": ("router", "no_internet"), "mobile": ("mobile_phone", "no_service")}
"""Device and fault of the guide that finds most causes, by what is missing."""

EVERYWHERE, ASKED_HOW_LONG, FUSES_FINE = "everywhere", "asked_how_long", "fuses_fine"
"""In ``known``: the neighbours are concerned, too; beside the yes it was asked how long it takes; fuses are checked."""

_FIRST_CLAUSE = re.compile(
    r"(?P<first>.+?)(?:\s*[,;.!?–-]+\s*|\s+(?=(?:and|but|und|aber|i|a|ale)\b))(?P<beside>\S.*)",
    re.IGNORECASE | re.DOTALL,
)

ENDINGS = ("stop_notifications", "cancel_order")
"""Errands after which "yes, all gone" tells of no outage."""

NEARBY = "nearby"
"""How the postcode of an outage just told is marked."""

CURRENT = ("running", "planned")


def _points(draft: Draft) -> list[Option]:
    commodity_of, wanted = draft.known.get("commodity_of", {}), draft.values.get("commodity")
    points = draft.known.get("points", [])
    return [point for point in points if wanted is None or commodity_of[point["value"]] == wanted]


def _outcomes(draft: Draft) -> list[Option]:
    check: dict[str, Any] = draft.known.get("check") or {}
    language = draft.known.get("language", "en")
    return [
        Option(value=outcome["key"], label=outcome["text"][language], words=[]) for outcome in check.get("outcomes", ())
    ]


class ActionReportOutage(ErrandAction):
    """Tells known interruptions to everybody; leads through the device first where it is a device most of the time."""

    matter = "report_outage"
    level = "anonymous"
    steps = (
        MissingStep("commodity", "utter_ask_outage_commodity", commodities),
        ChoiceStep(
            "point",
            "utter_ask_outage_point",
            _points,
            when=lambda draft: bool(_points(draft)),
        ),
        PostcodeStep(
            "postcode", "utter_ask_outage_postcode", "postcode", when=lambda draft: not draft.known.get("points")
        ),
        CheckStep(
            "check",
            "utter_ask_outage_check",
            _outcomes,
            when=lambda draft: bool(draft.known.get("check")),
            settle_alone=False,
        ),
    )

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Of a few words that agree to what was just done, "yes, all of it", none tells of an outage."""
        ended = ended_last(turn)
        agrees = opens_yes(turn.text) and len(turn.text.split()) <= FEW_WORDS and missing(turn, turn.text) is None
        done = ended is not None and ended.is_written and ended.matter in ENDINGS
        return [FollowupAction("action_tell_settled")] if agrees and done else []

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find the customer's points; a stranger has none."""
        draft.known["language"] = turn.language
        points = await _backend.service_points() if _backend.reaches(turn.level, "verified") else []
        draft.known["points"] = point_options(points)
        if not points and asks_when_back(turn.request_text) and (told := _told_nearby_last(turn)):
            draft.values = {**told, **draft.values}
            await self.check_answers(dispatcher, turn, draft)
        if points:
            draft.values.pop("postcode", None)
        draft.known["commodity_of"] = {point["id"]: point["commodity"] for point in points}
        if commodity := missing(turn, turn.request_text):
            draft.values.setdefault("commodity", commodity)
        if only := only_net(turn, draft):
            draft.values["commodity"] = only
        told = turn.slots.get("service_point_id") if turn.slots.get("last_matter") == self.matter else None
        same = draft.values in ({}, {"commodity": draft.known["commodity_of"].get(told)})
        if told in draft.known["commodity_of"] and same and not turn.first("place"):
            draft.values |= {"commodity": draft.known["commodity_of"][told], "point": told}
            await self.check_answers(dispatcher, turn, draft)
        draft.known[DONE] = done_before(turn.request_text)
        draft.known[EVERYWHERE] = is_everywhere(turn.request_text)
        draft.known[FUSES_FINE] = has_checked_fuses(turn.request_text)
        if needs_supply_to_live(turn.request_text):
            dispatcher.utter_message(response="utter_outage_life", contact=await contact(turn))
        await self._require_line(dispatcher, turn, draft)

    @staticmethod
    async def _require_line(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        if not draft.known.get("points") or "commodity" not in draft.values or _points(draft):
            return
        commodity = names("commodities", turn.language)[draft.values["commodity"]]
        dispatcher.utter_message(response="utter_outage_no_line", commodity_name=commodity, contact=await contact(turn))
        raise Stop

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Look up what is known at the place, then lead through the device."""
        draft.known["language"] = turn.language
        await self._require_line(dispatcher, turn, draft)
        if draft.values.get("point") not in (None, *(point["value"] for point in _points(draft))):
            # something else is missing than was thought
            draft.values.pop("point")
        place = draft.values.get("point") or draft.values.get("postcode")
        if place is None or "commodity" not in draft.values:
            return
        looked_up = [draft.values["commodity"], place]
        if draft.known.get("looked_up") != looked_up:
            for kept in (draft.values, draft.known):
                kept.pop("check", None)  # of another device
            draft.known.pop("guide", None)
            await self._look_up(dispatcher, turn, draft, place)
            draft.known["looked_up"] = looked_up
        if "check" in draft.values:
            self._follow(dispatcher, draft)

    async def _ahead(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        if turn.level == "anonymous" and turn.intent != "report_emergency" and says_new(turn.text):
            return [FollowupAction("action_welcome_newcomer")]
        if (
            draft.values.get("commodity") == "mobile"
            and turn.intent != "report_emergency"
            and tells_of_theft(turn.text)
        ):
            # no fault: the phone is gone, and what was checked on it is void
            return [*self.close(turn), FollowupAction("action_help_with_line")]
        return await super()._ahead(dispatcher, turn, draft)

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """As every errand; a customer number tells the place, and the neighbours' lights mean something."""
        if self._corrects_supply(turn):
            turn = replace(turn, intent="deny" if draft.asking == CONFIRMATION else "give_details")
        if turn.intent == "report_emergency":
            return await super().take(dispatcher, turn, draft)
        if claim_in(turn) is not None and not _backend.reaches(turn.level, "verified"):
            return await self._ask_who(dispatcher, turn, draft)
        if draft.asking == CONFIRMATION and draft.values.get("commodity") == "electricity" and is_only_here(turn.text):
            dispatcher.utter_message(response="utter_outage_only_here", buttons=list(YES_NO))
            return self._wait(draft)
        if draft.values.get("commodity") and works_again(turn.text):
            dispatcher.utter_message(response="utter_outage_solved")
            return self.end(turn)
        if cannot_say(turn.text):
            turn = replace(turn, intent="nlu_fallback", ranking=[])
        if turn.intent == "cancel_dialogue" and done_before(turn.text) and not gives_up(turn.text):
            turn = replace(turn, intent="nlu_fallback")
        if draft.asking == "check" and wants_report(turn.text):
            # without the checks nothing is known of the device
            draft.known.pop("check", None)
            draft.known.pop("guide", None)
            turn = replace(turn, intent=self.matter, text="", request_text="", entities={})
        if draft.asking == CONFIRMATION:
            return await self._at_summary(dispatcher, turn, draft)
        return await super().take(dispatcher, turn, draft)

    @staticmethod
    def _corrects_supply(turn: Turn) -> bool:
        """Tell whether "no, the power in the house!" only sounds like a danger; gas may always be one."""
        is_none = turn.intent == "report_emergency" and hazard(turn.text, None) == "unknown"
        return is_none and begins_correction(turn.text) and missing(turn, turn.text) is not None

    async def _at_summary(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """A yes with something beside it is a yes; whom else it concerns is kept, and the line to call named again."""
        turn = self.hearing(turn, draft).as_assent()
        beside = self._beside_yes(turn, draft)
        asks_line = asks_number_to_call(turn.text)
        of_fuses = has_checked_fuses(turn.text) and not opens_yes(turn.text)
        is_yes = turn.intent == "affirm" and not of_fuses
        if beside is None and not is_yes and (self._learns(turn, draft) or asks_line or of_fuses):
            told = replace(turn, intent=self.matter, text="", request_text="", entities={})
            return await self._guarded(dispatcher, told, draft)
        if beside is None:
            return await super().take(dispatcher, turn, draft)
        turn = replace(turn, intent="affirm", confidence=1.0, text="", request_text="", entities={})
        if asks_for_compensation(beside) and _backend.reaches(turn.level, "verified"):
            said = {**turn.slots["draft"], "known": {**draft.known, SAID: beside}}
            turn = replace(turn, slots={**turn.slots, "draft": said, "also_asked": "file_complaint"})
        draft.known[ASKED_HOW_LONG] = asks_how_long(beside)
        return await super().take(dispatcher, turn, draft)

    @staticmethod
    def _learns(turn: Turn, draft: Draft) -> bool:
        """Keep whom else it concerns, and that the fuses are fine; tell whether that is new."""
        told = {EVERYWHERE: is_everywhere(turn.text), FUSES_FINE: has_checked_fuses(turn.text)}
        new = {name: True for name, is_told in told.items() if is_told and not draft.known.get(name)}
        draft.known.update(new)
        return bool(new)

    def _beside_yes(self, turn: Turn, draft: Draft) -> str | None:
        """What stands beside a yes and takes nothing of it back: "zgłoś, ale chcę też kasę za te dni"."""
        parts = _FIRST_CLAUSE.fullmatch(turn.text.strip())
        if parts is None or turn.first("step", "matter") is not None:
            return None
        first = replace(turn, intent="nlu_fallback", text=parts["first"], entities={})
        agrees = opens_yes(parts["first"]) or self.hearing(first, draft).as_assent().intent == "affirm"
        beside = parts["beside"]
        takes_nothing_back = asks_for_compensation(beside) or asks_how_long(beside) or is_everywhere(beside)
        return beside if agrees and takes_nothing_back else None

    def must_prepare(self, turn: Turn, draft: Draft) -> bool:
        """Once more for who has signed in meanwhile, and has places of their own."""
        is_stranger = not draft.known.get("points")
        return super().must_prepare(turn, draft) or (is_stranger and _backend.reaches(turn.level, "verified"))

    async def _look_up(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, place: str) -> None:
        commodity = draft.values["commodity"]
        at_point = "point" in draft.values
        known = await (outages.at_point(place) if at_point else outages.in_postcode(place, commodity))
        current = [outage for outage in known if outage["state"] in CURRENT and outage["commodity"] == commodity]
        if current:
            dispatcher.utter_message(
                response="utter_outage_known",
                outages=[_as_told(outage, turn.now) for outage in current],
                place=_label(draft),
                commodity_name=names("commodities", turn.language)[commodity],
            )
        if any(outage["state"] == "running" for outage in current):
            raise Stop(self._told(commodity, place) if at_point else self._told_nearby(commodity, place))
        guide = await outages.guide(*GUIDES[commodity]) if commodity in GUIDES else None
        if guide:
            draft.known["guide"] = {step["key"]: step for step in guide["steps"]}
            draft.known["check"] = _not_done(draft, guide["first_step"])
        else:
            draft.known.pop("guide", None)
            draft.known.pop("check", None)

    def _told(self, commodity: str, point: str) -> list[EventType]:
        """What "how long will that take?" is about next."""
        return [
            SlotSet("last_matter", self.matter),
            SlotSet("commodity", commodity),
            SlotSet("service_point_id", point),
        ]

    def _told_nearby(self, commodity: str, postcode: str) -> list[EventType]:
        """The same for somebody who named a postcode only."""
        nearby = Option(value=postcode, label=postcode, view=NEARBY)
        return [SlotSet("last_matter", self.matter), SlotSet("commodity", commodity), SlotSet("options", [nearby])]

    @staticmethod
    def _follow(dispatcher: CollectingDispatcher, draft: Draft) -> None:
        """Go to the check that the last one leads to, or to an end."""
        key = draft.values.pop("check")
        outcome = next(outcome for outcome in draft.known["check"]["outcomes"] if outcome["key"] == key)
        if outcome["ends_in"] == "solved":
            dispatcher.utter_message(response="utter_outage_solved")
            raise Stop
        draft.known["check"] = _not_done(draft, outcome["next_step"])

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Offer to report it, with the line for those who would rather call."""
        commodity = draft.values["commodity"]
        if draft.known.get(NO_CUSTOMER):
            await say_no_customer(dispatcher, turn, draft)
            raise Stop
        dispatcher.utter_message(
            response="utter_outage_report_offered",
            place=_label(draft),
            commodity=commodity,
            commodity_name=names("commodities", turn.language)[commodity],
            stranger=not draft.known["points"],
            checked="guide" in draft.known,
            everywhere=bool(draft.known.get(EVERYWHERE)),
            fuses_fine=bool(draft.known.get(FUSES_FINE)),
            contact=await contact(turn),
            buttons=list(YES_NO),
        )

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Report it; only a customer can, because a crew must know where to go."""
        if "point" not in draft.values:
            draft.is_prepared = False
            draft.values.pop("postcode", None)
            raise _backend.Refused("verified")
        reported = await outages.report(draft.values["point"], key=key)
        dispatcher.utter_message(
            response="utter_outage_reported",
            place=_label(draft),
            outage=reported["outage"] and _as_told(reported["outage"], turn.now),
            at=reported["reported_at"],
        )
        ends = (reported["outage"] or {}).get("expected_until_at")
        if draft.known.get(ASKED_HOW_LONG) and not ends:
            say_duration(dispatcher, turn, self.matter, "done")
        return []


def _told_nearby_last(turn: Turn) -> dict[str, Any] | None:
    """What and where the outage was that was told last by its postcode."""
    options = turn.slots.get("options") or []
    is_told = turn.slots.get("last_matter") == ActionReportOutage.matter and turn.slots.get("commodity")
    if not is_told or len(options) != 1 or options[0].get("view") != NEARBY:
        return None
    return {"commodity": turn.slots["commodity"], "postcode": options[0]["value"]}


def _as_told(outage: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The outage, and whether it should have been over by now."""
    ends = outage["expected_until_at"]
    return {**outage, "is_late": bool(ends) and datetime.fromisoformat(ends.replace("Z", "+00:00")) < now}


def _not_done(draft: Draft, key: str | None) -> dict[str, Any] | None:
    """The check of that key, or the next one that was not done before."""
    check: dict[str, Any] | None = draft.known["guide"].get(key)
    while check is not None and check["key"] in draft.known.get(DONE, []):
        check = draft.known["guide"].get(failed(check)["next_step"])
    return check


def _label(draft: Draft) -> str | None:
    point = draft.values.get("point")
    if point is None:
        return draft.values.get("postcode")
    return next(str(option["label"]) for option in draft.known["points"] if option["value"] == point)
