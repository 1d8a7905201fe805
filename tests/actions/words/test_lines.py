"""A phone that is gone, and a number that shall move."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest

from actions._errand.drafts import Draft
from actions._words.lines import (
    asks_for_card,
    asks_for_data,
    asks_for_puk,
    asks_to_move_number,
    tells_of_blocked_line,
    tells_of_lost_phone,
)
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_contract import ActionCancelContract
from actions.action_drop_matter import ActionDropMatter
from actions.action_help_with_line import ActionHelpWithLine
from actions.action_place_order import ActionPlaceOrder
from actions.action_report_outage import ActionReportOutage
from actions.validate_errand_form import ValidateErrandForm

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

HELP = "action_help_with_line"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "my phone got nicked, block my sim asap",
            "my fone got nicked",
            "i lost my phone",
            "Please block my SIM card",
            "my mobile is gone",
            "can u kill the sim",
        ),
        *(
            "mein handy wurde geklaut!! karte sperren",
            "bruder handy weg bitte schnell",
            "meine sim karte sperren bitte",
        ),
        *("hab mein natel verloren, könnts ihr die sim blockieren", "Handy verloren, bitte SIM sperren"),
        *("no karte sim zablokujcie szybko", "nic nie zamawiam! zgubilam telefon", "ukradli mi komórkę w tramwaju"),
        "zgubiłam telefon, zablokujcie kartę",
    ],
)
def test_a_lost_phone(text: str) -> None:
    assert tells_of_lost_phone(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "my phone order got lost",
            "I lost my phone bill",
            "phone is dead",
            "lost my phone charger",
            "my mobile internet is gone",
        ),
        *("Handynetz ist weg", "warum is mein handy gesperrt", "Telefonnummer verloren", "Karte zahlen"),
        *("zgubiłem fakturę za telefon", "nie mam zasięgu w telefonie", "paczka z telefonem zaginęła"),
        *("mein handy netz is weg", "how much is a phone", "keine Anrufe mehr am Telefon, sperren Sie das"),
    ],
)
def test_no_lost_phone(text: str) -> None:
    assert not tells_of_lost_phone(text)


@pytest.mark.parametrize(
    "text",
    [
        *("can i keep my number if i move to vodafone", "want to bring my old number from t-mobile over here"),
        *(
            "kann meine alte nummer von o2 zu euch mit",
            "rufnummer von o2 mitnehmen geht das",
            "bleibt meine Nummer",
            "can I take my number with me",
        ),
        *("chce przeniesc swoj numer do playa", "zachowam stary numer?", "przeniesienie numeru z plusa"),
        "kann ich meine nummer zur telekom mitnehmen",
    ],
)
def test_a_number_that_shall_move(text: str) -> None:
    assert asks_to_move_number(text)


@pytest.mark.parametrize(
    "text",
    [
        *("keep my customer number", "take my meter number", "Zählernummer mitnehmen", "Kundennummer behalten"),
        *(
            "przenieśliśmy licznik, jaki numer klienta",
            "the number is 12345674",
            "take my number and call me",
            "meine neue Nummer ist 0151",
        ),
    ],
)
def test_no_number_that_shall_move(text: str) -> None:
    assert not asks_to_move_number(text)


def test_a_lost_phone_goes_before_what_it_sounds_like(stage: Stage) -> None:
    text = "my phone got nicked block my sim asap"
    assert stage.run(ActionCancelContract, "cancel_contract", text).next_action == HELP
    assert stage.run(ActionAdmitMisunderstanding, "out_of_scope", text).next_action == HELP
    assert stage.run(ActionDropMatter, "cancel_dialogue", text).next_action == HELP
    asked = stage.run(ActionCancelContract, "cancel_contract", "I want to cancel")
    assert stage.answer(asked, "nlu_fallback", "i lost my phone", confidence=0.3).next_action == HELP


def test_people_help_and_nothing_is_booked(stage: Stage) -> None:
    lost = stage.run(ActionHelpWithLine, "nlu_fallback", "i lost my phone")
    assert "cannot block" in lost.texts["en"]
    assert "+49 30 5550 100" in lost.texts["de"]
    moved = stage.run(ActionHelpWithLine, "nlu_fallback", "can I keep my number?")
    assert "taken along" in moved.texts["en"]
    assert "do nas lub od nas" in moved.texts["pl"]
    assert moved.messages[0]["buttons"][0]["intent"] == "human_handoff"
    assert not any(call.method == "POST" for call in stage.backend.calls)


@pytest.mark.parametrize(
    "text",
    [
        *("why is my phone blocked", "you cut my mobile off? my sim is barred", "please unblock my sim card"),
        *("warum is mein handy gesperrt", "sim karte entsperren bitte", "habt ihr mir das handy abgeklemmt"),
        *("czemu mam zablokowany telefon", "proszę odblokować kartę sim", "komórka zablokowana przez was?"),
    ],
)
def test_a_blocked_phone_leads_to_a_person_with_what_can_be_seen(stage: Stage, text: str) -> None:
    assert tells_of_blocked_line(text)
    assert stage.run(ActionAdmitMisunderstanding, "out_of_scope", text).next_action == HELP
    told = stage.run(ActionHelpWithLine, "out_of_scope", text)
    assert "I cannot see here whether" in told.texts["en"]
    assert "overdue on your account" in told.texts["en"]
    unknown = stage.run(ActionHelpWithLine, "out_of_scope", text, level="anonymous")
    assert "overdue" not in unknown.texts["en"]


@pytest.mark.parametrize(
    "text", ["i need the puk too", "puk brauch ich auch", "jaki mam kod puk", "PUK-Code vergessen"]
)
def test_a_puk_is_given_by_a_person(stage: Stage, text: str) -> None:
    assert asks_for_puk(text)
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text).next_action == HELP
    assert "PUK" in stage.run(ActionHelpWithLine, "greet", text).texts["de"]


@pytest.mark.parametrize(
    "text", ["my phone order is blocked", "kein netz am handy", "rechnung gesperrt", "telefon kaputt"]
)
def test_no_blocked_phone(text: str) -> None:
    assert not tells_of_blocked_line(text)


@pytest.mark.parametrize(
    "text",
    [
        *("can you post me a replacement sim", "my sim card is broken", "I need a nano sim for the new phone"),
        *("brauch ne neue SIM", "schickt mir bitte eine Ersatzkarte, die SIM ist kaputt", "Meine SIM-Karte ist defekt"),
        *("poproszę nową kartę sim", "karta sim mi pękła", "wymiana karty sim na nano"),
    ],
)
def test_another_card_is_sent_by_a_person(stage: Stage, text: str) -> None:
    assert asks_for_card(text)
    assert stage.run(ActionPlaceOrder, "place_order", text).next_action == HELP
    helped = stage.run(ActionHelpWithLine, "place_order", text)
    assert "another SIM card" in helped.texts["en"]
    assert "+49 30 5550 100" in helped.texts["en"]


@pytest.mark.parametrize(
    "text", ["a sim only plan please", "Handyvertrag mit neuer SIM", "my sim got stolen", "the sim is not recognised"]
)
def test_what_is_no_wish_for_a_card(text: str) -> None:
    assert not asks_for_card(text)


@pytest.mark.parametrize(
    "text",
    [
        *("I ran out of data", "can I top up my data for this month", "my gigs are all used up"),
        *("mein Datenvolumen ist leer", "kann man Volumen nachbuchen", "hab kein Datenvolumen mehr"),
        *("skończył mi się pakiet danych", "wyczerpałam transfer", "gigabajty mi się skończyły"),
    ],
)
def test_data_of_this_month_are_not_added_here(stage: Stage, text: str) -> None:
    assert asks_for_data(text)
    helped = stage.run(ActionHelpWithLine, "stop_notifications", text)
    assert "cannot be added here" in helped.texts["en"]
    assert "bigger mobile plan" in helped.texts["en"]


@pytest.mark.parametrize(
    "text", ["how much data have I used", "a bigger data plan", "delete my data", "mehr Datenvolumen"]
)
def test_other_words_about_data(text: str) -> None:
    assert not asks_for_data(text)


@pytest.mark.parametrize(
    "text",
    [
        *("my phone was stolen, and why is the bill so high", "I want to change my email, also I lost my phone"),
        *("handy geklaut und die rechnung stimmt nicht", "zgubiłem telefon, a poza tym rachunek jest za wysoki"),
    ],
)
def test_a_lost_phone_is_heard_beside_another_matter(text: str) -> None:
    assert tells_of_lost_phone(text)


@pytest.mark.parametrize("text", ["I lost my phone bill", "handyrechnung verloren", "zgubiłam rachunek za telefon"])
def test_a_lost_bill_is_no_lost_phone(text: str) -> None:
    assert not tells_of_lost_phone(text)


def test_after_a_lost_phone_a_call_is_offered_that_a_yes_takes(stage: Stage) -> None:
    told = stage.run(ActionHelpWithLine, "nlu_fallback", "my phone was stolen")
    assert all(text.rstrip().endswith("?") for text in told.texts.values())


@pytest.mark.parametrize(
    "text",
    [
        *(
            "hab mein händi verlorn",
            "mei handy is gstohln worn",
            "mein handy is wech",
            "simkarte spärren",
            "karte sperrn",
        ),
        *("sperrn sie die karte sofort", "sim karte von meiner tochter sperrn die hat ihr handy verlorn"),
        *("someone stole my phone", "im mobile robbed", "my fone is gone", "skradziony telefon", "telefon przepadł"),
    ],
)
def test_a_lost_phone_in_plain_and_dialect_words(text: str) -> None:
    assert tells_of_lost_phone(text)


@pytest.mark.parametrize(
    ("said", "language"),
    [("ja glaub geklaut in der bahn", "de"), ("stolen i think", "en"), ("chyba ukradli w autobusie", "pl")],
)
def test_a_theft_that_comes_out_at_the_checks_ends_them(stage: Stage, said: str, language: str) -> None:
    draft = asdict(Draft(ActionReportOutage.matter, values={"commodity": "mobile"}, asking="check", is_prepared=True))
    led = stage.run(
        ValidateErrandForm, "report_outage", said, slots={"draft": draft}, form="errand_form", language=language
    )
    assert led.next_action == HELP
    assert led.slots["draft"] is None
    assert "cannot block" in stage.run(ActionHelpWithLine, "report_outage", said).texts["en"]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("yes but also i need new sim how much", "en"),
        ("ja bitte, und eine neue sim karte brauch ich auch", "de"),
        ("tak, ale potrzebuję też nową kartę sim", "pl"),
    ],
)
def test_a_yes_to_the_call_is_heard_beside_another_wish(stage: Stage, said: str, language: str) -> None:
    slots = {"offered": {"intent": "human_handoff", "entities": {}}}
    told = stage.run(ActionHelpWithLine, "affirm", said, slots=slots, language=language)
    assert "another SIM card" in told.texts["en"]
    assert told.next_action == "action_request_agent"
    without = stage.run(ActionHelpWithLine, "affirm", said, language=language)
    assert without.next_action == "action_listen"


@pytest.mark.parametrize(
    "text",
    ["und ne neue Karte brauch ich auch", "was kostet eine neue Karte", "potrzebna mi nowa karta", "neue Karte?"],
)
def test_another_card_is_a_sim_card(text: str) -> None:
    assert asks_for_card(text)
    assert not asks_for_card(f"{text} Kreditkarte")


@pytest.mark.parametrize(
    "text",
    [
        *("give him 5gb extra", "my sons sim ran outta data", "add 2 gb please"),
        *("gebt ihm 5 GB dazu", "bucht mir 10 gb", "dodajcie 5 gb", "proszę dorzucić 3 GB"),
    ],
)
def test_more_data_for_once(text: str) -> None:
    assert asks_for_data(text)
