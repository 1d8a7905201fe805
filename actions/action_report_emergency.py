"""Safety words and the emergency number, before anything else."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import back_to_form
from actions._turn import Turn

GENERAL_NUMBER = "112"
"""European emergency number, free of charge from every phone in the EU (Directive (EU) 2018/1972, Article 109)."""


class ActionReportEmergency(CustomerAction):
    """Answers even when no record can be reached, and keeps an open question quiet."""

    def name(self) -> str:
        """Runs for ``report_emergency``, also in the middle of a form."""
        return "action_report_emergency"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Give the words for gas or electricity, or both when it is not clear which."""
        commodity = turn.first("commodity")
        reach = await contact(turn.language)
        numbers = reach["emergency"] if reach else {}
        dispatcher.utter_message(
            response="utter_emergency",
            hazard=commodity if commodity in ("gas", "electricity") else "unknown",
            general=numbers.get("general", GENERAL_NUMBER),
            gas=numbers.get("gas"),
            electricity=numbers.get("electricity"),
        )
        return [SlotSet("misunderstandings", 0.0), *back_to_form(dispatcher, turn, silent=True)]
