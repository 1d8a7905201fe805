"""Safety words and the emergency number, before anything else."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._contact import contact, help_without_records
from actions._customer_action import CustomerAction
from actions._forms import FILL, back_to_form, open_form
from actions._matters import ACTIONS
from actions._turn import Turn
from actions._words.hazards import hazard, is_over, only_goes_on

EMERGENCY = "report_emergency"


class ActionReportEmergency(CustomerAction):
    """Answers even when no record can be reached, and keeps an open question quiet."""

    def name(self) -> str:
        """Runs for ``report_emergency``, also in the middle of a form."""
        return "action_report_emergency"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Give the words for the danger described, or short ones for all when it is not clear which."""
        if only_goes_on(turn.text) and turn.slots.get("last_matter") in ACTIONS:
            return [FollowupAction("action_take_details")]
        again = turn.intent != EMERGENCY
        reach = await contact(turn)
        if again and is_over(turn.text):
            dispatcher.utter_message(response="utter_emergency_over")
            return [SlotSet("misunderstandings", 0.0), SlotSet("last_matter", None), *back_to_form(dispatcher, turn)]
        dispatcher.utter_message(
            response="utter_emergency",
            again=again,
            hazard=_hazard(turn),
            helpers=reach["emergency"] if reach else help_without_records(turn.language),
        )
        told = [SlotSet("misunderstandings", 0.0), SlotSet("last_matter", EMERGENCY)]
        if turn.form == FILL:
            # whoever shall leave the house is asked nothing; the errand stays open
            return [*told, *open_form(FILL, "answer"), FollowupAction("action_listen")]
        return [*told, *back_to_form(dispatcher, turn, silent=True)]


def _hazard(turn: Turn) -> str:
    """The danger that is described, or that was before "and whom do I call?"."""
    named = turn.first("commodity")
    return hazard(turn.text if turn.intent == EMERGENCY else turn.danger_told or turn.said_before, named)
