"""Interest, fees, credit agencies and missed rates: answered as far as it is known, and whatever is open stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._words.terms import FEE, INTEREST, MISSED, SCORE, terms_asked
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_agree_payment_plan import ActionAgreePaymentPlan
from actions.action_check_bill import ActionCheckBill
from actions.action_check_payment import ActionCheckPayment
from actions.action_show_prices import ActionShowPrices
from actions.action_tell_payment_terms import ActionTellPaymentTerms
from tests.actions.fake_backend import money
from tests.actions.fake_payments import FIRST, with_payments

if TYPE_CHECKING:
    from rasa_sdk import Action

    from tests.actions.conftest import Result, Stage
    from tests.actions.fake_backend import FakeBackend

TELLS = "action_tell_payment_terms"
PLAN = {"number": "P-800001", "invoice_numbers": [FIRST], "next_due_on": "2026-12-06", "next_due": money("17.40")}


@pytest.fixture
def owing(backend: FakeBackend) -> FakeBackend:
    return with_payments(backend)


def plan_open(stage: Stage) -> Result:
    asked = stage.run(ActionAgreePaymentPlan, "make_payment", "can I pay in instalments")
    return stage.answer(asked, "give_details", "4", number="4")


@pytest.mark.parametrize(
    ("text", "of_plan", "topics"),
    [
        ("are you adding interest to it", False, [INTEREST]),
        ("fallen da Verzugszinsen an?", False, [INTEREST]),
        ("czy naliczacie odsetki", False, [INTEREST]),
        ("how much is the fee for paying late", False, [FEE]),
        ("wie hoch ist die mahngebühr", False, [FEE]),
        ("jest jakaś kara za spóźnienie", False, [FEE]),
        ("will this hurt my credit rating", False, [SCORE]),
        ("meldet ihr das der schufa", False, [SCORE]),
        ("trafię przez to do BIK?", False, [SCORE]),
        ("and what if i can't make one month", True, [MISSED]),
        ("was wenn ich mal eine nicht zahlen kann", True, [MISSED]),
        ("a co jeśli nie dam rady zapłacić", True, [MISSED]),
        ("kostet das was extra", True, [INTEREST]),
        ("does it cost extra", False, []),
        ("what if i skip the meter reading", False, []),
        ("why is there a late fee on my bill", False, []),
        ("i am interested in gas", False, []),
        ("cześć, jaka jest rata", True, []),
    ],
)
def test_what_is_asked(text: str, of_plan: bool, topics: list[str]) -> None:
    assert terms_asked(text, of_plan=of_plan) == topics


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("payment_status", "i czy są jakieś odsetki"),
        ("ask_price", "sind da zinsen drauf?"),
        ("nlu_fallback", "what happens if i'm late with one"),
        ("check_bill", "does this show on my credit score"),
    ],
)
def test_beside_an_open_plan_it_is_answered_and_the_plan_stays(
    stage: Stage, owing: FakeBackend, intent: str, text: str
) -> None:
    before = plan_open(stage)
    asked = stage.answer(before, intent, text, confidence=0.9)
    assert asked.next_action == TELLS
    told = stage.run(ActionTellPaymentTerms, intent, text, slots=before.slots)
    assert told.responses == ["utter_payment_terms"]
    assert told.next_action == "action_resume_errand"
    assert "draft" not in told.slots


@pytest.mark.parametrize(
    ("action", "intent", "text"),
    [
        (ActionCheckBill, "check_bill", "is there a late fee"),
        (ActionShowPrices, "ask_price", "kostet das zinsen"),
        (ActionCheckPayment, "payment_status", "czy są odsetki"),
        (ActionAdmitMisunderstanding, "nlu_fallback", "kommt das in die schufa"),
    ],
)
def test_with_nothing_open(stage: Stage, owing: FakeBackend, action: type[Action], intent: str, text: str) -> None:
    assert stage.run(action, intent, text).next_action == TELLS


def told(stage: Stage, text: str, **more: Any) -> dict[str, str]:
    return stage.run(ActionTellPaymentTerms, "nlu_fallback", text, **more).texts


def test_a_fee_that_is_noted_is_named(stage: Stage, owing: FakeBackend) -> None:
    owing.invoices[0] |= {
        "state": "overdue",
        "dunning": {"step": "dunned", "entered_on": "2026-11-10", "pay_by_on": "2026-11-24", "fee": money("1.50")},
    }
    assert "A fee of €1.50 is noted" in told(stage, "whats the late fee")["en"]


def test_in_zloty_there_is_none(stage: Stage, owing: FakeBackend) -> None:
    owing.account["balance"] = money("104.40", "PLN")
    assert "nie pobieramy opłat" in told(stage, "jaka jest kara za opóźnienie")["pl"]


def test_a_missed_rate_ends_the_plan(stage: Stage, owing: FakeBackend) -> None:
    owing.account["payment_plan"] = PLAN
    texts = told(stage, "what if i miss one instalment")
    assert "more than a week late ends the plan" in texts["en"]
    assert "17,40" in texts["de"]
    assert "nowy plan jest możliwy dopiero po roku" in texts["pl"]


def test_a_stranger_hears_what_holds_for_everybody(stage: Stage) -> None:
    assert "I see no interest" in told(stage, "do you charge interest", level="anonymous")["en"]


@pytest.mark.parametrize("text", ["when will you cut me off", "jak sie spoznie odetniecie?"])
def test_beside_a_plan_nobody_is_reassured_for_good(stage: Stage, owing: FakeBackend, text: str) -> None:
    owing.account["payment_plan"] = PLAN
    owing.invoices[0] |= {"state": "overdue", "due_on": "2026-11-03"}
    texts = stage.run(ActionCheckPayment, "payment_status", text).texts
    assert "an instalment more than a week late ends the plan" in texts["en"]
    assert "beendet sie aber" in texts["de"]
    assert "Rata spóźniona o ponad tydzień kończy jednak plan" in texts["pl"]
