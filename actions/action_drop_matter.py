"""Never mind."""

import re

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._errand import set_aside
from actions._errand.progress import remember_end
from actions._forms import errand_or_customer, leave_form
from actions._matters import ACTIONS, DETAILS
from actions._rerouting.rerouted import elsewhere
from actions._taking import take_told
from actions._turn import Turn

CHAT_REQUESTS = ("sign_out", "other_person")
"""Values of the entity ``matter`` that ask for the end of the sign-in, not of a question."""

STOP = re.compile(r"\W*stopp?\W*", re.IGNORECASE)
"""The word that ends advertising by text message; while something is open it means that."""

_SUPPLY = re.compile(
    r"vertr[aä]g|\babo\b|bestell|auftrag|wechsel|liefer|k[uü]ndig|tarif|contract|switch|order\b|supply|supplier|tariff"
    r"|umow|zmian|zam[oó]wien|dostaw|sprzedawc|taryf",
    re.IGNORECASE,
)
"""Who names one of these may believe that it was cancelled just now."""


class ActionDropMatter(CustomerAction):
    """Forgets the open matter and its details; who the customer is stays known."""

    def name(self) -> str:
        """Runs for ``cancel_dialogue``."""
        return "action_drop_matter"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Close every open question; "no, the other one" closes none, and no contract is cancelled here."""
        if turn.first("ordinal") == "other" and turn.slots.get("options") and turn.slots.get("last_matter") in ACTIONS:
            return [FollowupAction("action_take_details")]
        if taken := elsewhere(turn) or take_told(turn):
            return taken
        if STOP.fullmatch(turn.text) and not turn.slots.get("draft") and not turn.slots.get("open_matter"):
            return [FollowupAction(ACTIONS["stop_notifications"])]
        asked, dropped = turn.first("matter"), set_aside.meant_to_drop(turn)
        kind = asked if asked in CHAT_REQUESTS else _dropped(turn)
        reach = await contact(turn) if kind == "supply" else None
        undone = set_aside.say_stays(dispatcher, dropped)
        if undone or not dropped:
            called = set_aside.called(turn, [one["matter"] for one in undone])
            dispatcher.utter_message(response="utter_matter_dropped", kind=kind, contact=reach, matter_names=called)
        left = [one for one in set_aside.open_errands(turn) if one not in dropped]
        cleared = (
            "open_matter",
            "also_asked",
            "last_matter",
            "options",
            "claimed_number",
            "claimed_second_id",
            *DETAILS,
        )
        return [
            *(SlotSet(name, None) for name in cleared),
            SlotSet("draft", left[0] if left else None),
            SlotSet("set_aside", left[:0:-1] or None),
            *(remember_end(one["matter"], is_written=one not in undone) for one in dropped[:1]),
            SlotSet("misunderstandings", 0.0),
            *leave_form(),
            errand_or_customer(bool(left)),
        ]


def _dropped(turn: Turn) -> str:
    if turn.slots.get("draft"):
        return "errand"
    return "supply" if _SUPPLY.search(turn.text) else "question"
