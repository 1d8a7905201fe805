"""A person: a promised call back for who is known, phone and hours for everybody else."""

import re
from datetime import timedelta
from typing import Any, cast

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._asking_back import ask_back
from actions._backend import tickets
from actions._buttons import PERSON
from actions._callback_times import wished_time, wishes_time
from actions._callbacks import change, never_asked, phone_named, promised_at, refuses_call, withdraw
from actions._contact import Contact, contact
from actions._customer_action import CustomerAction
from actions._forms import IDENTIFY, back_to_form, errand_or_customer, leave_form
from actions._matters import ACTIONS, SHORT
from actions._records import Ticket
from actions._rerouting.dangers import DANGER, of_danger
from actions._rerouting.rerouted import elsewhere
from actions._turn import Turn
from actions._words.calls import asks_number_to_call, asks_of_calls, calls_off, may_wish_call, wishes_call
from actions._words.choices import mentioned, tokens
from actions._words.people import asks_who_may_order, tells_of_death
from actions._words.retractions import changes_mind, gives_up
from actions._words.vocabulary import only_names_goods

OPENING_HOURS = "opening_hours"
"""Value of the entity ``matter`` in a question that wants the hours, not a call."""

_WHO_MAY = re.compile(
    r"\W*(?:(?:ok|okay|and|so|und|a|to|then|dann)\W+)*(?:who (?:can|may|could|is allowed to)"
    r"|wer (?:darf|kann)|kto (?:mo[zż]e|ma prawo))"
    r"(?:\W+(?:then|it|that|this|order|do|dann|das|denn|es|bestellen|to|wi[eę]c|zam[oó]wi[cć]|zrobi[cć]))*\W*",
    re.IGNORECASE,
)

REASON_WORDS = 6
"""A message of so many words tells more than the wish for a call; the person who calls reads it."""


class ActionRequestAgent(CustomerAction):
    """Opens a call back ticket with a time, unless one is open already."""

    def name(self) -> str:
        """Runs for ``human_handoff``."""
        return "action_request_agent"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Promise only what the backend has noted."""
        reach = await contact(turn)
        if served := await self._ahead(dispatcher, turn, reach):
            return served
        promised = await _promised_calls(turn)
        if refuses_call(turn.text) or never_asked(turn) or _thinks_better_of_it(turn):
            return await _call_off(dispatcher, turn, reach, promised)
        earlier, ticket = next(iter(promised or ()), None), None
        if not wishes_call(turn) and (earlier is None or asks_number_to_call(turn.text) or not may_wish_call(turn)):
            return _offer(dispatcher, turn, reach)
        if earlier is None and _backend.reaches(turn.level, "channel"):
            ticket = await _book(turn)
        if earlier is None and ticket is None:
            again = turn.slots.get("open_matter") == "human_handoff" and not _backend.reaches(turn.level, "channel")
            dispatcher.utter_message(response="utter_agent_by_phone", contact=reach, hours_asked=False, again=again)
            kept = [SlotSet("open_matter", "human_handoff"), SlotSet("last_matter", _about(turn))]
            return [*kept, *back_to_form(dispatcher, turn, silent=True)]
        await _promise(dispatcher, turn, reach, earlier=earlier, booked=ticket)
        # an errand that is open waits, quietly; by "never mind, call me back" it is left, which it says itself
        leaves = bool(turn.slots.get("draft")) and gives_up(turn.text)
        return [
            SlotSet("open_matter", None),
            SlotSet("last_matter", "human_handoff"),
            SlotSet("misunderstandings", 0.0),
            *leave_form(),
            errand_or_customer(leaves),
        ]

    @staticmethod
    async def _ahead(dispatcher: CollectingDispatcher, turn: Turn, reach: Contact | None) -> list[EventType]:
        """What needs no call: the numbers for a danger, the hours, who may order, another matter."""
        settled = [SlotSet("misunderstandings", 0.0), *back_to_form(dispatcher, turn, silent=True)]
        if turn.slots.get("last_matter") == DANGER and (asks_of_calls(turn) or of_danger(turn)):
            return [FollowupAction("action_report_emergency")]
        if turn.first("matter") == OPENING_HOURS:
            dispatcher.utter_message(response="utter_agent_by_phone", contact=reach, hours_asked=True, again=False)
            return settled
        if tells_of_death(turn.text):
            dispatcher.utter_message(response="utter_bereaved", contact=None, known=True, buttons=[])
        if await _tells_who_may(dispatcher, turn) or _asks_what_phone(dispatcher, turn):
            return settled
        if asks_who_may_order(turn.text):
            return [FollowupAction("action_show_data")]
        return [] if may_wish_call(turn) else _served_instead(turn)


def _served_instead(turn: Turn) -> list[EventType]:
    """What serves few words that only sound like a wish for a call: "and the studio?"."""
    is_short, options = len(tokens(turn.text)) <= SHORT, turn.slots.get("options") or []
    is_named = turn.first("place", "commodity", "period") is not None or bool(mentioned(turn.text, options))
    if is_short and is_named and turn.slots.get("last_matter") in ACTIONS and not turn.slots.get("draft"):
        return [FollowupAction("action_take_details")]
    return elsewhere(turn)


def _offer(dispatcher: CollectingDispatcher, turn: Turn, reach: Contact | None) -> list[EventType]:
    """Name the phone, and ask whether somebody shall call: neither a question nor a guess books one."""
    waits = bool(turn.slots.get("draft")) or turn.form == IDENTIFY
    is_known = _backend.reaches(turn.level, "channel")
    dispatcher.utter_message(
        response="utter_agent_offered",
        contact=reach,
        understood=may_wish_call(turn),
        known=is_known,
        asks=is_known and not waits,
        buttons=[PERSON] if is_known and not waits else [],
    )
    return [SlotSet("misunderstandings", 0.0), *back_to_form(dispatcher, turn, silent=True)]


def _asks_what_phone(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Ask what is meant by a bare "phone": to call with, to buy, or its number."""
    if turn.slots.get("draft") or not only_names_goods(turn.text) or refuses_call(turn.text):
        return False
    ask_back(dispatcher, turn, ["human_handoff", "place_order", "update_contact"])
    return True


async def _promised_calls(turn: Turn) -> list[Ticket] | None:
    """Find the calls that are already promised; None when that cannot be known."""
    if not _backend.reaches(turn.level, "channel"):
        return None
    try:
        noted = cast("list[Ticket]", await tickets.every())
    except _backend.BackendError:
        return None
    today = turn.today.isoformat()
    calls = (ticket for ticket in noted if ticket["kind"] == "callback" and ticket["state"] == "open")
    return [ticket for ticket in calls if ticket["promised_until"][:10] >= today]


async def _book(turn: Turn) -> Ticket | None:
    """Ask for the wished time; one too far ahead is left out."""
    wished = wished_time(turn)
    for number, after in enumerate((wished.isoformat(), None) if wished else (None,), start=1):
        key = _backend.key_of("callback", number)
        try:
            ticket = await tickets.ask_callback(_about(turn), text=_reason(turn), after=after, key=key)
        except _backend.RuleBroken:
            continue
        except (_backend.Refused, _backend.NotFound, _backend.BackendUnavailable):
            return None
        return cast("Ticket", ticket)
    return None


def _reason(turn: Turn) -> str | None:
    """The customer's words, when they tell why or name another number."""
    tells = len(turn.request_text.split()) >= REASON_WORDS or phone_named(turn) is not None
    return turn.request_text.strip() if tells else None


async def _tells_who_may(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Answer who may do what this person may not: a question is no wish for a call."""
    if not _WHO_MAY.fullmatch(turn.text) or not _backend.reaches(turn.level, "verified"):
        return False
    rights = cast("dict[str, Any] | None", (await _backend.customer()).get("rights"))
    if not rights or rights["orders"]:
        return False
    dispatcher.utter_message(response="utter_order_not_allowed", who_may=rights["who_may"])
    return True


async def _call_off(
    dispatcher: CollectingDispatcher, turn: Turn, reach: Contact | None, promised: list[Ticket] | None
) -> list[EventType]:
    """Give up the promised call, if there is one; while that is not known, say where it can be called off."""
    if promised is None:
        dispatcher.utter_message(response="utter_agent_by_phone", contact=reach, hours_asked=True, again=False)
    else:
        earlier, is_off = next(iter(promised), None), True
        if earlier is not None:
            try:
                await withdraw(turn, earlier)
            except _backend.BackendError:
                is_off = False
        dispatcher.utter_message(response="utter_callback_off", ticket=earlier, is_off=is_off, contact=reach)
    settled = [SlotSet("misunderstandings", 0.0), SlotSet("last_matter", None)]
    return [*settled, *back_to_form(dispatcher, turn, silent=True)]


def _thinks_better_of_it(turn: Turn) -> bool:
    """Tell whether a call that was just promised is given up: "doch nicht, lassen Sie's"."""
    gives_up = turn.intent == "cancel_dialogue" or changes_mind(turn.text) or calls_off(turn.text)
    return bool(turn.slots.get("last_matter") == "human_handoff" and gives_up)


async def _promise(
    dispatcher: CollectingDispatcher,
    turn: Turn,
    reach: Contact | None,
    *,
    earlier: Ticket | None,
    booked: Ticket | None,
) -> None:
    """Say when the call comes and to which number, and what became of a wish."""
    phones = await _phones(turn)
    changed = await change(turn, earlier) if earlier and not booked else None
    ticket = booked or (changed.ticket if changed else None)
    assert ticket is not None
    named, is_noted = phone_named(turn), changed.is_noted if changed else _reason(turn) is not None
    dispatcher.utter_message(
        response="utter_callback_promised",
        ticket=ticket,
        contact=reach,
        already=booked is None,
        wish=wishes_time(turn) or named is not None,
        other_phone=named if is_noted else None,
        moved=changed is not None and changed.is_moved,
        wish_noted=is_noted,
        **_wished(turn, ticket, earlier if booked is None else None),
        phone=phones[0] if phones else None,
        no_phone=phones == [] and named is None,
    )
    if booked:
        request = {"kind": "handoff", "reason": "customer_asked", "ticket_number": booked["number"]}
        dispatcher.utter_message(json_message={"request": request})


def _wished(turn: Turn, ticket: Ticket, earlier: Ticket | None) -> dict[str, object]:
    """Whether the promised hour is the wished one."""
    wished = wished_time(turn, promised_at(earlier) if earlier else None)
    if wished is None:
        return {"wished": None, "fits": True}
    promised = promised_at(ticket)
    same_day = promised.date() == wished.date()
    late = promised - wished >= timedelta(hours=1)
    return {"wished": wished.isoformat(), "fits": same_day and not (late and wished.hour)}


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
