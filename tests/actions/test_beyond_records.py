"""Questions that no record answers are answered all the same, whatever they were taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._words.beyond_records import asks_notice_terms, beyond_records
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_offer_help import ActionOfferHelp
from actions.action_report_outage import ActionReportOutage
from actions.action_tell_beyond_records import ActionTellBeyondRecords
from actions.validate_identify_form import ValidateIdentifyForm

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

TELL = "action_tell_beyond_records"
ASKED = {
    "others": [
        *(
            "has mrs smith upstairs paid hers?",
            "i keep getting my neighbour's post",
            "letters for someone else come here",
        ),
        *("hat die Frau Meier nebenan bezahlt", "bei uns liegt ein Brief für den Nachbarn"),
        *("czy pani Kowalska z dołu zapłaciła?", "przychodzą do mnie listy sąsiadki"),
    ],
    "officer": [
        "who is your data protection officer",
        "Datenschutzbeauftragter?",
        "jak się nazywa inspektor ochrony danych",
    ],
    "source": [
        *("where did you get my number from", "who do you pass my data on to", "do you sell our details"),
        *("woher habt ihr meine Adresse", "an wen gehen meine Daten eigentlich", "verkauft ihr meine Nummer"),
        *("skąd macie mój telefon", "komu przekazujecie moje dane"),
    ],
    "password": [
        *("forgot my password", "my login for the online account is gone"),
        *("Passwort vergessen", "meine Zugangsdaten für euer Portal sind weg", "zapomniałam hasło do e-boku"),
    ],
    "transfer": [
        *("can i put the contract in my brother's name", "transfer the contract to my tenant please"),
        *("den Vertrag auf meine Frau umschreiben", "przepiszcie umowę na mojego brata"),
    ],
    "abroad": [
        *("how much is roaming in spain", "what does a call to poland cost"),
        *("was kostet Roaming in der Schweiz", "wie teuer ist telefonieren nach Polen"),
        *("ile kosztuje roaming w Chorwacji", "ile kosztują rozmowy do Niemiec"),
    ],
    "thief": [
        *("do i pay for what the thief does with it", "muss ich zahlen, was der Dieb vertelefoniert und anruft"),
        "kto za to płaci, jak złodziej dzwoni",
    ],
    "hardship": [
        *("is there a hardship fund", "im totally skint, no money for food", "gibt es einen Härtefallfonds bei euch"),
        *("wir haben kein Geld mehr fürs Essen", "nie mam nic na jedzenie", "jest jakiś fundusz wsparcia?"),
    ],
    "coverage": [
        *("is there fibre in my street", "do you have signal where i live", "kommt Glasfaser bis zu uns"),
        *("habt ihr Netz bei mir", "czy jest u mnie światłowód"),
    ],
    "detail": [
        *("delete my phone number", "take it easy and remove my email address", "löscht meine Handynummer bitte"),
        *("usuńcie mój numer telefonu", "skasujcie ten telefon"),
    ],
    "not_sold": ["do you sell solar panels", "habt ihr auch Festnetz", "macie fotowoltaikę", "macie eSIM"],
}


@pytest.mark.parametrize(("topic", "text"), [(topic, text) for topic, texts in ASKED.items() for text in texts])
def test_it_is_answered(stage: Stage, topic: str, text: str) -> None:
    level = "anonymous" if topic == "hardship" else "verified"  # what a customer owes stands in the records
    assert beyond_records(text) == topic
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text, level=level).next_action == TELL
    told = stage.run(ActionTellBeyondRecords, "nlu_fallback", text, level=level)
    assert told.messages[0]["topic"] == topic
    assert told.next_action == "action_listen"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "my neighbours have no power either",
            "the letter for my move",
            "no signal at my place",
            "i lost my login code",
        ),
        *("kein Netz bei mir zu Hause", "Glasfaser bei uns geht nicht", "mein Mann hat die Rechnung bezahlt"),
        *("u mnie nie ma zasięgu", "sąsiedzi też nie mają prądu", "was kostet das Paket nach Polen"),
        *("im skint, can i pay later", "mein WLAN Passwort vergessen", "I forgot my facebook password last week"),
        *("delete the meter number", "ile kosztuje internet", "put the phone on my bill", "roaming on my bill?"),
    ],
)
def test_what_records_answer_is_left_to_them(text: str) -> None:
    assert beyond_records(text) is None


def test_who_is_sure_of_another_matter_is_served_there(stage: Stage) -> None:
    text = "you sold my number, delete my phone number"
    assert stage.run(ActionReportOutage, "report_outage", text).next_action != TELL
    assert stage.run(ActionReportOutage, "report_outage", text, confidence=0.4).next_action == TELL


def test_help_is_asked_of_something(stage: Stage) -> None:
    assert stage.run(ActionOfferHelp, "ask_help", "macie jakiś fundusz pomocy").next_action == TELL


def test_a_stranger_is_asked_for_no_number(stage: Stage) -> None:
    asked: dict[str, Any] = {"requested_slot": "claimed_number", "open_matter": "order_status"}
    led = stage.run(
        ValidateIdentifyForm,
        "ask_price",
        "is there fibre in my street",
        level="anonymous",
        form="identify_form",
        slots=asked,
    )
    assert led.next_action == TELL


def test_an_open_errand_goes_on(stage: Stage) -> None:
    stage.backend.answers |= {
        ("GET", "/outages"): {"items": [], "total": 0},
        ("GET", "/own-outages"): {"items": [], "total": 0},
        ("GET", "/fault-guides"): {"items": [], "total": 0},
    }
    asked = stage.run(
        ActionReportOutage, "report_outage", "no power at the flat", commodity="electricity", place="flat"
    )
    led = stage.answer(asked, "nlu_fallback", "who is your data protection officer")
    assert led.next_action == TELL


@pytest.mark.parametrize(
    "text", ["what are your cancellation terms", "wie sind die Kündigungsfristen", "jaki jest okres wypowiedzenia"]
)
def test_the_terms_of_notice_need_no_number(stage: Stage, text: str) -> None:
    assert asks_notice_terms(text)
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text, level="anonymous").next_action == TELL
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text).next_action != TELL
    told = stage.run(ActionTellBeyondRecords, "nlu_fallback", text, level="anonymous")
    assert len(told.messages[0]["buttons"]) == 4


@pytest.mark.parametrize(
    "text", ["what is my notice period", "meine Kündigungsfrist", "okres wypowiedzenia mojej umowy"]
)
def test_the_notice_of_an_own_contract_is_told_from_it(text: str) -> None:
    assert not asks_notice_terms(text)
