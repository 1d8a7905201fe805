"""Takes a notice of leaving first, and asks only then."""

from dataclasses import asdict, replace
from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import leaving, offers
from actions._buttons import YES_NO
from actions._charts import Picture
from actions._contact import contact
from actions._contracts.leaving import (
    LINES,
    MET,
    NEXT,
    NOTICE,
    OTHER,
    UNSAID,
    WITHDRAW,
    ContractStep,
    HearStep,
    ReasonStep,
    TakeStep,
    WayStep,
    WishedDayStep,
    can_be_ended,
    change_to_give_up,
    expected_end,
    following_notice,
    kept,
    leaving_options,
    means_several,
    one_after_other,
    reason_in,
    speaks_of_withdrawal,
    takes_along,
    wishes_earliest,
)
from actions._contracts.offer_chart import costs_chart
from actions._errand import set_aside
from actions._errand.drafts import CONFIRMATION, SAID, WRITTEN, Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import Instead, Stop
from actions._forms import leave_form
from actions._matters import ACTIONS
from actions._names import names
from actions._orders.orders import NOTICES
from actions._orders.track import order_track
from actions._rerouting.rerouted import before_answers
from actions._switches.switches import GIVE_UP, waits_for_old
from actions._turn import Turn
from actions._words.changes_of_plan import wants_it_no_more
from actions._words.choices import Option, mentioned, place_words
from actions._words.contracts import regrets, takes_notice_back, undoes, wishes_to_stay
from actions._words.leaving import (
    FEW,
    asks_of_return,
    asks_to_leave_for_that,
    asks_to_undo,
    asks_until_when,
    means_none,
    refuses_to_leave,
)
from actions._words.newcomers import has_ended_old
from actions._words.prices import wishes_other_tariff
from actions._words.retractions import beside_refusal, is_no_question, only_gives_up, stays


def _notice(draft: Draft) -> dict[str, Any]:
    return draft.known.get("notice") or {}


def _contract(draft: Draft) -> dict[str, Any]:
    return next(
        (one for one in draft.known.get("contracts", []) if one["id"] == draft.values.get("contract")),
        {"is_fresh": False},
    )


def _show(dispatcher: CollectingDispatcher, picture: Picture | None) -> None:
    if picture is not None:
        dispatcher.utter_message(json_message={"attachment": picture})


def _rather(turn: Turn) -> str | None:
    """The action for who ends no contract of ours: the old one is over or waited for, or another tariff is wished."""
    if waits_for_old(turn.text):
        return ACTIONS["decide_switch"]
    if has_ended_old(turn.text):
        return "action_tell_other_firm"
    return ACTIONS["place_order"] if turn.intent != "affirm" and wishes_other_tariff(turn.text) else None


WAYS = [
    Option(value=WITHDRAW, label="", title_key="button_withdraw"),
    Option(value=NOTICE, label="", title_key="button_give_notice"),
]


class ActionCancelContract(ErrandAction):
    """Ends a contract by notice or withdrawal; the reason and one counter-offer come after the receipt."""

    matter = "cancel_contract"
    covers = frozenset({"contract_expiry"})
    steps = (
        ContractStep("contract", "utter_ask_leaving_contract", lambda draft: draft.known.get("options", [])),
        WayStep("way", "utter_ask_leaving_way", lambda _: WAYS, when=lambda draft: _contract(draft)["is_fresh"]),
        WishedDayStep("wished_on", "utter_ask_leaving_contract", latest_first=True),
        ReasonStep("reason", "utter_ask_leaving_reason", when=lambda draft: bool(_notice(draft))),
        HearStep(
            "hear",
            "utter_ask_counter_offer",
            when=lambda draft: bool(_notice(draft).get("can_ask_for_counter_offer")),
        ),
        TakeStep("accept", "utter_counter_offer", when=lambda draft: bool(draft.known.get("offer"))),
    )

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Who asks whether a rise lets him leave is answered; who asks as well until when it runs hears that first."""
        if not turn.slots.get("draft") and asks_to_leave_for_that(turn.text):
            return [FollowupAction(ACTIONS["contract_expiry"])]
        if turn.slots.get("draft") or not asks_until_when(turn.text):
            return []
        return [
            SlotSet("draft", asdict(Draft(self.matter, known={SAID: turn.text}))),
            FollowupAction(ACTIONS["contract_expiry"]),
        ]

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find the contracts that can be ended; the reason may have been said already."""
        every = [contract for contract in await _backend.contracts() if contract["state"] != "ended"]
        self._check_commodity(dispatcher, turn, every)
        named = mentioned(turn.request_text, leaving_options(every), place_words(turn.entities))
        meant = [contract for contract in every if contract["id"] in {option["value"] for option in named}]
        if refuses_to_leave(turn.request_text) and (not named or means_none(turn.request_text)):
            self._keep_all(dispatcher, every)
        found = [contract for contract in every if can_be_ended(contract)]
        if not found or (meant and not any(can_be_ended(contract) for contract in meant)):
            await self._say_ended(dispatcher, turn, meant or every)
            raise Stop
        today = turn.today.isoformat()
        draft.known["contracts"] = [kept(dict(contract), today) for contract in found]
        draft.known["options"] = leaving_options(found)
        if not meant and "contract" not in draft.values and means_several(turn.request_text):
            draft.values |= one_after_other(draft) or {}
        draft.known["wants_withdrawal"] = speaks_of_withdrawal(turn.request_text)
        fresh = [one["id"] for one in draft.known["contracts"] if one["is_fresh"]]
        if draft.known["wants_withdrawal"] or (fresh and regrets(turn.request_text)):
            draft.values["way"] = WITHDRAW
            if len(fresh) == 1 and not meant:
                draft.values["contract"] = fresh[0]
        if reason := reason_in(turn.request_text):
            draft.values["reason"] = reason

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """After the notice: note the reason, fetch the counter-offer when it is to be heard, take a no at once."""
        notice = _notice(draft)
        if not notice:
            return
        if draft.values.get("hear") is None:
            await self._take_reason(dispatcher, draft)
        elif not draft.values["hear"]:
            dispatcher.utter_message(response="utter_leaving_stays", notice=notice, was_offered=False)
            raise Stop
        elif "offer" not in draft.known:
            await self._fetch_offer(dispatcher, turn, draft)
        elif draft.values.get("accept") is False:
            await offers.decline(draft.known["offer"]["id"], key=_backend.key_of("decline"))
            dispatcher.utter_message(response="utter_leaving_stays", notice=notice, was_offered=True)
            raise Stop
        elif draft.values.get("accept"):
            draft.key = draft.key or _backend.key_of("accept")

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Say with which day it ends, and why no sooner; or what a withdrawal does.

        Raises:
            Instead: It cannot be withdrawn from, but the change of supplier that it comes with can be given up.
        """
        contract, wished_on = _contract(draft), draft.values.get("wished_on")
        wants_withdrawal = draft.known["wants_withdrawal"] or speaks_of_withdrawal(turn.text)
        if (wants_withdrawal or wants_it_no_more(turn.text)) and not contract["is_fresh"]:
            await self._give_up_change(contract)
        draft.known["wants_withdrawal"] = wants_withdrawal
        # the wish stands in one message; the summary may be said again after others
        draft.known["earliest"] = draft.known.get("earliest", False) or wishes_earliest(turn.text)
        if draft.known.get(NEXT) and not draft.known.get(MET):
            draft.known[MET] = True
            dispatcher.utter_message(response="utter_leaving_one_by_one", count=len(draft.known[NEXT]) + 1)
        dispatcher.utter_message(
            response="utter_leaving_summary",
            buttons=list(YES_NO),
            contract=contract,
            commodities=names("commodities", turn.language),
            withdraws=draft.values.get("way") == WITHDRAW and contract["is_fresh"],
            too_late=wants_withdrawal and not contract["is_fresh"],
            contact=await contact(turn),
            wished_on=wished_on,
            is_earliest=wished_on is None and draft.known["earliest"],
            end=expected_end(contract, wished_on),
        )

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Give the notice, withdraw, or take the counter-offer."""
        if _notice(draft):
            return await self._accept(dispatcher, draft, key)
        contract = _contract(draft)
        if draft.values.get("way") == WITHDRAW and contract["is_fresh"]:
            withdrawn = await leaving.withdraw(contract["id"], key=key)
            dispatcher.utter_message(response="utter_withdrawal_taken", withdrawn=withdrawn, contract=contract)
            self._forget_stopped(turn, withdrawn["order_number"])
            draft.known[WRITTEN] = True
            turn.slots["draft"] = asdict(draft)
            return []
        reason = draft.values.get("reason")
        told = None if reason == UNSAID else reason
        notice = await leaving.give_notice(
            contract["id"], wished_on=draft.values.get("wished_on"), reason=told, key=key
        )
        draft.known["notice"] = notice
        order = await leaving.order_of(notice)
        dispatcher.utter_message(
            response="utter_notice_taken",
            notice=notice,
            contract=contract,
            is_line=contract["commodity"] in LINES,
            final_bill_by=order["promised_on"] if order else None,
        )
        if order and turn.shows_images:
            _show(dispatcher, order_track(order, contract["service_point_name"], turn.language))
        return []

    def proof(self, draft: Draft) -> str | None:
        """The contract, and for the counter-offer that offer."""
        if _notice(draft):
            return f"offer:{draft.known['offer']['id']}"
        return f"contract:{draft.values['contract']}"

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """After the notice "never mind" ends the questions; the notice stands."""
        took_back = takes_notice_back(turn.text) or undoes(turn.text) or refuses_to_leave(turn.text)
        if _notice(draft) and (took_back or self._stays(turn, draft)):
            undoing = Draft("cancel_order", known={"only": NOTICES})
            return [*self.close(turn), SlotSet("draft", asdict(undoing)), FollowupAction(ACTIONS["cancel_order"])]
        if _notice(draft) and (turn.intent == "cancel_dialogue" or only_gives_up(turn.text)):
            dispatcher.utter_message(response="utter_leaving_stays", notice=_notice(draft), was_offered=False)
            return self.end(turn)
        if not _notice(draft) and (served := await self._before_notice(dispatcher, turn, draft)):
            return served
        if not _notice(draft) and turn.intent != "affirm" and wishes_earliest(turn.text, alone=True):
            # it sounds like a goodbye, or like news that are to come soon
            turn = replace(turn, intent=self.matter)
        is_summed = draft.asking == CONFIRMATION and not _notice(draft) and turn.first("step") is None
        if is_summed and self.steps[0].keeps(turn, draft) and not self.hearing(turn, draft).volunteered():
            turn = replace(turn, intent="deny", text="", request_text="", entities={})
        return await super().take(dispatcher, turn, draft)

    async def _before_notice(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """The events that serve somebody who means something else, or asks what comes of it; nothing for others."""
        if rather := _rather(turn):
            set_aside.say_left(dispatcher, turn, [draft.kept["value"]])
            return [*self.close(turn), FollowupAction(rather)]
        if turn.attachments:
            return [*leave_form(), FollowupAction(ACTIONS["submit_documents"])]
        if stays(turn.text) or self._keeps_contract(turn, draft):
            return [FollowupAction("action_drop_matter")]
        if takes_along(turn, draft):
            turn = replace(turn, intent=self.matter, text="", request_text="", entities={})
            return await self._guarded(dispatcher, turn, draft)
        return await self._what_comes_of_it(dispatcher, turn, draft) if draft.asking is not None else []

    async def _what_comes_of_it(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Answer who supplies then, or whether it can be undone, and ask the open question again."""
        if asks_of_return(turn.text):
            dispatcher.utter_message(response="utter_other_firm", about="back", contact=await contact(turn))
            return await self.resume(dispatcher, replace(turn, text=""), draft)
        if not asks_to_undo(turn.text):
            return []
        withdraws = draft.values.get("way") == WITHDRAW and _contract(draft)["is_fresh"]
        dispatcher.utter_message(response="utter_leaving_can_be_undone", withdraws=withdraws)
        asked = before_answers(turn, self.matter)
        return [] if asked else await self.resume(dispatcher, replace(turn, text=""), draft)

    def end(self, turn: Turn) -> list[EventType]:
        """After one of several contracts the next one ends likewise, upon a yes of its own."""
        draft = Draft.of(turn)
        following = following_notice(draft) if draft is not None and draft.matter == self.matter else None
        if following is None:
            return super().end(turn)
        aside = SlotSet("set_aside", turn.slots.get("set_aside"))
        return [*self.close(turn), aside, following.kept, FollowupAction(self.name())]

    @staticmethod
    def _forget_stopped(turn: Turn, order_number: str | None) -> None:
        """What was to be done about the order that has just been stopped is done with."""
        waiting = set_aside.waiting(turn)
        left = [one for one in waiting if order_number is None or order_number not in str(one)]
        turn.slots["set_aside"] = left or None

    @staticmethod
    def _stays(turn: Turn, draft: Draft) -> bool:
        """Tell whether somebody stays who was asked why he leaves; to an offer it would be a yes."""
        return draft.asking == "reason" and (stays(turn.text) or wishes_to_stay(turn.text))

    def _keeps_contract(self, turn: Turn, draft: Draft) -> bool:
        """Tell whether nothing but "I don't want to leave" is said; another contract may be meant beside it."""
        is_brief = len(turn.text.split()) <= FEW
        is_plain = is_brief and is_no_question(turn.text) and not beside_refusal(turn.text)
        return refuses_to_leave(turn.text) and is_plain and not self.hearing(turn, draft).volunteered()

    async def resume(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """After the notice nothing is asked a second time."""
        return self.end(turn) if _notice(draft) else await super().resume(dispatcher, turn, draft)

    def broken(self, dispatcher: CollectingDispatcher, draft: Draft, rule: _backend.RuleBroken) -> None:
        """Say what stands in the way and what to do instead."""
        response = {
            "contract_ends_already": "utter_leaving_ends_already",
            "withdrawal_not_possible": "utter_withdrawal_not_possible",
            "offer_not_open": "utter_counter_offer_gone",
            "offer_text_changed": "utter_counter_offer_gone",
            "renewal_not_possible": "utter_counter_offer_gone",
        }.get(rule.code)
        if response is None:
            super().broken(dispatcher, draft, rule)
            return
        known = {"contract": _contract(draft).get("service_point_name"), "ends_on": None, "receipt_number": None}
        dispatcher.utter_message(
            response=response, ended=[{**known, **rule.details}], notice=_notice(draft), details=dict(rule.details)
        )

    async def _take_reason(self, dispatcher: CollectingDispatcher, draft: Draft) -> None:
        notice, reason = _notice(draft), draft.values.get("reason")
        if reason not in (None, UNSAID) and notice["reason"] is None:
            notice = await leaving.name_reason(notice["id"], str(reason), key=_backend.key_of("reason"))
            draft.known["notice"] = notice
        if reason is not None and not notice["can_ask_for_counter_offer"]:
            dispatcher.utter_message(response="utter_reason_noted", reason=None if reason == UNSAID else OTHER)
            raise Stop

    async def _fetch_offer(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        offer = await leaving.counter_offer(_notice(draft)["id"], key=_backend.key_of("counter-offer"))
        if offer is None:
            dispatcher.utter_message(response="utter_counter_offer_gone", notice=_notice(draft), ended=[], details={})
            raise Stop
        draft.known["offer"] = {name: value for name, value in offer.items() if name != "form"}
        if turn.shows_images:
            _show(dispatcher, costs_chart(_contract(draft)["service_point_name"], [offer], turn.language))

    async def _accept(self, dispatcher: CollectingDispatcher, draft: Draft, key: str) -> list[EventType]:
        offer = draft.known["offer"]
        accepted = await offers.accept(offer["id"], offer["text_version"], key=key)
        dispatcher.utter_message(response="utter_counter_offer_accepted", accepted=accepted, offer=offer)
        return []

    @staticmethod
    def _check_commodity(dispatcher: CollectingDispatcher, turn: Turn, contracts: list[Any]) -> None:
        """Say that there is no such contract where gas is named and there is none."""
        commodity = turn.first("commodity")
        if not contracts or commodity is None or commodity in {contract["commodity"] for contract in contracts}:
            return
        called = names("commodities", turn.language)
        dispatcher.utter_message(
            response="utter_leaving_no_such", commodity=called[commodity], contracts=contracts, commodities=called
        )
        raise Stop

    @staticmethod
    def _keep_all(dispatcher: CollectingDispatcher, contracts: list[Any]) -> None:
        """Who would end nothing hears that nothing was ended, or can take a notice back."""
        if any(one["state"] == "ending" and one["ended_by"] == "notice" for one in contracts):
            undoing = Draft("cancel_order", known={"only": NOTICES})
            raise Instead([SlotSet("draft", asdict(undoing)), FollowupAction(ACTIONS["cancel_order"])])
        dispatcher.utter_message(response="utter_leaving_none")
        raise Stop

    @staticmethod
    async def _give_up_change(contract: dict[str, Any]) -> None:
        switch_id = await change_to_give_up(contract)
        if switch_id is not None:
            instead = Draft("decide_switch", values={"switch": switch_id, "decision": GIVE_UP})
            raise Instead([SlotSet("draft", asdict(instead)), FollowupAction(ACTIONS["decide_switch"])])

    @staticmethod
    async def _say_ended(dispatcher: CollectingDispatcher, turn: Turn, contracts: list[Any]) -> None:
        if not contracts:
            dispatcher.utter_message(response="utter_no_contracts")
            return
        receipts = {notice["contract_id"]: notice["receipt_number"] for notice in reversed(await leaving.notices())}
        ended = [
            {
                "contract": contract["service_point_name"],
                "ends_on": contract["ends_on"],
                "receipt_number": receipts.get(contract["id"]),
            }
            for contract in contracts
        ]
        dispatcher.utter_message(response="utter_leaving_ends_already", ended=ended, notice={}, details={})
