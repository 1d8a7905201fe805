"""Details that hold over turns, and several matters in one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_check_bill import ActionCheckBill
from actions.action_check_contract_expiry import ActionCheckContractExpiry
from actions.action_file_complaint import ActionFileComplaint
from actions.action_submit_meter_reading import ActionSubmitMeterReading

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

BOTH = "how much do I owe and when does my contract end"
RANKING = {"check_bill": 0.6, "contract_expiry": 0.38, "contract_details": 0.01}


def test_the_second_matter_of_a_message_follows(stage: Stage) -> None:
    result = stage.run(ActionCheckBill, "check_bill", BOTH, ranking=RANKING)
    assert result.next_action == "action_check_contract_expiry"
    assert result.slots["also_asked"] is None


def test_it_is_kept_while_the_customer_proves_who_it_is(stage: Stage) -> None:
    asked = stage.run(ActionCheckBill, "check_bill", BOTH, level="anonymous", ranking=RANKING)
    assert asked.slots["also_asked"] == "contract_expiry"
    slots = {"open_matter": "check_bill", "also_asked": "contract_expiry"}
    proven = stage.run(ActionCheckBill, "identity_changed", slots=slots, earlier=("check_bill", BOTH))
    assert proven.next_action == "action_check_contract_expiry"


def test_the_second_one_ends_the_turn(stage: Stage) -> None:
    result = stage.run(ActionCheckContractExpiry, "check_bill", BOTH, ranking=RANKING)
    assert result.next_action == "action_listen"


def test_a_short_question_is_one_matter(stage: Stage) -> None:
    result = stage.run(ActionCheckBill, "check_bill", "what do I owe", ranking=RANKING)
    assert result.next_action == "action_listen"


def test_one_question_that_may_mean_two_things_is_one_matter(stage: Stage) -> None:
    ranking = {"check_bill": 0.6, "get_invoice": 0.38}
    result = stage.run(ActionCheckBill, "check_bill", "what on earth is it with my last bill", ranking=ranking)
    assert result.next_action == "action_listen"


@pytest.mark.parametrize(
    "text",
    [
        "second router broken and the bill is wrong too, are you kiding me?",
        "schon der zweite router kaputt und die rechnung stimmt nicht, wollt ihr mich verarschen?",
        "juz drugi router zepsuty I jeszcze faktura zla, kpicie sobie ze mnie?",
    ],
)
def test_a_curse_is_no_second_matter(stage: Stage, text: str) -> None:
    ranking = {"file_complaint": 0.96, "switch_status": 0.3}
    asked = stage.run(ActionFileComplaint, "file_complaint", text, level="anonymous", ranking=ranking)
    assert "utter_two_matters" not in asked.responses
    beside = {"file_complaint": 0.96, "contract_expiry": 0.75}
    asked = stage.run(ActionFileComplaint, "file_complaint", text, level="anonymous", ranking=beside)
    assert "utter_two_matters" in asked.responses


def test_a_new_matter_does_not_inherit_the_invoice(stage: Stage) -> None:
    slots = {"last_matter": "payment_status", "invoice_number": "R-2026-004600"}
    result = stage.run(ActionCheckBill, "check_bill", "what do I owe", slots=slots)
    assert result.responses[0] == "utter_bill_summary"


def test_a_word_that_goes_on_joins_no_two_matters(stage: Stage) -> None:
    text = "i jeszcze potrzebna mi zmiana nazwy tej firmy"
    ranking = {"check_bill": 0.45, "contract_expiry": 0.38}
    assert stage.run(ActionCheckBill, "check_bill", text, ranking=ranking).next_action == "action_listen"
    both = stage.run(ActionCheckBill, "check_bill", f"and {BOTH}", ranking=ranking)
    assert both.next_action == "action_check_contract_expiry"


THREE = "how much do I owe, when does my contract end and here is the reading, 8120"


def test_the_third_matter_of_a_message_follows_the_second(stage: Stage) -> None:
    ranking = {"check_bill": 0.5, "contract_expiry": 0.3, "submit_meter_reading": 0.3}
    first = stage.run(ActionCheckBill, "check_bill", THREE, ranking=ranking)
    assert first.next_action == "action_check_contract_expiry"
    assert first.slots["also_asked"] == "contract_expiry,submit_meter_reading"
    second = stage.run(ActionCheckContractExpiry, "check_bill", THREE, ranking=ranking, slots=first.slots)
    assert second.next_action == "action_submit_meter_reading"


def test_a_message_that_is_served_by_another_of_its_matters_goes_on_with_its_own(stage: Stage) -> None:
    text = "ile mam do zapłaty, do kiedy umowa i podaję stan licznika 4200"
    ranking = {"submit_meter_reading": 0.5, "check_bill": 0.3, "contract_expiry": 0.3}
    asked = {"confidence": 0.5, "ranking": ranking, "number": {"value": "4200"}}
    went = stage.run(ActionSubmitMeterReading, "submit_meter_reading", text, **asked)
    assert went.next_action == "action_check_bill"
    assert went.slots["also_asked"] == "submit_meter_reading,contract_expiry"
    billed = stage.run(ActionCheckBill, "submit_meter_reading", text, slots=went.slots, **asked)
    assert billed.next_action == "action_submit_meter_reading"
    read = stage.run(ActionSubmitMeterReading, "submit_meter_reading", text, slots=went.slots | billed.slots, **asked)
    assert read.next_action != "action_check_bill"


@pytest.mark.parametrize(
    "text",
    ["no wait, what do I still owe you", "nein warte, was muss ich noch zahlen", "nie, czekaj, ile mam zaplacic"],
)
def test_what_takes_the_message_before_back_joins_no_two_matters(stage: Stage, text: str) -> None:
    result = stage.run(ActionCheckBill, "check_bill", text, ranking={"check_bill": 0.6, "cancel_order": 0.38})
    assert result.next_action == "action_listen"
    assert "utter_two_matters" not in result.responses
