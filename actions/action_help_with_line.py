"""A phone or card that is gone, blocked or worn out, data that are used up, a number that shall move: for a person."""

from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._bills.bills import is_positive
from actions._buttons import PERSON
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._errand.hearing import YES_BUT
from actions._errand.steps import opens_yes
from actions._forms import leave_form
from actions._turn import Turn
from actions._words.lines import (
    asks_for_card,
    asks_for_data,
    asks_for_puk,
    asks_to_move_number,
    tells_of_blocked_line,
    tells_of_lost_phone,
    tells_of_theft,
)


class ActionHelpWithLine(CustomerAction):
    """Leads to a person; an open errand stays as it is, unasked for now."""

    def name(self) -> str:
        """Follows a message that tells of a lost phone, asks for another card or data, or to take a number along."""
        return "action_help_with_line"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say what cannot be done here and how a person is reached; nothing is booked unasked."""
        about = _about(turn.text)
        offered = turn.slots.get("offered") or {}
        takes_call = offered.get("intent") == PERSON["intent"] and (opens_yes(turn.text) or YES_BUT.match(turn.text))
        dispatcher.utter_message(
            response="utter_line_help",
            about=about,
            overdue=await _overdue(turn) if tells_of_blocked_line(turn.text) else None,
            contact=await contact(turn),
            buttons=[] if takes_call else [PERSON],
        )
        if takes_call:
            return [SlotSet("misunderstandings", 0.0), FollowupAction("action_request_agent")]
        return [SlotSet("misunderstandings", 0.0), *leave_form(), FollowupAction("action_listen")]


def _about(text: str) -> str:
    if tells_of_lost_phone(text) or (tells_of_theft(text) and not asks_to_move_number(text)):
        return "lost"
    if asks_for_puk(text):
        return "puk"
    if asks_for_card(text):
        return "card"
    if asks_for_data(text):
        return "data"
    return "blocked" if tells_of_blocked_line(text) else "move"


async def _overdue(turn: Turn) -> dict[str, Any] | None:
    """What is overdue, zero too; nothing of somebody who is not known, or while the records cannot be reached."""
    if not _backend.reaches(turn.level, "verified"):
        return None
    try:
        account = (await _backend.statement())["account"]
    except _backend.BackendError:
        return None
    return {"amount": account["overdue"], "is_any": is_positive(account["overdue"])}
