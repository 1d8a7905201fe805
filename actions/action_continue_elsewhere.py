"""The conversation's last answers, sent where the customer can read them later."""

from typing import ClassVar

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import customers
from actions._contact import contact
from actions._drafts import Draft
from actions._errand import ErrandAction
from actions._hindrances import Stop
from actions._notifications import KIND_OF_CHANNEL, reachable
from actions._steps import Step
from actions._topics import TopicStep
from actions._turn import Turn

WORDS = {
    "telegram": r"telegram",
    "whatsapp": r"whats ?app|signal|messenger|facebook|viber",
    "email": r"mail|inbox|postfach|poczt|skrzynk",
    "sms": r"\bsms|\btexts?\b|\btext (me|it)|esemes|handy|smartphone|mobile|komork|my phone|telefon|\bcell",
}


class ActionContinueElsewhere(ErrandAction):
    """Sends to a confirmed address only; says truthfully what cannot be done."""

    matter = "continue_elsewhere"
    steps: ClassVar[tuple[Step, ...]] = (
        TopicStep(
            "to",
            "utter_ask_continue_to",
            WORDS,
            entities={"email": "email", "phone": "sms"},
            offered=lambda draft: list(draft.known.get("reach") or KIND_OF_CHANNEL),
        ),
    )

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find where something may be sent; another person's address is none."""
        draft.known["reach"] = reachable((await customers.record())["addresses"])
        if not draft.known["reach"]:
            dispatcher.utter_message(response="utter_continue_no_address", contact=await contact(turn))
            raise Stop
        await self.check_answers(dispatcher, turn, draft)

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Nothing is changed by it, so it needs no second yes."""
        draft.key = _backend.key_of(self.matter) if "to" in draft.values else None

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Never asked: ``settled`` has agreed."""

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Ask the gateway to send it."""
        to, reach = draft.values["to"], draft.known["reach"]
        given = turn.first("email", "phone")
        if to not in reach or (given and not _is(str(given), reach[to]["masked"])):
            dispatcher.utter_message(
                response="utter_continue_impossible", to=to, reach=reach, is_other_address=to in reach
            )
            return []
        dispatcher.utter_message(response="utter_continue_sent", to=to, address=reach[to])
        request = {"kind": "continue_on", "channel": to, "address_kind": KIND_OF_CHANNEL[to]}
        dispatcher.utter_message(json_message={"request": request})
        return []


def _is(given: str, masked: str) -> bool:
    """Tell whether an address can be the one that is shown with most of it hidden."""
    begin, _, end = masked.partition("***")
    return given.lower().startswith(begin.strip().lower()) and given.lower().endswith(end.strip().lower())
