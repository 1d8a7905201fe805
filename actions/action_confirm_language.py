"""Confirms the language in the language."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._customer_action import CustomerAction
from actions._forms import back_to_form
from actions._matters import ACTIONS, second_matter
from actions._turn import Turn


class ActionConfirmLanguage(CustomerAction):
    """Follows ``action_change_language``: only now the language is set."""

    def name(self) -> str:
        """Runs as a follow-up."""
        return "action_confirm_language"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Confirm, then answer what was asked beside it, or return to an open question."""
        dispatcher.utter_message(response="utter_language_changed")
        also, draft = second_matter(turn), turn.slots.get("draft") or {}
        if also is not None and also != draft.get("matter"):
            return [SlotSet("misunderstandings", 0.0), FollowupAction(ACTIONS[also])]
        return [SlotSet("misunderstandings", 0.0), *back_to_form(dispatcher, turn)]
