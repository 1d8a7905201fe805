"""Sends goods back: finds them, checks the period, gives a number and the slip for the parcel."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import orders, returns
from actions._buttons import YES_NO
from actions._errand.drafts import Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import AskAgain, Stop
from actions._errand.steps import ChoiceStep, Problem, Step, Values
from actions._errand.topics import TopicStep
from actions._files import pdf
from actions._matters import ACTIONS, SURE
from actions._names import names
from actions._orders.orders import described_orders, meant_orders
from actions._rerouting.rerouted import elsewhere
from actions._turn import Turn
from actions._words.choices import Option, asks_about, mentioned
from actions._words.goods import KINDS, words_for
from actions._words.orders import leaves_out, left_out, sends_back
from actions._words.returns import CONDITIONS, NO_SERIAL, OFFERED, REASONS, SERIAL, SLIP, WANTED
from actions._words.spelling import fold
from actions._words.vocabulary import GOODS

LOOKED_AT = 8
"""How many of the newest orders of goods are looked through."""

DEFECTS = {"defective": "used", "damaged_in_transit": "damaged"}
"""Reasons that tell the condition."""

REPLACEABLE = ("defective", "damaged_in_transit", "wrong_item", "not_as_described")


class SerialStep(Step):
    """The number on the device; "none" when it has none."""

    def options(self, draft: Draft) -> list[Option]:
        """A button for who finds none."""
        return [Option(value="none", label="", title_key="button_no_serial")]

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """Letters with digits, or words for "there is none"."""
        if found := SERIAL.search(turn.text):
            return {self.name: found[0].upper()}
        return {self.name: "none"} if turn.intent == "deny" or NO_SERIAL.search(turn.text) else None


class ActionReturnGoods(ErrandAction):
    """Asks what, why and in which condition; for a defect also whether another device is wanted."""

    matter = "return_goods"
    covers = frozenset({"file_complaint", "place_order", "order_status", "cancel_order", "change_order"})
    steps = (
        ChoiceStep("goods", "utter_ask_return_goods", lambda draft: draft.known.get("goods", [])),
        TopicStep("reason", "utter_ask_return_reason", REASONS, offered=lambda _draft: OFFERED),
        TopicStep(
            "condition",
            "utter_ask_return_condition",
            CONDITIONS,
            offered=lambda _draft: ("unopened", "opened", "used", "damaged"),
            when=lambda draft: draft.values.get("reason") not in (None, *DEFECTS),
        ),
        TopicStep("wanted", "utter_ask_return_wanted", WANTED, when=lambda d: d.values.get("reason") in REPLACEABLE),
        SerialStep("serial", "utter_ask_return_serial", when=lambda draft: bool(_line(draft).get("asks_serial"))),
    )

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """What is still to be sent is left out of its order; an unsure question that names no goods begins nothing."""
        names_return = sends_back(turn.text) or GOODS.search(fold(turn.text)) is not None
        if turn.confidence < SURE and asks_about(turn.text) and not names_return:
            return elsewhere(turn) or [FollowupAction("action_admit_misunderstanding")]
        if turn.level != "verified" or not leaves_out(turn.text):
            return []
        dropped = replace(turn, text=left_out(turn.text), request_text=left_out(turn.text))
        every = await described_orders(turn)
        waiting = [one for one in every if one["can_change"] and one["kind"] in KINDS and len(one["lines"]) > 1]
        return [FollowupAction(ACTIONS["change_order"])] if meant_orders(dropped, waiting) else []

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find everything that can still come back, over all orders that arrived."""
        briefs, earlier = await asyncio.gather(orders.brief(), returns.every())
        arrived = [order for order in briefs if order["kind"] in KINDS and order["outcome"] == "done"][:LOOKED_AT]
        found = await asyncio.gather(*(returns.returnable(order["number"]) for order in arrived))
        kinds = {order["number"]: order["kind"] for order in arrived}
        lines = [
            _kept(order, line, kinds[order["order_number"]])
            for order in found
            for line in order["lines"]
            if line["quantity_left"] > 0
        ]
        goods = [
            Option(
                value=line["id"],
                label=f"{line['description']} · {line['order_number']}",
                words=words_for(line["description"]),
                on=line["delivered_on"],
            )
            for line in lines
        ]
        slips = [one for one in earlier if one["state"] == "slip_issued"]
        meant = _meant_slips(turn, slips, goods)
        if not lines or meant:
            await self._tell_earlier(dispatcher, turn, earlier, meant or slips)
            raise Stop
        draft.known["lines"] = {line["id"]: line for line in lines}
        draft.known["goods"] = goods

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Take what the message said beside the reason; say at once when the time to change one's mind is over.

        Only unopened goods may go beyond it.
        """
        for step in (one for one in self.steps if isinstance(one, TopicStep) and one.is_open(draft)):
            if topic := step.named(turn.request_text):
                draft.values[step.name] = topic
        if draft.values.get("reason") not in (None, *REPLACEABLE):
            draft.values.pop("wanted", None)
        if draft.values.get("reason") in DEFECTS:
            draft.values.pop("condition", None)
        reason, condition = draft.values.get("reason"), draft.values.get("condition")
        until = _line(draft).get("withdrawal_until_on")
        if reason is None or reason in REPLACEABLE or condition in (None, "unopened") or not _line(draft):
            return
        if until is None or date.fromisoformat(until) < turn.today:
            self._refuse(dispatcher, draft, "return_period_over", until)
            raise Stop

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Repeat what comes back, why, by when, and what there will be for it."""
        dispatcher.utter_message(
            response="utter_return_summary", buttons=list(YES_NO), **self._said(draft, turn.language), line=_line(draft)
        )

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Announce it, tell number and last day, and hand over the slip."""
        line, values = _line(draft), self.answers(draft)
        serial = line["serial_number"] or (None if values["serial"] == "none" else values["serial"])
        asked = {
            "position": line["position"],
            "serial_number": serial,
            "reason": values["reason"],
            "condition": values["condition"] or DEFECTS[values["reason"]],
        }
        try:
            opened = await returns.open_return(
                line["order_number"], asked, wanted=values["wanted"] or "refund", key=key
            )
        except _backend.RuleBroken as rule:
            if rule.details.get("problem") == "serial_mismatch":
                draft.known["lines"][line["id"]]["asks_serial"] = True
                raise AskAgain("serial", Problem("serial_mismatch")) from rule
            if rule.code not in ("return_period_over", "already_returned", "not_returnable"):
                raise
            self._refuse(dispatcher, draft, rule.code, rule.details.get("until_on"))
            raise Stop from rule
        slip = await _slip(opened["number"], turn.language)
        dispatcher.utter_message(
            response="utter_return_opened", opened=opened, has_slip=slip is not None, **self._said(draft, turn.language)
        )
        if slip is not None:
            dispatcher.utter_message(json_message={"attachment": slip})
        return []

    def _said(self, draft: Draft, language: str) -> dict[str, Any]:
        values, called = self.answers(draft), names("returns", language)
        told = values["condition"] or DEFECTS.get(values["reason"] or "")
        return {
            "what": _line(draft)["description"],
            "values": values,
            "reason_name": called[str(values["reason"])],
            "condition_name": called[told] if told else None,
        }

    @staticmethod
    def _refuse(dispatcher: CollectingDispatcher, draft: Draft, code: str, until: str | None) -> None:
        dispatcher.utter_message(response="utter_return_refused", code=code, until_on=until, line=_line(draft))

    @staticmethod
    async def _tell_earlier(
        dispatcher: CollectingDispatcher, turn: Turn, earlier: list[dict[str, Any]], slips: list[dict[str, Any]]
    ) -> None:
        """Nothing new can come back: tell what is on its way, with its slip."""
        slip = await _slip(slips[0]["number"], turn.language) if slips else None
        called = names("returns", turn.language)
        last = slips[0] if slips else next(iter(earlier), None)
        dispatcher.utter_message(
            response="utter_return_nothing",
            last=last,
            state_name=called[f"state_{last['state']}"] if last else None,
            has_slip=slip is not None,
        )
        if slip is not None:
            dispatcher.utter_message(json_message={"attachment": slip})


def _kept(order: dict[str, Any], line: dict[str, Any], kind: str) -> dict[str, Any]:
    """What the draft keeps of a line."""
    return {
        "id": f"{order['order_number']}/{line['position']}",
        "order_number": order["order_number"],
        "delivered_on": order["delivered_on"],
        "position": line["position"],
        "description": line["description"],
        "serial_number": line["serial_number"],
        "asks_serial": line["serial_number"] is None
        and kind in ("device", "replacement")
        and bool(words_for(line["description"])),
        "withdrawal_until_on": line["withdrawal_until_on"],
        "warranty_until_on": line["warranty_until_on"],
    }


def _line(draft: Draft) -> dict[str, Any]:
    found: dict[str, Any] = draft.known.get("lines", {}).get(draft.values.get("goods"), {})
    return found


def _meant_slips(turn: Turn, slips: list[dict[str, Any]], goods: list[Option]) -> list[dict[str, Any]]:
    """The returns on their way that are meant: the slip is asked for, or goods are named that come back already."""
    if SLIP.search(turn.request_text):
        return slips
    if mentioned(turn.request_text, goods):
        return []
    running = [Option(value=one["number"], label="", words=words_for(one["lines"][0]["description"])) for one in slips]
    named = {option["value"] for option in mentioned(turn.request_text, running)}
    return [one for one in slips if one["number"] in named]


async def _slip(number: str, language: str) -> dict[str, str] | None:
    """The slip as an attachment; None while it cannot be had."""
    try:
        content = await returns.slip(number)
    except _backend.BackendError:
        return None
    return pdf(content, names("returns", language)["slip_title"].format(number=number))
