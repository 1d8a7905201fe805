"""The days, places and addresses of a move as people tell them, and correct them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_report_move import ActionReportMove
from tests.actions.fake_backend import FLAT
from tests.actions.fake_leaving import Errand

if TYPE_CHECKING:
    from tests.actions.conftest import Stage
    from tests.actions.fake_backend import FakeBackend

ADDRESS = {"street": "Domstr.", "house_number": "18", "postcode": "50668", "city": "Köln", "country": "DE"}
DECEMBER_15 = {"from_on": "2025-12-15", "to_on": "2025-12-15", "text": "15.12."}
DECEMBER_28 = {"from_on": "2025-12-28", "to_on": "2025-12-28", "text": "28 grudnia"}


@pytest.fixture
def errand(stage: Stage, backend: FakeBackend) -> Errand:
    backend.answers["GET", "/orders"] = {"items": [], "total": 0}
    backend.answers["POST", "/order-checks"] = {"details": {"address": ADDRESS}, "problems": [], "warnings": []}
    return Errand(stage, ActionReportMove, "report_move")


@pytest.mark.parametrize(
    "text", ["nee doch erst am 20.", "also eigentlich erst am 20.", "no wait, the 20th", "nie, jednak dopiero 20"]
)
@pytest.mark.parametrize("asked", ["address", "in_on", "meter_number", "confirmation"])
def test_a_bare_day_corrects_the_day_before_and_is_no_street(errand: Errand, text: str, asked: str) -> None:
    errand.begin("we are moving house", period=DECEMBER_15)
    errand.press("place", FLAT)
    if asked != "address":
        errand.say("nlu_fallback", "Domstr. 18, 50668 Köln")
    if asked in ("meter_number", "confirmation"):
        errand.say("nlu_fallback", "same day")
    if asked == "confirmation":
        errand.say("nlu_fallback", "later")
    assert errand.draft["asking"] == asked
    told = errand.say("change_order", text, number="20", language="pl" if "nie" in text else "de")
    corrected = "in_on" if asked in ("meter_number", "confirmation") else "out_on"
    assert errand.draft["values"][corrected] == "2026-12-20"
    assert errand.draft["asking"] == asked
    assert "heard_address" not in errand.draft["known"]
    assert "20. Dezember 2026" in told.texts["de"]


@pytest.mark.parametrize(
    ("text", "out", "into"),
    [
        ("wprowadzam sie 28 grudnia a tu zdaje 31", "2026-12-31", "2026-12-28"),
        ("28 grudnia wprowadzam sie, klucze oddaje 31go", "2026-12-31", "2026-12-28"),
        ("hier raus am 31., neue wohnung ab 28 grudnia", "2026-12-31", "2026-12-28"),
        ("28 grudnia and the new one from the 31st", "2026-12-28", "2026-12-31"),
        ("28 grudnia, 31st", "2026-12-28", "2026-12-31"),
    ],
)
def test_of_two_days_the_words_tell_which_is_which(errand: Errand, text: str, out: str, into: str) -> None:
    errand.begin("przeprowadzam sie")
    errand.press("place", FLAT)
    language = "pl" if "zdaje" in text or "oddaje" in text else "de"
    errand.say("report_move", text, period=DECEMBER_28, language=language)
    assert (errand.draft["values"]["out_on"], errand.draft["values"]["in_on"]) == (out, into)


@pytest.mark.parametrize(
    "text",
    [
        "the flat, the garage stays",
        "wohnung, garage bleibt",
        "mieszkanie, garaż zostaje",
        "flat, keep the garage",
        "the flat and we keep a garage",
    ],
)
def test_a_place_that_stays_is_not_left(errand: Errand, text: str) -> None:
    errand.begin("we are moving house")
    errand.say("nlu_fallback", text, language="pl" if "mieszkanie" in text else "en")
    assert errand.draft["values"]["place"] == FLAT


def test_who_is_supplied_nowhere_yet_moves_in(errand: Errand, backend: FakeBackend) -> None:
    for point in backend.points:
        point["state"] = "planned"
    told = errand.begin("new address")
    assert told.responses == ["utter_ask_move_address"]
    out = errand.begin("I am moving out of the flat")
    assert out.responses == ["utter_move_no_place"]
    assert "einen Menschen" in out.texts["de"]


def test_an_address_may_come_while_a_day_is_asked(errand: Errand) -> None:
    errand.begin("przeprowadzam sie")
    errand.press("place", FLAT)
    errand.say("give_details", "dluga 14 m 3", language="pl")
    errand.say("submit_meter_reading", "80-827", language="pl")
    errand.say("give_details", "28 grudnia", period=DECEMBER_28, language="pl")
    told = errand.say("nlu_fallback", "no przeciez pisalam ze gdansk!!", language="pl")
    assert errand.draft["values"]["address"] == ADDRESS
    assert told.responses == ["utter_ask_move_in_day"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no ale chyba zabiore ten prad ze soba da sie?", "first day"),
        ("kann ich den Tarif mitnehmen?", "first day"),
        ("can I keep my tariff", "first day"),
        ("a co z kaucja tutaj", "landlord"),
        ("was ist mit der Kaution", "landlord"),
    ],
)
def test_a_question_beside_the_move_is_answered(errand: Errand, text: str, said: str) -> None:
    errand.begin("we are moving house", period=DECEMBER_15)
    errand.press("place", FLAT)
    told = errand.say("ask_help", text)
    assert said in told.texts["en"]
    assert errand.draft["asking"] == "address"


@pytest.mark.parametrize(
    ("text", "words", "street"),
    [
        ("Straße des 17. Juni 135, 10623 Berlin", "17. Juni", "Straße des 17. Juni"),
        ("ul. 3 Maja 5, 31-147 Kraków", "3 Maja", "ul. 3 Maja"),
        ("11 Listopada 22, 31-147 Kraków", "11 Listopada", "11 Listopada"),
    ],
)
def test_a_street_with_a_date_in_its_name_is_no_day(errand: Errand, text: str, words: str, street: str) -> None:
    errand.begin("we are moving house", period=DECEMBER_15)
    errand.press("place", FLAT)
    day = {"from_on": "2026-06-17", "to_on": "2026-06-17", "text": words}
    errand.say("give_details", text, period=day)
    draft = errand.draft
    assert "in_on" not in draft["values"]
    heard = draft["known"].get("heard_address") or draft["known"].get("checked") or {}
    assert heard.get("street") in (street, ADDRESS["street"])


@pytest.mark.parametrize("text", ["erst am 20.", "only on the 20th", "dopiero 20"])
def test_a_later_day_answers_the_question_for_the_first_day(errand: Errand, text: str) -> None:
    errand.begin("we are moving house", period=DECEMBER_15)
    errand.press("place", FLAT)
    errand.say("nlu_fallback", "Domstr. 18, 50668 Köln")
    assert errand.draft["asking"] == "in_on"
    errand.say("change_order", text, number="20", language="pl" if "dopiero" in text else "de")
    days = {name: errand.draft["values"].get(name) for name in ("out_on", "in_on")}
    assert days == {"out_on": "2026-12-15", "in_on": "2026-12-20"}


@pytest.mark.parametrize("text", ["yes", "ja genau", "tak"])
def test_a_yes_to_the_same_day_is_the_same_day(errand: Errand, text: str) -> None:
    errand.begin("we are moving house", period=DECEMBER_15)
    errand.press("place", FLAT)
    errand.say("nlu_fallback", "Domstr. 18, 50668 Köln")
    assert errand.draft["asking"] == "in_on"
    errand.say("affirm", text)
    assert errand.draft["values"]["in_on"] == errand.draft["values"]["out_on"]


@pytest.mark.parametrize(("text", "language"), [("to Leipzig", "en"), ("nach Leipzig", "de"), ("do Krakowa", "pl")])
def test_whoever_tells_where_to_leaves_a_place_as_well(errand: Errand, text: str, language: str) -> None:
    errand.begin("a move")
    errand.say("nlu_fallback", text, language=language)
    assert errand.draft["values"]["direction"] == "both"
