"""Things that are asked after although there are none, and a copy of one's data that was just spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.contracts import asks_whether_supplied
from actions._words.people import wishes_data_copy
from actions.action_check_order import ActionCheckOrder
from actions.action_list_invoices import ActionListInvoices
from actions.action_send_documents import ActionSendDocuments
from actions.action_show_contract import ActionShowContract
from actions.action_show_data import ActionShowData
from tests.actions.fake_orders import as_customer, order, sent_order, with_orders

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.mark.parametrize(
    "text", ["when does the router come", "und wann kommt der Router", "gdzie moja paczka z inpostu"]
)
def test_a_parcel_that_is_not_ours_is_said_to_be_none(stage: Stage, text: str) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend, order("O-0440009", "contract_cancellation", "placed", []))
    assert stage.run(ActionCheckOrder, "order_status", text).responses == ["utter_no_goods_ordered"]
    with_orders(stage.backend, sent_order())
    assert stage.run(ActionCheckOrder, "order_status", text).responses == ["utter_orders"]


MOBILE = ["do i even have a mobile with you?", "hab ich überhaupt ein Handy bei euch", "a mam u was w ogóle komórkę?"]


@pytest.mark.parametrize("text", MOBILE)
def test_whether_there_is_a_contract_at_all(stage: Stage, text: str) -> None:
    assert asks_whether_supplied(text)
    assert stage.run(ActionShowData, "show_my_data", text).next_action == "action_show_contract"
    told = stage.run(ActionShowContract, "show_my_data", text)
    supplied = {contract["commodity"] for contract in stage.backend.contracts}
    assert ("utter_not_supplied" in told.responses) is ("mobile" not in supplied)


@pytest.mark.parametrize("text", ["what do you have on me", "was wisst ihr über mich", "jakie dane macie"])
def test_what_is_known_of_somebody_is_no_contract(text: str) -> None:
    assert not asks_whether_supplied(text)


@pytest.mark.parametrize(
    "text", ["wait, I just want a copy then", "dann schickt mir halt eine Kopie", "to wyślijcie mi kopię"]
)
def test_a_copy_that_was_offered_is_one_of_the_data(stage: Stage, text: str) -> None:
    offered = {"last_matter": "request_my_data"}
    for action, intent in ((ActionListInvoices, "get_invoice"), (ActionSendDocuments, "request_documents")):
        assert stage.run(action, intent, text, slots=offered).next_action == "action_request_data"
        assert stage.run(action, intent, text).next_action != "action_request_data"


@pytest.mark.parametrize(
    "text",
    ["a copy of everything you have on me", "Kopie von allem, was ihr über mich habt", "kopia tego, co o mnie macie"],
)
def test_a_copy_of_everything_is_one_of_the_data(text: str) -> None:
    assert wishes_data_copy(text, offered=False)


@pytest.mark.parametrize("text", ["a copy of my last bill", "Kopie der Rechnung", "kopia umowy"])
def test_a_copy_of_a_paper_is_another(text: str) -> None:
    assert not wishes_data_copy(text, offered=True)
