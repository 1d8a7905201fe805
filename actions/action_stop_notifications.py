"""No more messages."""

from typing import ClassVar

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._asking_back import SURE, ask_back
from actions._backend import consents, customers
from actions._buttons import YES_NO
from actions._errand.drafts import Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import Stop
from actions._errand.progress import written_last
from actions._errand.steps import Step
from actions._errand.topics import TopicStep
from actions._forms import back_to_form
from actions._matters import ACTIONS
from actions._notifications import (
    ADVERTISING,
    CHANNELS,
    SERVICE,
    WRITTEN_TO,
    decision,
    is_about_supply,
    may_stop_messages,
    means_all_advertising,
    reachable,
    send_to,
)
from actions._rerouting.rerouted import elsewhere
from actions._turn import Turn
from actions._words.outages import asks_of_outage, asks_when_back

OF_BILLS = ("check_bill", "make_payment", "get_invoice", "payment_status", "change_installment")
"""Matters after which "too much" is said of a sum."""

OTHER = {"sms": "email", "email": "sms"}


class ActionStopNotifications(ErrandAction):
    """Stops advertising at once; messages of the contract go on, and to another address if the customer likes."""

    matter = "stop_notifications"
    level = "channel"
    steps: ClassVar[tuple[Step, ...]] = (
        TopicStep("purpose", "utter_ask_messages_purpose", {**ADVERTISING, **SERVICE}),
        TopicStep("channel", "utter_ask_messages_channel", CHANNELS),
    )

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Whoever speaks of power or gas, or nothing that is sent, means no message; no guess stops any."""
        if self._is_guess(turn) and not elsewhere(turn):
            return self._ask_what_is_meant(dispatcher, turn)
        of_outage = asks_when_back(turn.text) or asks_of_outage(turn.text)
        following = ACTIONS["report_outage"] if of_outage else "action_admit_misunderstanding"
        is_meant = is_about_supply(turn.text) and not elsewhere(turn)
        return [FollowupAction(following)] if is_meant else []

    @staticmethod
    def _is_guess(turn: Turn) -> bool:
        """Tell whether nothing but a likeness leads here: "too much"."""
        is_button = not turn.text.strip() or turn.first("step", "matter") is not None
        goes_on = written_last(turn) == ActionStopNotifications.matter
        return not (is_button or goes_on or turn.confidence >= SURE or may_stop_messages(turn.text))

    @staticmethod
    def _ask_what_is_meant(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """After a bill, ask for what can be done about that; else ask back as with all that is unsure."""
        of_bill = turn.slots.get("last_matter") in OF_BILLS and not turn.slots.get("draft")
        if not of_bill:
            return [FollowupAction("action_admit_misunderstanding")]
        ask_back(dispatcher, turn, ["payment_plan", "file_complaint", "ask_offers"])
        return [SlotSet("misunderstandings", 0.0), *back_to_form(dispatcher, turn, silent=True)]

    def must_prepare(self, turn: Turn, draft: Draft) -> bool:
        """Once more when it is proven who asks: only then there are addresses to look for."""
        is_verified = _backend.reaches(turn.level, "verified")
        return super().must_prepare(turn, draft) or (is_verified and draft.known.get("reach") is None)

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Ask nothing: what is not named is everything."""
        draft.values = {"purpose": "all", "channel": "all", **draft.values}
        is_verified = _backend.reaches(turn.level, "verified")
        draft.known["reach"] = reachable((await customers.record())["addresses"]) if is_verified else None
        await self.check_answers(dispatcher, turn, draft)

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Stopping needs no second yes; another address for what goes on does, and a proof whose it is."""
        if draft.values["purpose"] == "offers" and means_all_advertising(turn.request_text):
            draft.values["purpose"] = "all"
        if draft.values["purpose"] in SERVICE and draft.known["reach"] is None:
            raise _backend.Refused("verified")
        draft.key = None if draft.values["purpose"] in SERVICE else _backend.key_of(self.matter)

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Say that messages of the contract go on, and offer the other address if there is one."""
        other = draft.known["reach"].get(OTHER.get(draft.values["channel"], ""))
        dispatcher.utter_message(
            response="utter_messages_go_on",
            values=self.answers(draft),
            other=other,
            other_channel=OTHER.get(draft.values["channel"]),
            buttons=list(YES_NO) if other else [],
        )
        if other is None:
            raise Stop

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Withdraw, or let the messages go elsewhere."""
        purpose, channel = draft.values["purpose"], draft.values["channel"]
        if purpose in SERVICE:
            other = draft.known["reach"][OTHER[channel]]
            await send_to([purpose], other["id"], key=key)
            dispatcher.utter_message(
                response="utter_messages_moved", purposes=[purpose], channel=OTHER[channel], address=other
            )
            return []
        wanted = [
            (one, way)
            for one in (ADVERTISING if purpose == "all" else [purpose])
            for way in (WRITTEN_TO if channel == "all" else [channel])
        ]
        was_on = None
        if _backend.reaches(turn.level, "verified"):
            on = [(one["purpose"], one["channel"]) for one in await consents.current() if one["allowed"]]
            was_on = [pair for pair in wanted if pair in on]
        noted = was_on or (wanted if was_on is None else [pair for pair in wanted if pair[0] in ("offers", purpose)])
        decisions = [decision(one, way, given=False, language=turn.language) for one, way in noted]
        await consents.decide(decisions, key=key)
        dispatcher.utter_message(
            response="utter_messages_stopped",
            values=self.answers(draft),
            was_on=None if was_on is None else [{"purpose": one, "channel": way} for one, way in was_on],
        )
        return []
