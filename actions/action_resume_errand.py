"""Goes back to an errand after something else came between."""

from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions._customer_action import CustomerAction
from actions._errand.drafts import Draft
from actions._errand.errand_action import ERRANDS
from actions._forms import leave_form
from actions._turn import Turn


class ActionResumeErrand(CustomerAction):
    """Asks the open question again."""

    def name(self) -> str:
        """Follows a side question, and an errand that another one was set aside for."""
        return "action_resume_errand"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Hand over to the errand that is open."""
        draft = Draft.of(turn)
        if draft is None or draft.matter not in ERRANDS:
            return [*leave_form(), FollowupAction("action_listen")]
        return await ERRANDS[draft.matter]().resume(dispatcher, turn, draft)
