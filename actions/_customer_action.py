"""What all actions that are no matter of records share: an answer even when the backend fails."""

from abc import ABC, abstractmethod

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import _backend
from actions._turn import Turn


class CustomerAction(Action, ABC):  # type: ignore[misc]
    """Reads the turn, responds, and says so when the backend cannot be reached or refuses."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Respond to the turn."""
        turn = Turn.of(tracker)
        try:
            return await self.respond(dispatcher, turn)
        except _backend.BackendUnavailable:
            dispatcher.utter_message(response="utter_backend_unavailable")
        except (_backend.NotFound, _backend.Refused):
            dispatcher.utter_message(response="utter_record_not_found")
        return [FollowupAction("action_listen")]

    @abstractmethod
    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say something and return the events."""
