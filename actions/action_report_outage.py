"""No power, no gas, no internet: what is known, what to check oneself, and a report of what nobody knows yet."""

import re
from dataclasses import replace
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._addresses import parts_in
from actions._backend import outages
from actions._buttons import YES_NO
from actions._choices import Option
from actions._contact import contact
from actions._device_checks import RESTART, RESTARTED, CheckStep, has_restarted, works_again
from actions._drafts import CONFIRMATION, Draft
from actions._errand import ErrandAction
from actions._forms import claim_in
from actions._hindrances import Stop
from actions._names import names
from actions._records import COMMODITIES
from actions._selection import point_options
from actions._steps import ChoiceStep, EntityStep, Problem, Values
from actions._turn import Turn
from actions._words import fold
from actions._words_of_time import asks_how_long

GUIDES = {"fibre": ("router", "no_internet"), "mobile": ("mobile_phone", "no_service")}
"""Device and fault of the guide that finds most causes, by what is missing."""

CURRENT = ("running", "planned")


def _commodities(draft: Draft) -> list[Option]:
    own = set(draft.known.get("commodity_of", {}).values()) or set(COMMODITIES)
    called = names("commodities", draft.known.get("language", "en"))
    return [
        Option(value=commodity, label=called[commodity], words=[commodity])
        for commodity in COMMODITIES
        if commodity in own
    ]


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


_ONLY_HERE = re.compile(
    r"\b(just|only) (me|mine|us|ours|here|my (flat|house|place)|our (flat|house|place))\b"
    r"|\b(neighbou?rs?|everyone else|next door)\b.*\b(have|has|got|still|fine|on)\b(?! (no|none|nothing))"
    r"|\bnur (bei )?(mir|uns|hier|ich|wir)\b|\bnachbar\w*\b.*\b(haben|hat|brennt|licht|strom|geht)\b(?! (auch )?kein)"
    r"|\btylko (u )?(mnie|nas|tu|tutaj|my|ja)\b|\bsasi\w*\b.*\b(maja|ma|swieci|jest|dziala)\b"
)
"""Words, folded, of somebody whose neighbours have power."""
_NOBODY_HAS = re.compile(r"\b(no|none|neither|nothing|kein\w*|auch nicht|nie (ma|maja|dziala|swieci)|tez nie)\b")


def _is_only_here(text: str) -> bool:
    folded = re.sub(r"^\W*(no|nein|nee|nie)\b", "", fold(text))
    return _ONLY_HERE.search(folded) is not None and _NOBODY_HAS.search(folded) is None


_DARK = re.compile(
    r"\b(dark|blackout|power ?cut|no lights?|lights? (\w+ ){0,2}(off|out|gone)|fuse\w*"
    r"|dunkel|finster|stockdunkel|stockfinster|duster|kein licht|licht (\w+ )?(weg|aus)"
    r"|ciemno|ciemnosc\w*|zgaslo|nie swieci|bez swiatla|korki)\b"
)
"""Words, folded, of somebody who sits in the dark: then it is the electricity."""
_NO_IDEA = re.compile(
    r"\b(how (should|would|am) i (supposed to )?know|where i live|woher soll ich (\w+ )?wissen|wo ich wohne"
    r"|skad (\w+ )?mam (\w+ )?wiedziec|tu gdzie mieszkam|gdzie mieszkam)\b"
)
"""Words, folded, of somebody who cannot say and moves nowhere."""


def _missing(turn: Turn, text: str) -> str | None:
    """What is missing by its name, or by what customers see of it."""
    named = turn.first("commodity")
    return str(named) if named else "electricity" if _DARK.search(fold(text)) else None


class MissingStep(ChoiceStep):
    """What is missing; a dark house is without electricity."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """One of the commodities, or what darkness tells."""
        dark = None if turn.first("ordinal") else _missing(turn, turn.text)
        options = {option["value"] for option in self.options(draft)}
        return {self.name: dark} if dark in options else super().read(turn, draft)


class PostcodeStep(EntityStep):
    """A postcode; five bare digits count when it was asked for."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """What was recognised, or what is written like a postcode."""
        postcode = turn.first("postcode") or parts_in(turn.text).get("postcode")
        return None if postcode is None else {self.name: postcode}


class ActionReportOutage(ErrandAction):
    """Tells known interruptions to everybody; leads through the device first where it is a device most of the time."""

    matter = "report_outage"
    level = "anonymous"
    steps = (
        MissingStep("commodity", "utter_ask_outage_commodity", _commodities),
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

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find the customer's points; a stranger has none."""
        draft.known["language"] = turn.language
        points = await _backend.service_points() if _backend.reaches(turn.level, "verified") else []
        draft.known["points"] = point_options(points)
        if points:
            draft.values.pop("postcode", None)
        draft.known["commodity_of"] = {point["id"]: point["commodity"] for point in points}
        if commodity := _missing(turn, turn.request_text):
            draft.values.setdefault("commodity", commodity)
        goes_on = turn.intent != self.matter or asks_how_long(turn.text)
        if goes_on and turn.slots.get("last_matter") == self.matter and turn.slots.get("service_point_id"):
            draft.values |= {"commodity": turn.slots["commodity"], "point": turn.slots["service_point_id"]}
            await self.check_answers(dispatcher, turn, draft)
        if has_restarted(turn.request_text):
            draft.known[RESTARTED] = True
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
        place = draft.values.get("point") or draft.values.get("postcode")
        if place is None or "commodity" not in draft.values:
            return
        if draft.known.get("looked_up") != place:
            await self._look_up(dispatcher, turn, draft, place)
        if "check" in draft.values:
            self._follow(dispatcher, draft)

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """As every errand; a customer number tells the place, and the neighbours' lights mean something."""
        if turn.intent == "report_emergency":
            return await super().take(dispatcher, turn, draft)
        if claim_in(turn) is not None and not _backend.reaches(turn.level, "verified"):
            return await self._ask_who(dispatcher, turn, draft)
        if draft.asking == CONFIRMATION and draft.values.get("commodity") == "electricity" and _is_only_here(turn.text):
            dispatcher.utter_message(response="utter_outage_only_here", buttons=list(YES_NO))
            return self._wait(draft)
        if draft.values.get("commodity") and works_again(turn.text):
            dispatcher.utter_message(response="utter_outage_solved")
            return self.end(turn)
        if _NO_IDEA.search(fold(turn.text)):
            turn = replace(turn, intent="nlu_fallback", ranking=[])
        return await super().take(dispatcher, turn, draft)

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
                outages=current,
                place=_label(draft),
                commodity_name=names("commodities", turn.language)[commodity],
            )
        if any(outage["state"] == "running" for outage in current):
            raise Stop(self._told(commodity, place) if at_point else ())
        draft.known["looked_up"] = place
        guide = await outages.guide(*GUIDES[commodity]) if commodity in GUIDES else None
        if guide:
            draft.known["guide"] = {step["key"]: step for step in guide["steps"]}
            draft.known["check"] = draft.known["guide"][guide["first_step"]]

    def _told(self, commodity: str, point: str) -> list[EventType]:
        """What "how long will that take?" is about next."""
        return [
            SlotSet("last_matter", self.matter),
            SlotSet("commodity", commodity),
            SlotSet("service_point_id", point),
        ]

    @staticmethod
    def _follow(dispatcher: CollectingDispatcher, draft: Draft) -> None:
        """Go to the check that the last one leads to, or to an end."""
        key = draft.values.pop("check")
        outcome = next(outcome for outcome in draft.known["check"]["outcomes"] if outcome["key"] == key)
        if outcome["ends_in"] == "solved":
            dispatcher.utter_message(response="utter_outage_solved")
            raise Stop
        following = outcome["next_step"]
        if following == RESTART and draft.known.get(RESTARTED):
            following = None
        draft.known["check"] = draft.known["guide"].get(following)

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Offer to report it, with the line for those who would rather call."""
        commodity = draft.values["commodity"]
        dispatcher.utter_message(
            response="utter_outage_report_offered",
            place=_label(draft),
            commodity=commodity,
            commodity_name=names("commodities", turn.language)[commodity],
            stranger=not draft.known["points"],
            checked="guide" in draft.known,
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
            outage=reported["outage"],
            at=reported["reported_at"],
        )
        return []


def _label(draft: Draft) -> str | None:
    point = draft.values.get("point")
    if point is None:
        return draft.values.get("postcode")
    return next(str(option["label"]) for option in draft.known["points"] if option["value"] == point)
