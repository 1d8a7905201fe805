"""What a complaint says: no yes or no, the right words in the place of wrong ones, money for days without supply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._complaints import types_in
from actions._words.money import asks_for_compensation, wishes_to_complain
from actions.action_add_to_complaint import ActionAddToComplaint
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_contract import ActionCancelContract
from actions.action_cancel_order import ActionCancelOrder
from actions.action_check_complaint import ActionCheckComplaint
from actions.action_check_switch import ActionCheckSwitch
from actions.action_file_complaint import ActionFileComplaint
from actions.action_show_data import ActionShowData
from actions.validate_choose_form import ValidateChooseForm
from tests.actions.fake_complaints import answer, ticket, with_goods
from tests.actions.fake_leaving import prepare_leaving

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

MATTER = "file_complaint"


def summed(stage: Stage) -> Result:
    with_goods(stage.backend)
    stage.backend.answers["POST", "/tickets"] = (201, ticket("T-100001"))
    return stage.run(ActionFileComplaint, MATTER, "your service on the phone was rude to me again")


@pytest.mark.parametrize("text", ["yes", "ja bitte", "tak", "no", "ok yes"])
@pytest.mark.parametrize("intent", ["affirm", "deny", "nlu_fallback"])
def test_a_bare_yes_or_no_is_no_story(stage: Stage, text: str, intent: str) -> None:
    with_goods(stage.backend)
    asked = stage.run(ActionFileComplaint, MATTER, "I want to complain")
    told = answer(stage, asked, text, intent)
    assert told.responses[-1] == "utter_ask_complaint_story"
    assert "story" not in told.slots["draft"]["values"]


@pytest.mark.parametrize(
    ("text", "story"),
    [
        ("no the text is wrong, it should say your technician never came", "your technician never came"),
        ("the text is wrong, it shoud say your technician never came", "your technician never came"),
        ("change it to: nobody picked up the phone", "nobody picked up the phone"),
        ("nein, da soll stehen: der Techniker kam nicht", "der Techniker kam nicht"),
        ("ändern Sie den Text in „am Telefon aufgelegt worden“", "am Telefon aufgelegt worden"),
        ("nie, ma być: technik nie przyjechał", "technik nie przyjechał"),
        ("zmień treść na konsultant się rozłączył", "konsultant się rozłączył"),
    ],
)
@pytest.mark.parametrize("intent", ["deny", "nlu_fallback", "update_contact", "complaint_status"])
def test_the_right_words_replace_the_wrong_ones(stage: Stage, text: str, story: str, intent: str) -> None:
    told = answer(stage, summed(stage), text, intent)
    assert told.responses[-1] == "utter_complaint_summary"
    assert told.slots["draft"]["values"]["story"] == story


@pytest.mark.parametrize("text", ["the text is wrong", "das hab ich so nicht gesagt", "nie to napisałem"])
def test_wrong_words_without_the_right_ones_are_asked_for_again(stage: Stage, text: str) -> None:
    told = answer(stage, summed(stage), text, "deny")
    assert told.responses == ["utter_ask_complaint_story"]
    again = answer(stage, told, "your technician never came to us")
    assert again.slots["draft"]["values"]["story"] == "your technician never came to us"


@pytest.mark.parametrize(
    "text",
    [
        *("i'll complain about you", "i will put in a complaint then", "dann beschwer ich mich"),
        *("ich werde mich bei euch beschweren", "ich lege jetzt beschwerde ein", "złożę skargę", "poskarżę się na was"),
        *("a jak wam złożę skargę bo to już trzeci raz", "napiszę na was skargę", "reklamację złożę jutro"),
    ],
)
def test_who_says_that_he_will_complain_complains(stage: Stage, text: str) -> None:
    assert wishes_to_complain(text)
    assert stage.run(ActionCheckComplaint, "complaint_status", text).next_action == "action_file_complaint"


@pytest.mark.parametrize(
    "text",
    [
        *("i want money back for the days without internet", "do i get compensation for the outage"),
        *("krieg ich geld zurück für die tage ohne netz", "entschädigung will ich", "da steht mir schadensersatz zu"),
        *(
            "oddajcie kasę za te dni",
            "za ten tydzień proszę o rabat",
            "odszkodowanie mi się należy",
            "należy mi się rekompensata",
            "chcę zwrot za brak neta",
            "za te dni bez neta należy się zwrot",
        ),
    ],
)
def test_money_for_days_without_supply_is_a_complaint_that_people_decide(stage: Stage, text: str) -> None:
    assert asks_for_compensation(text)
    with_goods(stage.backend)
    led = stage.run(ActionAdmitMisunderstanding, "out_of_scope", text, slots={"last_matter": "report_outage"})
    assert led.next_action == "action_file_complaint"
    told = stage.run(ActionFileComplaint, "out_of_scope", text, slots={"last_matter": "report_outage"})
    assert told.responses[0] == "utter_compensation"
    assert told.slots["draft"]["values"]["type"] == "outage"


@pytest.mark.parametrize("text", ["where is my refund", "wann krieg ich mein guthaben", "kiedy oddacie nadpłatę"])
def test_a_credit_is_no_compensation(text: str) -> None:
    assert not asks_for_compensation(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("nah leave it, carry on with the complaint", "en"),
        ("go back to my complaint please", "en"),
        ("lass das, weiter mit der beschwerde", "de"),
        ("wróćmy do tej reklamacji", "pl"),
        ("zostaw to, kontynuujmy skargę", "pl"),
    ],
)
@pytest.mark.parametrize("intent", ["complaint_status", "renew_contract", "cancel_dialogue", "nlu_fallback"])
def test_an_errand_that_waits_is_called_back_by_its_name(stage: Stage, text: str, language: str, intent: str) -> None:
    with_goods(stage.backend)
    complaint = stage.run(ActionFileComplaint, MATTER, "I want to complain", language=language)
    prepare_leaving(stage.backend)
    slots = complaint.slots
    asked = stage.run(ActionCancelContract, "cancel_contract", "cancel a contract", slots=slots, language=language)
    assert asked.slots["draft"]["matter"] == "cancel_contract"
    told = stage.answer(asked, intent, text, language=language, slots=complaint.slots | asked.slots)
    assert told.slots["draft"]["matter"] == MATTER
    assert told.slots["draft"]["asking"] == "story"
    assert told.form == "errand_form"
    again = stage.answer(told, intent, text, language=language)
    assert again.slots["draft"]["matter"] == MATTER
    assert again.slots["draft"]["values"] == {}


def test_it_is_regretted_once(stage: Stage) -> None:
    first = summed(stage)
    assert "I am sorry about that." in first.texts["en"]
    again = answer(stage, first, "no, it should say the technician never came", "deny")
    assert "I am sorry" not in again.texts["en"]


@pytest.mark.parametrize("text", ["ta", "no ta", "Ta.", "yhy", "mhm"])
def test_everyday_polish_words_are_a_yes(stage: Stage, text: str) -> None:
    asked = summed(stage)
    assert stage.answer(asked, "thanks", text, language="pl").responses == ["utter_complaint_taken"]


@pytest.mark.parametrize("text", ["a ta awaria zgłoszona?", "what about the outage i reported"])
def test_a_report_of_an_outage_is_no_complaint_on_a_list(stage: Stage, text: str) -> None:
    stage.backend.answers["GET", "/tickets"] = {"items": [], "total": 0}
    reported = {"settled": {"matter": "report_outage", "is_written": True}}
    told = stage.run(ActionCheckComplaint, "complaint_status", text, slots=reported)
    assert "The report is in" in told.texts["en"]
    told = stage.run(ActionCheckComplaint, "complaint_status", text)
    assert "Reports of outages are not on this list" in told.texts["en"]


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("my payment of 152.60 got lost, the bank says it left", "i want to complain about that"),
        ("die rechnung vom oktober ist doppelt gekommen", "darüber will ich mich beschweren"),
        ("internet nie działał u mnie od wtorku do piątku", "chcę złożyć skargę w tej sprawie"),
    ],
)
def test_what_was_told_just_before_needs_not_be_told_again(stage: Stage, before: str, text: str) -> None:
    with_goods(stage.backend)
    told = stage.run(ActionFileComplaint, MATTER, text, earlier=("payment_status", before))
    assert told.slots["draft"]["values"]["story"] == before


def test_a_question_before_is_no_story(stage: Stage) -> None:
    with_goods(stage.backend)
    said = "when will you send me the bill?"
    told = stage.run(ActionFileComplaint, MATTER, "i want to complain about it", earlier=("check_bill", said))
    assert "story" not in told.slots["draft"]["values"]


@pytest.mark.parametrize(
    ("said", "intent", "language"),
    [
        ("and I also waited an hour for an answer", "file_complaint", "en"),
        ("the reading was wrong too", "submit_meter_reading", "en"),
        ("my meter showed 12,000 not that", "submit_meter_reading", "en"),
        ("I paid it on 5 November", "payment_status", "en"),
        ("und dazu hab ich eine Stunde gewartet", "file_complaint", "de"),
        ("der Zählerstand war 3000 zu viel", "submit_meter_reading", "de"),
        ("die Rechnung ist am 5. November bezahlt worden", "payment_status", "de"),
        ("i jeszcze nikt nie przeprosił", "submit_documents", "pl"),
        ("odczyt był zawyżony o 3000", "submit_meter_reading", "pl"),
        ("na liczniku było 12000, a nie tyle", "submit_meter_reading", "pl"),
        ("ta faktura jest zapłacona od 5 listopada", "payment_status", "pl"),
    ],
)
def test_what_is_told_more_stands_in_the_complaint(stage: Stage, said: str, intent: str, language: str) -> None:
    confidence = 0.4 if intent == "submit_documents" else 0.95
    told = answer(stage, summed(stage), said, intent, language=language, confidence=confidence)
    assert told.responses[0] == "utter_complaint_added"
    assert said in told.slots["draft"]["values"]["story"]


@pytest.mark.parametrize(
    "said", ["was the last reading estimated or real", "ist der Zähler geeicht", "czy odczyt był szacowany"]
)
def test_a_question_changes_nothing_of_a_complaint(stage: Stage, said: str) -> None:
    before = summed(stage)
    asked = answer(stage, before, said, "check_bill", confidence=0.61)
    assert "draft" not in asked.slots or asked.slots["draft"]["values"] == before.slots["draft"]["values"]


@pytest.mark.parametrize(
    "said", ["was the last one estimated", "ist die letzte schon bezahlt", "czy ostatni był szacowany"]
)
def test_a_question_chooses_no_record(stage: Stage, said: str) -> None:
    with_goods(stage.backend)
    asked = stage.run(ActionFileComplaint, MATTER, "my meter reading was wrong and I complain about it")
    assert asked.responses[-1] == "utter_ask_complaint_point"
    other = answer(stage, asked, said, "check_bill", ordinal="-1", confidence=0.61)
    assert other.events == []


def test_an_insult_chooses_no_other_type(stage: Stage) -> None:
    before = summed(stage)
    told = answer(
        stage, before, "ihr seid das letzte, so ein saftladen", "file_complaint", confidence=0.4, ordinal="-1"
    )
    assert told.slots["draft"]["values"]["type"] == before.slots["draft"]["values"]["type"]


@pytest.mark.parametrize("said", ["can I pay my bill a bit later", "ich will meine Rechnung später zahlen"])
def test_another_wish_is_no_type_of_a_complaint(stage: Stage, said: str) -> None:
    with_goods(stage.backend)
    asked = stage.run(ActionFileComplaint, MATTER, "this is all just not how it should be at yours")
    assert asked.responses[-1] == "utter_ask_complaint_type"
    other = answer(stage, asked, said, "make_payment", confidence=0.99)
    assert other.events == []


@pytest.mark.parametrize(
    "said",
    [
        "I complain that it takes so long",
        "ich beschwere mich weil das ewig dauert",
        "chcę złożyć skargę, że to tyle trwa",
    ],
)
def test_a_short_reason_is_taken_and_is_about_what_was_told(stage: Stage, said: str) -> None:
    with_goods(stage.backend)
    told = stage.run(ActionFileComplaint, MATTER, said, slots={"last_matter": "switch_status"})
    assert told.responses[-1] in ("utter_complaint_summary", "utter_ask_complaint_point")
    assert told.slots["draft"]["values"] | {"type": "switch", "story": said} == told.slots["draft"]["values"]


@pytest.mark.parametrize(
    "said",
    [
        "I want to complain that the change of supplier takes ages",
        "chcę złożyć skargę na zmianę sprzedawcy, tak to trwa",
    ],
)
def test_a_complaint_of_a_switch_is_no_question_for_it(stage: Stage, said: str) -> None:
    led = stage.run(ActionCheckSwitch, "switch_status", said, confidence=0.81)
    assert led.next_action == "action_file_complaint"


@pytest.mark.parametrize("said", ["proszę o reklamację", "chcę reklamację", "poproszę skargę"])
def test_whoever_asks_for_a_complaint_makes_one(said: str) -> None:
    assert wishes_to_complain(said)
    assert not wishes_to_complain("proszę o status reklamacji")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("the price rise was never announced", "contract"),
        ("die Preise sind ohne Brief gestiegen", "contract"),
        ("nikt nie uprzedził o podwyżce", "service+contract"),
        ("internet 20 Mbit statt 600", "outage"),
        ("łącze ma 20 mega zamiast 600", "outage"),
    ],
)
def test_prices_and_a_slow_line_have_their_type(said: str, kind: str) -> None:
    assert "+".join(types_in(said)) in (kind, kind.split("+", maxsplit=1)[0])


WITHDRAWN = [
    *("I withdraw my complaint", "please cancel that complaint", "ich ziehe meine Beschwerde zurück"),
    *("die Beschwerde bitte stornieren", "wycofuję tę reklamację", "proszę anulować skargę"),
]


@pytest.mark.parametrize("said", WITHDRAWN)
@pytest.mark.parametrize(
    ("action", "intent"), [(ActionCancelOrder, "cancel_order"), (ActionCheckComplaint, "complaint_status")]
)
def test_a_sent_complaint_is_withdrawn_by_words_that_a_person_reads(
    stage: Stage, said: str, action: type, intent: str
) -> None:
    stage.backend.tickets = [ticket("T-100001")]
    assert stage.run(action, intent, said, confidence=0.4).next_action == "action_add_to_complaint"
    asked = stage.run(ActionAddToComplaint, intent, said)
    assert asked.responses == ["utter_complaint_withdrawal", "utter_ticket_words_summary"]
    assert asked.slots["draft"]["values"] == {"ticket": "T-100001", "words": said}


@pytest.mark.parametrize("said", WITHDRAWN)
def test_a_complaint_that_was_not_sent_is_dropped(stage: Stage, said: str) -> None:
    assert answer(stage, summed(stage), said, "cancel_order", confidence=0.4).next_action == "action_drop_matter"


@pytest.mark.parametrize("said", ["I want to make a complaint", "ich will mich beschweren", "chcę złożyć reklamację"])
def test_a_complaint_is_begun_beside_an_open_choice(stage: Stage, said: str) -> None:
    options = [
        {"value": "R-1", "slot": "invoice_number", "label": "R-1"},
        {"value": "R-2", "slot": "invoice_number", "label": "R-2"},
    ]
    slots = {"last_matter": "check_bill", "options": options}
    led = stage.run(ValidateChooseForm, "nlu_fallback", said, slots=slots, form="choose_form", confidence=0.3)
    assert led.next_action == "action_file_complaint"


@pytest.mark.parametrize(
    "said",
    [
        "I also complain that the change of supplier takes ages",
        "ich beschwere mich auch, weil der Anbieterwechsel dauert",
        "składam też skargę, że zmiana sprzedawcy tyle trwa",
    ],
)
def test_a_second_complaint_stands_beside_the_first(stage: Stage, said: str) -> None:
    told = answer(stage, summed(stage), said, "switch_status", confidence=0.9)
    assert told.slots["draft"]["values"]["type"] == "service+switch"
    assert said in told.slots["draft"]["values"]["story"]


@pytest.mark.parametrize(
    "said",
    [
        *(
            "and besides, your technician never came",
            "und außerdem: keiner hat zurückgerufen, der Techniker auch nicht",
        ),
        "a poza tym technik nie oddzwonił",
    ],
)
def test_what_is_told_more_of_a_complaint_just_sent_is_added_after_a_yes(stage: Stage, said: str) -> None:
    stage.backend.tickets = [ticket("T-100001")]
    sent = {"settled": {"matter": "file_complaint", "is_written": True}}
    led = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", said, slots=sent, confidence=0.3)
    assert led.next_action == "action_add_to_complaint"
    asked = stage.run(ActionAddToComplaint, "nlu_fallback", said, slots=sent)
    assert asked.responses == ["utter_ticket_words_summary"]
    assert asked.slots["draft"]["values"] == {"ticket": "T-100001", "words": said}


@pytest.mark.parametrize("text", ["jaki numer", "what number is it", "welche nummer", "jaki to numer?"])
def test_the_number_of_a_complaint_that_was_just_sent_is_told(stage: Stage, text: str) -> None:
    sent = {"settled": {"matter": "file_complaint", "is_written": True}}
    assert stage.run(ActionShowData, "show_my_data", text, slots=sent).next_action == "action_check_complaint"
    assert stage.run(ActionShowData, "show_my_data", text).next_action != "action_check_complaint"


@pytest.mark.parametrize("text", ["jaki numer reklamacji", "whats my complaint number", "wie ist die Beschwerdenummer"])
def test_the_number_of_a_complaint_is_no_number_of_the_customer(stage: Stage, text: str) -> None:
    assert stage.run(ActionShowData, "show_my_data", text).next_action == "action_check_complaint"
