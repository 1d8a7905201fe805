"""The first turn on another channel: says that the conversation goes on there, and asks again what was open."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._customer_action import CustomerAction
from actions._errand.drafts import Draft
from actions._errand.errand_action import ERRANDS
from actions._forms import CHOOSE, IDENTIFY, ask_which, back_to_form, leave_form
from actions._matters import ACTIONS
from actions._turn import Turn


class ActionContinueConversation(CustomerAction):
    """Takes nothing along but the state: who it is must be proven anew, and a code is asked for anew."""

    def name(self) -> str:
        """Runs for the event ``conversation_continued``."""
        return "action_continue_conversation"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Greet, and hand over to whatever waits for an answer."""
        matter, asks_which = _open_matter(turn), _asks_which(turn)
        is_open = matter is not None or asks_which or turn.form == IDENTIFY
        dispatcher.utter_message(response="utter_continued", came_from=turn.event_value("from"), is_open=is_open)
        calm = SlotSet("misunderstandings", 0.0)
        if asks_which:
            return [calm, *await ask_which(dispatcher, turn, str(turn.slots["last_matter"]))]
        if not _backend.reaches(turn.level, "verified"):
            if turn.form == IDENTIFY:
                return [calm, *back_to_form(dispatcher, turn)]
            if turn.slots.get("claimed_number"):
                return [calm, *leave_form(), FollowupAction("action_request_identification")]
        following = "action_listen" if matter is None else ACTIONS[matter]
        return [calm, *leave_form(), FollowupAction(following)]


def _open_matter(turn: Turn) -> str | None:
    """The errand that has a question open, else the matter that waits for a proof or for the records."""
    draft = Draft.of(turn)
    if draft is not None and draft.matter in ERRANDS:
        return draft.matter
    matter = turn.slots.get("open_matter")
    return matter if matter in ACTIONS else None


def _asks_which(turn: Turn) -> bool:
    """Tell whether one of several things is to be chosen, and may be shown here."""
    shown = _backend.reaches(turn.level, "verified") and turn.slots.get("last_matter") in ACTIONS
    return bool(turn.form == CHOOSE and turn.slots.get("options") and shown)
