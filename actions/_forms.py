"""The questions that stay open over turns: who the customer is, which of several things is meant, and an errand's."""

import re
from dataclasses import replace
from typing import Any, NamedTuple

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._buttons import buttons_for
from actions._contact import contact
from actions._turn import Turn
from actions._words.calls import may_wish_call
from actions._words.choices import Option
from actions._words.hazards import only_goes_on
from actions._words.retractions import changes_mind, gives_up, is_puzzled

IDENTIFY = "identify_form"
CHOOSE = "choose_form"
FILL = "errand_form"

REQUESTED_SLOT = "requested_slot"
"""Rasa's slot for what a form waits for."""

ANSWERS = frozenset({"give_details", "choose", "affirm", "deny", "nlu_fallback", "out_of_scope"})
"""Intents that can be an answer to an open question; every other one is a matter of its own."""

URGENT = frozenset({"report_emergency", "cancel_dialogue", "human_handoff", "change_language"})
"""Intents that are served whatever else the message holds."""

SURE_TO_LEAVE = 0.6
"""Confidence from which a message that does not say so ends what is open."""


_POLISH_YES = re.compile(r"\W*(?:(?:no|a)\W+)?(?:ta+|tia|nom|yhy+|mhm+)\W*", re.IGNORECASE)
"""Everyday words for a yes; the first sounds like thanks."""


class Claim(NamedTuple):
    """Who the customer says to be; proves nothing.

    ``missing_second`` tells that an application number came without the personal or tax id that belongs to it.
    """

    number: str
    second_id: str | None
    missing_second: bool


def claim_in(turn: Turn) -> Claim | None:
    """Find a claimed number in the message; an application number may have been given a turn earlier."""
    own_id = turn.first("personal_id", "tax_id")
    if number := turn.first("customer_number"):
        return Claim(str(number), None, missing_second=False)
    application = turn.first("application_number")
    if application is None and turn.slots.get("requested_slot") == "claimed_second_id":
        application = turn.slots.get("claimed_number")
    if application:
        return Claim(str(application), str(own_id) if own_id else None, missing_second=not own_id)
    return Claim(str(own_id), None, missing_second=False) if own_id else None


async def ask_who(
    dispatcher: CollectingDispatcher, turn: Turn, matter: str, details: dict[str, Any]
) -> list[EventType]:
    """Start to find out who the customer is, and remember what was asked; a number in the message is used at once."""
    remembered = _remembered(turn, matter, details)
    if not _backend.in_gateway():
        dispatcher.utter_message(response="utter_only_anonymous_here", contact=await contact(turn))
        return [*leave_form(), FollowupAction("action_listen")]
    claim = claim_in(turn)
    if claim is not None:
        return [*remembered, *take_claim(dispatcher, claim)]
    if turn.slots.get("claimed_number") and turn.form != IDENTIFY:
        dispatcher.utter_message(response="utter_code_is_waiting")
        return [*remembered, FollowupAction("action_listen")]
    if damaged := turn.first("damaged_number"):
        say_damaged(dispatcher, damaged)
    else:
        dispatcher.utter_message(
            response="utter_ask_number_again" if turn.form == IDENTIFY else "utter_ask_number",
            from_address=turn.level == "channel",
        )
    return [*remembered, *open_form(IDENTIFY, "claimed_number"), FollowupAction("action_listen")]


def _remembered(turn: Turn, matter: str, details: dict[str, Any]) -> list[EventType]:
    """What is answered after the sign-in: the first question, then one that came on the way.

    A remark about the code is none, and an errand that was begun waits by itself.
    """
    first, draft = turn.slots.get("open_matter"), turn.slots.get("draft") or {}
    is_asked_for = turn.form == IDENTIFY or turn.waits_for_code
    if is_asked_for and first is not None and turn.speaks_of_code:
        return []
    if is_asked_for and matter not in URGENT and first not in (None, matter, draft.get("matter")):
        return [SlotSet("also_asked", matter)]
    return [SlotSet("open_matter", matter), *(SlotSet(name, value) for name, value in details.items())]


def take_claim(dispatcher: CollectingDispatcher, claim: Claim) -> list[EventType]:
    """Go on with a claimed number: ask the gateway to check it, or the customer for the id that belongs to it."""
    slots = [SlotSet("claimed_number", claim.number), SlotSet("claimed_second_id", claim.second_id)]
    if claim.missing_second:
        dispatcher.utter_message(response="utter_ask_second_id")
        return [*slots, *open_form(IDENTIFY, "claimed_second_id"), FollowupAction("action_listen")]
    return [*slots, *leave_form(), FollowupAction("action_request_identification")]


def say_damaged(dispatcher: CollectingDispatcher, damaged: dict[str, Any]) -> None:
    """Say which part of a number looks wrong."""
    dispatcher.utter_message(
        response="utter_number_damaged",
        number_kind=damaged.get("kind"),
        written=damaged.get("text"),
        problem=damaged.get("problem"),
        part=damaged.get("part"),
    )


def say_files_later(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Say of files that came that nothing is kept of whoever is not known yet."""
    if turn.attachments:
        dispatcher.utter_message(response="utter_errand_files_later", again=True, count=len(turn.attachments))


def open_form(form: str, slot: str) -> list[EventType]:
    """Open a form, or keep it open: saying it again also takes back that Rasa counts it as rejected."""
    return [ActiveLoop(form), SlotSet("requested_slot", slot)]


def as_answer(turn: Turn) -> Turn:
    """The turn, with words of somebody who has no answer as the wrong answer that they are, and "ta" as the yes it is.

    "No idea" gives nothing up; only an understanding that is sure of it may take it so. What only sounds like a wish
    for a call, such as the name of a device, may be an answer, too.
    """
    if turn.language == "pl" and _POLISH_YES.fullmatch(turn.text):
        return replace(turn, intent="affirm", confidence=1.0)
    if turn.intent == "report_emergency" and only_goes_on(turn.text):
        return replace(turn, intent="give_details")
    if not may_wish_call(turn):
        return replace(turn, intent="nlu_fallback")
    is_unsure = turn.intent == "cancel_dialogue" and turn.confidence < SURE_TO_LEAVE
    leaves = gives_up(turn.text) or changes_mind(turn.text)
    return replace(turn, intent="nlu_fallback") if is_unsure and is_puzzled(turn.text) and not leaves else turn


def accepted(turn: Turn, events: list[EventType]) -> list[EventType]:
    """What a form's validation returns, so that Rasa takes it: one that sets no slot counts as a rejected message.

    Nothing at all stays nothing: the message is left to its own rule.
    """
    sets_slot = any(event.get("event") == "slot" and event.get("name") != REQUESTED_SLOT for event in events)
    if not events or sets_slot:
        return events
    return [SlotSet("misunderstandings", float(turn.slots.get("misunderstandings") or 0.0)), *events]


def leave_form() -> list[EventType]:
    """Close whatever form is open."""
    return [ActiveLoop(None), SlotSet("requested_slot", None)]


def errand_or_customer(waits: bool) -> EventType:
    """Whose turn it is: an errand that waits asks its question again, else the customer speaks."""
    return FollowupAction("action_resume_errand" if waits else "action_listen")


def back_to_form(dispatcher: CollectingDispatcher, turn: Turn, *, silent: bool = False) -> list[EventType]:
    """Return to what was open before something else: who the customer is, an errand; an offered choice just ends."""
    if turn.form != IDENTIFY:
        return [*leave_form(), errand_or_customer(bool(turn.slots.get("draft")))]
    slot = turn.slots.get("requested_slot") or "claimed_number"
    if not silent:
        second = slot == "claimed_second_id"
        dispatcher.utter_message(response="utter_ask_second_id" if second else "utter_ask_number_again")
    return [*open_form(IDENTIFY, slot), FollowupAction("action_listen")]


def offer_choice(options: list[Option]) -> list[EventType]:
    """Let the customer choose one of the options in the next turns; the answer so far has been given."""
    if len(options) < 2:
        return []
    return [SlotSet("options", options), *open_form(CHOOSE, options[0]["slot"])]


def keep_choice(turn: Turn, shown: list[Option], every: list[Option]) -> list[EventType]:
    """Let the customer point at what was just told ("the second one") without being asked to.

    Args:
        turn: The options that it holds stay when the one shown was chosen from them.
        shown: What the answer told, in its order.
        every: What it could have told.
    """
    if len(shown) > 1:
        return [SlotSet("options", shown)]
    offered = {option["value"] for option in turn.slots.get("options") or []}
    return [] if shown and shown[0]["value"] in offered else [SlotSet("options", every)]


async def ask_which(
    dispatcher: CollectingDispatcher, turn: Turn, matter: str, *, again: bool = False
) -> list[EventType]:
    """Ask which of the options in the turn is meant, with a button each, and keep the question open."""
    options = turn.slots.get("options") or []
    response = "utter_choice_unclear_again" if again else "utter_choice_unclear"
    labels = [option["label"] for option in options]
    dispatcher.utter_message(
        response=response, labels=labels, contact=await contact(turn), buttons=buttons_for(options, matter)
    )
    return [*open_form(CHOOSE, options[0]["slot"]), FollowupAction("action_listen")]
