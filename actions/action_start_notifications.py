"""Messages again."""

from typing import ClassVar

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import consents, customers
from actions._buttons import YES_NO
from actions._errand.drafts import Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import Stop
from actions._errand.steps import Step
from actions._errand.topics import TopicStep
from actions._notifications import (
    ADVERTISING,
    CHANNELS,
    SERVICE,
    decision,
    names_more,
    reachable,
    send_to,
    services_in,
)
from actions._turn import Turn

OFFERED = ("offers", "newsletter", "energy_tips", "reminders")


class ActionStartNotifications(ErrandAction):
    """Takes a consent for advertising, or the address that messages of the contract shall go to."""

    matter = "start_notifications"
    steps: ClassVar[tuple[Step, ...]] = (
        TopicStep("purpose", "utter_ask_messages_purpose", {**ADVERTISING, **SERVICE}, offered=lambda _draft: OFFERED),
        TopicStep(
            "channel",
            "utter_ask_messages_channel",
            CHANNELS,
            offered=lambda draft: list(draft.known.get("reach") or CHANNELS),
        ),
    )

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find where something may be sent."""
        record = await customers.record()
        if not record["rights"]["names_people"]:
            raise _backend.RuleBroken("right_missing", {"who_may": record["rights"]["who_may"]})
        draft.known["reach"] = reachable(record["addresses"])
        if not draft.known["reach"]:
            dispatcher.utter_message(response="utter_messages_no_address", wanted=None, reach={})
            raise Stop

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """With one address there is nothing to choose; messages about several things go there together."""
        reach = draft.known["reach"]
        self._take_more(turn, draft)
        if "purpose" in draft.values and "channel" not in draft.values and len(reach) == 1:
            draft.values["channel"] = next(iter(reach))

    @staticmethod
    def _take_more(turn: Turn, draft: Draft) -> None:
        """Keep what else the messages shall be about, and begin anew where something else is named instead."""
        purpose, before, named = (
            draft.values.get("purpose"),
            draft.known.get("purposes", []),
            services_in(turn.request_text),
        )
        if purpose not in SERVICE:
            draft.known["purposes"] = []
        elif named and names_more(turn.request_text):
            draft.known["purposes"] = list(dict.fromkeys([*before, *named]))
        elif named or purpose not in before:
            draft.known["purposes"] = [purpose]

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Say what the yes is for, and how it is taken back."""
        channel = draft.values["channel"]
        if channel not in draft.known["reach"]:
            dispatcher.utter_message(response="utter_messages_no_address", wanted=channel, reach=draft.known["reach"])
            raise Stop
        dispatcher.utter_message(
            response="utter_messages_summary",
            values=self.answers(draft),
            purposes=draft.known["purposes"] or [draft.values["purpose"]],
            address=draft.known["reach"][channel],
            is_service=draft.values["purpose"] in SERVICE,
            buttons=list(YES_NO),
        )

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Give the consent, or pick the address."""
        purpose, channel = draft.values["purpose"], draft.values["channel"]
        address = draft.known["reach"][channel]
        if purpose in SERVICE:
            purposes = draft.known["purposes"]
            await send_to(purposes, address["id"], key=key)
            dispatcher.utter_message(
                response="utter_messages_moved", purposes=purposes, channel=channel, address=address
            )
            return []
        given = await consents.decide([decision(purpose, channel, given=True, language=turn.language)], key=key)
        now = next(one for one in given if (one["purpose"], one["channel"]) == (purpose, channel))
        dispatcher.utter_message(response="utter_messages_started", consent=now, address=address)
        return []
