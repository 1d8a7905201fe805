"""Somebody who is no customer yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.newcomers import is_newcomer, says_new
from actions.action_check_bill import ActionCheckBill
from actions.action_check_switch import ActionCheckSwitch
from actions.action_place_order import ActionPlaceOrder
from actions.action_report_move import ActionReportMove
from actions.action_show_prices import ActionShowPrices
from actions.action_welcome_newcomer import ActionWelcomeNewcomer
from actions.validate_identify_form import ValidateIdentifyForm
from tests.actions.fake_offers import add_offers

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

WELCOME = "action_welcome_newcomer"
ASKED = {"requested_slot": "claimed_number", "open_matter": "report_move", "draft": {"matter": "report_move"}}


def in_form(stage: Stage, text: str, intent: str = "nlu_fallback", level: str = "anonymous") -> Result:
    return stage.run(ValidateIdentifyForm, intent, text, level=level, form="identify_form", slots=ASKED)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "I am not a customer yet",
            "dont have one, not a customer",
            "we aren't customers of yours",
            "I'd like to be a customer",
        ),
        *("how do i sign up with you", "i want to switch to you", "new customer here", "never been a customer"),
        *("ich bin noch kein Kunde", "wir sind noch gar nicht bei euch", "bin keine Kundin bei Ihnen", "Kunde werden"),
        *("ich will zu euch wechseln", "Neukunde", "ich hab keinen Vertrag bei euch", "Kunde bin ich noch nicht"),
        *("nie jestem jeszcze klientką", "chcę zostać klientem", "nie mam u was żadnej umowy", "chcę przejść do was"),
        *("jestem nowym klientem", "nie mam jeszcze umowy z wami"),
        *("bin noch koi Kunde", "noch nicht bei euch", "how do i sign up", "wo kann ich mich anmelden"),
    ],
)
def test_a_newcomer(text: str) -> None:
    assert is_newcomer(text)


@pytest.mark.parametrize(
    "text", ["I'm new", "no, im new here", "i'm not", "bin neu hier", "bin ich nicht", "jestem nowa"]
)
def test_a_newcomer_who_was_asked_for_a_number(text: str) -> None:
    assert says_new(text)
    assert not is_newcomer(text)


@pytest.mark.parametrize(
    "text",
    [
        *("I don't have a customer number", "not a happy customer", "your customer service is not good", "new meter"),
        *("ich habe keine Kundennummer", "kein zufriedener Kunde", "neue Adresse", "wechselt ihr zu Ihnen den Zähler"),
        *("nie mam numeru klienta", "jako klient jestem niezadowolony", "nie mam umowy pod ręką", "nowy numer klienta"),
    ],
)
def test_no_newcomer(text: str) -> None:
    assert not is_newcomer(text)


@pytest.mark.parametrize("text", ["not a customer yet", "bin noch kein Kunde", "nie jestem waszym klientem", "I'm new"])
@pytest.mark.parametrize("intent", ["nlu_fallback", "cancel_order", "stop_notifications", "deny"])
def test_whoever_is_asked_for_a_number_without_being_a_customer_is_welcomed(
    stage: Stage, text: str, intent: str
) -> None:
    assert in_form(stage, text, intent).next_action == WELCOME
    known = in_form(stage, text, intent, level="channel")
    assert known.next_action != WELCOME


@pytest.mark.parametrize("text", ["not a customer yet", "ich möchte Kunde werden", "chcę zostać waszym klientem"])
def test_a_newcomer_is_asked_for_no_number(stage: Stage, text: str) -> None:
    for action, intent in ((ActionCheckBill, "check_bill"), (ActionReportMove, "report_move")):
        assert stage.run(action, intent, text, level="anonymous").next_action == WELCOME
    assert stage.run(ActionCheckBill, "check_bill", text).next_action != WELCOME


def test_a_newcomer_hears_prices_and_how_to_become_a_customer(stage: Stage) -> None:
    told = stage.run(ActionWelcomeNewcomer, "cancel_order", "not a customer", level="anonymous", slots=ASKED)
    assert "+49 30 5550 100" in told.texts["en"]
    assert told.form is None
    assert (told.slots["draft"], told.slots["open_matter"]) == (None, None)
    add_offers(stage.backend)
    prices = told.messages[0]["buttons"][0]
    shown = stage.run(ActionShowPrices, prices["intent"], level="anonymous", entities=prices["entities"])
    assert "kWh" in shown.texts["en"]


def test_a_newcomer_who_asks_what_it_costs_is_told(stage: Stage) -> None:
    text = "not a customer yet, what does power cost?"
    assert in_form(stage, text, "ask_price").next_action is None
    add_offers(stage.backend)
    told = stage.run(ActionShowPrices, "ask_price", text, level="anonymous")
    assert told.responses == ["utter_prices"]


@pytest.mark.parametrize("text", ["i dont have one", "hab keine", "nie mam żadnego", "haven't got any"])
def test_whoever_has_no_number_hears_what_helps(stage: Stage, text: str) -> None:
    told = in_form(stage, text, "cancel_order")
    assert told.responses == ["utter_number_help"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("how long does a switch to you take", "switch_status"),
        ("wie lang dauert so ein Wechsel zu euch", "switch_status"),
        ("ile trwa zmiana sprzedawcy na was", "switch_status"),
    ],
)
def test_how_long_a_change_to_us_takes(stage: Stage, text: str, intent: str) -> None:
    assert stage.run(ActionCheckSwitch, intent, text, level="anonymous").next_action == WELCOME
    told = stage.run(ActionWelcomeNewcomer, intent, text, level="anonymous").texts
    assert "depends above all on the notice period" in told["en"]
    assert "Kündigungsfrist Ihres jetzigen Vertrags" in told["de"]
    assert "okresu wypowiedzenia" in told["pl"]
    assert "depends" not in stage.run(ActionWelcomeNewcomer, intent, "I'm new", level="anonymous").texts["en"]
    own = "wie lang dauert mein Wechsel zu euch"
    assert stage.run(ActionCheckSwitch, intent, own, level="anonymous").next_action != WELCOME


@pytest.mark.parametrize("text", ["strom flex", "gas fix", "prąd elastyczny"])
def test_the_bare_name_of_a_tariff_asks_a_stranger_for_no_number(stage: Stage, text: str) -> None:
    led = stage.run(ActionPlaceOrder, "place_order", text, level="anonymous")
    assert led.next_action == "action_show_prices"
    assert stage.run(ActionPlaceOrder, "place_order", text).next_action != "action_show_prices"


@pytest.mark.parametrize(
    "text",
    [
        *("how do i sign up then", "where can I register", "wie melde ich mich an", "wo kann i mi anmelden"),
        *("wie kann ich mich bei euch registrieren", "jak się zapisać", "gdzie można się zarejestrować"),
    ],
)
def test_who_would_sign_up(text: str) -> None:
    assert is_newcomer(text)


@pytest.mark.parametrize("text", ["wie melde ich meinen Umzug an", "how do I register the move", "jak zapisać odczyt"])
def test_what_else_is_registered(text: str) -> None:
    assert not is_newcomer(text)
