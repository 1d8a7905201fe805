"""What a contract says: product, prices, what is included, guarantees."""

import asyncio

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._buttons import buttons_for
from actions._contracts import TOLD_IN_FULL, contract_options, named_contracts, still_of_interest
from actions._forms import keep_choice, offer_choice
from actions._matter_action import MatterAction
from actions._matters import Details
from actions._names import names
from actions._selection import chosen_points, of_points
from actions._turn import Turn


class ActionShowContract(MatterAction):
    """Tells each contract that is meant in full; of many only product and price."""

    matter = "contract_details"

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Tell product, prices, allowances and price guarantee."""
        contracts, points = await asyncio.gather(_backend.contracts(), _backend.service_points())
        meant = of_points(contracts, chosen_points(points, turn, details))
        found = still_of_interest(named_contracts(contracts, turn.first("contract_number")) or meant)
        if not found:
            dispatcher.utter_message(response="utter_record_not_found" if contracts else "utter_no_contracts")
            return []
        options = contract_options(found)
        in_full = len(found) <= TOLD_IN_FULL
        dispatcher.utter_message(
            response="utter_contract_details" if in_full else "utter_contract_list",
            contracts=found,
            allowances={point["id"]: point["allowance"] for point in points},
            commodities=names("commodities", turn.language),
            buttons=[] if in_full else buttons_for(options, self.matter),
        )
        every = contract_options(still_of_interest(contracts))
        return keep_choice(turn, options, every) if in_full else offer_choice(options)
