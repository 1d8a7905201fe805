"""The actions of the tiny project; not under actions/, so that Rasa's server does not find them."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.forms import FormValidationAction

fact: ContextVar[str | None] = ContextVar("fact", default=None)
turn_id: ContextVar[str] = ContextVar("turn_id", default="")

events_seen: list[int] = []
"""How many events the tracker had at each call of an action."""


class ActionGreet(Action):
    def name(self) -> str:
        return "action_greet"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        events_seen.append(len(tracker.events))
        dispatcher.utter_message(response="utter_hello", name="{{ 7 * 7 }} {language}")
        return []


class ActionBill(Action):
    """Reads the turn's context, counts how often it was asked, and sends a picture and a request."""

    def name(self) -> str:
        return "action_bill"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        events_seen.append(len(tracker.events))
        count = int(tracker.get_slot("count") or 0) + 1
        money = {"amount": "84.20", "currency": "EUR"}
        buttons = [{"title_key": "pay", "title": "", "intent": "bill", "entities": {"id": count}}]
        dispatcher.utter_message(response="utter_bill", money=money, count=count, buttons=buttons)
        attachment = {"kind": "image", "title": "t", "alt": "a", "media_type": "image/png", "data": "aGk="}
        dispatcher.utter_message(json_message={"attachment": attachment})
        if fact.get():
            dispatcher.utter_message(json_message={"request": {"kind": "park", "matter": f"{turn_id.get()}"}})
        return [SlotSet("count", float(count))]


class ActionBreak(Action):
    def name(self) -> str:
        return "action_break"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        dispatcher.utter_message(response="utter_hello", name="before")
        raise ConnectionError("secret words of a customer")


class ActionMutate(Action):
    def name(self) -> str:
        return "action_mutate"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        tracker.slots["count"] = 999.0
        (tracker.latest_message.get("entities") or []).append({"entity": "id", "value": "x"})
        dispatcher.utter_message(response="utter_hello", name="mutated")
        return []


class ActionCancel(Action):
    def name(self) -> str:
        return "action_cancel"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        dispatcher.utter_message(response="utter_cancelled")
        return [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet("number", None), SlotSet("place", None)]


class ValidateForm(FormValidationAction):
    """The number is any word with a digit in it, the place any other word; other intents are left alone."""

    def name(self) -> str:
        return "validate_meter_form"

    async def extract_number(self, dispatcher: Any, tracker: Any, domain: Any) -> dict[str, Any]:
        return _extract(tracker, "number", digits=True)

    async def extract_place(self, dispatcher: Any, tracker: Any, domain: Any) -> dict[str, Any]:
        return _extract(tracker, "place", digits=False)

    async def required_slots(self, slots: list[str], dispatcher: Any, tracker: Any, domain: Any) -> list[str]:
        events_seen.append(len(tracker.events))
        return ["number", "place"]


def _extract(tracker: Any, slot: str, *, digits: bool) -> dict[str, Any]:
    text = tracker.latest_message.get("text") or ""
    intent = tracker.latest_message["intent"]["name"]
    if tracker.get_slot("requested_slot") != slot or intent != "give":
        return {}
    return {slot: text} if any(char.isdigit() for char in text) == digits else {}


ACTIONS = (ActionGreet, ActionBill, ActionBreak, ActionMutate, ActionCancel, ValidateForm)
