"""Until when a contract runs, and by when notice must be given."""

import asyncio
from typing import Any

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._bills.bills import is_positive
from actions._bills.credits import says_where_credit_goes
from actions._bills.last_bill import asks_of_last_bill, tell_last_bill
from actions._contact import contact, country_of
from actions._contracts.contracts import (
    are_told_in_full,
    contract_buttons,
    ending_within,
    named_contracts,
    point_at_contract,
    still_of_interest,
    whole,
)
from actions._contracts.leaving import LINES, WITHDRAW, change_to_give_up, speaks_of_withdrawal
from actions._matter_action import MatterAction
from actions._matters import Details
from actions._names import names
from actions._records import Contract
from actions._selection import chosen_points, of_points
from actions._turn import Turn
from actions._words.contracts import asks_of_penalty
from actions._words.leaving import (
    asks_for_sooner,
    asks_of_cost,
    asks_of_doing_nothing,
    asks_of_supply,
    asks_once_supplied,
    asks_to_leave_for_that,
    asks_to_withdraw,
    asks_whether_ended,
)


class ActionCheckContractExpiry(MatterAction):
    """Tells the dates of each contract that is meant; of many only the dates, next to end first."""

    matter = "contract_expiry"

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Tell the end, the last day for a notice, and what happens if nobody does anything."""
        contracts, points = await asyncio.gather(_backend.contracts(), _backend.service_points())
        meant = _of_notice(contracts, turn) or of_points(contracts, chosen_points(points, turn, details))
        found = still_of_interest(named_contracts(contracts, turn.first("contract_number")) or meant)
        if not found:
            dispatcher.utter_message(response="utter_record_not_found" if contracts else "utter_no_contracts")
            return []
        if asks_of_last_bill(turn.request_text, leaves=True) and await _told_what_comes_last(dispatcher, turn, meant):
            return []
        in_full, said = are_told_in_full(found), turn.first("period")
        within = whole(said) if said and not in_full else None
        ending = ending_within(found, within) if within else []
        of_all, found = len(found), ending or found
        if in_full and await _told_what_is_asked(dispatcher, turn, found):
            return point_at_contract(turn, found, contracts)
        dispatcher.utter_message(
            response="utter_contract_expiry" if in_full else "utter_contract_expiry_list",
            contracts=found,
            within=within,
            none_ends=not ending,
            of_all=of_all,
            today=turn.today.isoformat(),
            rejected=await _rejected(found),
            asks_cost=_asks_of_cost(turn),
            asks_rise=asks_to_leave_for_that(turn.request_text),
            commodities=names("commodities", turn.language),
            buttons=contract_buttons(found, self.matter),
        )
        return point_at_contract(turn, found, contracts)


async def _told_what_is_asked(dispatcher: CollectingDispatcher, turn: Turn, contracts: list[Contract]) -> bool:
    """Answer a narrower question than for all dates: of withdrawing, of doing nothing, of the supply after the end."""
    known: dict[str, Any] = {"contracts": contracts, "today": turn.today.isoformat()}
    known["commodities"] = names("commodities", turn.language)
    if _asks_of_withdrawal(turn):
        given_up = [one["id"] for one in contracts if await change_to_give_up(dict(one))]
        reach = await contact(turn)
        is_fresh = any((one["withdrawal_until_on"] or "") >= known["today"] for one in contracts)
        once_supplied = is_fresh and asks_once_supplied(turn.request_text)
        dispatcher.utter_message(
            response="utter_withdrawal_period", given_up=given_up, contact=reach, once_supplied=once_supplied, **known
        )
        return True
    if asks_whether_ended(turn.request_text):
        dispatcher.utter_message(response="utter_contract_whether_ended", **known)
        return True
    if asks_of_doing_nothing(turn.request_text):
        dispatcher.utter_message(response="utter_contract_left_alone", **known)
        return True
    if not asks_of_supply(turn.request_text):
        return False
    supplied = [one for one in contracts if one["commodity"] not in LINES]
    known |= {"contracts": supplied or contracts, "is_line": not supplied, "country": await country_of(turn)}
    dispatcher.utter_message(response="utter_supply_after", **known)
    return True


def _asks_of_cost(turn: Turn) -> bool:
    """Tell whether the cost of leaving is asked for; while a notice is given "what does it cost?" can mean no other."""
    leaves = (turn.slots.get("draft") or {}).get("matter") == "cancel_contract" and asks_of_cost(turn.text)
    return leaves or asks_of_penalty(turn.request_text) or asks_for_sooner(turn.request_text)


def _asks_of_withdrawal(turn: Turn) -> bool:
    """Tell whether a withdrawal is meant, by its name or because one is being made just now."""
    draft = turn.slots.get("draft") or {}
    withdraws = draft.get("matter") == "cancel_contract" and (draft.get("values") or {}).get("way") == WITHDRAW
    told = any(asked(turn.request_text) for asked in (speaks_of_withdrawal, asks_to_withdraw, asks_once_supplied))
    return told or withdraws


async def _told_what_comes_last(dispatcher: CollectingDispatcher, turn: Turn, contracts: list[Contract]) -> bool:
    """Tell of the last bill of contracts that end; who stays may have a credit all the same."""
    if await tell_last_bill(dispatcher, contracts):
        return True
    account = await _backend.account()
    if not await says_where_credit_goes(dispatcher, turn, account):
        stages = [switch["stage"] for switch in await _backend.switches()]
        credit = account["credit"] if is_positive(account["credit"]) else None
        dispatcher.utter_message(response="utter_no_last_bill", stages=stages, credit=credit)
    return True


def _of_notice(contracts: list[Contract], turn: Turn) -> list[Contract]:
    """The contract of a notice that is being given, when a question about it names no other place."""
    draft = turn.slots.get("draft") or {}
    chosen = (draft.get("values") or {}).get("contract") if draft.get("matter") == "cancel_contract" else None
    is_named = turn.first("place", "service_point_id", "commodity", "contract_number") is not None
    return [] if is_named else [contract for contract in contracts if contract["id"] == chosen]


async def _rejected(contracts: list[Contract]) -> list[str]:
    """The points of contracts to come whose registration was rejected, so that their first day is not certain."""
    if not any(contract["state"] == "future" for contract in contracts):
        return []
    return [switch["service_point_id"] for switch in await _backend.switches() if switch["stage"] == "rejected"]
