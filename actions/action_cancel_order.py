"""Cancels an order that is not on its way yet."""

import re
from dataclasses import replace
from typing import Any

from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import orders
from actions._buttons import SEND_BACK, YES_NO
from actions._contracts.leaving import say_notice_stands, speaks_of_withdrawal
from actions._errand.drafts import CONFIRMATION, Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import Stop
from actions._errand.progress import ended_last, written_last
from actions._errand.set_aside import open_errands
from actions._errand.steps import ChoiceStep, Problem, Values
from actions._forms import ANSWERS
from actions._matters import ABOUT_CONTRACTS, ACTIONS
from actions._orders.orders import CHANGES, described, described_orders, meant_orders, order_number, order_options
from actions._orders.steps import orders_basket
from actions._turn import Turn
from actions._words.changes_of_plan import gives_up_move, kinds_of_move
from actions._words.contracts import takes_notice_back, undoes, wishes_to_stay
from actions._words.orders import takes_return_back
from actions._words.retractions import cancels_it, ends_in_no, is_no_question
from actions._words.spelling import fold
from actions._words.vocabulary import GOODS

NEEDS_CODE = frozenset({"supplier_switch", "renewal", "contract_cancellation"})
"""Kinds that the backend lets nobody give up without a code for the order."""

_RETURN = re.compile(
    r"rueck(send|gab|schick)|rettour|retour|\breturn|send\w* (it |them )?back|zwrot|odesl|odsyl|behalt|\bkeep"
)
_ORDERED = re.compile(r"\border|bestell|zamow|\b[a-z]{1,2}\d{1,2}\b")
"""Words of an order, and short names of devices."""


_PLACED = re.compile(
    r"\b(?:old|other|previous|earlier|last|yesterday\w*|already|my orders|alte\w*|andere\w*|vorige\w*|letzte\w*"
    r"|frueher\w*|gestern|gestrige\w*|star[eaiy]\w*|inn[eaiy]\w*|tamt[oae]\w*|poprzedni\w*|ostatni\w*|wczoraj\w*|wczesniej\w*)\b"
)
"""Words of an order that was placed before."""

SEPARATOR = ","
"""Between the numbers of orders that go together."""


_EVERY = re.compile(r"\b(?:all|both|every\w*|alle[sn]?|beide[sn]?|saemtliche|wszystk\w*|oba|obie|obydw\w*)\b")


class OrderStep(ChoiceStep):
    """Which order goes; of several that need no code each, all of them may."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """One of them, or "all"."""
        if found := super().read(turn, draft):
            return found
        is_here = turn.intent in (*ANSWERS, draft.matter) and _EVERY.search(fold(turn.text)) is not None
        every = draft.known["orders"]
        if not is_here or any(order["kind"] in NEEDS_CODE or order["kind"] == "return" for order in every):
            return None
        return {self.name: SEPARATOR.join(order["number"] for order in every)}


class ActionCancelOrder(ErrandAction):
    """Asks which, if there are several; of what cannot be cancelled any more it says what to do instead."""

    matter = "cancel_order"
    steps = (OrderStep("order", "utter_ask_cancel_order", lambda draft: draft.known.get("options", [])),)

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """A basket that is named is yet to be ordered, and a contract is no order, though the words are alike."""
        if orders_basket(turn.text):
            return [FollowupAction(ACTIONS["place_order"])]
        if _means_open_order(turn) or _lets_be(turn):
            return [FollowupAction("action_drop_matter")]
        return [FollowupAction(ACTIONS["cancel_contract"])] if _is_of_contract(turn) else []

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Find the orders that can still be cancelled; an order that was named decides."""
        every = await described_orders(turn)
        if draft.known.get("only"):
            every = await self._only(dispatcher, turn, draft, every)
        if places := draft.known.get(CHANGES):
            every = [_at(order, places[order["number"]]) for order in every if order["number"] in places]
        number = order_number(turn.request_text)
        moves = _moves(every, turn.request_text) if number is None else None
        every = every if moves is None else moves
        named = moves or meant_orders(turn, every)
        if _means_missing_goods(turn) and not named and number is None:
            every = []
        open_ones = [order for order in named or every if order["outcome"] == "open"]
        is_return = takes_return_back(turn.request_text, announced=written_last(turn) == "return_goods")
        keeps = is_return or number is not None or _RETURN.search(fold(turn.request_text)) is not None
        possible = [order for order in open_ones if order["can_cancel"] and (keeps or order["kind"] != "return")]
        if is_return:
            possible = [order for order in possible if order["kind"] == "return"]
        if is_return and not any(order["kind"] == "return" and order["outcome"] == "open" for order in every):
            dispatcher.utter_message(response="utter_cancel_no_return")
            raise Stop
        if not possible or (number is not None and not named):
            told = (open_ones or named)[:1]
            dispatcher.utter_message(
                response="utter_cancel_not_possible",
                order=told[0] if told and (number is None or named) else None,
                number=number,
                buttons=[SEND_BACK] if _came(told) else [],
            )
            raise Stop
        draft.known["options"] = order_options(possible)
        draft.known["orders"] = [
            {name: order[name] for name in ("number", "kind", "what", "kind_name", "state_name")}
            | {"has_parts": len(order["lines"]) > 1, "place": order.get("place")}
            for order in possible
        ]
        if moves:
            draft.values["order"] = SEPARATOR.join(order["number"] for order in possible)

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """As every errand; who says once more that a notice is taken back says yes."""
        is_summed = draft.asking == CONFIRMATION and bool(draft.known.get("only"))
        if is_summed and is_no_question(turn.text) and (takes_notice_back(turn.text) or undoes(turn.text)):
            turn = replace(turn, intent="affirm", confidence=1.0, text="", request_text="", entities={})
        return await super().take(dispatcher, turn, draft)

    @staticmethod
    async def _only(
        dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, every: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """The notices that can be taken back, by place; of those that stand it says why."""
        contracts = await _backend.contracts()
        places = {contract["id"]: contract["service_point_name"] for contract in contracts}
        found = [
            order | {"place": places.get(str(order.get("contract_id")))}
            for order in every
            if order["kind"] == draft.known["only"] and order["can_cancel"]
        ]
        if not found:
            ended = [one for one in contracts if one["ended_by"] is not None or one["state"] == "ending"]
            today = turn.today.isoformat()
            ended = [one for one in ended if one["ends_on"] is None or one["ends_on"] >= today]
            await say_notice_stands(dispatcher, turn, ended)
            raise Stop
        for order in found:
            order["what"] = order["place"] or order["what"]
        return found

    def proof(self, draft: Draft) -> str | None:
        """Giving up a contract that was to begin, or to go on, needs a code."""
        order = self._order(draft)
        return f"order:{order['number']}" if order["kind"] in NEEDS_CODE else None

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Repeat which order."""
        dispatcher.utter_message(response="utter_cancel_summary", order=self._order(draft), buttons=list(YES_NO))

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Cancel it, or each of several; say the state it is in now, and which of several could not be cancelled."""
        numbers = str(draft.values["order"]).split(SEPARATOR)
        for number in numbers:
            one = replace(draft, values={**draft.values, "order": number})
            try:
                cancelled = await orders.cancel(number, key=key if len(numbers) == 1 else f"{key}/{number}")
            except _backend.RuleBroken as rule:
                if len(numbers) == 1:
                    raise
                self.broken(dispatcher, one, rule)
                continue
            order = self._order(one)
            told = described(cancelled, {}, turn.language) | {name: order.get(name) for name in ("what", "place")}
            dispatcher.utter_message(response="utter_order_cancelled", order=told)
        return []

    def broken(self, dispatcher: CollectingDispatcher, draft: Draft, rule: _backend.RuleBroken) -> None:
        """Say when it went on its way in the meantime."""
        if rule.code != "order_move_refused":
            super().broken(dispatcher, draft, rule)
            return
        dispatcher.utter_message(
            response="utter_cancel_not_possible",
            order=self._order(draft) | {"outcome": "open", "state": rule.details.get("state"), "state_name": None},
            number=None,
            buttons=[SEND_BACK],
        )

    @staticmethod
    def _order(draft: Draft) -> dict[str, Any]:
        chosen = str(draft.values["order"]).split(SEPARATOR)
        found: list[dict[str, Any]] = [one for one in draft.known["orders"] if one["number"] in chosen]
        joined = {name: ", ".join(dict.fromkeys(one[name] for one in found)) for name in ("number", "what")}
        return found[0] | joined | {"has_parts": len(found) == 1 and found[0]["has_parts"]}


def _at(order: dict[str, Any], place: str) -> dict[str, Any]:
    """An order with its place, which tells it from others of its kind."""
    return order | {"what": f"{order['what']}, {place}"}


def _moves(every: list[dict[str, Any]], text: str) -> list[dict[str, Any]] | None:
    """The orders of a move that is called off, of the way that is named, else of both; None where none is."""
    if not gives_up_move(text):
        return None
    kinds = kinds_of_move(text)
    return [order for order in every if order["kind"] in kinds and order["outcome"] == "open" and order["can_cancel"]]


def _is_of_contract(turn: Turn) -> bool:
    """A contract was talked about just now, and it is not to count; no errand is open and no goods are named."""
    return (
        turn.slots.get("last_matter") in ABOUT_CONTRACTS
        and speaks_of_withdrawal(turn.text)
        and not any(words.search(fold(turn.text)) for words in (GOODS, _ORDERED))
        and turn.first("answer") is None
        and not turn.slots.get("draft")
        and not takes_notice_back(turn.text)
        and not wishes_to_stay(turn.text)
    )


def _means_open_order(turn: Turn) -> bool:
    """Tell whether what is being ordered or accepted just now is meant, of which nothing is placed yet."""
    folded, is_open = fold(turn.text), {one["matter"] for one in open_errands(turn)}
    names_other = order_number(turn.text) or turn.first("ordinal") or _PLACED.search(folded) or GOODS.search(folded)
    if names_other or not cancels_it(turn.text):
        return False
    return "place_order" in is_open or ("renew_contract" in is_open and not _ORDERED.search(folded))


def _means_missing_goods(turn: Turn) -> bool:
    """Tell whether goods are not wanted any more of which it was just told that none were ordered."""
    ended = ended_last(turn)
    return ended is not None and ended.matter == "order_status" and cancels_it(turn.text)


def _lets_be(turn: Turn) -> bool:
    """Tell whether somebody only leaves what was just said, where no order was told or placed: "dann halt nicht"."""
    names_one = order_number(turn.text) or any(words.search(fold(turn.text)) for words in (GOODS, _ORDERED, _PLACED))
    is_of_order = written_last(turn) is not None or turn.slots.get("last_matter") is not None
    return ends_in_no(turn.text) and not (names_one or is_of_order or cancels_it(turn.text) or turn.first("answer"))


def _came(told: list[dict[str, Any]]) -> bool:
    """It is on its way or there, so that sending it back is what remains."""
    return any(order["state"] in ("packed", "handed_over", "delivered", "not_delivered") for order in told)
