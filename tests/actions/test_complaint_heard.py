"""Complaints: a bare word is asked about, what is added stays, a wait loses nothing, a call is no complaint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._complaints import tells_since, types_in
from actions._words.money import asks_for_compensation
from actions.action_check_bill import ActionCheckBill
from actions.action_check_complaint import ActionCheckComplaint
from actions.action_file_complaint import ActionFileComplaint
from actions.action_report_outage import ActionReportOutage
from actions.action_show_data import ActionShowData
from tests.actions.fake_complaints import answer, ticket, with_goods

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

MATTER = "file_complaint"
SENT = {"settled": {"matter": MATTER, "is_written": True}}


@pytest.mark.parametrize("text", ["rechnung", "the bill", "rachunek"])
def test_a_bare_word_is_no_story(stage: Stage, text: str) -> None:
    with_goods(stage.backend)
    stage.backend.invoices = stage.backend.invoices[:1]
    asked = stage.run(ActionFileComplaint, MATTER, "I want to complain")
    more = answer(stage, asked, text)
    assert more.responses == ["utter_ask_complaint_story"]
    assert "what is wrong with it" in more.texts["en"]
    summed = answer(stage, more, "twice as much as always and I live alone")
    assert summed.responses == ["utter_complaint_summary"]
    assert summed.slots["draft"]["values"]["type"] == "bill"
    assert "I live alone" in summed.slots["draft"]["values"]["story"]


def test_who_says_no_more_than_the_word_is_not_asked_for_ever(stage: Stage) -> None:
    with_goods(stage.backend)
    stage.backend.invoices = stage.backend.invoices[:1]
    more = answer(stage, stage.run(ActionFileComplaint, MATTER, "I want to complain"), "rechnung")
    assert answer(stage, more, "rechnung").responses == ["utter_complaint_summary"]


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("check_bill", "die von der wohnung is viel zu hoch das doppelte wie sonst ich wohn allein"),
        ("report_outage", "od piątku nie działa"),
        ("greet", "seit Montag"),
        ("check_consumption", "it is much too high for the few lamps I have here"),
    ],
)
def test_what_is_told_beside_the_summary_is_added(stage: Stage, intent: str, text: str) -> None:
    with_goods(stage.backend)
    stage.backend.invoices = stage.backend.invoices[:1]
    summed = stage.run(ActionFileComplaint, MATTER, "I want to complain, your hotline was rude to me")
    told = answer(stage, summed, text, intent)
    assert told.responses[0] == "utter_complaint_added"
    assert text in told.slots["draft"]["values"]["story"]


@pytest.mark.parametrize("text", ["they charged me twice aswell", "auch doppelt abgebucht", "do tego błędny rachunek"])
def test_a_second_thing_stands_beside_the_first(stage: Stage, text: str) -> None:
    with_goods(stage.backend)
    stage.backend.invoices = stage.backend.invoices[:1]
    summed = stage.run(ActionFileComplaint, MATTER, "I want to complain, your hotline was rude to me")
    told = answer(stage, summed, text, "check_bill")
    assert told.slots["draft"]["values"]["type"] == "service+bill"


@pytest.mark.parametrize("text", ["hang on", "moment", "chwila"])
def test_who_waits_loses_no_complaint(stage: Stage, text: str) -> None:
    with_goods(stage.backend)
    asked = stage.run(ActionFileComplaint, MATTER, "the internet is down again and again")
    assert asked.slots["draft"]["asking"] == "point"
    waited = answer(stage, asked, text, "cancel_dialogue")
    assert waited.next_action == "action_listen"
    assert waited.slots["draft"]["asking"] == "point"


def test_a_question_about_money_chooses_no_place(stage: Stage) -> None:
    with_goods(stage.backend)
    asked = stage.run(ActionFileComplaint, MATTER, "the internet is down again and again")
    told = answer(stage, asked, "what about the money you still owe me for the flat")
    assert "point" not in told.slots["draft"]["values"]


@pytest.mark.parametrize("text", ["how is my complaint", "was ist mit meiner Beschwerde", "co z moją reklamacją"])
def test_a_call_is_no_complaint(stage: Stage, text: str) -> None:
    stage.backend.tickets = [ticket("T-100004", kind="callback", complaint_type=None)]
    told = stage.run(ActionCheckComplaint, "complaint_status", text)
    assert "no open complaint" in told.texts["en"]
    assert "a call (T-100004)" in told.texts["en"]


@pytest.mark.parametrize("text", ["jaki numer reklamacji", "what number is it", "welche Nummer hat die"])
def test_the_number_of_what_was_just_sent_is_told(stage: Stage, text: str) -> None:
    assert stage.run(ActionShowData, "show_my_data", text, slots=SENT).next_action == "action_check_complaint"


def test_since_when_is_added_to_what_was_just_sent(stage: Stage) -> None:
    told = stage.run(ActionReportOutage, "report_outage", "od piątku wieczór", slots=SENT)
    assert told.next_action == "action_add_to_complaint"


@pytest.mark.parametrize("text", ["seit drei Wochen", "for two weeks now", "od wczoraj", "od 3 dni", "seit Montag"])
def test_since_when(text: str) -> None:
    assert tells_since(text)


@pytest.mark.parametrize("text", ["od czego zacząć", "for me please", "od razu"])
def test_no_since_when(text: str) -> None:
    assert not tells_since(text)


@pytest.mark.parametrize(
    "text",
    [
        "reklamacja: nie zgadza mi się rachunek, za dużo",
        "Beschwerde: Rechnung stimmt nicht",
        "complaint: bill wrong",
    ],
)
def test_a_complaint_by_its_name_is_one(stage: Stage, text: str) -> None:
    assert stage.run(ActionCheckBill, "check_bill", text).next_action == "action_file_complaint"


@pytest.mark.parametrize(
    "text",
    [
        "lodówka mi się rozmroziła przez was, kto zapłaci",
        "the freezer thawed because of you, who pays for that",
        "im Gefrierschrank ist alles aufgetaut, wer ersetzt mir das",
    ],
)
def test_spoilt_food_is_of_the_outage(text: str) -> None:
    assert types_in(text) == ["outage"]
    assert asks_for_compensation(text)


@pytest.mark.parametrize("text", ["i want compensation", "ich will Entschädigung", "chcę odszkodowania"])
def test_the_place_of_the_outage_is_not_asked_for_again(stage: Stage, text: str) -> None:
    with_goods(stage.backend)
    point = stage.backend.points[0]["id"]
    reported = {"draft": {"matter": "report_outage", "values": {"commodity": "fibre", "point": point}}}
    summed = stage.run(ActionFileComplaint, MATTER, text, slots=reported)
    assert summed.slots["draft"]["values"]["point"] == point
    told = {"last_matter": "report_outage", "service_point_id": point}
    assert stage.run(ActionFileComplaint, MATTER, text, slots=told).slots["draft"]["values"]["point"] == point


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("its R-2026-004602, paid on 18 nov", ["bill"]),
        ("es geht um O-0440001", ["order"]),
        ("the switch of the house was never done right", ["switch"]),
        ("keiner ruft zurück", ["service"]),
    ],
)
def test_a_number_tells_what_it_is_about(text: str, types: list[str]) -> None:
    assert types_in(text) == types
