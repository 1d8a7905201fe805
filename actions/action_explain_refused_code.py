"""Explains why a code was not taken, and what to do next."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._buttons import YES_NO
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._errand.drafts import CODE, Draft
from actions._forms import IDENTIFY, open_form
from actions._turn import Turn


class ActionExplainRefusedCode(CustomerAction):
    """Wrong: try again. Expired: a new one comes. Too many tries: start again, or phone."""

    def name(self) -> str:
        """Runs for the event ``code_refused``."""
        return "action_explain_refused_code"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say what happened; the gateway counts the tries."""
        reason = turn.event_value("reason")
        if reason == "wrong":
            dispatcher.utter_message(response="utter_code_wrong", tries_left=int(turn.event_value("tries_left") or 0))
            return [FollowupAction("action_listen")]
        draft = Draft.of(turn)
        if draft is not None and draft.asking == CODE:
            dispatcher.utter_message(response="utter_errand_code_void", reason=reason, buttons=list(YES_NO))
            return [FollowupAction("action_listen")]
        if reason == "expired" and (turn.slots.get("claimed_number") or turn.level == "channel"):
            dispatcher.utter_message(response="utter_code_expired")
            return [FollowupAction("action_request_identification")]
        dispatcher.utter_message(response="utter_code_refused_finally", contact=await contact(turn))
        return [
            SlotSet("claimed_number", None),
            SlotSet("claimed_second_id", None),
            *open_form(IDENTIFY, "claimed_number"),
            FollowupAction("action_listen"),
        ]
