"""Paying what is open in rates."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from actions.action_agree_payment_plan import ActionAgreePaymentPlan
from actions.action_renew_contract import ActionRenewContract
from actions.action_resume_errand import ActionResumeErrand
from actions.action_take_details import ActionTakeDetails
from tests.actions.fake_backend import FakeBackend, money
from tests.actions.fake_payments import NO_PLAN, agreed, rule, with_payments

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

PREVIEW = ("GET", "/payment-plans/preview")


@pytest.fixture
def owing(backend: FakeBackend) -> FakeBackend:
    return with_payments(backend)


def begin(stage: Stage, text: str = "can I pay in instalments", **more: Any) -> Result:
    return stage.run(ActionAgreePaymentPlan, "make_payment", text, **more)


def test_it_asks_how_many_within_the_bounds(stage: Stage, owing: FakeBackend) -> None:
    result = begin(stage)
    assert result.responses == ["utter_ask_plan_months"]
    assert "€104.40" in result.texts["en"]
    assert "2 bis 10" in result.texts["de"]
    assert [button["entities"]["answer"] for button in result.messages[0]["buttons"]] == ["3", "6", "10"]


def test_who_may_only_look_is_told_at_once(stage: Stage, owing: FakeBackend) -> None:
    rights = {"orders": False, "who_may": ["Eleanor North"]}
    owing.answers["GET", "/customer"] = {"id": "1", "name": "Studio", "kind": "company", "rights": rights}
    told = begin(stage)
    assert "Please ask Eleanor North" in told.texts["en"]
    assert told.slots["draft"] is None


def test_a_number_at_once_the_schedule_a_yes_and_the_plan(stage: Stage, owing: FakeBackend) -> None:
    summary = begin(stage, "can I pay my bill in 4 instalments", number="4")
    assert summary.responses == ["utter_plan_summary"]
    for words in ("€104.40 in 4 instalments", "€26.10 each", "6 December 2026", "R-2026-004711, R-2026-004712"):
        assert words in summary.texts["en"]
    done = stage.answer(summary, "affirm", "yes")
    assert done.responses == ["utter_plan_agreed"]
    assert json.loads(owing.calls[-1].content) == {"months": 4, "first_due_on": None, "total": money("104.40")}
    assert "P-800001" in done.texts["pl"]


def test_another_number_after_the_summary(stage: Stage, owing: FakeBackend) -> None:
    summary = stage.answer(begin(stage), "give_details", "4", number="4")
    stage.answer(summary, "make_payment", "no, in 6 months", number="6")
    assert owing.calls[-1].url.params["months"] == "6"


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("three", "3"),
        ("drei hab ich gesagt", "3"),
        ("ne doch lieber sechs", "6"),
        ("zwölf raten", "12"),
        ("nicht drei sondern sechs", "6"),
        ("w sześciu ratach", "6"),
        ("no 6 is better", "6"),
        ("nochmal: 4", "4"),
    ],
)
def test_how_many_in_words(stage: Stage, owing: FakeBackend, text: str, months: str) -> None:
    stage.answer(begin(stage), "give_details", text)
    assert owing.calls[-1].url.params["months"] == months


@pytest.mark.parametrize(("text", "months"), [("twenty four", "24"), ("vierundzwanzig", "24")])
def test_a_longer_number_is_the_entity(stage: Stage, owing: FakeBackend, text: str, months: str) -> None:
    stage.answer(begin(stage), "give_details", text, number=months)
    assert owing.calls[-1].url.params["months"] == months


@pytest.mark.parametrize("text", ["ok mach", "kann mir das geld grad nich leisten", "ten rachunek"])
def test_no_number(stage: Stage, owing: FakeBackend, text: str) -> None:
    language = "pl" if text.startswith("ten") else "de"
    again = stage.answer(begin(stage), "affirm", text, language=language)
    assert again.responses == ["utter_ask_plan_months"]


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("check_consumption", "how much did i use in the last two years, month by month"),
        ("submit_meter_reading", "und der zählerstand? wohnung 18412"),
    ],
)
def test_a_number_of_another_matter(stage: Stage, owing: FakeBackend, intent: str, text: str) -> None:
    before = begin(stage)
    assert stage.answer(before, intent, text, confidence=0.95, number="18412").responses == []


def test_a_first_day_beside_the_number(stage: Stage, owing: FakeBackend) -> None:
    december = {"from_on": "2026-12-01", "to_on": "2026-12-10", "grain": "day"}
    stage.answer(begin(stage), "give_details", "drei raten ab anfang nächsten monat", period=december)
    assert dict(owing.calls[-1].url.params) == {"months": "3", "first_due_on": "2026-12-01"}


def test_a_number_of_a_day_is_no_number_of_rates(stage: Stage, owing: FakeBackend) -> None:
    day = {"from_on": "2026-12-06", "to_on": "2026-12-06", "grain": "day"}
    stage.answer(begin(stage), "give_details", "from 6 December, three then", period=day)
    assert dict(owing.calls[-1].url.params) == {"months": "3", "first_due_on": "2026-12-06"}


@pytest.mark.parametrize("text", ["hmm no 6 is better", "ne doch lieber sechs", "nie, sześć"])
def test_another_number_at_the_summary(stage: Stage, owing: FakeBackend, text: str) -> None:
    summary = stage.answer(begin(stage), "give_details", "4", number="4")
    stage.answer(summary, "deny", text)
    assert owing.calls[-1].url.params["months"] == "6"


@pytest.mark.parametrize(
    "text",
    ["wann is die erste fällig", "passt, aber wann muss ich die erste zahlen", "when do I pay", "kiedy pierwsza"],
)
def test_when_the_first_is_due(stage: Stage, owing: FakeBackend, text: str) -> None:
    summary = stage.answer(begin(stage), "give_details", "4", number="4")
    told = stage.answer(summary, "check_bill", text, confidence=0.99)
    assert told.responses == ["utter_plan_first_due"]
    assert "6. Dezember 2026" in told.texts["de"]
    assert stage.answer(told, "affirm", "ja").responses == ["utter_plan_agreed"]


def test_when_the_bill_is_due_is_another_question(stage: Stage, owing: FakeBackend) -> None:
    summary = stage.answer(begin(stage), "give_details", "4", number="4")
    assert stage.answer(summary, "check_bill", "when is the bill due", confidence=0.99).responses == []


@pytest.mark.parametrize("last", ["check_bill", "make_payment"])
@pytest.mark.parametrize("text", ["nochmal raten. 3", "three instalments", "na trzy raty"])
def test_few_words_about_rates_after_a_bill(stage: Stage, owing: FakeBackend, last: str, text: str) -> None:
    for action, intent in ((ActionRenewContract, "renew_contract"), (ActionTakeDetails, "give_details")):
        went_on = stage.run(action, intent, text, slots={"last_matter": last})
        assert went_on.next_action == "action_agree_payment_plan"
    begun = stage.run(ActionAgreePaymentPlan, "renew_contract", text, slots={"last_matter": last})
    assert begun.responses == ["utter_plan_summary"]
    assert owing.calls[-1].url.params["months"] == "3"


def test_a_first_day_of_the_customers_own(stage: Stage, owing: FakeBackend) -> None:
    summary = stage.answer(begin(stage), "give_details", "4", number="4")
    day = {"from_on": "2026-12-15", "to_on": "2026-12-15", "grain": "day"}
    stage.answer(summary, "give_details", "first on the 15th", period=day)
    assert owing.calls[-1].url.params["first_due_on"] == "2026-12-15"


def test_the_month_of_the_bill_is_no_first_day(stage: Stage, owing: FakeBackend) -> None:
    october = {"from_on": "2026-10-01", "to_on": "2026-10-31", "grain": "month"}
    begin(stage, "the October bill in 3 instalments", number="3", period=october)
    assert "first_due_on" not in owing.calls[-1].url.params


@pytest.mark.parametrize("said", ["100", "40"])
def test_too_many_rates(stage: Stage, owing: FakeBackend, said: str) -> None:
    before = begin(stage)
    owing.answers[PREVIEW] = rule(422, "payment_plan_months_out_of_range", least_months=2, most_months=10)
    again = stage.answer(before, "give_details", said, number=said)
    assert again.responses == ["utter_ask_plan_months"]
    assert "from 2 to 10" in again.texts["en"]


def test_a_day_too_late_is_asked_again(stage: Stage, owing: FakeBackend) -> None:
    summary = stage.answer(begin(stage), "give_details", "4", number="4")
    bounds = {"earliest_on": "2026-11-24", "latest_on": "2026-12-31"}
    owing.answers[PREVIEW] = rule(422, "payment_plan_date_out_of_range", **bounds)
    late = {"from_on": "2027-12-15", "to_on": "2027-12-15", "grain": "day"}
    again = stage.answer(summary, "give_details", "first on 15 December 2027", period=late)
    assert again.responses == ["utter_ask_plan_first_day"]
    assert "31 December 2026" in again.texts["en"]


def test_what_is_open_changed_meanwhile(stage: Stage, owing: FakeBackend) -> None:
    summary = stage.answer(begin(stage), "give_details", "4", number="4")
    owing.answers["POST", "/payment-plans"] = rule(409, "payment_plan_changed", total=money("84.20"))
    again = stage.answer(summary, "affirm", "yes")
    assert "it is now €84.20" in again.texts["en"]


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (NO_PLAN, "possible from €60.00 on"),
        (rule(409, "payment_plan_not_possible", reason="another_plan", least_open=money("60.00")), "P-800001"),
        (rule(409, "payment_plan_not_possible", reason="broken_plan", least_open=money("60.00")), "was not kept"),
    ],
)
def test_why_there_is_none(stage: Stage, owing: FakeBackend, refusal: Any, words: str) -> None:
    owing.answers[PREVIEW] = refusal
    owing.answers["GET", "/payment-plans"] = {"items": [agreed()]}
    result = begin(stage)
    assert result.responses == ["utter_plan_not_possible"]
    assert words in result.texts["en"]
    assert result.slots["draft"] is None


def test_an_open_errand_is_set_aside_for_it(stage: Stage, owing: FakeBackend) -> None:
    other = {"matter": "submit_meter_reading", "asking": "value"}
    assert begin(stage, slots={"draft": other}).slots["set_aside"][0]["matter"] == other["matter"]


@pytest.mark.parametrize("text", ["no, ill just pay it", "nein ich zahl doch alles", "nie, jednak zapłacę"])
def test_who_would_rather_pay_at_once_leaves_it(stage: Stage, owing: FakeBackend, text: str) -> None:
    left = stage.run(ActionResumeErrand, "make_payment", text, slots=begin(stage).slots)
    assert left.responses == ["utter_errand_left"]
    assert left.slots["draft"] is None


@pytest.mark.parametrize("text", ["how do I pay the first one then", "wie zahle ich sie"])
def test_a_question_how_to_pay_leaves_nothing(stage: Stage, owing: FakeBackend, text: str) -> None:
    back = stage.run(ActionResumeErrand, "make_payment", text, slots=begin(stage).slots)
    assert back.responses == ["utter_back_to_errand"]


@pytest.mark.parametrize(
    "text", ["in 3 instalments, only the garage", "in 3 raten nur die garage", "3 raty, tylko garaż"]
)
def test_one_bill_by_its_place_is_not_passed_over(stage: Stage, owing: FakeBackend, text: str) -> None:
    begun = stage.run(ActionAgreePaymentPlan, "make_payment", text)
    assert begun.responses == ["utter_plan_for_all", "utter_plan_summary"]
