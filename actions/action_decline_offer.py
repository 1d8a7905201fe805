"""Takes a no to an offer."""

import re

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import _backend
from actions._backend import offers as backend
from actions._buttons import YES_NO
from actions._contracts.offers import OfferStep, as_choice, is_open, offer_options, told, without_opposite
from actions._errand.drafts import Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import Stop
from actions._errand.steps import Values
from actions._matters import ACTIONS
from actions._turn import Turn
from actions._words.choices import ALL, Option, asks_about
from actions._words.spelling import fold

_REJECTED = re.compile(r"\b(abgelehnt|zurueckgewiesen|rejected|refused|turned down|odrzucon\w*|odrzucil\w*)\b")
"""Words, without accents, of what somebody else has refused: a change of supplier, by the grid operator."""


class DeclinedStep(OfferStep):
    """Which offer is meant; "both" and "all of them" are an answer as well, but not "the other one"."""

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A name, or all; once one was chosen of two, the other."""
        if len(self.options(draft)) > 1 and turn.first("ordinal") in (ALL, "both"):
            return {self.name: ALL}
        if self.name in draft.values and turn.first("ordinal") == "other":
            other = [one for one in self.options(draft) if one["value"] not in (ALL, draft.values[self.name])]
            return {self.name: other[0]["value"]} if len(other) == 1 else None
        return super().volunteered(turn, draft)


class ActionDeclineOffer(ErrandAction):
    """Asks which offer, says that a no is final and no notice, and declines; nobody is asked why."""

    matter = "decline_offer"
    steps = (DeclinedStep("offer", "utter_ask_offer_to_decline", lambda draft: draft.known.get("options", [])),)

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """As every errand; a yes that was being given is forgotten."""
        return without_opposite(self.matter, await super().run(dispatcher, tracker, domain))

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Who asks why it was rejected means the switch."""
        means_switch = asks_about(turn.text) and _REJECTED.search(fold(turn.text)) is not None
        return [FollowupAction(ACTIONS["switch_status"])] if means_switch else []

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find what is open."""
        offers = [told(offer) for offer in await backend.of_customer() if is_open(offer)]
        if not offers:
            dispatcher.utter_message(response="utter_no_open_offers")
            raise Stop
        places = {point["id"]: point["name"] for point in await _backend.service_points()}
        several = len({offer["service_point_id"] for offer in offers}) > 1
        options = offer_options(offers, places if several else None)
        if len(offers) > 1:
            options.append(Option(value=ALL, label="", title_key="button_all_offers"))
        draft.known.update(offers=offers, options=options)
        pressed = turn.first("answer") if turn.first("step") == "offer" else None
        for offer in offers:
            if offer["id"] == pressed or offer["number"].casefold() in turn.request_text.casefold():
                draft.values["offer"] = offer["id"]

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Take a message; the mere name of an offer is one."""
        return await super().take(dispatcher, as_choice(turn, draft), draft)

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Say what is declined, and that the contract stays as it is."""
        dispatcher.utter_message(response="utter_decline_summary", offers=self._meant(draft), buttons=list(YES_NO))

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Decline each offer that is meant."""
        meant = self._meant(draft)
        for place, offer in enumerate(meant, start=1):
            await backend.decline(offer["id"], key=f"{key}/{place}")
        left = [offer for offer in draft.known["offers"] if offer not in meant]
        dispatcher.utter_message(response="utter_offer_declined", offers=meant, left=left)
        return []

    def broken(self, dispatcher: CollectingDispatcher, draft: Draft, rule: _backend.RuleBroken) -> None:
        """Say what became of the offer."""
        if rule.code == "offer_not_open":
            dispatcher.utter_message(response="utter_offer_not_open", state=rule.details.get("state"))
        else:
            super().broken(dispatcher, draft, rule)

    @staticmethod
    def _meant(draft: Draft) -> list[backend.Offer]:
        chosen = draft.values["offer"]
        return [offer for offer in draft.known["offers"] if chosen in (ALL, offer["id"])]
