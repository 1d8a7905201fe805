"""The code that confirms one thing, asked for before it is written."""

from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import customers
from actions._buttons import PERSON
from actions._errand.drafts import CODE, Draft


async def ask(dispatcher: CollectingDispatcher, draft: Draft, thing: str) -> bool:
    """Have a code sent for a thing (``contract:<id>``).

    Returns:
        Whether there is a phone that it may go to; if there is none, a person has to settle it, and it was said.
    """
    if not await has_phone():
        dispatcher.utter_message(response="utter_errand_no_phone", buttons=[PERSON])
        return False
    draft.asking, draft.options = CODE, []
    dispatcher.utter_message(response="utter_errand_needs_code")
    dispatcher.utter_message(json_message={"request": {"kind": "send_code", "bound_to": thing}})
    return True


async def has_phone() -> bool:
    """Whether a phone on record is confirmed; what cannot be looked up now the gateway finds out."""
    try:
        addresses = (await customers.record())["addresses"]
    except _backend.BackendError:
        return True
    return any(one["kind"] == "phone" and one["confirmed"] for one in addresses)
