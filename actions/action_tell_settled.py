"""What became of the errand that ended last: "did it go through?"."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._customer_action import CustomerAction
from actions._errand.progress import ended_last, say_duration, say_state
from actions._forms import leave_form
from actions._matters import ACTIONS
from actions._turn import Turn
from actions._words.how_long import asks_how_long
from actions._words.outages import asks_when_back

ORDERS = "order_status"

SHOWN_BY = {
    "cancel_contract": "contract_expiry",
    "renew_contract": "contract_expiry",
    "place_order": ORDERS,
    "change_order": ORDERS,
    "return_goods": ORDERS,
    "report_move": ORDERS,
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
        """Done or not; what was written is shown as it stands now, of an order nothing else: booked is not sent."""
        ended = ended_last(turn)
        shown_by = SHOWN_BY.get(ended.matter) if ended and ended.is_written else None
        if ended and ended.is_written and ended.matter == "report_outage" and _asks_end(turn.text):
            say_duration(dispatcher, turn, ended.matter, "done")
            return [SlotSet("misunderstandings", 0.0), *leave_form(), FollowupAction("action_listen")]
        if ended and ended.unconfirmed:
            dispatcher.utter_message(response="utter_contact_waits_for_code", masked=ended.unconfirmed)
            return [SlotSet("misunderstandings", 0.0), *leave_form(), FollowupAction("action_listen")]
        if ended and shown_by != ORDERS:
            say_state(dispatcher, turn, ended.matter, "done" if ended.is_written else "dropped")
        following = ACTIONS[shown_by] if shown_by else "action_listen"
        return [
            SlotSet("settled", None),
            SlotSet("misunderstandings", 0.0),
            *leave_form(),
            FollowupAction(following),
        ]


def _asks_end(text: str) -> bool:
    return asks_how_long(text) or asks_when_back(text)
