"""What a contract says: product, prices, what is included, guarantees."""

import asyncio

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import installments
from actions._contracts.contracts import (
    are_told_in_full,
    contract_buttons,
    named_contracts,
    point_at_contract,
    still_of_interest,
)
from actions._matter_action import MatterAction
from actions._matters import Details
from actions._names import names
from actions._orders.products import supplies_named
from actions._records import Contract
from actions._selection import chosen_points, of_points
from actions._turn import Turn
from actions._words.contracts import asks_whether_supplied
from actions._words.money import asks_monthly_payment
from actions._words.paying import asks_installment

CHANGE = {"title_key": "button_change_installment", "intent": "change_installment"}


class ActionShowContract(MatterAction):
    """Tells each contract that is meant in full; of many only product and price."""

    matter = "contract_details"

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Tell product, prices, allowances and price guarantee."""
        contracts, points = await asyncio.gather(_backend.contracts(), _backend.service_points())
        if asks_whether_supplied(turn.text) and self._says_what_there_is(dispatcher, turn, contracts):
            return []
        if await self._told_installments(dispatcher, turn):
            return []
        meant = of_points(contracts, chosen_points(points, turn, details))
        found = still_of_interest(named_contracts(contracts, turn.first("contract_number")) or meant)
        if not found:
            dispatcher.utter_message(response="utter_record_not_found" if contracts else "utter_no_contracts")
            return []
        dispatcher.utter_message(
            response="utter_contract_details" if are_told_in_full(found) else "utter_contract_list",
            contracts=found,
            none_runs=all(contract["state"] == "ended" for contract in contracts),
            allowances={point["id"]: point["allowance"] for point in points},
            commodities=names("commodities", turn.language),
            buttons=contract_buttons(found, self.matter),
        )
        return point_at_contract(turn, found, contracts)

    @staticmethod
    async def _told_installments(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
        """Say what is paid regularly, or that each bill is paid as it comes, where it is asked for by its name."""
        asks = asks_installment(turn.request_text)
        if not asks and not asks_monthly_payment(turn.request_text):
            return False
        paid = await installments.every()
        if paid:
            dispatcher.utter_message(response="utter_installments_now", items=paid, buttons=[dict(CHANGE)])
        elif asks and (plan := (await _backend.account())["payment_plan"]):
            dispatcher.utter_message(response="utter_plan_next", plan=plan)
        elif asks:
            dispatcher.utter_message(response="utter_installment_none", open=None, is_overdue=False)
        return bool(paid) or asks

    @staticmethod
    def _says_what_there_is(dispatcher: CollectingDispatcher, turn: Turn, contracts: list[Contract]) -> bool:
        """Say that what is asked about is none of the customer's contracts, and what is."""
        asked, running = supplies_named(turn.text), still_of_interest(contracts)
        owned = {contract["commodity"] for contract in running}
        if len(asked) != 1 or not running or asked[0] in owned:
            return False
        called = names("commodities", turn.language)
        dispatcher.utter_message(
            response="utter_not_supplied", asked=called[asked[0]], owned=[called[one] for one in sorted(owned)]
        )
        return True
