"""Takes a clear yes to an offer."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import _backend
from actions._backend import offers as backend
from actions._contact import contact
from actions._contracts.leaving import has_notice_to_take_back, say_notice_stands
from actions._contracts.offers import (
    OfferStep,
    as_choice,
    asked_of_offer,
    beginnings,
    compares,
    is_open,
    named_offer,
    none_is_cheaper,
    offer_options,
    offers_for,
    renewals,
    told,
    without_opposite,
)
from actions._errand.drafts import CODE, CONFIRMATION, Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import AskAgain, Stop
from actions._errand.steps import ChoiceStep, Problem
from actions._names import names
from actions._records import Contract
from actions._turn import Turn
from actions._words.choices import Option, tokens
from actions._words.contracts import wishes_to_stay
from actions._words.retractions import puts_off, stays

MOST_WORDS = 12
"""Of a message that only puts the matter off."""

AGREE = (
    {"title_key": "button_accept_offer", "intent": "affirm"},
    {"title_key": "button_later", "intent": "choose", "entities": {"step": CONFIRMATION, "answer": "later"}},
)


class ActionRenewContract(ErrandAction):
    """Asks for which contract and which offer, shows the terms and the words, and accepts with a code of its own."""

    matter = "renew_contract"
    steps = (
        ChoiceStep("contract", "utter_ask_renewal_contract", lambda draft: draft.known.get("contracts", [])),
        OfferStep("offer", "utter_ask_renewal_offer", lambda draft: draft.known.get("options", [])),
    )

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """As every errand; a no that was being given is forgotten."""
        return without_opposite(self.matter, await super().run(dispatcher, tracker, domain))

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find what can be accepted: for contracts that can be renewed, and what was offered besides."""
        contracts = beginnings(await _backend.contracts())
        found = await renewals(contracts)
        open_offers = [offer for offer in await backend.of_customer() if is_open(offer)]
        offered = {offer["contract_id"] for offer in open_offers if offer["kind"] == "counter_offer"}
        possible = [one for one in contracts if found[one["id"]]["possible"] or one["id"] in offered]
        called = names("commodities", turn.language)
        options = [
            Option(
                value=contract["id"],
                label=contract["service_point_name"],
                words=[contract["commodity"], called[contract["commodity"]], contract["number"]],
                on=contract["ends_on"] or contract["starts_on"],
            )
            for contract in possible
        ]
        options += [
            Option(value=offer["id"], label=_form_label(offer), words=[offer["number"]])
            for offer in open_offers
            if offer["contract_id"] is None
        ]
        if not options:
            await self._say_not_possible(dispatcher, turn, contracts, found)
            raise Stop
        draft.known["contracts"] = options
        draft.known["others"] = len(contracts) > 1
        self._take_named(turn, draft, open_offers)
        await self.check_answers(dispatcher, turn, draft)

    @staticmethod
    async def _say_not_possible(
        dispatcher: CollectingDispatcher, turn: Turn, contracts: list[Contract], found: dict[str, dict[str, Any]]
    ) -> None:
        """Say why; who wants to stay after a notice hears how it is taken back, or who helps."""
        follows = {one["service_point_id"] for one in contracts if "renewed_already" in found[one["id"]]["problems"]}
        reasons = [
            {"contract": one, "problems": found[one["id"]]["problems"]}
            for one in contracts
            if one["service_point_id"] not in follows or "not_started" not in found[one["id"]]["problems"]
        ]
        given = [one for one in contracts if "notice_given" in found[one["id"]]["problems"]]
        can_take_back = bool(given) and await has_notice_to_take_back()
        remains = wishes_to_stay(turn.request_text) or stays(turn.request_text)
        if remains and not can_take_back:
            await say_notice_stands(dispatcher, turn, given)
            return
        dispatcher.utter_message(
            response="utter_renewal_not_possible",
            reasons=reasons,
            can_take_back=can_take_back,
            contact=await contact(turn),
        )

    @staticmethod
    def _take_named(turn: Turn, draft: Draft, open_offers: list[backend.Offer]) -> None:
        """A button or a choice among those told names the offer; the words may hold the number of one or a contract."""
        pressed = turn.first("answer") if turn.first("step") == "offer" else draft.known.get("wanted")
        for offer in open_offers:
            if offer["id"] == pressed or offer["number"].casefold() in turn.request_text.casefold():
                draft.values["contract"] = offer["contract_id"] or offer["id"]
                draft.known["wanted"] = offer["id"]

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Fetch the offers of the chosen contract, or have them worked out."""
        chosen = draft.values.get("contract")
        if chosen is None or draft.known.get("offers_of") == chosen:
            return
        draft.values.pop("offer", None)
        offers = await self._offers(turn, chosen)
        if not offers:
            dispatcher.utter_message(
                response="utter_renewal_not_possible", reasons=[], can_take_back=False, contact=await contact(turn)
            )
            raise Stop
        draft.known["offers_of"] = chosen
        draft.known["offers"] = [told(offer) for offer in offers]
        draft.known["options"] = offer_options(draft.known["offers"])
        draft.known["place"] = self._place(draft) if draft.known["others"] else None
        draft.known["none_is_cheaper"] = none_is_cheaper(turn.request_text, draft.known["offers"])
        wanted = draft.known.pop("wanted", None)
        if wanted is None and draft.asking is None:
            wanted = named_offer(turn.request_text, draft.known["options"])
        if any(offer["id"] == wanted for offer in offers):
            draft.values["offer"] = wanted

    @staticmethod
    def _place(draft: Draft) -> str:
        chosen = draft.values["contract"]
        return next(str(option["label"]) for option in draft.known["contracts"] if option["value"] == chosen)

    @staticmethod
    async def _offers(turn: Turn, chosen: str) -> list[backend.Offer]:
        every = [offer for offer in await backend.of_customer() if is_open(offer)]
        special = [offer for offer in every if offer["id"] == chosen]
        special += [offer for offer in every if offer["kind"] == "counter_offer" and offer["contract_id"] == chosen]
        if special:
            return special
        renewal = await backend.renewal(chosen)
        return await offers_for(renewal, key=_backend.key_of("prepare_renewal"))

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Take a message; "later" leaves the offer open."""
        asked = draft.asking in ("offer", CONFIRMATION, CODE)
        if asked and draft.known.get("offers") and self._puts_off(turn, draft):
            dispatcher.utter_message(response="utter_offer_left_open", offers=_chosen(draft))
            return self.end(turn)
        terms = asked_of_offer(turn.text) if draft.asking == CONFIRMATION else []
        if terms:
            dispatcher.utter_message(
                response="utter_offer_terms", offer=_chosen(draft)[0], terms=terms, buttons=[dict(one) for one in AGREE]
            )
            return self._wait(draft)
        if draft.asking in ("offer", CONFIRMATION) and turn.first("step") is None and compares(turn.text):
            return self._list_again(dispatcher, turn, draft)
        return await super().take(dispatcher, as_choice(turn, draft), draft)

    def _list_again(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Show all offers with what they cost, and say it where none is cheaper; none is chosen then."""
        draft.values.pop("offer", None)
        draft.known["none_is_cheaper"] = none_is_cheaper(turn.request_text, draft.known["offers"])
        draft.asking, draft.wrong = "offer", 0
        step = next(step for step in self.steps if step.name == "offer")
        step.ask(dispatcher, draft, self.answers(draft))
        return self._wait(draft)

    def _puts_off(self, turn: Turn, draft: Draft) -> bool:
        """Neither a yes nor another choice: "later", or a mere no."""
        if turn.first("step") is not None:
            return bool(turn.first("answer") == "later")
        if len(tokens(turn.text)) > MOST_WORDS or self.hearing(turn, draft).volunteered():
            return False
        plain_no = turn.intent == "deny" and draft.asking == CONFIRMATION
        return plain_no or puts_off(turn.text)

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Show terms, yearly cost and the words that are agreed to."""
        offer = await backend.with_text(draft.values["offer"])
        draft.known["text_version"] = offer["text_version"]
        dispatcher.utter_message(
            response="utter_renewal_summary",
            offer=told(offer),
            place=self._place(draft),
            words=offer["text"],
            buttons=[dict(button) for button in AGREE],
        )

    def proof(self, draft: Draft) -> str | None:
        """The code is for this offer alone."""
        return f"offer:{draft.values['offer']}"

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Accept, and say what was agreed by the record."""
        offer = _chosen(draft)[0]
        try:
            agreed = await backend.accept(offer["id"], draft.known["text_version"], key=key)
        except _backend.RuleBroken as rule:
            if rule.code == "offer_text_changed":
                raise AskAgain("offer", Problem(rule.code)) from rule
            raise
        dispatcher.utter_message(response="utter_renewal_agreed", offer=offer, agreed=agreed)
        return []

    def broken(self, dispatcher: CollectingDispatcher, draft: Draft, rule: _backend.RuleBroken) -> None:
        """Say what became of the offer, or why the contract cannot be renewed."""
        if rule.code == "offer_not_open":
            dispatcher.utter_message(response="utter_offer_not_open", state=rule.details.get("state"))
        elif rule.code == "renewal_not_possible":
            reasons = [{"contract": None, "problems": list(rule.details.get("problems") or [])}]
            dispatcher.utter_message(
                response="utter_renewal_not_possible", reasons=reasons, can_take_back=False, contact=None
            )
        else:
            super().broken(dispatcher, draft, rule)


def _chosen(draft: Draft) -> list[dict[str, Any]]:
    """The offer that was chosen; all of the contract while none is."""
    offers: list[dict[str, Any]] = draft.known["offers"]
    return [offer for offer in offers if offer["id"] == draft.values.get("offer")] or offers


def _form_label(offer: backend.Offer) -> str:
    return f"{offer['product_name']} ({(offer['form'] or {}).get('point_name') or offer['number']})"
