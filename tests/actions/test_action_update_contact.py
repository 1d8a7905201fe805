"""How a customer is reached, called and billed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._words.money import speaks_of_own_account
from actions._words.people import is_about_others
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_check_payment import ActionCheckPayment
from actions.action_offer_payment import ActionOfferPayment
from actions.action_resume_errand import ActionResumeErrand
from actions.action_show_data import ActionShowData
from actions.action_start_notifications import ActionStartNotifications
from actions.action_stop_notifications import ActionStopNotifications
from actions.action_tell_address_confirmed import ActionTellAddressConfirmed
from actions.action_tell_settled import ActionTellSettled
from actions.action_update_contact import ActionUpdateContact
from actions.validate_choose_form import ValidateChooseForm
from actions.validate_errand_form import ValidateErrandForm
from tests.actions.fake_account import ACCOUNT, CHECKED, HELPER, IBAN, RECORD, RIGHTS, ROUTES, begin, go_on, sent
from tests.actions.fake_backend import TICKET

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

ADDED = {"id": "a-new", "kind": "phone", "masked": "+49 *** 6677", "confirmed": False, "bounced": False}
ROUTES_HERE = {
    **ROUTES,
    ("POST", "/contact-addresses"): (201, ADDED),
    ("POST", "/tickets"): (201, {**TICKET, "kind": "correction", "answer_due_on": "2026-11-30"}),
    ("POST", "/bank-accounts"): (201, {**ACCOUNT, "iban": "DE89…3000"}),
    ("PATCH", "/customer"): {**RECORD, "name": "Berg"},
}


@pytest.fixture(autouse=True)
def account_answers(stage: Stage) -> None:
    stage.backend.answers |= ROUTES_HERE


def test_it_is_asked_what_changes_and_what_is_on_record(stage: Stage) -> None:
    asked = begin(stage, ActionUpdateContact, "please change my details")
    assert asked.responses == ["utter_ask_contact_what"]
    assert "+49 *** 9001" in asked.texts["en"]
    assert "DE02…4321" in asked.texts["de"]


def test_a_new_phone_needs_a_code_to_the_old_one_and_one_to_itself(stage: Stage) -> None:
    summed = begin(stage, ActionUpdateContact, "my number is +49 176 44556677 now", phone="+4917644556677")
    assert summed.responses == ["utter_contact_summary"]
    asked = go_on(stage, summed, ActionUpdateContact, "affirm", "yes")
    assert asked.requests == [{"kind": "send_code", "bound_to": "contact_address:a-new"}]
    assert sent(stage, "POST", "/contact-addresses") == [{"kind": "phone", "value": "+4917644556677"}]
    there = go_on(
        stage, asked, ActionUpdateContact, "identity_changed", level="fresh", bound_to="contact_address:a-new"
    )
    assert there.responses == ["utter_contact_code_there"]
    assert there.requests == [{"kind": "send_code", "confirms_address": "a-new"}]
    assert there.slots["draft"] is None
    assert sent(stage, "POST", "/tickets") == []


def test_a_new_address_of_somebody_without_a_confirmed_phone_waits_for_a_person(stage: Stage) -> None:
    only_mail = [one for one in RECORD["addresses"] if one["kind"] == "email"]
    stage.backend.answers["GET", "/customer"] = {**RECORD, "addresses": only_mail}
    summed = begin(stage, ActionUpdateContact, "my number is +49 176 44556677 now", phone="+4917644556677")
    done = go_on(stage, summed, ActionUpdateContact, "affirm", "yes")
    assert done.responses == ["utter_contact_added"]
    assert "a-new" in sent(stage, "POST", "/tickets")[0]["text"]
    assert "does not count yet" in done.texts["en"]
    assert "T-100234" in done.texts["pl"]


@pytest.mark.parametrize(
    ("counts", "said"), [(True, "utter_contact_confirmed"), (False, "utter_contact_not_confirmed")]
)
def test_the_code_from_the_new_address_makes_it_count(stage: Stage, *, counts: bool, said: str) -> None:
    confirmed = {**ADDED, "confirmed": True}
    stage.backend.answers["GET", "/customer"] = {**RECORD, "addresses": [*RECORD["addresses"], confirmed]}
    told = stage.run(ActionTellAddressConfirmed, "address_confirmed", data={"address_id": "a-new", "counts": counts})
    assert told.responses == [said]
    assert ("6677" in told.texts["de"]) is counts


def test_digits_that_look_like_a_customer_number_are_a_phone(stage: Stage) -> None:
    summed = begin(stage, ActionUpdateContact, "my mobile is new", phone="+4917644556677")
    other = go_on(stage, summed, ActionUpdateContact, "deny", "no, 0176 44556678", customer_number="44556678")
    assert other.slots["draft"]["values"]["phone"] == "0176 44556678"


def test_a_number_that_cannot_be_called_is_asked_again(stage: Stage) -> None:
    stage.backend.answers["POST", "/contact-addresses"] = (422, {"code": "address_invalid", "message": ""})
    summed = begin(stage, ActionUpdateContact, "new mobile", phone="+49176")
    again = go_on(stage, summed, ActionUpdateContact, "affirm", "yes")
    assert again.responses == ["utter_ask_contact_phone"]
    assert "cannot be called" in again.texts["en"]


def test_an_account_is_checked_before_it_is_summed_up(stage: Stage) -> None:
    stage.backend.answers["POST", "/bank-accounts/check"] = {**CHECKED, "is_valid": False, "problem": "bank"}
    asked = begin(stage, ActionUpdateContact, f"new iban {IBAN}", iban=IBAN)
    assert asked.responses == ["utter_ask_contact_bank"]


def test_an_account_needs_a_code_for_this_very_account(stage: Stage) -> None:
    summed = begin(stage, ActionUpdateContact, f"new iban {IBAN}", iban=IBAN)
    assert "Commerzbank" in summed.texts["de"]
    asked = go_on(stage, summed, ActionUpdateContact, "affirm", "yes")
    assert asked.requests == [{"kind": "send_code", "bound_to": "bank_account:ab"}]
    assert sent(stage, "POST", "/bank-accounts") == []


def test_a_damaged_account_number_is_one(stage: Stage) -> None:
    damaged = {"kind": "iban", "text": "DE89", "problem": "too_short", "part": None}
    asked = begin(stage, ActionUpdateContact, "take DE89 3704", damaged_number=damaged)
    assert asked.responses == ["utter_ask_contact_bank"]
    assert "right length" in asked.texts["en"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Anna Berg", "Anna Berg"), ("my name is now Anna von Berg", "Anna von Berg"), ("heiße jetzt Berg", "Berg")],
)
def test_a_name_with_and_without_words_around_it(stage: Stage, text: str, name: str) -> None:
    asked = begin(stage, ActionUpdateContact, "I got married, new surname")
    summed = go_on(stage, asked, ActionUpdateContact, "give_details", text)
    assert summed.slots["draft"]["values"]["name"] == name


def test_a_name_needs_a_code_for_the_record(stage: Stage) -> None:
    asked = begin(stage, ActionUpdateContact, "I got married, new surname")
    summed = go_on(stage, asked, ActionUpdateContact, "give_details", "Anna Berg")
    waits = go_on(stage, summed, ActionUpdateContact, "affirm", "yes")
    assert waits.requests == [{"kind": "send_code", "bound_to": "customer"}]


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("new postal address is Domstr. 12a, 50667 Köln", "Domstr."),
        ("letters to ul. Długa 12/4, 31-147 Kraków", "ul. Długa"),
    ],
)
def test_a_postal_address_is_read_from_the_sentence(stage: Stage, text: str, street: str) -> None:
    summed = begin(stage, ActionUpdateContact, text)
    assert summed.responses == ["utter_contact_summary"]
    assert summed.slots["draft"]["values"]["post"]["street"] == street


def test_half_a_postal_address_is_not_enough(stage: Stage) -> None:
    asked = begin(stage, ActionUpdateContact, "change my postal address")
    again = go_on(stage, asked, ActionUpdateContact, "give_details", "Domstr. 12a")
    assert "postcode" in again.texts["en"]


def test_who_may_act_is_shown(stage: Stage) -> None:
    told = begin(stage, ActionUpdateContact, "our representative has changed")
    assert told.responses == ["utter_contact_people"]
    assert HELPER["name"] in told.texts["en"]
    assert "Old Helper" not in told.texts["en"]


def test_who_may_not_change_it_hears_who_may(stage: Stage) -> None:
    rights = {**RIGHTS, "names_people": False}
    stage.backend.answers["GET", "/customer"] = {**RECORD, "rights": rights}
    told = begin(stage, ActionUpdateContact, "new phone", phone="+4917644556677")
    assert told.responses == ["utter_not_allowed"]
    assert "Anna Nowak" in told.texts["en"]


@pytest.mark.parametrize(
    "text", ["und handynr is jetzt 0176 5558 1234", "my mobile is 0176 5558 1234 now", "mój telefon to 0176 5558 1234"]
)
def test_a_second_thing_comes_first_and_the_first_one_afterwards(stage: Stage, text: str) -> None:
    stage.backend.answers["POST", "/contact-addresses"] = (201, {**ADDED, "confirmed": True})
    account = begin(stage, ActionUpdateContact, f"new iban {IBAN}", iban=IBAN)
    phone = go_on(stage, account, ActionUpdateContact, "update_contact", text, phone="+4917655581234")
    assert phone.responses == ["utter_contact_summary"]
    assert phone.slots["draft"]["values"] == {"what": "phone", "phone": "+4917655581234"}
    done = go_on(stage, phone, ActionUpdateContact, "affirm", "yes")
    assert done.responses == ["utter_contact_added"]
    assert done.next_action == "action_resume_errand"
    back = stage.run(ActionResumeErrand, "affirm", "yes", slots=done.slots)
    assert back.responses == ["utter_back_to_errand", "utter_contact_summary"]
    assert "Commerzbank" in back.texts["de"]
    asked = go_on(stage, back, ActionUpdateContact, "affirm", "yes")
    assert asked.requests == [{"kind": "send_code", "bound_to": "bank_account:ab"}]


def test_two_things_in_one_message_are_changed_one_after_the_other(stage: Stage) -> None:
    text = f"iban {IBAN}, phone 0176 5558 1234"
    account = begin(stage, ActionUpdateContact, text, iban=IBAN, phone="+4917655581234")
    assert account.slots["draft"]["values"] == {"what": "bank", "bank": IBAN}
    assert account.slots["draft"]["known"]["left"] == {"phone": "+4917655581234"}


def test_a_no_gives_the_first_thing_up(stage: Stage) -> None:
    account = begin(stage, ActionUpdateContact, f"new iban {IBAN}", iban=IBAN)
    mail = go_on(stage, account, ActionUpdateContact, "deny", "no, my email", email="anna@post.example")
    assert mail.slots["draft"]["known"]["left"] == {}


@pytest.mark.parametrize("text", ["why is it stuck", "warum hängt das", "kiedy dostanę rachunek", "here's the letter"])
def test_a_question_is_no_name(stage: Stage, text: str) -> None:
    asked = begin(stage, ActionUpdateContact, "I got married, new surname")
    again = go_on(stage, asked, ActionUpdateContact, "nlu_fallback", text, confidence=0.3)
    assert again.responses == ["utter_ask_contact_name"]
    other = go_on(stage, asked, ActionUpdateContact, "switch_status", text, confidence=0.6)
    assert other.events == []


@pytest.mark.parametrize(
    "text", ["anna berg", "my name is now anna berg", "Will Berg", "Nowak i Syn", "My Nguyen", "Wie Li"]
)
def test_a_name_is_one_however_it_is_written(stage: Stage, text: str) -> None:
    asked = begin(stage, ActionUpdateContact, "I got married, new surname")
    assert go_on(stage, asked, ActionUpdateContact, "give_details", text).responses == ["utter_contact_summary"]


@pytest.mark.parametrize(
    "text", ["swap my meter number, it's 1EMH0012345678", "meine Zählernummer ist falsch", "zmieńcie numer licznika"]
)
def test_the_number_of_a_meter_is_no_phone(stage: Stage, text: str) -> None:
    told = begin(stage, ActionUpdateContact, text)
    assert told.responses == ["utter_contact_meter_number"]
    assert told.slots["draft"] is None


@pytest.mark.parametrize(
    "text",
    [
        "moge dodać wspólnika zeby mógł dzwonić, Jan Kruk tel 600700800",
        "my wife should be able to call you, her number is 600700800",
        "mein Mann soll auch Auskunft bekommen, Handy 600700800",
    ],
)
def test_another_persons_number_is_not_the_customers(stage: Stage, text: str) -> None:
    told = begin(stage, ActionUpdateContact, text, phone="+48600700800")
    assert told.responses == ["utter_contact_people"]
    assert told.slots["draft"] is None
    assert "somebody else's number" in told.texts["en"]


@pytest.mark.parametrize("intent", ["deny", "update_contact", "nlu_fallback"])
def test_a_number_that_is_not_mine_is_not_saved(stage: Stage, intent: str) -> None:
    asked = begin(stage, ActionUpdateContact, "zmiana telefonu 600700800", phone="+48600700800")
    assert asked.responses == ["utter_contact_summary"]
    told = go_on(stage, asked, ActionUpdateContact, intent, "nie nie, to numer wspolnika a nie mój!")
    assert told.responses == ["utter_contact_people"]
    assert told.slots["draft"] is None
    assert not sent(stage, "POST", "/contact-addresses")


@pytest.mark.parametrize(
    ("action", "intent", "text"),
    [
        (ActionStartNotifications, "start_notifications", "meine frau soll auch bescheid kriegen dürfen"),
        (ActionAdmitMisunderstanding, "nlu_fallback", "can my husband call you about this"),
        (ActionShowData, "show_my_data", "czy żona może dzwonić w mojej sprawie"),
    ],
)
def test_access_for_others_is_heard_wherever_it_is_asked_for(
    stage: Stage, action: type[Any], intent: str, text: str
) -> None:
    assert stage.run(action, intent, text).next_action == "action_update_contact"
    assert stage.run(ActionUpdateContact, intent, text).responses == ["utter_contact_people"]


@pytest.mark.parametrize(
    "text",
    [
        *("can you call me", "my neighbour has power", "meine frau ist umgezogen", "call my wife's new number"),
        *("my son broke the router, can I ask for a new one", "can my neighbour see what I use"),
        *(
            "mein Sohn hat den Router kaputt gemacht, kann ich nach einem neuen fragen",
            "syn zepsuł, mogę pytać o nowy?",
        ),
    ],
)
def test_people_are_named_for_other_reasons(text: str) -> None:
    assert not is_about_others(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("change my email to lucia99 at gmail com", "lucia99@gmail.com"),
        ("neue mail: anna punkt berg at web punkt de", "anna.berg@web.de"),
        ("zmieńcie e-mail na anna małpa wp kropka pl", "anna@wp.pl"),
    ],
)
def test_a_mail_address_may_be_spoken(stage: Stage, text: str, address: str) -> None:
    asked = begin(stage, ActionUpdateContact, text)
    assert asked.responses == ["utter_contact_summary"]
    assert asked.slots["draft"]["values"]["email"] == address
    empty = begin(stage, ActionUpdateContact, "new email")
    told = go_on(stage, empty, ActionUpdateContact, "nlu_fallback", text.rsplit(" to ", maxsplit=1)[-1])
    assert told.slots["draft"]["values"]["email"] == address


def test_our_own_account_is_refused_with_the_reason(stage: Stage) -> None:
    stage.backend.answers["POST", "/bank-accounts/check"] = {**CHECKED, "is_valid": False, "problem": "ours"}
    asked = begin(stage, ActionUpdateContact, f"new iban {IBAN}", iban=IBAN)
    assert asked.responses == ["utter_ask_contact_bank"]
    assert "our own account" in asked.texts["en"]
    assert "unser eigenes Konto" in asked.texts["de"]
    assert "nasze własne konto" in asked.texts["pl"]


@pytest.mark.parametrize("text", ["und die mail?", "and the email?", "a co z mailem?"])
def test_a_question_about_the_mail_is_about_the_one_that_is_changed(stage: Stage, text: str) -> None:
    summed = begin(stage, ActionUpdateContact, "my email is new@example.org", email="new@example.org")
    told = go_on(stage, summed, ActionUpdateContact, "continue_elsewhere", text)
    assert (told.responses, told.requests) == (["utter_contact_summary"], [])
    assert "new@example.org" in told.texts["de"]
    other = go_on(stage, summed, ActionUpdateContact, "continue_elsewhere", "carry on by sms")
    assert other.responses == []


@pytest.mark.parametrize(
    "text", ["a new account for my refund", "neues Konto für die Rückzahlung", f"zwrot nadpłaty na nowe konto {IBAN}"]
)
def test_an_account_for_a_refund_becomes_no_mandate(stage: Stage, text: str) -> None:
    told = begin(stage, ActionUpdateContact, text, **({"iban": IBAN} if IBAN in text else {}))
    assert told.responses == ["utter_contact_refund_account"]
    assert told.slots["draft"] is None


def test_who_has_given_no_mandate_is_told_what_it_would_be_for(stage: Stage) -> None:
    summed = begin(stage, ActionUpdateContact, f"new iban {IBAN}", iban=IBAN)
    assert "no account of yours" not in summed.texts["en"]
    stage.backend.answers["GET", "/bank-accounts"] = {"items": [], "total": 0}
    summed = begin(stage, ActionUpdateContact, f"new iban {IBAN}", iban=IBAN)
    assert "no account of yours" in summed.texts["en"]
    assert "von keinem Ihrer Konten" in summed.texts["de"]


@pytest.mark.parametrize(
    "text",
    [
        "zmienilem konto w banku, skad sciagacie?",
        "I changed banks, where do you take the money from?",
        "neues Konto, von welchem Konto bucht ihr gerade ab?",
    ],
)
def test_which_account_is_debited_is_told_before_the_new_one_is_asked(stage: Stage, text: str) -> None:
    told = begin(stage, ActionUpdateContact, text)
    assert told.responses == ["utter_contact_debited", "utter_ask_contact_bank"]
    assert "DE02…4321" in told.texts["pl"]


def test_a_company_is_not_asked_for_a_first_name(stage: Stage) -> None:
    stage.backend.answers["GET", "/customer"] = {**RECORD, "kind": "company", "first_name": None}
    asked = begin(stage, ActionUpdateContact, "zmiana nazwy firmy")
    assert "imię" not in asked.texts["pl"]
    assert "company" in asked.texts["en"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("chcę płacić poleceniem zapłaty", "make_payment"),
        ("Lastschrift einrichten", "nlu_fallback"),
        ("I would like to pay by direct debit", "make_payment"),
        ("bitte künftig einfach abbuchen", "make_payment"),
        ("can you just take it from my bank account", "make_payment"),
        ("i want to change my bank account", "out_of_scope"),
    ],
)
def test_a_wish_to_be_debited_asks_for_the_account(stage: Stage, text: str, intent: str) -> None:
    action = ActionOfferPayment if intent == "make_payment" else ActionAdmitMisunderstanding
    assert stage.run(action, intent, text).next_action == "action_update_contact"
    asked = begin(stage, ActionUpdateContact, text)
    assert asked.responses == ["utter_ask_contact_bank"]


@pytest.mark.parametrize(
    "text",
    [
        "revoke the direct debit mandate",
        "stop collecting from my account",
        "ich widerrufe das Mandat",
        "bitte keine Lastschrift mehr",
        "cofam zgodę na polecenie zapłaty",
    ],
)
def test_a_mandate_is_ended_by_a_person_and_nothing_is_done(stage: Stage, text: str) -> None:
    assert stage.run(ActionStopNotifications, "stop_notifications", text).next_action == "action_update_contact"
    told = begin(stage, ActionUpdateContact, text)
    assert told.responses == ["utter_contact_mandate"]
    assert "a colleague does that" in told.texts["en"]
    assert told.slots["draft"] is None
    stage.backend.answers["GET", "/bank-accounts"] = {"items": []}
    assert "Es gibt kein Mandat" in begin(stage, ActionUpdateContact, text).texts["de"]


@pytest.mark.parametrize(
    "text", ["my direct debit bounced", "when is the direct debit", "ich will die Abbuchung auf 80 Euro senken"]
)
def test_a_debit_that_was_is_no_wish_for_one(text: str) -> None:
    assert not speaks_of_own_account(text)


def test_in_a_list_of_bills_a_plain_wish_is_heard(stage: Stage) -> None:
    options = [{"slot": "invoice_number", "value": number, "label": number} for number in ("R-1", "R-2")]
    slots = {"last_matter": "check_bill", "options": options}
    heard = stage.run(ValidateChooseForm, "nlu_fallback", "Lastschrift einrichten", slots=slots, form="choose_form")
    assert heard.next_action == "action_update_contact"


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("has it worked?", "en", "Not quite yet"),
        ("hat das geklappt", "de", "Noch nicht"),
        ("udało się?", "pl", "nie całkiem"),
    ],
)
def test_a_new_address_has_not_worked_before_its_own_code(stage: Stage, text: str, language: str, words: str) -> None:
    summed = begin(stage, ActionUpdateContact, "my number is +49 176 44556677 now", phone="+4917644556677")
    asked = go_on(stage, summed, ActionUpdateContact, "affirm", "yes")
    bound = "contact_address:a-new"
    there = go_on(stage, asked, ActionUpdateContact, "identity_changed", level="fresh", bound_to=bound)
    told = stage.run(ActionTellSettled, "payment_status", text, language=language, slots=there.slots)
    assert told.responses == ["utter_contact_waits_for_code"]
    assert words in told.texts[language]
    assert elsewhere_of(stage, text, there.slots) == "action_tell_settled"


def elsewhere_of(stage: Stage, text: str, slots: dict[str, Any]) -> str | None:
    return stage.run(ActionCheckPayment, "payment_status", text, slots=slots).next_action


@pytest.mark.parametrize("text", ["yes", "ja", "tak"])
def test_a_yes_is_no_name(stage: Stage, text: str) -> None:
    asked = begin(stage, ActionUpdateContact, "I want to change my name")
    again = go_on(stage, asked, ActionUpdateContact, "affirm", text)
    assert "utter_contact_summary" not in again.responses


@pytest.mark.parametrize("text", ["na Zalewska", "to Zalewska", "jetzt Zalewska", "teraz Zalewska"])
def test_a_word_before_a_name_is_no_part_of_it(stage: Stage, text: str) -> None:
    asked = begin(stage, ActionUpdateContact, "I want to change my name")
    summed = go_on(stage, asked, ActionUpdateContact, "give_details", text)
    assert summed.slots["draft"]["values"]["name"] == "Zalewska"


@pytest.mark.parametrize("says_no_first", [True, False])
def test_another_name_is_put_in_the_place_of_the_first(stage: Stage, *, says_no_first: bool) -> None:
    asked = begin(stage, ActionUpdateContact, "I want to change my name")
    before = go_on(stage, asked, ActionUpdateContact, "give_details", "Anna Burg")
    if says_no_first:
        before = go_on(stage, before, ActionUpdateContact, "deny", "no")
    text = "Anna Berg" if says_no_first else "no, Anna Berg"
    summed = go_on(stage, before, ActionUpdateContact, "nlu_fallback" if says_no_first else "deny", text)
    assert summed.slots["draft"]["values"]["name"] == "Anna Berg"
    assert summed.responses[-1] == "utter_contact_summary"


def test_no_phone_is_found_in_an_account_number(stage: Stage) -> None:
    spaced = " ".join(IBAN[at : at + 4] for at in range(0, len(IBAN), 4))
    summed = begin(stage, ActionUpdateContact, f"new iban {spaced[:-3]} 0000 00", iban=IBAN)
    assert "phone" not in summed.slots["draft"]["values"]
    assert not summed.slots["draft"]["known"].get("left")


@pytest.mark.parametrize(
    "text",
    [
        "nowa osoba do kontaktu: Anna Berg 600100200",
        "proszę dodać: dodajcie osobę Anna Berg",
        "add another person: Anna Berg",
    ],
)
def test_a_person_who_may_act_is_no_account(stage: Stage, text: str) -> None:
    assert begin(stage, ActionUpdateContact, text).responses == ["utter_contact_people"]


def test_an_account_named_inside_another_errand_is_taken_for_one(stage: Stage) -> None:
    slots = {"draft": {"matter": "submit_meter_reading", "asking": "reading", "is_prepared": True}}
    told = stage.run(ValidateErrandForm, "update_contact", IBAN, slots=slots, form="errand_form", iban=IBAN)
    assert told.next_action == "action_update_contact"
