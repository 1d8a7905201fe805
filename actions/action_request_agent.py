"""A person: a promised call back for who is known, phone and hours for everybody else."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import back_to_form, leave_form
from actions._turn import Turn


class ActionRequestAgent(CustomerAction):
    """Opens a call back ticket with a time."""

    def name(self) -> str:
        """Runs for ``human_handoff``."""
        return "action_request_agent"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Promise only what the backend has noted."""
        reach = await contact(turn)
        ticket = None
        if _backend.reaches(turn.level, "channel"):
            try:
                ticket = await _backend.open_callback(_about(turn))
            except (_backend.Refused, _backend.NotFound, _backend.BackendUnavailable):
                ticket = None
        if ticket is None:
            dispatcher.utter_message(response="utter_agent_by_phone", contact=reach)
            kept = [SlotSet("open_matter", "human_handoff"), SlotSet("last_matter", _about(turn))]
            return [*kept, *back_to_form(dispatcher, turn, silent=True)]
        dispatcher.utter_message(response="utter_callback_promised", ticket=ticket, contact=reach)
        request = {"kind": "handoff", "reason": "customer_asked", "ticket_number": ticket["number"]}
        dispatcher.utter_message(json_message={"request": request})
        return [
            SlotSet("open_matter", None),
            SlotSet("misunderstandings", 0.0),
            *leave_form(),
            FollowupAction("action_listen"),
        ]


def _about(turn: Turn) -> str | None:
    """Tell the agent which matter the customer was at."""
    matters = (turn.slots.get("open_matter"), turn.slots.get("last_matter"))
    return next((matter for matter in matters if matter and matter != "human_handoff"), None)
