"""Goes on with the open matter once the gateway has proven who the customer is."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._customer_action import CustomerAction
from actions._errand.drafts import Draft
from actions._forms import leave_form
from actions._matters import ACTIONS
from actions._turn import Turn

TOLD_IN_PART = frozenset({"switch_status", "order_status", "complaint_status"})
"""Matters that a mere address hears of in part; the code was given to hear the rest."""


class ActionResumeIdentified(CustomerAction):
    """Answers at once what was asked before, without asking again."""

    def name(self) -> str:
        """Runs for the event ``identity_changed``."""
        return "action_resume_identified"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Hand over to the open matter, or ask what it is about."""
        forget = [
            SlotSet("claimed_number", None),
            SlotSet("claimed_second_id", None),
            SlotSet("misunderstandings", 0.0),
        ]
        level = turn.event_value("level") or turn.level
        draft = Draft.of(turn)
        matter = turn.slots.get("open_matter") or (draft.matter if draft else None)
        if level not in _backend.LEVELS or not _backend.reaches(level, "channel"):
            dispatcher.utter_message(response="utter_signed_out")
            return [*forget, SlotSet("open_matter", None), *leave_form(), FollowupAction("action_listen")]
        if matter is None and _backend.reaches(level, "verified") and turn.slots.get("last_matter") in TOLD_IN_PART:
            matter = turn.slots["last_matter"]
        if matter in ACTIONS:
            dispatcher.utter_message(response="utter_identified")
            return [*forget, *leave_form(), FollowupAction(ACTIONS[matter])]
        dispatcher.utter_message(response="utter_identified_without_matter")
        return [*forget, *leave_form(), FollowupAction("action_listen")]
