"""Safety first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_report_emergency import ActionReportEmergency
from actions.action_request_agent import ActionRequestAgent
from actions.action_take_details import ActionTakeDetails

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_gas_with_its_number(stage: Stage) -> None:
    text = stage.run(ActionReportEmergency, "report_emergency", level="anonymous", commodity="gas").texts["en"]
    assert "112" in text
    assert "+49 30 5550 911" in text
    assert "fallen line" not in text


def test_unknown_danger_gets_the_short_text_and_every_number(stage: Stage) -> None:
    text = stage.run(ActionReportEmergency, "report_emergency", level="anonymous").texts["de"]
    assert "in Gefahr" in text
    assert "20 Meter" not in text
    assert all(number in text for number in ("+49 30 5550 911", "+49 30 5550 912", "112"))


@pytest.mark.parametrize(
    ("language", "said", "advice"),
    [
        ("de", "Funken aus der Steckdose!", "Hauptsicherung"),
        ("en", "sparks are coming out of a socket", "main fuse"),
        ("pl", "iskry lecą z gniazdka", "bezpiecznik główny"),
        ("de", "hier riecht es nach Gas", "Gashahn"),
        ("en", "I smell gas in the kitchen", "gas tap"),
        ("pl", "czuję gaz w kuchni", "zawór gazu"),
        ("en", "smells of rotten eggs in here", "gas tap"),
        ("de", "riecht komisch in der küche, nach faulen eiern", "Gashahn"),
        ("pl", "w kuchni śmierdzi zgniłymi jajami", "zawór gazu"),
        ("de", "eine Leitung hängt auf die Straße", "20 Meter"),
        ("en", "a cable has come down on the road", "20 metres"),
        ("pl", "zerwany kabel leży na ulicy", "20 metrów"),
        ("de", "der CO-Melder piept", "frische Luft"),
        ("en", "the carbon monoxide detector is beeping and I am dizzy", "fresh air"),
        ("pl", "czujnik czadu wyje", "świeże powietrze"),
    ],
)
def test_the_advice_fits_the_danger_and_nothing_else_is_advised(
    stage: Stage, language: str, said: str, advice: str
) -> None:
    text = stage.run(ActionReportEmergency, "report_emergency", said, level="anonymous", language=language).texts[
        language
    ]
    every = {"Hauptsicherung", "main fuse", "bezpiecznik główny", "Gashahn", "gas tap", "zawór gazu", "20 Meter"}
    every |= {"20 metres", "20 metrów", "frische Luft", "fresh air", "świeże powietrze"}
    assert [words for words in every if words in text] == [advice]
    assert "112" in text


def test_a_polish_customer_gets_the_polish_numbers_after_what_to_do(stage: Stage) -> None:
    result = stage.run(ActionReportEmergency, "report_emergency", level="anonymous", language="pl", commodity="gas")
    text = result.texts["pl"]
    assert "+49" not in text
    assert text.index("otworzyć okna") < text.index("992") < text.index("112")
    assert "991" not in text


def test_in_english_both_countries_are_named(stage: Stage) -> None:
    text = stage.run(ActionReportEmergency, "report_emergency", level="anonymous", commodity="electricity").texts["en"]
    assert "In Germany:\n• +49 30 5550 912" in text
    assert "In Poland:\n• 991" in text


@pytest.mark.parametrize(("country", "number"), [("PL", "992"), ("DE", "+49 30 5550 911")])
@pytest.mark.parametrize("language", ["en", "de", "pl"])
def test_the_country_of_the_record_goes_before_the_language(
    stage: Stage, country: str, number: str, language: str
) -> None:
    stage.backend.country = country
    result = stage.run(ActionReportEmergency, "report_emergency", language=language, commodity="gas")
    text = result.texts[language]
    assert number in text
    assert ("992" in text) == (country == "PL")


def test_the_polish_numbers_need_no_records(stage: Stage) -> None:
    stage.backend.failure = 503
    text = stage.run(ActionReportEmergency, "report_emergency", level="anonymous", language="pl").texts["pl"]
    assert all(number in text for number in ("992", "991", "112"))


@pytest.mark.parametrize("commodity", ["gas", "electricity", "fibre"])
def test_without_a_backend_the_general_number(stage: Stage, commodity: str) -> None:
    stage.backend.failure = 503
    result = stage.run(ActionReportEmergency, "report_emergency", level="anonymous", commodity=commodity)
    assert all("112" in text for text in result.texts.values())


def test_in_the_middle_of_a_form_nothing_else_is_said(stage: Stage) -> None:
    slots = {"requested_slot": "claimed_second_id"}
    result = stage.run(ActionReportEmergency, "report_emergency", level="anonymous", form="identify_form", slots=slots)
    assert result.responses == ["utter_emergency"]
    assert result.form == "identify_form"
    assert result.slots["requested_slot"] == "claimed_second_id"


AFTER = {"last_matter": "report_emergency"}


@pytest.mark.parametrize(
    ("said", "intent", "language"),
    [
        *(("which number do I ring", "human_handoff", "en"), ("who should i call??", "nlu_fallback", "en")),
        *(("und welche Nummer ist das", "show_my_data", "de"), ("wen ruf ich denn jetzt an", "human_handoff", "de")),
        *(("pod jaki numer", "give_details", "pl"), ("gdzie mam dzwonić", "human_handoff", "pl")),
    ],
)
def test_who_asks_for_the_number_of_a_danger_gets_that_one_again(
    stage: Stage, said: str, intent: str, language: str
) -> None:
    action = ActionRequestAgent if intent == "human_handoff" else ActionTakeDetails
    led = stage.run(action, intent, said, slots=AFTER, language=language, confidence=0.9)
    assert led.next_action == "action_report_emergency"
    earlier = ("report_emergency", "hier stinkt es nach Gas")
    told = stage.run(ActionReportEmergency, intent, said, earlier=earlier, language=language).texts["de"]
    assert "Gashahn" in told
    assert "+49 30 5550 911" in told


def test_a_call_that_is_wanted_after_a_danger_is_booked(stage: Stage) -> None:
    told = stage.run(ActionRequestAgent, "human_handoff", "please call me", slots=AFTER)
    assert told.responses == ["utter_callback_promised"]


@pytest.mark.parametrize("said", ["a gaz", "and gas", "und das Gas", "a co z gazem", "gaz też", "what about the gas"])
def test_the_other_supply_is_no_danger(stage: Stage, said: str) -> None:
    slots = {"last_matter": "contract_expiry"}
    led = stage.run(ActionReportEmergency, "report_emergency", said, slots=slots, commodity="gas")
    assert led.next_action == "action_take_details"
    assert led.responses == []


@pytest.mark.parametrize("said", ["gas", "and gas is leaking", "a gaz czuć w całym domu", "und es riecht nach Gas"])
def test_gas_that_is_told_of_stays_a_danger(stage: Stage, said: str) -> None:
    slots = {"last_matter": "contract_expiry"}
    assert stage.run(ActionReportEmergency, "report_emergency", said, slots=slots).responses == ["utter_emergency"]
