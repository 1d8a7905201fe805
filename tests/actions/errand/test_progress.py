"""A command that is a yes, and "did it go through?" while an errand is open and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._errand.progress import asks_what_now, asks_whether_done
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_contract import ActionCancelContract
from actions.action_cancel_order import ActionCancelOrder
from actions.action_check_order import ActionCheckOrder
from actions.action_show_prices import ActionShowPrices
from actions.action_tell_settled import ActionTellSettled
from tests.actions.fake_leaving import CONTRACT, Errand, prepare_leaving

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def leaving(stage: Stage) -> Errand:
    prepare_leaving(stage.backend)
    errand = Errand(stage, ActionCancelContract, "cancel_contract")
    errand.begin("cancel the contract for the flat")
    return errand


@pytest.mark.parametrize(
    "text",
    [
        "did it go thru",
        "have u cancelled it now?",
        "hat das geklappt?",
        "na czym stanęło",
        "zapisaliście to?",
        "przyjęte?",
    ],
)
def test_before_the_code_it_is_not_done_yet(stage: Stage, text: str) -> None:
    errand = leaving(stage)
    assert "nothing has been done so far" in errand.say("switch_status", text).texts["en"]
    errand.say("affirm", "yes")
    told = errand.say("switch_status", text)
    assert "nothing has been done so far" in told.texts["en"]
    assert "six digits" in told.texts["en"]
    assert told.form == "errand_form"


def test_after_the_receipt_it_is_done(stage: Stage) -> None:
    errand = leaving(stage)
    errand.say("affirm", "yes")
    done = errand.go_on("identity_changed", level="fresh", bound_to=f"contract:{CONTRACT}")
    assert done.slots["settled"] == {"matter": "cancel_contract", "is_written": True}
    told = errand.say("switch_status", "did it go through?")
    assert told.texts["en"].count("Yes, that is done") == 1


def test_the_record_is_shown_after_it(stage: Stage) -> None:
    slots = {"settled": {"matter": "cancel_contract", "is_written": True}}
    asked = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "hats geklappt?", slots=slots)
    assert asked.next_action == "action_tell_settled"
    told = stage.run(ActionTellSettled, "nlu_fallback", "hats geklappt?", slots=slots)
    assert "Yes, that is done on my side (cancelling a contract)." in told.texts["en"]
    assert told.next_action == "action_check_contract_expiry"
    assert told.slots["settled"] is None
    left = {"settled": {"matter": "report_move", "is_written": False}}
    assert (
        "nothing has been changed"
        in stage.run(ActionTellSettled, "order_status", "did it work", slots=left).texts["en"]
    )


def test_without_a_confirmed_phone_no_code_is_announced(stage: Stage) -> None:
    stage.backend.addresses = [one for one in stage.backend.addresses if one["kind"] == "email"]
    refused = leaving(stage).say("affirm", "yes")
    assert refused.responses == ["utter_errand_no_phone"]
    assert refused.slots["draft"] is None


@pytest.mark.parametrize(
    "text",
    [
        *("how long will that take?", "wie lang dauert das?", "wie lange dauert das denn noch", "to ile to potrwa?"),
        *("a ile to jeszcze potrwa", "jak długo to trwa?", "and how long does it take"),
    ],
)
def test_how_long_something_takes_is_about_what_was_done_or_told(stage: Stage, text: str) -> None:
    written = {"settled": {"matter": "file_complaint", "is_written": True}}
    assert stage.run(ActionShowPrices, "ask_price", text, slots=written).next_action == "action_tell_settled"
    told = {"last_matter": "switch_status"}
    assert stage.run(ActionShowPrices, "ask_price", text, slots=told).next_action == "action_check_switch"


@pytest.mark.parametrize("text", ["how long will that take?", "wie lang dauert das?", "ile to potrwa?"])
def test_what_already_tells_how_it_stands_does_not_send_to_itself(stage: Stage, text: str) -> None:
    told = stage.run(ActionCheckOrder, "order_status", text, slots={"last_matter": "order_status"})
    assert told.next_action != "action_check_order"


@pytest.mark.parametrize("text", ["how long is the contract?", "wie lange läuft mein Vertrag", "ile trwa umowa"])
def test_how_long_a_named_thing_takes_is_about_that(text: str) -> None:
    assert not asks_what_now(text)


@pytest.mark.parametrize("text", ["poszło to?", "weszlo to?", "dotarło?", "doszła?", "czy to już przeszło?"])
def test_few_polish_words_ask_whether_it_went_through(text: str) -> None:
    assert asks_whether_done(text)


@pytest.mark.parametrize("matter", ["cancel_contract", "renew_contract"])
@pytest.mark.parametrize("text", ["can i take that back", "bitte rückgängig machen", "chcę to cofnąć"])
def test_what_was_dropped_cannot_be_undone(stage: Stage, matter: str, text: str) -> None:
    dropped = {"settled": {"matter": matter, "is_written": False}}
    led = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text, slots=dropped)
    assert led.next_action not in ("action_cancel_order", "action_cancel_contract")
    done = {"settled": {"matter": matter, "is_written": True}}
    led = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text, slots=done)
    assert led.next_action == ("action_cancel_order" if matter == "cancel_contract" else "action_cancel_contract")


@pytest.mark.parametrize("matter", ["place_order", "change_order", "return_goods", "report_move"])
@pytest.mark.parametrize("text", ["Have you sent it?", "Ist das schon raus?", "czy zamówione?"])
def test_of_an_order_its_record_alone_tells_what_is_done(stage: Stage, matter: str, text: str) -> None:
    slots = {"settled": {"matter": matter, "is_written": True}}
    told = stage.run(ActionTellSettled, "order_status", text, slots=slots)
    assert told.responses == []
    assert told.next_action == "action_check_order"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ok no to wyślij", "pl"),
        ("do it", "en"),
        ("cancel it then", "en"),
        ("ja, mach das so", "de"),
        ("kündigen", "de"),
    ],
)
def test_a_command_at_the_summary_is_a_yes(stage: Stage, text: str, language: str) -> None:
    told = leaving(stage).say("continue_elsewhere", text, language=language)
    assert any(request["kind"] == "send_code" for request in told.requests)


@pytest.mark.parametrize("text", ["cancel", "quit", "end!", "rezygnuję"])
def test_a_bare_word_that_may_mean_the_errand_is_no_yes(stage: Stage, text: str) -> None:
    told = leaving(stage).say("cancel_dialogue", text)
    assert not any(request["kind"] == "send_code" for request in told.requests)


def test_withdraw_at_the_withdrawal_is_a_yes_and_at_a_notice_another_way(stage: Stage) -> None:
    errand = leaving(stage)
    stage.backend.contracts[0]["withdrawal_until_on"] = "2026-12-02"
    errand = Errand(stage, ActionCancelContract, "cancel_contract")
    asked = errand.begin("cancel the contract for the flat")
    assert asked.responses[-1] == "utter_ask_leaving_way"
    assert errand.say("nlu_fallback", "whichever is free", confidence=0.2).responses == ["utter_leaving_summary"]
    told = errand.say("cancel_order", "withdraw")
    assert any(request["kind"] == "send_code" for request in told.requests)


@pytest.mark.parametrize("text", ["my husband died, the contract is his", "mąż zmarł, umowa jest na niego"])
def test_a_death_goes_before_an_open_question(stage: Stage, text: str) -> None:
    errand = leaving(stage)
    assert errand.say("nlu_fallback", text, confidence=0.2).next_action == "action_help_bereaved"


@pytest.mark.parametrize("text", ["is it cancelled now???", "ist das jetzt gekündigt?", "czy to już wypowiedziane?"])
def test_the_notice_is_done_and_taking_it_back_is_not(stage: Stage, text: str) -> None:
    prepare_leaving(stage.backend)
    errand = Errand(stage, ActionCancelOrder, "cancel_order")
    asking = {"matter": "cancel_order", "is_prepared": True, "known": {"only": "x"}, "asking": "confirmation"}
    errand.slots = {"draft": asking, "settled": {"matter": "cancel_contract", "is_written": True}}
    told = errand.say("cancel_contract", text).texts
    assert "done on my side (cancelling a contract)" in told["en"]
    assert "nothing has been done so far (taking back a notice)" in told["en"]
