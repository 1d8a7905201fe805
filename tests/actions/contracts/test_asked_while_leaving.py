"""Several contracts that end, what is asked in the middle of a notice, and what is said of withdrawals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._words.pay_outs import asks_for_pay_out
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_contract import ActionCancelContract
from actions.action_cancel_order import ActionCancelOrder
from actions.action_check_contract_expiry import ActionCheckContractExpiry
from actions.action_drop_matter import ActionDropMatter
from actions.action_list_invoices import ActionListInvoices
from actions.action_place_order import ActionPlaceOrder
from tests.actions.fake_leaving import CONTRACT, NOTICE, Errand, prepare_leaving, sent, summed_up

if TYPE_CHECKING:
    from tests.actions.conftest import Stage
    from tests.actions.fake_backend import FakeBackend

CANCEL, EXPIRY = "action_cancel_contract", "action_check_contract_expiry"


@pytest.fixture
def errand(stage: Stage, backend: FakeBackend) -> Errand:
    prepare_leaving(backend)
    return Errand(stage, ActionCancelContract, "cancel_contract")


def led(stage: Stage, text: str, intent: str = "nlu_fallback", **more: Any) -> str | None:
    action = ActionDropMatter if intent == "cancel_dialogue" else ActionAdmitMisunderstanding
    return stage.run(action, intent, text, **more).next_action


@pytest.mark.parametrize("text", ["cancel both", "beide kündigen", "wypowiadam obie umowy"])
def test_the_second_contract_comes_after_the_first(errand: Errand, backend: FakeBackend, text: str) -> None:
    """Each needs a yes and a code of its own; the reason is not asked for twice."""
    first, second = (one["id"] for one in backend.contracts[:2])
    backend.answers["POST", f"/contracts/{first}/notices"] = (201, {**NOTICE, "can_ask_for_counter_offer": False})
    begun = errand.begin(text)
    assert begun.responses == ["utter_leaving_one_by_one", "utter_leaving_summary"]
    assert errand.draft["values"]["contract"] == first
    errand.say("affirm", "yes")
    asked = errand.go_on("identity_changed", level="fresh", bound_to=f"contract:{first}")
    assert asked.responses == ["utter_notice_taken", "utter_ask_leaving_reason"]
    after = errand.say("deny", "no")
    assert after.next_action == CANCEL
    assert errand.draft["values"] == {"contract": second, "reason": "unsaid"}
    again = errand.go_on("deny")
    assert again.responses == ["utter_leaving_summary"]
    backend.answers["POST", f"/contracts/{second}/notices"] = (201, {**NOTICE, "can_ask_for_counter_offer": False})
    errand.say("affirm", "yes")
    done = errand.go_on("identity_changed", level="fresh", bound_to=f"contract:{second}")
    assert done.responses == ["utter_notice_taken"]
    assert sent(backend, f"/contracts/{second}/notices")[0]["reason"] is None


@pytest.mark.parametrize("text", ["do i go back to my old company then", "bin ich dann wieder beim alten Anbieter"])
def test_who_supplies_after_the_end_is_answered_beside_the_summary(errand: Errand, text: str) -> None:
    errand.begin("cancel the flat")
    told = errand.say("nlu_fallback", text)
    assert told.responses[0] == "utter_other_firm"
    assert "as long as it still runs, your old supplier goes on" in told.texts["en"]
    assert errand.draft["asking"] == "confirmation"


@pytest.mark.parametrize(
    "text", ["I have no contract there any more, ended it in May", "da hab ich gar keinen Vertrag mehr"]
)
def test_the_old_contract_that_is_over_ends_none_of_ours(errand: Errand, text: str) -> None:
    errand.begin("I want to cancel")
    assert errand.say("cancel_contract", text).next_action == "action_tell_other_firm"
    assert errand.slots["draft"] is None


def test_a_paper_beside_the_question_for_a_contract_is_taken(errand: Errand) -> None:
    errand.begin("I want to cancel")
    paper = {"id": "f-1", "kind": "document", "title": "notice.pdf", "media_type": "application/pdf", "data": "JVBE"}
    handed = errand.say("cancel_contract", "here is the notice", attachments=[paper])
    assert handed.next_action == "action_take_documents"


@pytest.mark.parametrize("text", ["can I still withdraw?", "darf ich noch widerrufen", "mogę jeszcze odstąpić?"])
@pytest.mark.parametrize("intent", ["cancel_order", "place_order"])
def test_whether_one_can_withdraw_is_a_question_about_the_contract(stage: Stage, text: str, intent: str) -> None:
    action = ActionPlaceOrder if intent == "place_order" else ActionCancelOrder
    assert stage.run(action, intent, text).next_action == EXPIRY
    told = stage.run(ActionCheckContractExpiry, intent, text)
    assert told.responses == ["utter_withdrawal_period"]
    bought = f"{text} the router"
    assert stage.run(action, intent, bought).next_action != EXPIRY


@pytest.mark.parametrize(
    "text", ["oh shit not after all", "ach Mist doch nicht", "nein warte, doch nicht", "poczekaj, jednak nie"]
)
def test_who_thinks_better_of_a_withdrawal_hears_that_it_stands(stage: Stage, text: str) -> None:
    slots = {"settled": {"matter": "cancel_contract", "is_written": True}}
    assert led(stage, text, "cancel_dialogue", slots=slots) == "action_cancel_order"


@pytest.mark.parametrize("text", ["5 High St, 50667 Köln", "Domstr. 5, 50667 Köln", "ul. Długa 5, 31-147 Kraków"])
def test_the_address_for_the_last_bill_is_where_letters_go(stage: Stage, text: str) -> None:
    told = {"last_matter": "contract_expiry"}
    assert led(stage, text, slots=told, confidence=0.3) == "action_update_contact"
    assert led(stage, text, confidence=0.3) != "action_update_contact"
    named = stage.run(ActionListInvoices, "get_invoice", f"final bill to my new address: {text}")
    assert named.next_action == "action_update_contact"
    assert named.slots["draft"]["values"] == {"what": "post"}


@pytest.mark.parametrize(
    "text", ["what if you have connected me by then", "was wenn ihr schon liefert", "a co jak już mi prąd podłączycie"]
)
def test_a_withdrawal_is_possible_when_supply_has_begun(stage: Stage, text: str) -> None:
    told = {"last_matter": "contract_expiry"}
    assert stage.run(ActionPlaceOrder, "place_order", text, slots=told).next_action == EXPIRY
    assert stage.run(ActionPlaceOrder, "place_order", text).next_action != EXPIRY
    stage.backend.contracts[0]["withdrawal_until_on"] = None
    stage.backend.contracts[1]["withdrawal_until_on"] = None
    late = stage.run(ActionCheckContractExpiry, "place_order", text, slots=told)
    assert "when our supply has begun" not in late.texts["en"]
    stage.backend.contracts[0]["withdrawal_until_on"] = "2026-12-03"
    answer = stage.run(ActionCheckContractExpiry, "place_order", text, slots=told)
    assert answer.responses == ["utter_withdrawal_period"]
    assert "you can also withdraw when our supply has begun" in answer.texts["en"]


@pytest.mark.parametrize(
    "text", ["how do i give my neighbour access", "wie geb ich meinem Nachbarn Zugang", "jak dać dostęp sąsiadowi?"]
)
def test_a_question_that_is_not_answered_is_said_to_be_none(errand: Errand, text: str) -> None:
    errand.begin("cancel the flat")
    assert errand.say("nlu_fallback", text).responses == ["utter_errand_unanswered", "utter_leaving_summary"]
    assert errand.say("affirm", "yes").responses != ["utter_errand_unanswered"]


def test_a_contract_that_is_fixed_says_how_its_two_days_go_together(errand: Errand, backend: FakeBackend) -> None:
    backend.contracts[0] |= {"cannot_end_before_on": "2027-03-31", "earliest_end_on": "2027-05-31"}
    told = summed_up(errand).texts
    assert "ends on 31 May 2027" in told["en"]
    assert "fixed until 31 March 2027; the day above is the first one possible after that" in told["en"]
    assert "bis zum 31. März 2027 fest" in told["de"]
    assert "co najmniej do 31 marca 2027" in told["pl"]


@pytest.mark.parametrize(("commodity", "has_reading"), [("electricity", True), ("mobile", False)])
def test_a_phone_has_no_last_reading(
    errand: Errand, backend: FakeBackend, proven: None, commodity: str, has_reading: bool
) -> None:
    backend.contracts[0]["commodity"] = commodity
    summed_up(errand)
    told = errand.say("affirm", "yes")
    assert told.responses[0] == "utter_notice_taken"
    for language, words in (("en", "last reading"), ("de", "letzte Ablesung"), ("pl", "ostatni odczyt")):
        assert (words in told.texts[language]) == has_reading


def test_what_waited_for_the_order_that_was_stopped_is_forgotten(
    errand: Errand, backend: FakeBackend, proven: None
) -> None:
    backend.contracts[0]["withdrawal_until_on"] = "2026-11-30"
    backend.answers["POST", f"/contracts/{CONTRACT}/withdrawal"] = {
        "contract_number": "V-200417",
        "order_number": "O-0410723",
        "restored_contract_number": None,
        "restored_ends_on": None,
    }
    changing = {"matter": "change_order", "is_prepared": True, "known": {"number": "O-0410723"}, "asking": "what"}
    errand.slots["set_aside"] = [changing]
    errand.begin("I withdraw from the contract for the flat")
    done = errand.say("affirm", "yes")
    assert done.responses == ["utter_withdrawal_taken"]
    assert (done.slots["draft"], done.slots["set_aside"]) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "does that cost me",
        "what if i pay the rest",
        "kostet mich das was",
        "fällt da ne Gebühr an",
        "ile za to zapłacę",
    ],
)
def test_what_it_costs_is_answered_without_a_question_mark(errand: Errand, text: str) -> None:
    summed_up(errand)
    assert errand.say("cancel_contract", text).next_action == "action_check_contract_expiry"


@pytest.mark.parametrize("text", ["can i get out of it earlier", "komm ich früher da raus?", "da się wyjść wcześniej?"])
def test_to_get_out_sooner_is_no_credit_to_get_out(errand: Errand, text: str) -> None:
    summed_up(errand)
    assert errand.say("payment_status", text).next_action == "action_check_contract_expiry"


@pytest.mark.parametrize("text", ["can i get out of it earlier", "could I get out of this now"])
def test_out_of_it_is_no_money(text: str) -> None:
    assert not asks_for_pay_out(text)
    assert asks_for_pay_out("can I get my credit out")
