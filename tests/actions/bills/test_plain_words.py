"""Bills and payments in the words of people in a hurry: this month, the latest one, half as much, what do I owe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.choices import Option, resolve
from actions._words.money import asks_what_is_owed
from actions._words.pay_outs import asks_for_pay_out
from actions._words.retractions import changes_mind
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_change_installment import ActionChangeInstallment
from actions.action_check_bill import ActionCheckBill
from actions.action_check_switch import ActionCheckSwitch
from tests.actions.fake_backend import FLAT, money
from tests.actions.fake_payments import installment

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

NOVEMBER = {"from_on": "2026-11-01", "to_on": "2026-11-21", "grain": "month"}


def test_of_this_month_there_is_no_bill_yet_so_that_the_newest_is_meant(stage: Stage) -> None:
    stage.backend.invoices = [one for one in stage.backend.invoices if one["service_point_id"] == FLAT]
    told = stage.run(ActionCheckBill, "check_bill", "why is my bill so much this month", period=NOVEMBER)
    assert "utter_no_such_invoice" not in told.responses
    assert told.responses == ["utter_bill_detail"]


def test_a_month_that_is_over_without_a_bill_has_none(stage: Stage) -> None:
    period = {"from_on": "2020-03-01", "to_on": "2020-03-31", "grain": "month"}
    told = stage.run(ActionCheckBill, "check_bill", "why is my bill for march 2020 so high", period=period)
    assert told.responses[0] == "utter_no_such_invoice"


def test_the_latest_of_two_of_one_day_are_both() -> None:
    options = [
        Option(value="A", label="A", on="2026-11-01", amount="5"),
        Option(value="B", label="B", on="2026-11-01", amount="7"),
        Option(value="C", label="C", on="2026-10-01", amount="7"),
    ]
    assert [one["value"] for one in resolve("the latest one", {"ordinal": ["latest"]}, options)] == ["A", "B"]
    assert [one["value"] for one in resolve("the oldest", {"ordinal": ["earliest"]}, options)] == ["C"]
    assert [one["value"] for one in resolve("the big one", {"ordinal": ["largest"]}, options)] == ["B", "C"]


@pytest.mark.parametrize(
    "text", ["why is it more than last time", "no ale czemu więcej niż poprzednio", "warum mehr als letztes mal"]
)
def test_why_more_than_before_tells_the_reasons_not_the_lines(stage: Stage, text: str) -> None:
    slots = {"last_matter": "check_bill", "invoice_number": "R-2026-004711"}
    stage.backend.invoices = [one for one in stage.backend.invoices if one["number"] == "R-2026-004711"]
    told = stage.run(ActionCheckBill, "check_bill", text, slots=slots)
    assert told.responses == ["utter_bill_detail"]


@pytest.mark.parametrize(
    "text",
    [
        *("u sent me a letter what do i owe", "how much do i owe", "when do I have to pay"),
        *(
            "wann zahl ich denn",
            "was schuld ich euch",
            "wann muss ich zahlen",
            "ile jestem wam winien",
            "kiedy mam płacić",
        ),
    ],
)
def test_what_is_owed_and_when_is_the_bill(stage: Stage, text: str) -> None:
    assert asks_what_is_owed(text)
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text).next_action == "action_check_bill"
    assert stage.run(ActionCheckSwitch, "switch_status", text).next_action == "action_check_bill"


@pytest.mark.parametrize("text", ["ile mi oddajecie i kiedy", "kiedy zwracacie kasę", "krieg ich mein geld zurück"])
def test_what_is_paid_back_is_asked_for(text: str) -> None:
    assert asks_for_pay_out(text)


@pytest.mark.parametrize(("text", "amount"), [("o połowę", "45.00"), ("die hälfte", "45.00"), ("half of it", "45.00")])
def test_half_an_instalment_is_worked_out(stage: Stage, text: str, amount: str) -> None:
    one = installment("i-1", "Flat", "90.00", fair="88.00")
    one["limits"] = {**one["limits"], "lowest": money("40.00")}
    stage.backend.answers["GET", "/installments"] = {"items": [one], "total": 1}
    asked = stage.run(ActionChangeInstallment, "change_installment", "change my instalment")
    told = stage.answer(asked, "nlu_fallback", text)
    assert told.slots["draft"]["values"]["amount"] == {"amount": amount, "currency": "EUR"}


def test_a_sum_after_the_answer_that_there_is_no_instalment_hears_it_again(stage: Stage) -> None:
    stage.backend.answers["GET", "/installments"] = {"items": [], "total": 0}
    told = stage.run(ActionChangeInstallment, "change_installment", "lower my instalment")
    assert told.responses == ["utter_installment_none"]
    again = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "60 tacken reichen", slots=told.slots, number="60")
    assert again.next_action == "action_change_installment"


@pytest.mark.parametrize("text", ["nee doch nich", "doch nit", "ach nee, lieber nich", "will doch ned"])
def test_not_in_the_dialects_changes_ones_mind(text: str) -> None:
    assert changes_mind(text)


@pytest.mark.parametrize(
    "text",
    [
        *("my vodafone bill is too high as well", "british gas sent me another invoice"),
        *("bei e.on hab ich auch ne rechnung die is zu hoch", "die telekom rechnung stimmt nicht"),
        *("rachunek z tauronu też mam za wysoki", "faktura z orange znowu wyższa"),
    ],
)
def test_a_bill_of_another_company_is_not_explained_by_ours(stage: Stage, text: str) -> None:
    assert stage.run(ActionCheckBill, "check_bill", text).next_action == "action_tell_other_firm"


@pytest.mark.parametrize(
    "text",
    [
        "why is your bill higher than with e.on",
        "eure rechnung ist höher als bei vattenfall",
        "rachunek wyższy niż w enei",
    ],
)
def test_ours_beside_another_company_is_ours(stage: Stage, text: str) -> None:
    assert stage.run(ActionCheckBill, "check_bill", text).next_action != "action_tell_other_firm"
