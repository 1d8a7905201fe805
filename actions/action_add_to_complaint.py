"""Adds the customer's words to a ticket."""

import re
from typing import ClassVar

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import tickets
from actions._buttons import YES_NO
from actions._complaints import tells_more, withdraws_complaint
from actions._errand.drafts import Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import Stop
from actions._errand.steps import ChoiceStep, TextStep, Values
from actions._names import names
from actions._turn import Turn
from actions._words.choices import Option
from actions.action_check_complaint import is_late, ticket_number

_SAID = re.compile(r"(?::|\b(?:that|dass|że|ze)\b)\s*(\S.*)", re.IGNORECASE | re.DOTALL)


class ActionAddToComplaint(ErrandAction):
    """Asks which ticket and which words, as far as they are open."""

    matter: ClassVar[str] = "add_to_complaint"
    level = "channel"
    steps = (
        ChoiceStep("ticket", "utter_ask_ticket", lambda draft: draft.known.get("tickets", [])),
        TextStep("words", "utter_ask_ticket_words"),
    )

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find the tickets that are not closed, the one that was named, and the words if they were said."""
        every = [ticket for ticket in await tickets.every() if ticket["kind"] != "callback"]
        found = [ticket for ticket in every if ticket["state"] != "closed"]
        if not found:
            dispatcher.utter_message(response="utter_no_tickets", number=None, of_outage=False, callback=None)
            raise Stop
        called = names("complaint_types", turn.language)
        draft.known["tickets"] = [
            Option(value=one["number"], label=f"{one['number']} · {called[one['complaint_type'] or one['kind']]}")
            for one in found
        ]
        number = turn.first("answer") or ticket_number(turn.request_text)
        if any(ticket["number"] == number for ticket in found):
            draft.values["ticket"] = number
        draft.values |= _words_said(turn)
        if withdraws_complaint(turn.request_text):
            dispatcher.utter_message(response="utter_complaint_withdrawal")

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Repeat the words and the ticket."""
        dispatcher.utter_message(
            response="utter_ticket_words_summary", buttons=list(YES_NO), values=self.answers(draft)
        )

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Add them; a ticket that was closed too long ago takes none."""
        try:
            ticket = await tickets.add(draft.values["ticket"], draft.values["words"], key=key)
        except _backend.RuleBroken as rule:
            if rule.code != "ticket_too_old":
                raise
            dispatcher.utter_message(response="utter_ticket_too_old", number=draft.values["ticket"])
            raise Stop from rule
        dispatcher.utter_message(response="utter_ticket_words_added", ticket=ticket, is_late=is_late(ticket, turn))
        return []


def _words_said(turn: Turn) -> Values:
    """The words behind a colon or a "that"; that it is withdrawn, or what goes on, as it was said."""
    if withdraws_complaint(turn.request_text) or tells_more(turn.request_text):
        return {"words": turn.request_text.strip()}
    found = _SAID.search(turn.request_text)
    return {"words": found[1].strip()} if found and len(found[1].split()) > 1 else {}
