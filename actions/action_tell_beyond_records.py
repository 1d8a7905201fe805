"""What no record answers: what can be said of it, and who knows more."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._buttons import PAYMENT_PLAN, PERSON, PRICES, Button
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import IDENTIFY, back_to_form, leave_form
from actions._rerouting.beyond_records import topic_beyond
from actions._turn import Turn

DATA: Button = {
    "title_key": "button_data_copy",
    "intent": "request_my_data",
    "entities": {"step": "data", "answer": "copy", "matter": "request_my_data"},
}


class ActionTellBeyondRecords(CustomerAction):
    """Answers without a number; what is open stays open, unasked for now."""

    def name(self) -> str:
        """Follows a question about other people, data protection, a password, calls abroad and the like."""
        return "action_tell_beyond_records"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say what holds for everybody, and name the person who knows."""
        topic = topic_beyond(turn) or "not_sold"
        known = _backend.reaches(turn.level, "verified")
        dispatcher.utter_message(
            response="utter_beyond_records",
            topic=topic,
            known=known,
            contact=await contact(turn),
            buttons=_buttons(topic, known=known),
        )
        noted = SlotSet("misunderstandings", 0.0)
        if turn.form == IDENTIFY:
            return [noted, *back_to_form(dispatcher, turn, silent=True)]
        return [noted, *leave_form(), FollowupAction("action_listen")]


def _buttons(topic: str, *, known: bool) -> list[Button]:
    """What leads on from each."""
    if topic == "notice":
        return [*map(dict, PRICES)]
    if topic == "coverage":
        return [dict(PRICES[2]), dict(PRICES[3]), dict(PERSON)]
    if topic == "source":
        return [dict(DATA), dict(PERSON)]
    if topic == "hardship" and known:
        return [dict(PAYMENT_PLAN), dict(PERSON)]
    return [dict(PERSON)]
