"""Whoever was approached in our name is warned, whatever is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.fraud import tells_of_fraud
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_file_complaint import ActionFileComplaint
from actions.action_return_goods import ActionReturnGoods
from actions.action_show_data import ActionShowData
from actions.action_warn_of_fraud import ActionWarnOfFraud
from actions.validate_identify_form import ValidateIdentifyForm
from tests.actions.fake_complaints import with_goods

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

WARNED = "action_warn_of_fraud"

TOLD = [
    *("a man rang who says he is from you and wanted my bank details", "is that email from you? they want my card pin"),
    *(
        "somebody at my door said she's from zorza and asked for the meter number",
        "I think I got a fake invoice by email",
    ),
    *("da hat einer angerufen, angeblich von euch, und wollte meine IBAN", "seid ihr das? die SMS will ein Passwort"),
    *("ist die mail von ihnen oder betrug", "ein vertreter gab sich als zorza aus und wollte den ausweis sehen"),
    *("dzwonił jakiś facet, że niby od was i prosił o pesel", "przyszedł sms, czy to na pewno wy?"),
    *("oszuści dzwonią w waszym imieniu", "pani przez telefon twierdziła że jest z zorzy i chciała numer dowodu"),
]
HARMLESS = [
    *("I got no code by sms", "you called me yesterday about my bill", "I want to change my bank details", "call me"),
    *(
        "your sms with the code has not come",
        "is that your price?",
        "ihr habt mich gestern angerufen wegen der rechnung",
    ),
    *("ich will meine iban ändern", "der techniker rief nicht an", "haben sie meine mail bekommen"),
    *("dzwoniliście do mnie wczoraj, o co chodziło", "chcę zmienić numer konta", "nie przyszedł sms z kodem"),
    *("you are frauds", "das ist doch betrug mit den preisen", "proszę o telefon od was"),
]


@pytest.mark.parametrize("said", TOLD)
def test_a_possible_fraud_is_heard_and_warned_of(stage: Stage, said: str) -> None:
    assert tells_of_fraud(said)
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", said).next_action == WARNED
    assert stage.run(ActionShowData, "show_my_data", said, level="anonymous").next_action == WARNED
    asked = {"form": "identify_form", "level": "anonymous"}
    assert stage.run(ValidateIdentifyForm, "nlu_fallback", said, **asked).next_action == WARNED


@pytest.mark.parametrize("said", HARMLESS)
def test_other_calls_and_data_are_no_fraud(said: str) -> None:
    assert not tells_of_fraud(said)


@pytest.mark.parametrize("said", TOLD)
def test_in_an_errand_it_goes_before_the_question(stage: Stage, said: str) -> None:
    with_goods(stage.backend)
    asked = stage.run(ActionReturnGoods, "return_goods", "I want to send something back")
    assert stage.answer(asked, "update_contact", said).next_action == WARNED


def test_in_a_complaint_it_is_the_story(stage: Stage) -> None:
    with_goods(stage.backend)
    asked = stage.run(ActionFileComplaint, "file_complaint", "I want to complain")
    assert stage.answer(asked, "nlu_fallback", TOLD[0]).next_action != WARNED


def test_the_warning_names_the_phone_and_offers_a_call(stage: Stage) -> None:
    told = stage.run(ActionWarnOfFraud, "nlu_fallback", TOLD[0])
    assert "+49 30 5550 100" in told.texts["de"]
    assert all(text.rstrip().endswith("?") for text in told.texts.values())
    assert [button["intent"] for button in told.messages[0]["buttons"]] == ["human_handoff"]
    stranger = stage.run(ActionWarnOfFraud, "nlu_fallback", TOLD[0], level="anonymous")
    assert "?" not in stranger.texts["pl"]
    assert stage.backend.calls == [] or all(call.method == "GET" for call in stage.backend.calls)


@pytest.mark.parametrize(
    "said",
    [
        "got an odd text with a link to pay 2 pounds, is that you",
        "strange email from you, says pay 4.50 or power goes off",
        "I clicked it and entered my card details",
        "theres a bloke on the doorstep from zorza",
        "komische mail mit link, soll 2,99 zahlen, ist das von euch",
        "hab draufgeklickt, also auf den link geklickt und meine kartennummer eingegeben",
        "da steht einer von zorza vor der tür",
        "dostałam podejrzanego smsa że mam dopłacić 4 zł",
        "kliknęłam w to i wpisałam dane karty",
        "jakiś pan z zorzy stoi pod drzwiami i chce rachunek",
    ],
)
def test_lures_that_do_not_call_themselves_fraud(said: str) -> None:
    assert tells_of_fraud(said)


@pytest.mark.parametrize(
    "said",
    [
        "I got an email from you with a link to my bill, how do I pay",
        "send me the link to pay my bill by email",
        "your technician was at the door and nobody was home",
        "the link in your email does not work, how do I pay",
        "dostałem maila z fakturą, jak mam zapłacić",
        "der Paketbote von euch hat nicht geklingelt, wo ist mein Paket",
        "why is my bill so strange, I pay too much",
    ],
)
def test_what_is_no_lure(said: str) -> None:
    assert not tells_of_fraud(said)
