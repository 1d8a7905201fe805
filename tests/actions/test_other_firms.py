"""What another firm does: it is not ours, except the notice that is given for whoever changes to us."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.newcomers import (
    asks_whether_ours,
    asks_who_ends_old,
    has_ended_old,
    is_business_of_others,
    is_newcomer,
    leaves_for_rival,
)
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_contract import ActionCancelContract
from actions.action_check_switch import ActionCheckSwitch
from actions.action_place_order import ActionPlaceOrder
from actions.action_send_documents import ActionSendDocuments
from actions.action_tell_other_firm import ActionTellOtherFirm
from actions.validate_identify_form import ValidateIdentifyForm
from tests.actions.fake_orders import as_customer, with_orders

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

CALLERS = [
    *("a bloke from e.on called, was that you?", "octopus energy rang me yesterday", "is Vattenfall part of you"),
    *("hier hat einer von EnBW angerufen, seid ihr das", "gehört Yello zu euch", "die von eprimo standen vor der Tür"),
    *("dzwonili do mnie z Tauronu, to wy?", "dzwonił ktoś z PGE", "czy Enea to wasza firma"),
]
ENDERS = [
    *("do I have to cancel with my old supplier", "can you cancel my contract with British Gas"),
    *("muss ich beim alten Anbieter selbst kündigen", "kündigt ihr für mich bei E.ON", "Kündigung bei Vattenfall?"),
    *("czy muszę sam wypowiedzieć umowę u poprzedniego sprzedawcy", "mam umowę z tauronem, wypowiecie ją za mnie"),
]
BUSINESS = [
    *("Vodafone charged me twice", "my bill from octopus is wrong", "at amazon my parcel is missing"),
    *("die Stadtwerke Bonn haben mich betrogen", "bei Vattenfall hab ich noch ne Rechnung offen"),
    *("w orange mam za wysoki rachunek", "Tauron oszukał mnie na prądzie"),
]


@pytest.mark.parametrize("text", CALLERS)
def test_another_firm_that_turned_up(text: str) -> None:
    assert asks_whether_ours(text)


@pytest.mark.parametrize("text", ENDERS)
def test_who_gives_notice_to_the_supplier_before_us(text: str) -> None:
    assert asks_who_ends_old(text)


BEFORE = [
    *("am I going to pay two suppliers then?", "the old supplier sent a bill of 90 euro, do i pay you or them"),
    *("zahl ich dann an zwei Anbieter?", "Rechnung vom alten Versorger gekommen, an wen muss ich die zahlen"),
    *("będę płacić dwóm firmom?", "przyszła faktura od poprzedniego sprzedawcy, komu ją zapłacić"),
]


@pytest.mark.parametrize("text", BEFORE)
def test_what_the_supplier_before_us_is_paid(stage: Stage, text: str) -> None:
    led = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text)
    assert led.next_action == "action_tell_other_firm"
    told = stage.run(ActionTellOtherFirm, "nlu_fallback", text).texts
    assert "up to the day before our supply begins your old supplier" in told["en"]


@pytest.mark.parametrize(
    "text", ["chciałabym zawrzeć umowę na gaz", "can i get a contract with you", "Vertrag bei euch abschließen"]
)
def test_who_would_sign_is_new(text: str) -> None:
    assert is_newcomer(text)


@pytest.mark.parametrize("text", BUSINESS)
def test_what_another_firm_did(text: str) -> None:
    assert is_business_of_others(text)


@pytest.mark.parametrize(
    "text",
    [
        *("somebody rang me, was that you", "E.ON is cheaper", "I want to cancel my contract", "R7 plus charger"),
        *("bei E.ON ist es günstiger", "ich will meinen Vertrag kündigen", "Schlussrechnung der Stadtwerke ist da"),
        *("w Orange dają taniej", "chcę wypowiedzieć umowę", "faktura końcowa z Tauronu przyszła", "plus ładowarka"),
    ],
)
def test_what_is_ours_or_is_nobodys(text: str) -> None:
    assert not asks_whether_ours(text)
    assert not asks_who_ends_old(text)
    assert not is_business_of_others(text)


@pytest.mark.parametrize("text", [*CALLERS, *ENDERS, *BUSINESS])
def test_it_is_answered_without_a_number(stage: Stage, text: str) -> None:
    slots = {"requested_slot": "claimed_number", "open_matter": "report_move"}
    for intent in ("out_of_scope", "nlu_fallback"):
        asked = stage.run(ValidateIdentifyForm, intent, text, level="anonymous", form="identify_form", slots=slots)
        assert asked.next_action == "action_tell_other_firm"
        assert stage.run(ActionAdmitMisunderstanding, intent, text).next_action == "action_tell_other_firm"
    told = stage.run(ActionTellOtherFirm, "out_of_scope", text, level="anonymous", form="identify_form", slots=slots)
    assert told.responses == ["utter_other_firm"]
    assert told.form == "identify_form"


def test_the_answer_says_whose_business_it_is(stage: Stage) -> None:
    said = [stage.run(ActionTellOtherFirm, "out_of_scope", texts[0]).texts for texts in (CALLERS, ENDERS, BUSINESS)]
    assert ["not us" in told["en"] for told in said] == [True, False, False]
    assert ["kündigen wir" in told["de"] for told in said] == [False, True, False]
    assert ["innej firmy" in told["pl"] for told in said] == [False, False, True]


@pytest.mark.parametrize(
    "text", ["can I bring my number from Plus", "kann ich die Nummer mitnehmen", "chcę przenieść numer z playa do was"]
)
def test_a_number_that_shall_move_is_no_answer_to_what_is_ordered(stage: Stage, text: str) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend)
    asked = stage.run(ActionPlaceOrder, "place_order", "order something")
    assert stage.answer(asked, "place_order", text).next_action == "action_help_with_line"
    assert stage.run(ActionPlaceOrder, "place_order", text).next_action == "action_help_with_line"


LEAVERS = [
    *("I want to change to another supplier", "how do I switch to octopus", "im going with vattenfall instead"),
    *("ich will zu E.ON wechseln", "wie wechsle ich zu einem anderen Anbieter", "Anbieter wechseln"),
    *("chcę przejść do innego sprzedawcy", "zmieniam dostawcę na Tauron", "przechodzę do PGE"),
]


@pytest.mark.parametrize("text", LEAVERS)
def test_who_changes_to_another_supplier_hears_who_gives_notice_and_when_it_ends(stage: Stage, text: str) -> None:
    led = stage.run(ActionAdmitMisunderstanding, "out_of_scope", text)
    assert led.next_action == "action_tell_other_firm"
    told = stage.run(ActionTellOtherFirm, "out_of_scope", text)
    assert "the new one gives notice to us for you" in told.texts["en"]
    assert told.next_action == "action_check_contract_expiry"
    assert stage.run(ActionTellOtherFirm, "out_of_scope", text, level="anonymous").next_action == "action_listen"


@pytest.mark.parametrize(
    "text",
    ["maybe I just change to another supplier", "dann geh ich zu einem anderen Anbieter", "przejdę do innej firmy"],
)
def test_a_wish_to_change_is_no_question_how_far_a_change_is(stage: Stage, text: str) -> None:
    assert stage.run(ActionCheckSwitch, "switch_status", text).next_action == "action_tell_other_firm"
    asked = "how far is my change to another supplier?"
    assert stage.run(ActionCheckSwitch, "switch_status", asked).next_action != "action_tell_other_firm"


@pytest.mark.parametrize(
    "text",
    [
        *("I want to switch from E.ON to you", "ich will von Vattenfall zu euch", "chcę przejść z Tauronu do was"),
        *("what does the change cost", "wann wechselt ihr den Zähler", "zmiana adresu"),
    ],
)
def test_who_changes_to_us_leaves_for_nobody(text: str) -> None:
    assert not leaves_for_rival(text)


ENDED = [
    *("I have no contract there any more", "i already cancelled with my old supplier in May"),
    *("da habe ich gar keinen Vertrag mehr", "beim alten Anbieter hab ich längst gekündigt"),
    *("tam już nie mam żadnej umowy", "u starego sprzedawcy wypowiedziałam już w maju"),
]


@pytest.mark.parametrize("text", ENDED)
def test_an_old_contract_that_is_over_wants_a_proof(stage: Stage, text: str) -> None:
    assert has_ended_old(text)
    led = stage.run(ActionCancelContract, "cancel_contract", text)
    assert led.next_action == "action_tell_other_firm"
    told = stage.run(ActionTellOtherFirm, "cancel_contract", text).texts
    assert "confirmation of that here as a photo or PDF" in told["en"]
    assert not has_ended_old("have you cancelled with my old supplier?")
    assert not has_ended_old("ich habe gekündigt")


@pytest.mark.parametrize(
    "text",
    [
        "does my old supplier charge me a penalty",
        "verlangt der alte Anbieter eine Strafe",
        "czy stary sprzedawca naliczy mi kary",
    ],
)
def test_what_the_supplier_before_us_charges(stage: Stage, text: str) -> None:
    led = stage.run(ActionCheckSwitch, "switch_status", text)
    assert led.next_action == "action_tell_other_firm"
    assert "no penalty is due as a rule" in stage.run(ActionTellOtherFirm, "switch_status", text).texts["en"]


@pytest.mark.parametrize(
    "text",
    [
        "what power of attorney? I never got one",
        "was für eine Vollmacht? hab nichts bekommen",
        "jakie pełnomocnictwo, nic nie dostałam",
    ],
)
def test_what_a_power_of_attorney_is_for(stage: Stage, text: str) -> None:
    led = stage.run(ActionSendDocuments, "request_documents", text)
    assert led.next_action == "action_tell_other_firm"
    assert "register your change" in stage.run(ActionTellOtherFirm, "request_documents", text).texts["en"]


def test_a_paper_of_the_supplier_before_us_is_taken(stage: Stage) -> None:
    paper = {"id": "f-1", "kind": "document", "title": "p.pdf", "media_type": "application/pdf", "data": "JVBE"}
    text = "Kündigungsbestätigung vom alten Anbieter"
    led = stage.run(ActionCheckSwitch, "switch_status", text, attachments=[paper])
    assert led.next_action == "action_take_documents"
    assert stage.run(ActionCheckSwitch, "switch_status", text).next_action == "action_tell_other_firm"
