"""Safety words and the emergency number, before anything else."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._contact import contact, help_without_records
from actions._customer_action import CustomerAction
from actions._forms import FILL, back_to_form, open_form
from actions._hazards import hazard
from actions._turn import Turn


class ActionReportEmergency(CustomerAction):
    """Answers even when no record can be reached, and keeps an open question quiet."""

    def name(self) -> str:
        """Runs for ``report_emergency``, also in the middle of a form."""
        return "action_report_emergency"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Give the words for the danger described, or short ones for all when it is not clear which."""
        reach = await contact(turn)
        dispatcher.utter_message(
            response="utter_emergency",
            hazard=hazard(turn.text, turn.first("commodity")),
            helpers=reach["emergency"] if reach else help_without_records(turn.language),
        )
        if turn.form == FILL:
            # whoever shall leave the house is asked nothing; the errand stays open
            return [SlotSet("misunderstandings", 0.0), *open_form(FILL, "answer"), FollowupAction("action_listen")]
        return [SlotSet("misunderstandings", 0.0), *back_to_form(dispatcher, turn, silent=True)]
