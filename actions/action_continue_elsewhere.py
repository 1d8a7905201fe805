"""The conversation goes on where the customer would rather have it: Telegram, text messages, mail."""

from typing import ClassVar

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import customers
from actions._contact import contact
from actions._errand.drafts import Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import Stop
from actions._errand.set_aside import called, open_errands, waiting
from actions._errand.steps import Step, YesNoStep
from actions._errand.topics import TopicStep
from actions._forms import FILL, IDENTIFY, back_to_form, open_form
from actions._matters import SURE
from actions._notifications import KIND_OF_CHANNEL, reachable
from actions._turn import Turn
from actions._words.sending import refuses_channel, wishes_elsewhere, without_refused_channels

BY_LINK = "telegram"
"""The channel that is reached by a link: whoever opens it is there, so nobody's address is needed."""

WORDS = {
    BY_LINK: r"telegram",
    "whatsapp": r"whats ?app|signal|messenger|facebook|viber",
    "email": r"mail|inbox|postfach|poczt|skrzynk",
    "sms": r"\bsms|\btexts?\b|\btext (me|it)|esemes|handy|smartphone|mobile|komork|my phone|telefon|\bcell",
}

WISHED = "wished"
"""In ``known``: the customer said in plain words that the conversation shall go there."""


def _is_unsure(draft: Draft) -> bool:
    """An address was named, but not that anything shall go there."""
    return draft.values.get("to") in (draft.known.get("reach") or {}) and not draft.known.get(WISHED)


def _offered(draft: Draft) -> list[str]:
    reach = draft.known.get("reach")
    return [BY_LINK, *(KIND_OF_CHANNEL if reach is None else reach)]


class PlaceStep(TopicStep):
    """A channel that is named, not one that is refused."""

    def named(self, text: str) -> str | None:
        """The channel that is left when those are gone that nobody wants."""
        return super().named(without_refused_channels(text))


class ActionContinueElsewhere(ErrandAction):
    """Sends to a confirmed address only; a link takes along nothing personal, so anybody may have one."""

    matter = "continue_elsewhere"
    level = "anonymous"
    steps: ClassVar[tuple[Step, ...]] = (
        PlaceStep("to", "utter_ask_continue_to", WORDS, entities={"email": "email", "phone": "sms"}, offered=_offered),
        YesNoStep("sure", "utter_ask_continue_sure", when=_is_unsure),
    )

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Who refuses a channel stays here."""
        if not refuses_channel(turn.text):
            return []
        dispatcher.utter_message(response="utter_continue_refused")
        return [SlotSet("misunderstandings", 0.0), *back_to_form(dispatcher, turn)]

    def must_prepare(self, turn: Turn, draft: Draft) -> bool:
        """Once more when it is known who asks: only then there are addresses to look for."""
        is_verified = _backend.reaches(turn.level, "verified")
        return super().must_prepare(turn, draft) or (is_verified and draft.known.get("reach") is None)

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find where something may be sent; another person's address is none."""
        is_verified = _backend.reaches(turn.level, "verified")
        draft.known["reach"] = reachable((await customers.record())["addresses"]) if is_verified else None
        await self.check_answers(dispatcher, turn, draft)

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """A plain wish needs no second yes, for nothing is changed by it; but whose address it is must be known."""
        to, reach = draft.values.get("to"), draft.known.get("reach")
        if draft.asking == "to" or self._is_wished(turn, draft):
            draft.known[WISHED] = True
        if to in KIND_OF_CHANNEL and reach is None:
            raise _backend.Refused("verified")
        if to in KIND_OF_CHANNEL and not reach:
            dispatcher.utter_message(response="utter_continue_no_address", contact=await contact(turn))
            raise Stop
        if _is_unsure(draft) and draft.values.get("sure") is False:
            dropped = called(turn, [self.matter])
            dispatcher.utter_message(response="utter_matter_dropped", kind="errand", contact=None, matter_names=dropped)
            raise Stop
        agrees = not _is_unsure(draft) or draft.values.get("sure")
        draft.key = _backend.key_of(self.matter) if to and agrees else None

    @staticmethod
    def _is_wished(turn: Turn, draft: Draft) -> bool:
        """Tell whether nothing need be asked: a plain wish while no address is changed, or another address."""
        given, reach = turn.first("email", "phone"), draft.known.get("reach")
        if given and reach and not any(_is(str(given), address["masked"]) for address in reach.values()):
            return True
        changes = any(one["matter"] == "update_contact" for one in open_errands(turn))
        is_sure = turn.intent != ActionContinueElsewhere.matter or turn.confidence >= SURE
        return is_sure and not changes and wishes_elsewhere(turn.request_text)

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Never asked: ``check_answers`` has agreed."""

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Ask the gateway to go on there."""
        to, reach = draft.values["to"], draft.known["reach"] or {}
        if to == BY_LINK:
            dispatcher.utter_message(response="utter_continue_by_link")
            dispatcher.utter_message(json_message={"request": {"kind": "continue_on", "channel": to}})
            return []
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

    def end(self, turn: Turn) -> list[EventType]:
        """Close it; what was open before stays open without being asked here again: it is asked there."""
        asked_who = turn.form == IDENTIFY or turn.waits_for_code
        if not (asked_who or waiting(turn)) or turn.slots.get("also_asked"):
            return super().end(turn)
        kept = [event for event in self.close(turn) if not (asked_who and event.get("name") == "open_matter")]
        slot = turn.slots.get("requested_slot") or "claimed_number"
        form = open_form(IDENTIFY, slot) if turn.form == IDENTIFY else open_form(FILL, "answer")
        return [*kept, *(form if turn.form == IDENTIFY or waiting(turn) else []), FollowupAction("action_listen")]


def _is(given: str, masked: str) -> bool:
    """Tell whether an address can be the one that is shown with most of it hidden."""
    begin, _, end = masked.partition("***")
    return given.lower().startswith(begin.strip().lower()) and given.lower().endswith(end.strip().lower())
