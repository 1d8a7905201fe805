"""What somebody who is no customer is told of an outage: the fault line, and what is known at a postcode."""

from dataclasses import asdict
from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._contact import contact
from actions._errand.drafts import Draft
from actions._forms import FILL, leave_form, open_form
from actions._turn import Turn

OUTAGE = "report_outage"
NO_CUSTOMER = "no_customer"
"""In ``known``: nobody asks again for a number that there is not."""


async def say_no_customer(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
    """Name the fault line; without a postcode ask for it."""
    dispatcher.utter_message(
        response="utter_outage_no_customer",
        place=draft.values.get("postcode"),
        commodity=draft.values.get("commodity"),
        contact=await contact(turn),
    )


async def keep_outage(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """The events that keep the outage of somebody who turns out to be no customer; nothing when none is open."""
    kept: dict[str, Any] | None = turn.slots.get("draft")
    if kept is None or kept["matter"] != OUTAGE:
        return []
    draft = Draft(**kept)
    await say_no_customer(dispatcher, turn, draft)
    forgotten = [SlotSet(name, None) for name in ("open_matter", "also_asked", "claimed_number", "claimed_second_id")]
    draft.known[NO_CUSTOMER] = True
    is_told = "postcode" in draft.values
    draft.asking = "postcode"
    following = leave_form() if is_told else open_form(FILL, "answer")
    return [
        *forgotten,
        SlotSet("draft", None if is_told else asdict(draft)),
        SlotSet("misunderstandings", 0.0),
        *following,
        FollowupAction("action_listen"),
    ]
