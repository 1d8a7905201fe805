"""Papers for the customer: the pack of a contract to keep, print, sign and send back."""

import asyncio
from collections.abc import Sequence

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import documents
from actions._bills.bills import asks_for_bill
from actions._buttons import PERSON, buttons_for
from actions._contact import contact
from actions._files import pdf
from actions._forms import offer_choice
from actions._matter_action import MatterAction
from actions._matters import ACTIONS, Details
from actions._papers import (
    asks_what_is_needed,
    is_concluded,
    wants_papers,
    wishes_certificate,
    wishes_paper,
)
from actions._records import Contract
from actions._selection import chosen_points, of_points
from actions._turn import Turn
from actions._words.choices import Option


class ActionSendDocuments(MatterAction):
    """Makes the papers of the contract that is meant as one PDF, and says what to do with them."""

    matter = "request_documents"

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """A bill's paper is the bill's own matter, though the words are alike; what is sent or needed is elsewhere."""
        if number := asks_for_bill(turn):
            return [SlotSet("invoice_number", number), SlotSet("period", None), FollowupAction(ACTIONS["get_invoice"])]
        hands_in = turn.attachments and not wants_papers(turn.text)
        return [FollowupAction(ACTIONS["submit_documents"])] if hands_in or asks_what_is_needed(turn.text) else []

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Send the pack, or ask which contract; what only a person can send is said."""
        certifies = wishes_certificate(turn.request_text)
        if certifies or wishes_paper(turn.request_text):
            response = "utter_papers_certificate" if certifies else "utter_papers_by_post"
            dispatcher.utter_message(response=response, contact=await contact(turn), buttons=[PERSON])
            return []
        points, contracts = await asyncio.gather(_backend.service_points(), _backend.contracts())
        meant = _newest_of_each_point(of_points(contracts, chosen_points(points, turn, details)))
        if not meant:
            dispatcher.utter_message(response="utter_papers_no_contract")
            return []
        if len(meant) > 1:
            options = [
                Option(
                    value=contract["service_point_id"],
                    slot="service_point_id",
                    label=contract["service_point_name"],
                    words=[contract["number"], contract["commodity"], contract["product_name"]],
                )
                for contract in meant
            ]
            dispatcher.utter_message(response="utter_papers_which", buttons=buttons_for(options, self.matter))
            return offer_choice(options)
        contract = meant[0]
        pack = await documents.pack(contract["number"], key=_backend.key_of(self.matter))
        content = await _backend.download(f"/documents/{pack['id']}/pack")
        dispatcher.utter_message(
            response="utter_papers_sent",
            number=contract["number"],
            place=contract["service_point_name"],
            code=pack["code"],
            signed=any(page["needs_signature"] for page in pack["pages"]) and not is_concluded(contract),
            concluded=is_concluded(contract),
            withdrawn=contract["ended_by"] == "withdrawal",
        )
        title = f"{contract['number']}.pdf"
        dispatcher.utter_message(json_message={"attachment": pdf(content, title)})
        return []


def _newest_of_each_point(contracts: Sequence[Contract]) -> list[Contract]:
    """Leave out what a renewal will have replaced: a choice by place could never tell the two apart."""
    return list({contract["service_point_id"]: contract for contract in reversed(contracts)}.values())[::-1]
