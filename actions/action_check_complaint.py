"""How far complaints and other requests are."""

import re
from typing import Any

from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import tickets
from actions._buttons import MAX_BUTTONS
from actions._complaints import names_complaint, wants_to_add
from actions._errand.progress import Ended, ended_last, say_duration, say_state
from actions._errand.set_aside import is_named
from actions._matter_action import MatterAction
from actions._matters import ACTIONS, Details
from actions._names import names
from actions._turn import Turn

NUMBER = re.compile(r"(?<![\w-])T[- ]?(\d{6})(?!\d)", re.IGNORECASE)
LISTED = 5

COMPLAINT, OUTAGE = "file_complaint", "report_outage"

_UNTOLD: dict[str, Any] = {"outcome": None, "next_step": None, "next_on": None, "messages": [], "history": []}
"""What a mere address is not told of a ticket."""

ADDING = "add_to_ticket"
"""Step of the button that adds something to the ticket just told."""


def ticket_number(text: str) -> str | None:
    """Find the number of a ticket in a text."""
    found = NUMBER.search(text)
    return f"T-{found[1]}" if found else None


def is_late(ticket: dict[str, Any], turn: Turn) -> bool:
    """Tell whether the day by which it had to be answered is over."""
    due = ticket["answer_due_on"]
    return bool(due) and ticket["state"] not in ("closed", "answered") and due < turn.today.isoformat()


class ActionCheckComplaint(MatterAction):
    """Tells state, who is waited for, the deadline and what was said last; at level ``channel`` the state only."""

    matter = "complaint_status"
    level = "channel"

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """An addition has an errand of its own."""
        adds = turn.first("step") == ADDING or wants_to_add(turn.text)
        return [FollowupAction(ACTIONS["add_to_complaint"])] if adds else []

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Explain the ticket that was named or the only open one; of several tell each in a line."""
        every = await tickets.every()
        number = turn.first("answer") or ticket_number(turn.request_text)
        named = [ticket for ticket in every if ticket["number"] == number]
        if not every and number is None and (turn.slots.get("draft") or {}).get("matter") == COMPLAINT:
            say_state(dispatcher, turn, COMPLAINT, "open")
            return []
        ended = ended_last(turn)
        if not every and number is None and ended is not None and ended == Ended(OUTAGE, is_written=True):
            say_duration(dispatcher, turn, OUTAGE, "done")
            return []
        if not every or (number and not named):
            of_outage = is_named(OUTAGE, turn)
            dispatcher.utter_message(response="utter_no_tickets", number=number, of_outage=of_outage, callback=None)
            return []
        complaints = [ticket for ticket in every if ticket["kind"] != "callback"]
        if not (complaints or named) and names_complaint(turn.request_text):
            callback = next((ticket for ticket in every if ticket["state"] != "closed"), None)
            dispatcher.utter_message(response="utter_no_tickets", number=None, of_outage=False, callback=callback)
            return []
        complaints = complaints or every
        still_open = [ticket for ticket in complaints if ticket["state"] != "closed"]
        meant = named or still_open or complaints[:1]
        verified = _backend.reaches(turn.level, "verified")
        if len(meant) == 1:
            ticket = await tickets.one(meant[0]["number"]) if verified else {**_UNTOLD, **meant[0]}
            self._explain(dispatcher, turn, ticket, verified=verified)
        else:
            called = names("complaint_types", turn.language)
            dispatcher.utter_message(
                response="utter_ticket_list",
                tickets=[{**ticket, "about": _about(ticket, called)} for ticket in meant[:LISTED]],
                today=turn.today.isoformat(),
                verified=verified,
                buttons=[_button(ticket, _about(ticket, called)) for ticket in meant[:MAX_BUTTONS] if verified],
            )
        return []

    @staticmethod
    def _explain(dispatcher: CollectingDispatcher, turn: Turn, ticket: dict[str, Any], *, verified: bool) -> None:
        said = [message for message in ticket["messages"] if message["author_kind"] == "staff"]
        moves = [entry for entry in ticket["history"] if entry["event"] not in ("assign", "party", "message")]
        entities = {"step": ADDING, "answer": ticket["number"]}
        add = {"title_key": "button_add_to_ticket", "intent": "complaint_status", "entities": entities}
        dispatcher.utter_message(
            response="utter_ticket_status",
            ticket=ticket,
            is_late=is_late(ticket, turn),
            answer=said[-1] if said else None,
            history=moves[-LISTED:],
            verified=verified,
            buttons=[add] if verified and ticket["state"] != "closed" else [],
        )


def _about(ticket: dict[str, Any], called: dict[str, str]) -> str:
    return called[ticket.get("complaint_type") or ticket["kind"]]


def _button(ticket: dict[str, Any], about: str) -> dict[str, Any]:
    title = f"{ticket['number']} · {about}"
    return {"title": title, "intent": "complaint_status", "entities": {"answer": ticket["number"]}}
