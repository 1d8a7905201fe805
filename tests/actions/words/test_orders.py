"""What is said of an order that was placed: its money, another address, a thing of it that is not needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.orders import (
    asks_for_order_money,
    asks_money_of_return,
    cancels_goods,
    leaves_out,
    sends_elsewhere,
    takes_return_back,
    will_send_back,
)
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_order import ActionCancelOrder
from actions.action_change_order import ActionChangeOrder
from actions.action_drop_matter import ActionDropMatter
from actions.action_report_outage import ActionReportOutage
from actions.action_return_goods import ActionReturnGoods
from actions.action_submit_meter_reading import ActionSubmitMeterReading
from actions.action_tell_order_money import ActionTellOrderMoney
from tests.actions.fake_orders import as_customer, line, order, phone_order, sent_order, with_orders

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

MONEY = ["do I get my money back", "what about my money", "krieg ich das Geld zurück", "was ist mit dem Geld"]
MONEY += ["pieniądze wrócą?", "a co z kasą", "kiedy oddacie kasę"]
LATER = [
    "when it comes I'll send it back, what about the money",
    "wenn es kommt, schick ich es zurück, was ist mit dem Geld",
    "jak przyjdzie to odeślę, co z pieniędzmi",
]
ELSEWHERE = ["send it to another address please", "schickt es an eine andere Adresse", "wyślijcie to na inny adres"]
LEFT_OUT = ["I don't need the charger, only the phone", "den charger brauch ich nimmer, nur das phone"]
LEFT_OUT += ["charger nie potrzebuję, tylko phone"]


@pytest.fixture(autouse=True)
def customer(stage: Stage) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend, phone_order(), sent_order())


@pytest.mark.parametrize("text", MONEY)
def test_the_money_of_an_order_that_was_told_is_no_outage(stage: Stage, text: str) -> None:
    assert asks_for_order_money(text)
    slots = {"last_matter": "order_status"}
    assert stage.run(ActionReportOutage, "report_outage", text, slots=slots).next_action == "action_tell_order_money"
    told = stage.run(ActionTellOrderMoney, "report_outage", text, slots=slots)
    assert "not charged" in told.texts["en"]


@pytest.mark.parametrize("text", MONEY)
def test_the_money_is_told_while_an_order_is_cancelled(stage: Stage, text: str) -> None:
    slots = {"draft": {"matter": "cancel_order", "asking": "order", "is_prepared": True}}
    asked = stage.run(ActionChangeOrder, "change_order", "change my order")
    assert stage.answer(asked, "report_outage", text).next_action == "action_tell_order_money"
    assert stage.run(ActionTellOrderMoney, "report_outage", text, slots=slots).next_action == "action_resume_errand"


@pytest.mark.parametrize("text", LATER)
def test_what_shall_go_back_once_it_has_come(stage: Stage, text: str) -> None:
    assert will_send_back(text)
    assert stage.run(ActionReturnGoods, "return_goods", text).next_action == "action_tell_order_money"
    told = stage.run(ActionTellOrderMoney, "return_goods", text)
    assert "Once the parcel is with you" in told.texts["en"]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_another_address_for_an_order_begins_no_second_one(stage: Stage, text: str) -> None:
    assert sends_elsewhere(text, told=False)
    assert stage.run(ActionSubmitMeterReading, "submit_meter_reading", text).next_action == "action_change_order"


def test_the_bare_address_beside_words_for_sending_is_no_reading(stage: Stage) -> None:
    text = "send it to Hauptstr 5 50667 Köln"
    assert stage.run(ActionSubmitMeterReading, "submit_meter_reading", text).next_action == "action_change_order"


@pytest.mark.parametrize(
    "text", ["order a charger to another address", "bestell das an eine andere Adresse", "zamów router na inny adres"]
)
def test_what_is_ordered_to_another_address_is_a_new_order(text: str) -> None:
    assert not sends_elsewhere(text, told=True)


@pytest.mark.parametrize("text", LEFT_OUT)
def test_one_thing_of_two_is_left_out_of_an_order(stage: Stage, text: str) -> None:
    assert leaves_out(text)
    assert stage.run(ActionReturnGoods, "return_goods", text).next_action == "action_change_order"
    asked = stage.run(ActionChangeOrder, "return_goods", text)
    assert asked.slots["draft"]["values"]["what"] == "remove"
    assert asked.slots["draft"]["values"]["removed"] == "2"


@pytest.mark.parametrize(
    "text", ["I don't want the router that came", "den Router will ich nicht, er ist angekommen", "zwrot ładowarki"]
)
def test_what_has_come_is_sent_back(text: str) -> None:
    assert not leaves_out(text)


@pytest.mark.parametrize(
    "text",
    ["cancel the charger again", "stornier das Ladegerät wieder", "anuluj ładowarkę", "storniere das Handy bitte"],
)
@pytest.mark.parametrize("intent", ["cancel_dialogue", "return_goods"])
def test_a_thing_that_is_cancelled_is_an_order(stage: Stage, text: str, intent: str) -> None:
    action = ActionDropMatter if intent == "cancel_dialogue" else ActionReturnGoods
    assert stage.run(action, intent, text).next_action == "action_cancel_order"


@pytest.mark.parametrize(
    "text", ["cancel the return of the router", "ich will das Handy nicht", "anuluj zwrot routera"]
)
def test_a_return_that_is_cancelled_is_none(text: str) -> None:
    assert not cancels_goods(text)


ANNOUNCED = {"settled": {"matter": "return_goods", "is_written": True}}


def with_return(stage: Stage) -> None:
    sent_back = order("O-0440009", "return", "slip_issued", [line(1, "R7")], can_cancel=True)
    with_orders(stage.backend, phone_order(), sent_back)


@pytest.mark.parametrize(
    "text",
    [
        *("cancel the return please", "I'm not sending it back after all", "stop my return"),
        *("die Rücksendung bitte stornieren", "ich schick ihn doch nicht zurück", "Retoure zurückziehen"),
        *("proszę anulować zwrot", "wycofuję ten zwrot", "jednak nie odsyłam"),
    ],
)
def test_a_return_is_taken_back(stage: Stage, text: str) -> None:
    assert takes_return_back(text)
    with_return(stage)
    assert stage.run(ActionReturnGoods, "return_goods", text).next_action == "action_cancel_order"
    summed = stage.run(ActionCancelOrder, "return_goods", text)
    assert summed.responses == ["utter_cancel_summary"]
    assert "O-0440009" in summed.texts["en"]


@pytest.mark.parametrize("text", ["oh, I'll keep it", "ach ich behalte ihn", "zostawiam go sobie", "jednak nie"])
def test_after_a_return_keeping_it_cancels_the_return(stage: Stage, text: str) -> None:
    assert takes_return_back(text, announced=True)
    with_return(stage)
    dropped = stage.run(ActionDropMatter, "cancel_dialogue", text, slots=ANNOUNCED)
    assert dropped.next_action == "action_cancel_order"
    summed = stage.run(ActionCancelOrder, "cancel_dialogue", text, slots=ANNOUNCED)
    assert "O-0440009" in summed.texts["en"]


@pytest.mark.parametrize(
    "text", ["I don't want to keep it", "ich will ihn nicht behalten", "can I keep the charger and send back the phone"]
)
def test_what_takes_no_return_back(text: str) -> None:
    assert not takes_return_back(text, announced=True)


@pytest.mark.parametrize(
    "text", ["when does the 31.10 go off my account", "wann holt ihr die 31,10", "kiedy weźmiecie 31,10"]
)
def test_an_unsure_question_that_names_no_goods_begins_no_return(stage: Stage, text: str) -> None:
    result = stage.run(ActionReturnGoods, "return_goods", text, confidence=0.33)
    assert result.next_action not in (None, "action_listen")
    assert result.slots.get("draft") is None


@pytest.mark.parametrize(
    "text",
    [
        *("wheres my refund for the phone i sent back", "when do i get the money for the returned router"),
        *("wo bleibt mein Rücksendegeld vom P5", "wann kommt das Geld für den zurückgeschickten Router"),
        *("gdzie moje pieniądze za zwrócony telefon", "kiedy będzie kasa za odesłany router"),
    ],
)
def test_the_money_of_what_went_back(stage: Stage, text: str) -> None:
    assert asks_money_of_return(text)
    assert stage.run(ActionAdmitMisunderstanding, "out_of_scope", text).next_action == "action_tell_order_money"
    assert stage.run(ActionReportOutage, "report_outage", text).next_action == "action_tell_order_money"
    told = stage.run(ActionTellOrderMoney, "out_of_scope", text)
    assert told.messages[0]["is_return"]


@pytest.mark.parametrize("text", ["chcę zwrócić telefon", "I want to return the phone", "das Handy geht zurück"])
def test_a_return_is_no_question_for_its_money(text: str) -> None:
    assert not asks_money_of_return(text)
