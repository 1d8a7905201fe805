"""A person: a promised call back for who is known, phone and hours for everybody else."""

import re

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._contact import Contact, contact
from actions._customer_action import CustomerAction
from actions._forms import back_to_form, leave_form
from actions._records import Ticket
from actions._turn import Turn

OPENING_HOURS = "opening_hours"
"""Value of the entity ``matter`` in a question that wants the hours, not a call."""

_WISH = re.compile(
    r"\b(?:um|at|after|before|nach|vor|ab|o|po|przed|od)\s+\d{1,2}\b|\b\d{1,2}(?::\d\d|\s*(?:uhr|am|pm|o'clock))"
    r"|\b(?:tomorrow|morgen|übermorgen|vormittags?|nachmittags?|morning|afternoon|evening|abends?|jutro|pojutrze|rano"
    r"|wieczorem|popołudniu|południu)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|diens|donners|frei|sams|sonn)tags?\b|\bmittwochs?\b"
    r"|\b(?:poniedziałek|wtorek|środę|czwartek|piątek|sobotę|niedzielę)\b"
    r"|\b(?:ander\w*|neue\w*|other|another|different|new|inny|nowy)\s+(?:telefon|phone|numer|number|handy|nummer)",
    re.IGNORECASE,
)


class ActionRequestAgent(CustomerAction):
    """Opens a call back ticket with a time, unless one is open already."""

    def name(self) -> str:
        """Runs for ``human_handoff``."""
        return "action_request_agent"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Promise only what the backend has noted."""
        reach = await contact(turn)
        hours_asked = turn.first("matter") == OPENING_HOURS
        if hours_asked:
            dispatcher.utter_message(response="utter_agent_by_phone", contact=reach, hours_asked=True)
            return [SlotSet("misunderstandings", 0.0), *back_to_form(dispatcher, turn, silent=True)]
        earlier, ticket = await _noted(turn), None
        if earlier is None and _backend.reaches(turn.level, "channel"):
            ticket = await _book(turn)
        if earlier is None and ticket is None:
            dispatcher.utter_message(response="utter_agent_by_phone", contact=reach, hours_asked=False)
            kept = [SlotSet("open_matter", "human_handoff"), SlotSet("last_matter", _about(turn))]
            return [*kept, *back_to_form(dispatcher, turn, silent=True)]
        await _promise(dispatcher, turn, reach, earlier=earlier, booked=ticket)
        return [
            SlotSet("open_matter", None),
            SlotSet("last_matter", "human_handoff"),
            SlotSet("misunderstandings", 0.0),
            *leave_form(),
            FollowupAction("action_listen"),
        ]


def wishes_time(turn: Turn) -> bool:
    """Tell whether a message names a time or a number for the call."""
    return bool(turn.first("phone") or _WISH.search(turn.text))


async def _noted(turn: Turn) -> Ticket | None:
    """Find the call that is already promised."""
    if not _backend.reaches(turn.level, "verified"):
        return None
    try:
        tickets = await _backend.tickets()
    except _backend.BackendError:
        return None
    today = turn.today.isoformat()
    calls = (ticket for ticket in tickets if ticket["kind"] == "callback" and ticket["state"] == "open")
    return next((ticket for ticket in calls if ticket["promised_until"][:10] >= today), None)


async def _book(turn: Turn) -> Ticket | None:
    try:
        return await _backend.open_callback(_about(turn))
    except (_backend.Refused, _backend.NotFound, _backend.BackendUnavailable):
        return None


async def _promise(
    dispatcher: CollectingDispatcher,
    turn: Turn,
    reach: Contact | None,
    *,
    earlier: Ticket | None,
    booked: Ticket | None,
) -> None:
    """Say when the call comes and to which number; a wish for another time is not noted, and that is said."""
    phones = await _phones(turn)
    dispatcher.utter_message(
        response="utter_callback_promised",
        ticket=booked or earlier,
        contact=reach,
        already=booked is None,
        wish=wishes_time(turn),
        phone=phones[0] if phones else None,
        no_phone=phones == [],
    )
    if booked:
        request = {"kind": "handoff", "reason": "customer_asked", "ticket_number": booked["number"]}
        dispatcher.utter_message(json_message={"request": request})


async def _phones(turn: Turn) -> list[str] | None:
    """Return the customer's phone numbers, masked, the confirmed ones first; None when they may not be looked up."""
    if not _backend.reaches(turn.level, "verified"):
        return None
    try:
        addresses = (await _backend.customer())["addresses"]
    except _backend.BackendError:
        return None
    phones = [address for address in addresses if address["kind"] == "phone"]
    return [address["masked"] for address in sorted(phones, key=lambda address: not address["confirmed"])]


def _about(turn: Turn) -> str | None:
    """Tell the agent which matter the customer was at."""
    matters = (turn.slots.get("open_matter"), turn.slots.get("last_matter"))
    return next((matter for matter in matters if matter and matter != "human_handoff"), None)
