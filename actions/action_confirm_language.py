"""Confirms the language in the language."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._customer_action import CustomerAction
from actions._forms import IDENTIFY, back_to_form, claim_in, take_claim
from actions._matters import ACTIONS, second_matter
from actions._turn import Turn


class ActionConfirmLanguage(CustomerAction):
    """Follows ``action_change_language``: only now the language is set."""

    def name(self) -> str:
        """Runs as a follow-up."""
        return "action_confirm_language"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Confirm, then take the number or the question beside it, or return to an open question."""
        dispatcher.utter_message(response="utter_language_changed")
        claim = claim_in(turn) if turn.form == IDENTIFY else None
        if claim is not None:
            return [SlotSet("misunderstandings", 0.0), *take_claim(dispatcher, claim)]
        also, draft = second_matter(turn), turn.slots.get("draft") or {}
        if also is not None and also != draft.get("matter"):
            return [SlotSet("misunderstandings", 0.0), FollowupAction(ACTIONS[also])]
        return [SlotSet("misunderstandings", 0.0), *back_to_form(dispatcher, turn)]
