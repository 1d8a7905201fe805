"""What is served whatever it sounds like: a price that rises, a notice taken back, a death, "did it go through?"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rasa_sdk import Tracker

from actions._errand.progress import asks_whether_done
from actions._rerouting.rerouted import elsewhere
from actions._turn import Turn
from actions._words.contracts import asks_of_rise
from actions._words.people import tells_of_death
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_contract import ActionCancelContract
from actions.action_cancel_order import ActionCancelOrder
from actions.action_change_order import ActionChangeOrder
from actions.action_check_complaint import ActionCheckComplaint
from actions.action_check_contract_expiry import ActionCheckContractExpiry
from actions.action_drop_matter import ActionDropMatter
from actions.action_file_complaint import ActionFileComplaint
from actions.action_help_bereaved import ActionHelpBereaved
from actions.action_offer_help import ActionOfferHelp
from actions.action_report_outage import ActionReportOutage
from actions.action_request_agent import ActionRequestAgent
from actions.action_show_contract import ActionShowContract
from actions.action_show_price_change import ActionShowPriceChange
from actions.action_show_prices import ActionShowPrices
from actions.validate_choose_form import ValidateChooseForm
from actions.validate_identify_form import ValidateIdentifyForm
from tests.actions.fake_backend import FLAT, GARAGE, contract, money
from tests.actions.fake_complaints import with_goods
from tests.actions.fake_leaving import CONTRACT, Errand, prepare_leaving, sent
from tests.actions.fake_offers import with_change
from tests.actions.fake_orders import as_customer, order, with_orders

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

NOTICE_ORDER = "O-1000003"


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("ask_price", "u putting the price up again??"),
        ("nlu_fallback", "got a letter u are raising prices, whats the new price and from when"),
        ("ask_price", "Wie viel teurer wird der Strom ab Januar?"),
        ("ask_price", "dostałam że podwyżka, o ile??"),
        ("ask_price", "nie czekaj, ile bym zapłaciła rocznie po nowej cenie"),
        ("contract_expiry", "o ile drożeje prąd"),
        ("ask_price", "O ile wzrośnie moja cena prądu?"),
    ],
)
def test_a_rise_is_not_looked_for_among_products(stage: Stage, intent: str, text: str) -> None:
    action = {
        "ask_price": ActionShowPrices,
        "contract_expiry": ActionCheckContractExpiry,
        "nlu_fallback": ActionAdmitMisunderstanding,
    }
    assert stage.run(action[intent], intent, text).next_action == "action_show_price_change"


@pytest.mark.parametrize(
    "text",
    [
        "how much is the router",
        "was kostet ein Telefon",
        "czemu rachunek jest droższy",
        "put it into 3 rates please",
        "nowy cennik proszę",
        "warum wird das immer teurer",
    ],
)
def test_other_prices_are_none(text: str) -> None:
    assert not asks_of_rise(text)


def test_old_and_new_price_from_when_and_what_it_means_in_a_year(stage: Stage) -> None:
    with_change(stage)
    told = stage.run(ActionShowPriceChange, "ask_price", "what is the new price")
    text = told.texts["en"]
    assert "new prices from 1 January 2027" in text
    assert "€13.90 a month instead of €11.90" in text
    assert "€0.325 instead of €0.2987" in text
    assert "2,000" in text
    assert "€816.80 instead of €740.20, €76.60 more" in text
    asked = next(call.url for call in stage.backend.calls if call.url.path == "/contracts")
    assert asked.params["yearly_costs"] == "true"
    assert "until 31 December 2026 you may give notice" in text
    assert "Garage" not in text
    assert "76,60" in told.texts["de"]
    assert "mehr" in told.texts["de"]
    assert "czyli więcej o" in told.texts["pl"]
    assert [button["intent"] for button in told.messages[0]["buttons"]] == ["cancel_contract", "ask_offers"]


def test_a_price_that_falls_and_one_whose_year_is_not_known(stage: Stage) -> None:
    with_change(stage, notice_by_on=None, ends_on=None, yearly_difference=money("-12.00"))
    told = stage.run(ActionShowPriceChange, "ask_price", "new price?")
    assert "€12.00 less" in told.texts["en"]
    assert "give notice" not in told.texts["en"]
    with_change(stage, yearly_use_kwh=None, present_yearly_cost=None, yearly_cost=None, yearly_difference=None)
    assert "in a year" not in stage.run(ActionShowPriceChange, "ask_price", "new price?").texts["en"]


def test_nothing_was_announced(stage: Stage) -> None:
    told = stage.run(ActionShowPriceChange, "ask_price", "is the price going up").texts["en"]
    assert "No new prices have been announced" in told
    assert "€11.90 a month and €0.2987 per kWh, guaranteed until 31 December 2026" in told


def test_another_place_keeps_its_price_unless_it_was_only_remembered(stage: Stage) -> None:
    with_change(stage)
    told = stage.run(ActionShowPriceChange, "ask_price", "does the garage get dearer too").texts["en"]
    assert "announced so far" in told
    assert "Garage" in told
    remembered = stage.run(ActionShowPriceChange, "ask_price", "price increase?", slots={"service_point_id": GARAGE})
    assert "Flat (electricity" in remembered.texts["en"]


def test_dates_and_terms_name_an_announced_price(stage: Stage) -> None:
    with_change(stage)
    expiry = stage.run(ActionCheckContractExpiry, "contract_expiry", "when does the flat end").texts
    assert "you may also leave on 31 December 2026, without a notice period" in expiry["en"]
    terms = stage.run(ActionShowContract, "contract_details", "what do I pay for the flat").texts
    assert "New prices from 1 January 2027: €13.90 a month and €0.325 per kWh" in terms["en"]


@pytest.mark.parametrize("text", ["so what is the penalty", "no to ile kary", "was kostet mich das wenn ich aussteige"])
def test_what_leaving_costs_is_told_of_the_contract_that_is_being_left(stage: Stage, text: str) -> None:
    stage.backend.contracts = [
        contract("V-1", FLAT, cannot_end_before_on="2028-05-31", ends_on="2028-05-31", earliest_end_on="2028-05-31"),
        contract("V-2", GARAGE),
    ]
    slots = {"draft": {"matter": "cancel_contract", "values": {"contract": "c-V-1"}}}
    assert stage.run(ActionShowPrices, "ask_price", text, slots=slots).next_action == "action_check_contract_expiry"
    told = stage.run(ActionCheckContractExpiry, "ask_price", text, slots=slots)
    assert "costs nothing" in told.texts["en"]
    assert "until 31 May 2028 the €11.90 a month remain payable" in told.texts["en"]
    assert "Garage" not in told.texts["en"]


def test_a_fresh_contract_whose_registration_was_rejected(stage: Stage) -> None:
    stage.backend.contracts = [
        contract("V-2", GARAGE, state="future", starts_on="2027-01-01", withdrawal_until_on="2026-12-02")
    ]
    told = stage.run(ActionCheckContractExpiry, "contract_expiry", "was kostet mich das wenn ich jetzt doch abspringe")
    assert "That first day is not certain" in told.texts["en"]
    assert "withdraw from it until 2 December 2026; that costs nothing" in told.texts["en"]
    assert "Leaving on these dates costs nothing" in told.texts["en"]


def test_what_comes_after_a_contract_that_just_ends(stage: Stage) -> None:
    stage.backend.contracts = [contract("V-1", FLAT, renewal="none")]
    told = stage.run(ActionCheckContractExpiry, "contract_expiry", "mein vertrag läuft aus oder?").texts
    assert "the default supplier steps in" in told["en"]
    assert "Grundversorger" in told["de"]
    assert "miejscowy sprzedawca podstawowy (Grundversorger)" in told["pl"]
    stage.backend.contracts = [contract("V-1", FLAT, renewal="none", base_price=money("11.90", "PLN"))]
    told = stage.run(ActionCheckContractExpiry, "contract_expiry", "umowa się kończy").texts
    assert "sprzedawca rezerwowy" in told["pl"]
    assert "Reserveversorger" in told["de"]


@pytest.mark.parametrize(
    "text", ["my husband died, the contract is his", "Meine Mutter ist verstorben", "mąż zmarł, umowa jest na niego"]
)
def test_a_death_goes_before_everything(stage: Stage, text: str) -> None:
    assert stage.run(ActionCancelContract, "cancel_contract", text).next_action == "action_help_bereaved"
    assert stage.run(ActionDropMatter, "cancel_dialogue", text).next_action == "action_help_bereaved"


def test_the_bereaved_hear_what_is_needed_and_nothing_is_booked(stage: Stage) -> None:
    told = stage.run(ActionHelpBereaved, "nlu_fallback", "my mum passed away")
    assert "sorry for your loss" in told.texts["en"]
    assert "death certificate" in told.texts["en"]
    assert "Beileid" in told.texts["de"]
    assert "aktu zgonu" in told.texts["pl"]
    assert told.messages[0]["buttons"][0]["intent"] == "human_handoff"
    assert not any(call.method == "POST" for call in stage.backend.calls)
    assert told.form is None
    assert "draft" not in told.slots


def test_a_question_outlives_a_death_that_is_told_while_signing_in(stage: Stage) -> None:
    waiting = {"open_matter": "check_bill", "also_asked": "check_payment"}
    for form, slots in (("identify_form", waiting), (None, {**waiting, "claimed_number": "12345674"})):
        told = stage.run(ActionHelpBereaved, "nlu_fallback", "my mum passed away", form=form, slots=slots)
        assert not {"open_matter", "also_asked"} & told.slots.keys()
    told = stage.run(ActionHelpBereaved, "nlu_fallback", "my mum passed away", slots=waiting)
    assert (told.slots["open_matter"], told.slots["also_asked"]) == (None, None)


def test_who_asks_for_a_person_because_of_a_death_gets_both(stage: Stage) -> None:
    told = stage.run(ActionRequestAgent, "human_handoff", "my father died, please call me")
    assert told.responses == ["utter_bereaved", "utter_callback_promised"]


@pytest.mark.parametrize(
    "text",
    [
        "my phone died",
        "das Internet ist tot",
        "licznik nie żyje",
        "Die Leitung ist tot, rufen Sie mich bitte zurück",
        "Das Festnetz ist tot, können Sie mich anrufen",
        "my wife says the line is dead, please call me",
        "łącze nie żyje, proszę oddzwonić",
        "dzwonię przed świętem zmarłych",
    ],
)
def test_things_do_not_die(text: str) -> None:
    assert not tells_of_death(text)


@pytest.mark.parametrize(
    "text",
    [
        "he died in May",
        "er ist letzte Woche gestorben",
        "my husband died, please cancel his phone line",
        "Mein Vater ist tot, das Internet soll weg",
        "mama umarła, co z internetem",
        "it is my husband died",
        "my phone contract my wife died",
    ],
)
def test_a_death_is_heard_beside_things(text: str) -> None:
    assert tells_of_death(text)


def test_a_dead_line_gets_a_call_and_no_condolences(stage: Stage) -> None:
    text = "Die Leitung ist tot, rufen Sie mich bitte zurück"
    assert stage.run(ActionRequestAgent, "human_handoff", text).responses == ["utter_callback_promised"]


@pytest.mark.parametrize("text", ["get me out of it", "I regret it", "hab es mir anders überlegt", "rozmyśliłam się"])
def test_a_new_contract_is_withdrawn_from_in_other_words(stage: Stage, text: str) -> None:
    slots = {"last_matter": "contract_details"}
    assert stage.run(ActionDropMatter, "cancel_dialogue", text, slots=slots).next_action == "action_cancel_contract"
    assert stage.run(ActionDropMatter, "cancel_dialogue", text).next_action == "action_listen"
    prepare_leaving(stage.backend)
    stage.backend.contracts[0]["withdrawal_until_on"] = "2026-12-02"
    told = stage.run(ActionCancelContract, "cancel_dialogue", text)
    assert told.responses == ["utter_leaving_summary"]
    assert "counts as never agreed" in told.texts["en"]


def test_signing_and_regretting_in_one_message_is_enough(stage: Stage) -> None:
    text = "signed some thing last week n regret it"
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text).next_action == "action_cancel_contract"


TAKES_BACK = ["can I take my notice back", "Ich möchte meine Kündigung zurücknehmen", "chcę cofnąć wypowiedzenie"]
TAKES_BACK += ["cofam wypowiedzenie", "ich nehme die Kündigung zurück"]


@pytest.mark.parametrize("text", TAKES_BACK)
def test_a_notice_is_taken_back_with_a_code(stage: Stage, text: str) -> None:
    as_customer(stage.backend)
    notice = order(NOTICE_ORDER, "contract_cancellation", "received", [], contract_id=CONTRACT, can_cancel=True)
    with_orders(stage.backend, notice)
    stage.backend.answers["POST", f"/orders/{NOTICE_ORDER}/cancellation"] = notice | {
        "state": "taken_back",
        "outcome": "ended",
    }
    led = stage.run(ActionCancelContract, "cancel_contract", text)
    assert led.next_action == "action_cancel_order"
    asked = stage.run(ActionCancelOrder, "cancel_contract", text, slots=led.slots)
    assert "I will take back your notice for Flat (receipt O-1000003)" in asked.texts["en"]
    again = stage.answer(asked, "cancel_contract", "tak, cofam wypowiedzenie")
    said = stage.answer(asked, "affirm", "yes")
    assert {"kind": "send_code", "bound_to": f"order:{NOTICE_ORDER}"} in said.requests
    assert again.requests == said.requests
    done = stage.run(
        ActionCancelOrder, "identity_changed", slots=said.slots, level="fresh", bound_to=f"order:{NOTICE_ORDER}"
    )
    assert "your notice for Flat is taken back" in done.texts["en"]
    assert len(sent(stage.backend, f"/orders/{NOTICE_ORDER}/cancellation")) == 1


def test_who_wants_to_stay_after_the_end_was_told_is_heard(stage: Stage) -> None:
    slots = {"last_matter": "contract_expiry"}
    led = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "hold on i wanna stay", slots=slots)
    assert led.next_action == "action_cancel_order"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"state": "ended", "ends_on": None, "ended_by": "withdrawal"}, "a withdrawal cannot be taken back"),
        ({"state": "ending", "ended_by": "other_supplier"}, "your new supplier gave notice for you"),
        ({"state": "ending", "ended_by": "notice"}, "I cannot take that back myself"),
        ({"state": "ending", "ended_by": "renewal"}, "a new one with us follows it"),
        ({"ended_by": None}, "There is no notice of yours on record"),
    ],
)
def test_what_cannot_be_taken_back_is_told_and_who_helps(stage: Stage, fields: dict[str, Any], told: str) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend)
    stage.backend.contracts = [contract("V-1", FLAT, **fields)]
    slots = {"settled": {"matter": "cancel_contract", "is_written": True}}
    led = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "can i take that back", slots=slots)
    result = stage.run(ActionCancelOrder, "nlu_fallback", "can i take that back", slots=led.slots)
    assert told in result.texts["en"]
    assert result.slots["draft"] is None


@pytest.mark.parametrize(
    "text", ["did it work? which contract do i have now", "hats geklappt? welchen vertrag hab ich denn jetzt überhaupt"]
)
def test_a_question_chooses_no_order(stage: Stage, text: str) -> None:
    as_customer(stage.backend)
    renewal = order(NOTICE_ORDER, "renewal", "accepted", [], can_cancel=True)
    with_orders(stage.backend, renewal, order("O-0440009", "device", "confirmed", []))
    asked = stage.run(ActionCancelOrder, "cancel_order", "cancel an order")
    answer = stage.answer(asked, "contract_details", text, confidence=0.7)
    assert answer.events == []


@pytest.mark.parametrize("action", [ValidateIdentifyForm, ValidateChooseForm])
def test_a_death_is_no_answer_to_a_form(stage: Stage, action: type[Any]) -> None:
    slots = {"open_matter": "check_bill", "last_matter": "check_bill", "options": [{"value": "1", "label": "Flat"}]}
    result = stage.run(action, "nlu_fallback", "my husband died, the flat was his", slots=slots, confidence=0.2)
    assert (result.events, result.messages) == ([], [])


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("check_bill", "Mein Mann ist im Mai gestorben, was zahlen wir Ihnen im Monat?"),
        ("submit_documents", "załączam akt zgonu taty"),
        ("submit_meter_reading", "My father passed away, the dial stood at 30 118"),
    ],
)
def test_a_clear_wish_beside_a_death_is_served(intent: str, text: str) -> None:
    message = {"text": text, "intent": {"name": intent, "confidence": 0.9}}
    assert elsewhere(Turn.of(Tracker("c", {}, message, [], False, None, {}, ""))) == []


def test_the_story_of_a_complaint_may_tell_of_a_death(stage: Stage) -> None:
    with_goods(stage.backend)
    errand = Errand(stage, ActionFileComplaint, "file_complaint")
    assert "What happened?" in errand.begin("I want to complain").texts["en"]
    told = errand.say("nlu_fallback", "my mother died in March and you still write to her", confidence=0.2)
    assert told.next_action != "action_help_bereaved"
    assert errand.draft["values"]["story"].startswith("my mother died")


@pytest.mark.parametrize(
    ("intent", "confidence", "text"),
    [
        ("decline_offer", 0.9, "Odmawiam zgody na zmianę ceny"),
        ("out_of_scope", 0.9, "Netflix put the price up again"),
        ("switch_status", 0.9, "die alten schicken noch preiserhöhungen, wann holt ihr mich da weg"),
        ("ask_price", 0.9, "has the price of the wallbox changed"),
        ("renew_contract", 0.9, "ich bleib bei euch, nochmal ein jahr bitte"),
    ],
)
def test_what_is_clear_stays_where_it_is(intent: str, confidence: float, text: str) -> None:
    message = {"text": text, "intent": {"name": intent, "confidence": confidence}}
    turn = Turn.of(Tracker("c", {"last_matter": "contract_expiry"}, message, [], False, None, {}, ""))
    assert elsewhere(turn) == []


@pytest.mark.parametrize(
    "text", ["ile gazu poszło w zeszłym miesiącu", "hat geklappt, danke", "all done here", "did you book my return"]
)
def test_what_does_not_ask_for_the_state_of_an_errand(text: str) -> None:
    assert not asks_whether_done(text)


@pytest.mark.parametrize("text", ["any news about the house?", "gibt es was Neues vom Haus?", "a co słychać z domem?"])
def test_news_after_a_change_of_supplier_is_about_that(stage: Stage, text: str) -> None:
    slots = {"last_matter": "switch_status"}
    told = stage.run(ActionCheckComplaint, "complaint_status", text, slots=slots)
    assert told.next_action == "action_check_switch"


@pytest.mark.parametrize(
    "text", ["any news about my complaint?", "gibt es Neues zu T-100400?", "co z reklamacją, są wieści?"]
)
def test_news_of_a_complaint_is_not(stage: Stage, text: str) -> None:
    slots = {"last_matter": "switch_status"}
    assert stage.run(ActionCheckComplaint, "complaint_status", text, slots=slots).next_action != "action_check_switch"


@pytest.mark.parametrize(
    "text", ["dodaj że router dalej nie działa", "add that it is still broken", "ergänze: der Router tut es nicht"]
)
def test_what_is_added_after_a_complaint_was_told_goes_there(stage: Stage, text: str) -> None:
    slots = {"last_matter": "complaint_status"}
    told = stage.run(ActionReportOutage, "report_outage", text, slots=slots, level="channel")
    assert told.next_action == "action_add_to_complaint"


@pytest.mark.parametrize("text", ["?", "??", "?!"])
def test_a_question_mark_alone_asks_no_price(stage: Stage, text: str) -> None:
    assert stage.run(ActionShowPrices, "ask_price", text).next_action == "action_offer_help"


@pytest.mark.parametrize(
    "words",
    [
        "and now?",
        "und was jetzt",
        "no i co teraz",
        "Und jetzt?",
        "a teraz?",
        "i co dalej?",
        "what now?",
        "und wie geht es weiter?",
    ],
)
def test_and_now_asks_for_what_was_written_or_told(stage: Stage, words: str) -> None:
    written = {"settled": {"matter": "file_complaint", "is_written": True}, "last_matter": "human_handoff"}
    assert stage.run(ActionOfferHelp, "ask_help", words, slots=written).next_action == "action_tell_settled"
    told = {"last_matter": "switch_status"}
    assert stage.run(ActionOfferHelp, "ask_help", words, slots=told).next_action == "action_check_switch"


@pytest.mark.parametrize("words", ["now", "and now I want my bill", "help", "what can you do?"])
def test_other_words_ask_for_nothing_written(stage: Stage, words: str) -> None:
    written = {"settled": {"matter": "file_complaint", "is_written": True}}
    assert "utter_offer_help" in stage.run(ActionOfferHelp, "ask_help", words, slots=written).responses


def test_and_now_with_nothing_before_it_gets_the_overview(stage: Stage) -> None:
    assert "utter_offer_help" in stage.run(ActionOfferHelp, "ask_help", "and now?").responses


@pytest.mark.parametrize(
    "text",
    [
        "ups falsch getippt 8120 stimmt",
        "zle wpisalem, popraw na 1243",
        "sorry that was wrong, it is 8120",
        "nie, źle, 8120",
        "nein doch 8120",
        "no wait, 8120",
        "8120 nicht 8210",
    ],
)
def test_a_reading_just_handed_in_is_corrected_there(stage: Stage, text: str) -> None:
    written = {"settled": {"matter": "submit_meter_reading", "is_written": True}}
    said = {"slots": written, "number": "8120"}
    assert stage.run(ActionChangeOrder, "change_order", text, **said).next_action == "action_submit_meter_reading"
    assert (
        stage.run(ActionChangeOrder, "change_order", text, slots=written).next_action != "action_submit_meter_reading"
    )


@pytest.mark.parametrize("intent", ["check_bill", "cancel_order", "nlu_fallback"])
@pytest.mark.parametrize(
    "text", ["actually scrap that plan", "cancel the payment plan P-800002", "Ratenzahlung beenden", "anuluj te raty"]
)
def test_the_end_of_a_payment_plan_is_about_the_plan(intent: str, text: str) -> None:
    message = {"text": text, "intent": {"name": intent, "confidence": 0.7}}
    events = elsewhere(Turn.of(Tracker("c", {}, message, [], False, None, {}, "")))
    assert [event["name"] for event in events] == ["action_agree_payment_plan"]
