"""Takes in a complaint, or two that came in one message."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import orders, tickets
from actions._bills.bills import unpaid as open_bills
from actions._buttons import YES_NO
from actions._complaints import (
    NEAR_STORY,
    TELLING,
    TYPES,
    added_to,
    asks_anything,
    complains,
    corrected_story,
    gives_reason,
    merged,
    names_ticket,
    only_names_type,
    points_back,
    tells_story,
    types_in,
    wants_to_add,
)
from actions._errand.drafts import CODE, SUMMED, Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import AskAgain
from actions._errand.progress import ended_last
from actions._errand.set_aside import open_errands
from actions._errand.steps import ChoiceStep, Problem, TextStep, Values
from actions._forms import ANSWERS
from actions._matters import ACTIONS, SURE, TAKES_UP
from actions._names import names
from actions._records import Invoice
from actions._selection import point_options
from actions._turn import Turn
from actions._words.choices import Option, mentioned, resolve, tokens
from actions._words.complaints import corrects_story
from actions._words.goods import KINDS, order_option
from actions._words.money import asks_for_compensation

LISTED = 5
"""Bills or orders that are offered."""

NONE = "none"
"""Answer of who means none of what is offered."""

OUTAGE = "report_outage"

SURE_OF_SIDE_QUESTION = 0.8
"""Confidence from which words that complain of nothing known are a question beside the story."""

FEW = 3
"""Words of a message that may be a mere answer, whatever it is taken for."""

TOLD = {"switch_status": "switch", "order_status": "order", "check_bill": "bill", "contract_details": "contract"}
"""What a complaint is about that says no more than "that it takes so long", by what was told just before."""

ABOUT = {
    "bill": "invoice",
    "device": "order",
    "delivery": "order",
    "order": "order",
    "reading": "point",
    "outage": "point",
    "contract": "point",
    "switch": "point",
}
"""Which step finds the record that a type of complaint is about."""


class StoryStep(TextStep):
    """What happened, in the customer's own words; taken from the first message if that tells it."""

    certain: ClassVar[bool] = True

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """Whatever was said, unless it is plainly a question beside it."""
        other = turn.intent not in ANSWERS and turn.intent != draft.matter and turn.confidence >= SURE_OF_SIDE_QUESTION
        asks = asks_anything(turn.text) and not complains(turn.text)
        if other and (asks or not types_in(turn.text)):
            return None
        if only_names_type(turn.text) and "type" not in draft.values:
            return Problem("tell_more")
        return super().read(turn, draft)

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """The message that began it, or the one before that it points back at: "I want to complain about that"."""
        words = turn.request_text.strip()
        told = types_in(words) or len(tokens(words)) >= TELLING or asks_for_compensation(words) or gives_reason(words)
        told = told and not only_names_type(words)
        if not told and points_back(words) and tells_story(turn.said_before):
            words, told = turn.said_before.strip(), True
        return {self.name: words} if told and self.name not in draft.values else None


class RecordStep(ChoiceStep):
    """The record it is about; "was the last reading estimated?" chooses no last one."""

    def answer(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """As every choice; another matter's question is none."""
        asks = turn.intent not in (*ANSWERS, draft.matter) and asks_anything(turn.text)
        asks = asks or (TAKES_UP.match(turn.text) is not None and len(tokens(turn.text)) >= TELLING)
        return None if asks else super().answer(turn, draft)

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """As every choice; what a question beside it names chooses nothing else."""
        return None if draft.asking is not None and asks_anything(turn.text) else super().volunteered(turn, draft)


class TypeStep(RecordStep):
    """What it is about; two types are kept with a plus between them."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """By the words for it, or by its place in the list; not what another wish is about."""
        if len(tokens(turn.text)) > FEW and turn.intent not in ANSWERS | NEAR_STORY and turn.confidence >= SURE:
            return None
        return self.volunteered(turn, draft) or super().read(turn, draft)

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """By the words for it only; a question changes nothing."""
        if draft.asking is not None and asks_anything(turn.text):
            return None
        found = types_in(turn.request_text)
        return {self.name: "+".join(found)} if found else None


def _needs(name: str, listed: str) -> Callable[[Draft], bool]:
    return lambda draft: bool(draft.known.get(listed)) and any(ABOUT.get(one) == name for one in _types(draft))


class ActionFileComplaint(ErrandAction):
    """Finds the type in the story, asks what it is about where that is open, and tells receipt number and deadline."""

    matter = "file_complaint"
    covers = frozenset(
        {
            "check_bill",
            "get_invoice",
            "payment_status",
            "check_consumption",
            "return_goods",
            "complaint_status",
            "report_outage",
            "order_status",
            "place_order",
            "update_contact",
        }
    )
    steps = (
        StoryStep("story", "utter_ask_complaint_story"),
        TypeStep("type", "utter_ask_complaint_type", lambda draft: draft.known.get("types", [])),
        RecordStep(
            "invoice",
            "utter_ask_complaint_invoice",
            lambda draft: draft.known.get("invoices", []),
            when=_needs("invoice", "invoices"),
        ),
        RecordStep(
            "order",
            "utter_ask_complaint_order",
            lambda draft: draft.known.get("orders", []),
            when=_needs("order", "orders"),
        ),
        RecordStep(
            "point",
            "utter_ask_complaint_point",
            lambda draft: draft.known.get("points", []),
            when=_needs("point", "points"),
        ),
    )

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """An addition to a complaint has an errand of its own."""
        adds = wants_to_add(turn.text) and names_ticket(turn.text)
        return [FollowupAction(ACTIONS["add_to_complaint"])] if adds else []

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Take an answer; who tells of a person while the story is asked for wants no person."""
        if draft.asking == "story" and turn.intent == "human_handoff" and types_in(turn.text):
            turn = replace(turn, intent="nlu_fallback")
        hearing = self.hearing(turn, draft)
        if "story" in draft.values and draft.asking != CODE and corrects_story(turn.text):
            return await self._retell(dispatcher, turn, draft)
        answer = hearing.answer()
        addition = added_to(hearing.as_assent(), draft, answer)
        if addition is None:
            return await super().take(dispatcher, turn, draft)
        told = merged(draft.values["story"], addition, draft.values.get("type"))
        dispatcher.utter_message(response="utter_complaint_added")
        told = (answer if isinstance(answer, dict) else {}) | told
        return await self._guarded(dispatcher, replace(turn, intent=self.matter), draft, told)

    async def _retell(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Take the right words in the place of the wrong ones, or ask for them."""
        told = corrected_story(turn.text)
        if not told:
            draft.values.pop("type", None)
            return self._ask_again(dispatcher, draft, AskAgain("story", Problem("retold")))
        return await self._guarded(dispatcher, replace(turn, intent=self.matter, text=""), draft, told)

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find what a complaint can be about: types, bills, orders of goods, points with their contracts."""
        if asks_for_compensation(turn.request_text):
            dispatcher.utter_message(response="utter_compensation")
        if not types_in(turn.request_text) and _tells_of_outage(turn):
            draft.values |= {"type": "outage"} | _place_of_outage(turn)
        elif not types_in(turn.request_text) and gives_reason(turn.request_text):
            about = TOLD.get(str(turn.slots.get("last_matter")))
            draft.values |= {"type": about} if about else {}
        invoices, briefs, points, contracts = await asyncio.gather(
            _backend.invoices(limit=24), orders.brief(), _backend.service_points(), _backend.contracts()
        )
        goods = await orders.in_full([order for order in briefs if order["kind"] in KINDS][:LISTED])
        called = names("complaint_types", turn.language)
        draft.known["types"] = [Option(value=name, label=called[name]) for name in TYPES]
        none = Option(value=NONE, label=called[NONE], title_key="button_none_of_these")
        bills = _bill_options(invoices, turn)
        draft.known["invoices"] = bills if len(bills) < 2 else [*bills, none]
        draft.known["orders"] = [*map(order_option, goods), none] if goods else []
        draft.known["points"] = [_short(option) for option in point_options(points)]
        draft.known["contracts"] = {
            contract["service_point_id"]: contract["number"] for contract in contracts if contract["state"] == "active"
        }

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find in the story what need not be asked."""
        story = draft.values.get("story")
        if not story:
            return
        if "type" not in draft.values and (found := types_in(story)):
            draft.values["type"] = "+".join(found)
        for step in self.steps[2:]:
            if step.is_open(draft):
                named = mentioned(story, step.options(draft)) or _of_month(turn, step.options(draft))
                if len(named) == 1:
                    draft.values[step.name] = named[0]["value"]

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Repeat what it is about and the customer's words."""
        dispatcher.utter_message(
            response="utter_complaint_summary",
            buttons=list(YES_NO),
            complaints=[self._said(draft, one, turn.language) for one in _types(draft)],
            story=draft.values["story"],
            known={SUMMED: SUMMED in draft.known},
        )

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Open a ticket for each, and tell its number and by when it is answered."""
        taken = []
        for one in _types(draft):
            ticket = await tickets.complain(
                one,
                draft.values["story"],
                reference=self._reference(draft, one),
                service_point_id=self._answer(draft, one, "point"),
                key=f"{key}/{one}",
            )
            taken.append({**self._said(draft, one, turn.language), "ticket": ticket})
        dispatcher.utter_message(
            response="utter_complaint_taken",
            complaints=taken,
            buttons=[{"title_key": "button_send_back", "intent": "return_goods"}] if self._can_return(draft) else [],
        )
        numbers = [one["ticket"]["number"] for one in taken]
        dispatcher.utter_message(json_message={"request": {"kind": "receipt", "numbers": numbers}})
        return []

    def _said(self, draft: Draft, one: str, language: str) -> dict[str, Any]:
        step = next((step for step in self.steps if step.name == ABOUT.get(one)), None)
        chosen = self._answer(draft, one, step.name) if step else None
        label = (
            next((option["label"] for option in step.options(draft) if option["value"] == chosen), None)
            if step
            else None
        )
        return {"type": names("complaint_types", language)[one], "about": label}

    @staticmethod
    def _answer(draft: Draft, one: str, name: str) -> str | None:
        chosen = draft.values.get(name) if ABOUT.get(one) == name else None
        return None if chosen == NONE else chosen

    def _reference(self, draft: Draft, one: str) -> dict[str, str] | None:
        if one == "contract":
            number = draft.known["contracts"].get(self._answer(draft, one, "point") or "")
            return {"kind": "contract", "number": number} if number else None
        kind = ABOUT.get(one, "point")
        number = self._answer(draft, one, kind)
        return {"kind": kind, "number": number} if number and kind != "point" else None

    def _can_return(self, draft: Draft) -> bool:
        return any(one == "device" and self._answer(draft, one, "order") for one in _types(draft))


def _of_month(turn: Turn, options: list[Option]) -> list[Option]:
    """The bill of a period that is named in the story: "the bill for October"; a day names none."""
    periods = [one for one in turn.entities.get("period", []) if one["from_on"] != one["to_on"]]
    bills = [option for option in options if option.get("from_on")]
    return resolve("", {"period": periods}, bills) if periods and bills else []


def _tells_of_outage(turn: Turn) -> bool:
    """Tell whether an outage was told, reported or is being reported just now."""
    ended = ended_last(turn)
    told = turn.slots.get("last_matter") == OUTAGE or (ended is not None and ended.matter == OUTAGE)
    return told or any(one["matter"] == OUTAGE for one in open_errands(turn))


def _place_of_outage(turn: Turn) -> Values:
    """The place of the outage that is being reported, or was told."""
    for one in open_errands(turn):
        if one["matter"] == OUTAGE and one["values"].get("point"):
            return {"point": one["values"]["point"]}
    told = turn.slots.get("service_point_id") if turn.slots.get("last_matter") == OUTAGE else None
    return {"point": told} if told else {}


def _types(draft: Draft) -> list[str]:
    return str(draft.values.get("type") or "").split("+") if draft.values.get("type") else []


def _bill_options(invoices: list[Invoice], turn: Turn) -> list[Option]:
    """The bill that was named, those of its month, or the only unpaid one; else the last one of each point, too."""
    named = turn.first("invoice_number")
    of_month = {option["value"] for option in _of_month(turn, [_option(invoice) for invoice in invoices])}
    chosen = [one for one in invoices if one["number"] == named] or [
        one for one in invoices if one["number"] in of_month
    ]
    unpaid = open_bills(invoices)
    last = list({invoice["service_point_id"]: invoice for invoice in reversed(invoices)}.values())
    shown = chosen or (unpaid if len(unpaid) == 1 else [*unpaid, *(one for one in last if one not in unpaid)])
    return [_option(invoice) for invoice in shown[:LISTED]]


def _option(invoice: Invoice) -> Option:
    return Option(
        value=invoice["number"],
        label=f"{invoice['number']} · {invoice['service_point_name']}",
        words=[invoice["commodity"]],
        amount=invoice["total"]["amount"],
        on=invoice["issued_on"],
        from_on=invoice["from_on"],
        to_on=invoice["to_on"],
    )


def _short(option: Option) -> Option:
    return Option(value=option["value"], label=option["label"], words=option.get("words", []))
