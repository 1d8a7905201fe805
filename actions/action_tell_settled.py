"""What became of the errand that ended last: "did it go through?"."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._customer_action import CustomerAction
from actions._forms import leave_form
from actions._matters import ACTIONS
from actions._names import names
from actions._turn import Turn

SHOWN_BY = {
    "cancel_contract": "contract_expiry",
    "renew_contract": "contract_expiry",
    "place_order": "order_status",
    "change_order": "order_status",
    "return_goods": "order_status",
    "report_move": "order_status",
    "file_complaint": "complaint_status",
    "add_to_complaint": "complaint_status",
    "decide_switch": "switch_status",
}
"""The matter whose answer shows the record that an errand wrote."""


class ActionTellSettled(CustomerAction):
    """Says whether it was done, and shows the record."""

    def name(self) -> str:
        """Follows a question for the errand that ended last."""
        return "action_tell_settled"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Done or not; what was written is shown as it stands now."""
        settled = turn.slots.get("settled") or {}
        matter, is_written = str(settled.get("matter")), bool(settled.get("is_written"))
        dispatcher.utter_message(
            response="utter_errand_state",
            matter_name=names("matters", turn.language).get(matter, ""),
            state="done" if is_written else "dropped",
        )
        following = ACTIONS[SHOWN_BY[matter]] if is_written and matter in SHOWN_BY else "action_listen"
        return [
            SlotSet("settled", None),
            SlotSet("misunderstandings", 0.0),
            *leave_form(),
            FollowupAction(following),
        ]
