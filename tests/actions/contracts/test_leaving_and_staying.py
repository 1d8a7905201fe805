"""What customers say on the way out: before a notice, while it waits for its yes, and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions import _backend
from actions._orders.orders import NOTICES
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_contract import ActionCancelContract
from actions.action_check_contract_expiry import ActionCheckContractExpiry
from actions.action_check_switch import ActionCheckSwitch
from actions.action_decide_switch import ActionDecideSwitch
from actions.action_drop_matter import ActionDropMatter
from actions.action_offer_help import ActionOfferHelp
from actions.action_place_order import ActionPlaceOrder
from actions.action_renew_contract import ActionRenewContract
from actions.action_show_offers import ActionShowOffers
from actions.action_show_price_change import ActionShowPriceChange
from tests.actions.fake_backend import FLAT, GARAGE, contract, switch
from tests.actions.fake_leaving import Errand, prepare_leaving
from tests.actions.fake_offers import add_offers, with_change
from tests.actions.fake_orders import as_customer, with_orders

if TYPE_CHECKING:
    from tests.actions.conftest import Stage
    from tests.actions.fake_backend import FakeBackend

TOLD = {"last_matter": "price_change"}
CANCEL, EXPIRY = "action_cancel_contract", "action_check_contract_expiry"


@pytest.fixture
def errand(stage: Stage, backend: FakeBackend) -> Errand:
    prepare_leaving(backend)
    return Errand(stage, ActionCancelContract, "cancel_contract")


def led(stage: Stage, text: str, intent: str = "nlu_fallback", **more: Any) -> str | None:
    action = ActionDropMatter if intent == "cancel_dialogue" else ActionAdmitMisunderstanding
    return stage.run(action, intent, text, **more).next_action


@pytest.mark.parametrize("text", ["i mag da raus", "how do i leave", "chcę od was odejść"])
@pytest.mark.parametrize("intent", ["cancel_dialogue", "nlu_fallback", "out_of_scope"])
def test_who_wants_out_is_asked_which_contract(stage: Stage, text: str, intent: str) -> None:
    assert led(stage, text, intent, confidence=0.5) == CANCEL
    open_one = {"draft": {"matter": "place_order", "asking": "product"}}
    assert led(stage, text, intent, slots=open_one) != CANCEL
    assert led(stage, text, intent, form="identify_form") != CANCEL


@pytest.mark.parametrize("text", ["jak wypisać się z siłowni", "how do I leave the gym", "wie komm ich hier raus"])
def test_who_wants_out_of_something_else_is_not(stage: Stage, text: str) -> None:
    assert led(stage, text, "out_of_scope", confidence=0.9) != CANCEL
    assert led(stage, "komm ich da raus bevor es verschickt wird", "cancel_order") != CANCEL


@pytest.mark.parametrize(
    "text", ["ok cancel it then", "can i get out of it before then", "dann storniert das", "anuluj to"]
)
def test_it_is_the_contract_that_was_told(stage: Stage, text: str) -> None:
    assert led(stage, text, "cancel_dialogue", slots=TOLD) == CANCEL
    assert led(stage, text, "cancel_dialogue", slots={"last_matter": "check_bill"}) != CANCEL or "get out" in text


@pytest.mark.parametrize("text", ["can i leave because of that", "kann ich deswegen raus?", "mogę przez to odejść?"])
def test_a_rise_that_is_over_gives_no_right_to_leave(stage: Stage, text: str) -> None:
    slots = {"last_matter": "check_bill"}
    assert led(stage, text, slots=slots) == EXPIRY
    told = stage.run(ActionCheckContractExpiry, "nlu_fallback", text, slots=slots).texts
    assert "no rise is announced" in told["en"]
    with_change(stage)
    told = stage.run(ActionCheckContractExpiry, "nlu_fallback", text, slots={"service_point_id": FLAT}).texts
    assert "you may also leave on 31 December 2026" in told["en"]
    assert "no rise is announced" not in told["en"]


@pytest.mark.parametrize("text", ["how much more is that a year", "wie viel mehr ist das im Jahr", "o ile to drożej"])
def test_what_a_rise_comes_to_in_a_year_is_said_shortly(stage: Stage, text: str) -> None:
    with_change(stage)
    assert led(stage, text, slots=TOLD) == "action_show_price_change"
    told = stage.run(ActionShowPriceChange, "nlu_fallback", text, slots=TOLD)
    assert told.responses == ["utter_price_difference"]
    assert "€76.60 more a year" in told.texts["en"]


@pytest.mark.parametrize("text", ["what if I do nothing", "und wenn ich nix mach", "a jak nic nie zrobię to co"])
def test_what_becomes_of_a_contract_that_nobody_ends(stage: Stage, text: str) -> None:
    slots = {"last_matter": "contract_expiry"}
    assert led(stage, text, slots=slots) == EXPIRY
    told = stage.run(ActionCheckContractExpiry, "nlu_fallback", text, slots=slots)
    assert told.responses == ["utter_contract_left_alone"]
    assert "if you do nothing it is extended by 12 months after 31 December 2026" in told.texts["en"]


@pytest.mark.parametrize("country", ["DE", "PL"])
def test_whether_there_is_power_after_the_end(stage: Stage, country: str) -> None:
    stage.backend.country = country
    stage.backend.contracts = [contract("V-1", FLAT, state="ending", ended_by="notice")]
    asked = "hab ich dann überhaupt noch strom im jänner?"
    told = stage.run(ActionCheckContractExpiry, "contract_expiry", asked).texts["en"]
    assert "it ends" not in told
    assert ("basic supplier" in told) == (country == "DE")
    assert ("may be interrupted" in told) == (country == "PL")


@pytest.mark.parametrize(
    "text", ["is there a penalty", "geht das auch früher?", "a mogę wcześniej? w orange dają taniej"]
)
def test_a_question_about_the_end_is_answered_while_the_notice_waits(errand: Errand, text: str) -> None:
    errand.begin("cancel the flat please")
    result = errand.say("nlu_fallback", text)
    assert result.next_action == EXPIRY
    assert errand.draft["asking"] == "confirmation"
    told = errand.stage.run(ActionCheckContractExpiry, "nlu_fallback", text, slots=errand.slots).texts["en"]
    assert "costs nothing" in told


@pytest.mark.parametrize(
    "text", ["can I take that back later?", "kann ich das zurücknehmen", "czy mogę to cofnąć potem"]
)
def test_whether_a_notice_can_be_taken_back_is_said_before_it_is_given(errand: Errand, text: str) -> None:
    errand.begin("cancel the flat please")
    result = errand.say("nlu_fallback", text)
    assert result.responses[0] == "utter_leaving_can_be_undone"
    assert 'write "take back my notice"' in result.texts["en"]
    assert errand.draft["asking"] == "confirmation"


def test_two_questions_before_the_yes_are_both_answered(errand: Errand) -> None:
    errand.begin("cancel the flat please")
    result = errand.say("ask_help", "a o ile w ogole rosnie? i czy moge to cofnac jakby co")
    assert result.responses == ["utter_leaving_can_be_undone"]
    assert result.next_action == "action_show_price_change"


@pytest.mark.parametrize(
    "text", ["nie chce wypowiadac! rezygnuje z rezygnacji", "I don't want to cancel", "doch nicht kündigen"]
)
@pytest.mark.parametrize("asking", ["confirmation", "code"])
def test_who_would_not_leave_after_all_is_let_go(errand: Errand, text: str, asking: str) -> None:
    errand.begin("cancel the flat please")
    if asking == "code":
        errand.say("affirm", "yes")
    assert errand.say("cancel_contract", text).next_action == "action_drop_matter"


def test_a_contract_that_does_not_exist_is_not_looked_for_among_others(errand: Errand) -> None:
    result = errand.begin("cancel my gas", commodity="gas")
    assert result.responses == ["utter_leaving_no_such"]
    assert "You have no gas contract with us" in result.texts["en"]
    assert "Flat" in result.texts["pl"]
    assert result.slots["draft"] is None


@pytest.mark.parametrize(
    "text",
    ["when does it end, I want to leave", "bis wann läuft der, ich kündige", "do kiedy mam umowę bo chcę odejść"],
)
def test_the_day_that_is_asked_for_comes_before_the_notice(errand: Errand, text: str) -> None:
    result = errand.begin(text)
    assert result.next_action == EXPIRY
    assert result.slots["draft"]["matter"] == "cancel_contract"


@pytest.mark.parametrize(
    "text", ["undo", "cofnij", "how do i get back on the switch, did i just lose it", "mach das rückgängig"]
)
@pytest.mark.parametrize("matter", ["cancel_contract", "decide_switch"])
def test_a_withdrawal_that_shall_be_undone_leads_to_what_is_possible(stage: Stage, text: str, matter: str) -> None:
    slots = {"settled": {"matter": matter, "is_written": True}}
    result = stage.run(ActionDropMatter, "cancel_dialogue", text, slots=slots)
    assert result.next_action == "action_cancel_order"
    assert result.slots["draft"]["known"] == {"only": NOTICES}


@pytest.mark.parametrize(
    "text", ["no to jednak zostajemy, wycofuję", "actually I'm staying, take it back", "ach ich bleib, nehm ich zurück"]
)
def test_who_stays_while_the_reason_is_asked_takes_the_notice_back(
    errand: Errand, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(_backend, "is_fresh_for", lambda _thing: True)
    errand.begin("cancel the flat please")
    assert errand.say("affirm", "yes").responses == ["utter_notice_taken", "utter_ask_leaving_reason"]
    result = errand.say("cancel_dialogue", text, confidence=0.7)
    assert result.next_action == "action_cancel_order"
    assert result.slots["draft"]["known"] == {"only": NOTICES}


@pytest.mark.parametrize(
    "text", ["to ja jednak odstępuję", "hm I withdraw from that then", "nee ich widerrufe das wieder"]
)
def test_a_contract_that_was_just_renewed_is_withdrawn_from(stage: Stage, text: str) -> None:
    slots = {"settled": {"matter": "renew_contract", "is_written": True}}
    assert led(stage, text, "cancel_dialogue", slots=slots) == CANCEL


@pytest.mark.parametrize("text", ["rozmyśliłam się z przedłużeniem", "I regret extending it", "das bereue ich"])
def test_who_regrets_a_renewal_renews_nothing(stage: Stage, text: str) -> None:
    assert stage.run(ActionRenewContract, "renew_contract", text).next_action == CANCEL


@pytest.mark.parametrize(
    "text", ["rezygnuje z tego wniosku", "I withdraw my application", "ich ziehe den Antrag zurück"]
)
def test_an_application_is_given_up_not_the_conversation(stage: Stage, text: str) -> None:
    result = stage.run(ActionDropMatter, "cancel_dialogue", text)
    assert result.next_action == "action_decide_switch"
    assert result.slots["draft"]["values"] == {"decision": "give_up"}
    stage.backend.switches = [switch(FLAT, "sent_to_grid_operator", 5, rejection=None)]
    summed = stage.run(ActionDecideSwitch, "cancel_dialogue", text, slots=result.slots)
    assert summed.responses == ["utter_decide_summary"]
    stage.backend.switches = []
    nothing = stage.run(ActionDecideSwitch, "cancel_dialogue", text, slots=result.slots)
    assert "could still be given up" in nothing.texts["en"]


@pytest.mark.parametrize("text", ["zostaję u was", "pfeif drauf i bleib", "I'm staying with you after all"])
def test_who_stays_and_gave_no_notice_hears_that_nothing_is_needed(stage: Stage, text: str) -> None:
    add_offers(stage.backend, [])
    stage.backend.contracts = [contract("V-200418", GARAGE)]
    told = stage.run(ActionRenewContract, "renew_contract", text)
    assert told.responses == ["utter_notice_stands"]
    assert "good to have you with us" in told.texts["en"]


@pytest.mark.parametrize(
    "text", ["can it be moved to february", "geht das erst im Februar, verschieben?", "da się przesunąć na luty?"]
)
def test_another_day_for_a_change_is_left_to_a_person(stage: Stage, text: str) -> None:
    slots = {"last_matter": "switch_status"}
    stage.backend.switches = [switch(FLAT, "date_fixed", 7)]
    assert led(stage, text, slots=slots) == "action_check_switch"
    told = stage.run(ActionCheckSwitch, "nlu_fallback", text, slots=slots)
    assert told.responses == ["utter_switch_day"]
    assert "I cannot move that day" in told.texts["en"]


@pytest.mark.parametrize("text", ["what do I do now", "was soll ich jetzt machen", "to co ja mam teraz zrobić"])
def test_what_to_do_after_a_rejected_change_is_told_by_its_state(stage: Stage, text: str) -> None:
    told = stage.run(ActionOfferHelp, "ask_help", text, slots={"last_matter": "switch_status"})
    assert told.next_action == "action_check_switch"
    assert stage.run(ActionOfferHelp, "ask_help", text).responses == ["utter_offer_help"]


@pytest.mark.parametrize("text", ["nimm das", "I'll take it", "biorę to"])
def test_taking_one_of_a_list_of_offers_asks_which(stage: Stage, text: str) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend)
    slots = {"last_matter": "ask_offers", "commodity": "electricity"}
    taken = stage.run(ActionDropMatter, "cancel_dialogue", text, slots=slots)
    assert taken.next_action == "action_place_order"
    asked = stage.run(ActionPlaceOrder, "cancel_dialogue", text, slots=taken.slots)
    assert "utter_ask_order_product" in asked.responses or "utter_ask_order_point" in asked.responses


@pytest.mark.parametrize("text", ["bin ich jetz raus?", "am i out now?", "jestem już wolna?"])
def test_whether_one_is_out_is_answered_after_the_notice(
    errand: Errand, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("actions._backend.is_fresh_for", lambda _thing: True)
    errand.begin("cancel the flat please")
    errand.say("affirm", "yes")
    result = errand.say("switch_status", text)
    assert result.responses[0] == "utter_errand_state"
    assert "that is done" in result.texts["en"]


def test_a_withdrawal_is_called_one_when_it_is_returned_to(errand: Errand, backend: FakeBackend) -> None:
    backend.contracts[0]["withdrawal_until_on"] = "2026-12-02"
    backend.contracts = [one for one in backend.contracts if one["service_point_id"] != GARAGE]
    errand.begin("I want to withdraw from my contract")
    errand.say("affirm", "yes")
    for language, called in (("en", "a withdrawal"), ("de", "einen Widerruf"), ("pl", "odstąpienie")):
        dropped = errand.stage.run(ActionDropMatter, "cancel_dialogue", "nvm", slots=errand.slots, language=language)
        assert called in dropped.texts[language]


def test_where_one_of_several_contracts_can_be_extended_its_place_is_named(stage: Stage) -> None:
    add_offers(stage.backend)
    told = stage.run(ActionRenewContract, "renew_contract", "przedłuż mi ten prąd").texts
    assert "For Flat: which of these" in told["en"]
    assert "Für Flat: Welches" in told["de"]
    assert "Dla: Flat. Która" in told["pl"]


@pytest.mark.parametrize("text", ["czekaj nie", "warte, nein", "wait no"])
def test_who_hesitates_over_a_choice_is_not_asked_it_again(errand: Errand, text: str) -> None:
    errand.begin("I want to cancel")
    assert errand.say("deny", text).responses == ["utter_errand_what_instead"]


@pytest.mark.parametrize("text", ["both", "beide", "obie umowy", "alle kündigen"])
def test_of_several_contracts_one_is_ended_at_a_time(errand: Errand, text: str) -> None:
    errand.begin("I want to cancel")
    result = errand.say("nlu_fallback", text)
    assert result.responses == ["utter_leaving_one_by_one", "utter_leaving_summary"]
    assert "one contract at a time" in result.texts["en"]
    assert len(errand.draft["known"]["next"]) == 1


@pytest.mark.parametrize("intent", ["decline_offer", "deny"])
def test_wait_no_is_heard_whatever_it_is_taken_for(errand: Errand, intent: str) -> None:
    errand.begin("I want to cancel")
    assert errand.say(intent, "warte, nein").responses == ["utter_errand_what_instead"]


def test_an_english_i_joins_no_two_questions(stage: Stage) -> None:
    asked, beside = "will i still have gas after that", {"contract_expiry": 0.4, "check_consumption": 0.3}
    for language, also in (("en", None), ("pl", "check_consumption")):
        told = stage.run(
            ActionCheckContractExpiry, "contract_expiry", asked, ranking=beside, confidence=0.4, language=language
        )
        assert told.next_action == ("action_check_consumption" if also else "action_listen")


def test_what_one_pays_stands_beside_what_everybody_can_have(stage: Stage) -> None:
    add_offers(stage.backend, [])
    stage.backend.contracts = [contract("V-200418", GARAGE)]
    told = stage.run(ActionShowOffers, "ask_offers", "anything cheaper").texts
    assert "You pay €11.90 a month there and €0.2987 per kWh" in told["en"]
    assert "Dort zahlen Sie" in told["de"]
    assert "Cena: 11,90" in told["pl"]


def test_a_wish_to_leave_that_was_understood_goes_to_no_circle(errand: Errand) -> None:
    result = errand.begin("ich will raus aus der sache", confidence=0.4)
    assert result.responses == ["utter_ask_leaving_contract"]


@pytest.mark.parametrize("text", ["kostet mich das was?", "does that cost anything?", "a ile to kosztuje?"])
def test_what_it_costs_is_said_before_the_yes(errand: Errand, text: str) -> None:
    errand.begin("cancel the flat please")
    assert errand.say("ask_price", text).next_action == EXPIRY
    told = errand.stage.run(ActionCheckContractExpiry, "ask_price", text, slots=errand.slots).texts["en"]
    assert "Leaving on these dates costs nothing" in told


@pytest.mark.parametrize(
    "text",
    ["ich widerspreche der Preiserhöhung", "I do not accept the new price", "nie zgadzam się na podwyżkę ceny"],
)
def test_an_objection_to_a_rise_hears_what_can_be_done(stage: Stage, text: str) -> None:
    with_change(stage)
    went = stage.run(ActionAdmitMisunderstanding, "deny", text, confidence=0.9)
    assert went.next_action == "action_show_price_change"
    told = stage.run(ActionShowPriceChange, "deny", text)
    assert told.responses == ["utter_price_objection", "utter_price_changes"]
    assert "cannot record an objection" in told.texts["en"]


def test_by_how_much_a_price_rose_on_the_bill_just_told(stage: Stage) -> None:
    slots = {"last_matter": "check_bill", "invoice_number": "R-2026-004711"}
    told = stage.run(ActionShowPriceChange, "price_change", "by how much did the price rise", slots=slots)
    assert told.responses == ["utter_price_on_bill"]
    assert "is €0.3187" in told.texts["en"]
    assert "waren es 0,2987" in told.texts["de"]


@pytest.mark.parametrize(
    ("text", "language", "no", "yes"),
    [
        ("did I cancel or not", "en", "no, no notice", "yes, notice"),
        ("ist mein Vertrag jetzt gekündigt?", "de", "Nein, er ist nicht", "Ja, er ist gekündigt"),
        ("czy moja umowa jest wypowiedziana", "pl", "nie, nie jest", "tak, jest"),
    ],
)
def test_whether_notice_was_given_is_answered(stage: Stage, text: str, language: str, no: str, yes: str) -> None:
    assert led(stage, text, "nlu_fallback") == "action_check_contract_expiry"
    told = stage.run(ActionCheckContractExpiry, "contract_expiry", text, language=language)
    assert told.responses == ["utter_contract_whether_ended"]
    assert no in told.texts[language]
    for one in stage.backend.contracts:
        one.update(state="ending", ended_by="notice")
    assert yes in stage.run(ActionCheckContractExpiry, "contract_expiry", text, language=language).texts[language]
