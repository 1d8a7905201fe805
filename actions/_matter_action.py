"""What all actions that answer a matter share: who asks, what it is about, and what comes after."""

from abc import ABC, abstractmethod
from typing import ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import _backend
from actions._forms import ask_who, leave_form, say_files_later
from actions._matters import (
    ACTIONS,
    ALSO,
    DETAILS,
    SEPARATOR,
    SURE,
    Details,
    details_for,
    go_on,
    other_matters,
    refines,
    waits_its_turn,
)
from actions._rerouting.rerouted import elsewhere
from actions._turn import Turn
from actions._words.retractions import changes_mind


class ServingAction(Action, ABC):  # type: ignore[misc]
    """Serves one matter, or hands a message on that only sounds like it."""

    matter: ClassVar[str]
    level: ClassVar[str] = "verified"

    def name(self) -> str:
        """The action that serves the matter."""
        return ACTIONS[self.matter]

    @abstractmethod
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Serve the message, first of all by ``rerouted``."""

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The events that serve a message which only this matter is taken for; nothing when it goes here."""
        return []

    async def rerouted(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The events that serve a message of this matter's intent elsewhere; nothing when it goes here."""
        if turn.intent != self.matter or waits_its_turn(turn, self.matter):
            return []
        served = await self.instead(dispatcher, turn)
        if not served:
            served = elsewhere(turn) or self._thinks_better(turn)
            served = [*self._also_asked(turn, served), *served]
        return [] if served == [FollowupAction(self.name())] else served

    @staticmethod
    def _also_asked(turn: Turn, served: list[EventType]) -> list[EventType]:
        """What else the message asks for, where it is served by one of its several matters; the rest follows."""
        others = other_matters(turn)
        following = next(
            (name for name, action in ACTIONS.items() if served and action == served[-1].get("name")), None
        )
        is_one = following in others or (others and dict(turn.ranking).get(following or "", 0.0) >= ALSO)
        rest = [name for name in (turn.intent, *others) if name != following]
        return [SlotSet("also_asked", SEPARATOR.join(rest))] if is_one and turn.intent != following else []

    @staticmethod
    def _thinks_better(turn: Turn) -> list[EventType]:
        """Nothing is begun by words that only take something back: "no, I'd rather not" is no wish to cancel."""
        is_unsure = turn.confidence < SURE and not turn.slots.get("draft")
        is_about_order = turn.slots.get("last_matter") == "order_status"
        return (
            [FollowupAction("action_drop_matter")]
            if is_unsure and not is_about_order and changes_mind(turn.text)
            else []
        )


class MatterAction(ServingAction):
    """Answers one matter from the customer's records.

    Asks who the customer is when the level does not suffice, and tells the truth when the backend fails; a subclass
    only fetches, chooses the words and says them.
    """

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Answer, or say what stands in the way."""
        turn = Turn.of(tracker)
        if served := await self.rerouted(dispatcher, turn):
            return served
        if turn.intent == self.matter != turn.slots.get("last_matter") and refines(turn):
            return [FollowupAction("action_take_details")]
        details = details_for(self.matter, turn)
        if turn.intent == self.matter and not waits_its_turn(turn, self.matter):
            turn.slots["also_asked"] = SEPARATOR.join(other_matters(turn)) or None
        kept = SlotSet("also_asked", turn.slots.get("also_asked"))
        try:
            if not _backend.reaches(turn.level, self.level):
                return [kept, *await self._ask_who(dispatcher, turn, details)]
            events = await self.answer(dispatcher, turn, details)
        except _backend.Refused:
            return [kept, *await self._ask_who(dispatcher, turn, details)]
        except _backend.RuleBroken as rule:
            say_broken(dispatcher, self.matter, rule)
            events = []
        except _backend.NotFound:
            dispatcher.utter_message(response="utter_record_not_found")
            events = []
        except _backend.BackendUnavailable:
            return park(dispatcher, turn, self.matter, details)
        following = go_on(turn, self.matter, bool(turn.slots.get("draft")))
        return [*answered(self.matter, details), *events, *following]

    async def _ask_who(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        say_files_later(dispatcher, turn)
        return await ask_who(dispatcher, turn, self.matter, details)

    @abstractmethod
    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Say the answer; change ``details`` to what it was about in the end.

        Returns:
            Events beyond those of every answered matter, such as an open choice.
        """


def say_broken(dispatcher: CollectingDispatcher, matter: str, rule: _backend.RuleBroken) -> None:
    """Say which rule stands in the way, or that this person may not."""
    response = "utter_not_allowed" if rule.code in _backend.NOT_ALLOWED else "utter_errand_refused"
    dispatcher.utter_message(response=response, matter=matter, code=rule.code, details=dict(rule.details))


def answered(matter: str, details: Details) -> list[EventType]:
    """Close the matter: it becomes the last one, and its details stay for a refinement."""
    return [
        SlotSet("open_matter", None),
        SlotSet("also_asked", None),
        SlotSet("last_matter", matter),
        SlotSet("settled", None),
        SlotSet("misunderstandings", 0.0),
        *(SlotSet(name, details[name]) for name in DETAILS),
        *leave_form(),
    ]


def park(
    dispatcher: CollectingDispatcher, turn: Turn, matter: str, details: Details, is_agreed: bool = False
) -> list[EventType]:
    """Say that the records cannot be reached, and ask the gateway to come back to the matter.

    Args:
        dispatcher: Takes the words.
        turn: The message; an attempt of the gateway's own says nothing again.
        matter: What is parked.
        details: What it is about.
        is_agreed: The customer's yes is noted, and what it was for will be done without another question.
    """
    if turn.intent != "parked_due":
        dispatcher.utter_message(response="utter_errand_parked" if is_agreed else "utter_backend_unavailable")
    dispatcher.utter_message(json_message={"request": {"kind": "park", "matter": matter}})
    return [
        SlotSet("open_matter", matter),
        *(SlotSet(name, details[name]) for name in DETAILS),
        ActiveLoop(None),
        SlotSet("requested_slot", None),
        FollowupAction("action_listen"),
    ]
