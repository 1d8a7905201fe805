"""Who would pay later, till a day, or a bit each month hears plainly what is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._errand.days_ahead import day_to_come
from actions._turn import Turn
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_agree_payment_plan import ActionAgreePaymentPlan
from actions.action_cancel_contract import ActionCancelContract
from actions.action_change_installment import ActionChangeInstallment
from actions.action_change_order import ActionChangeOrder
from actions.action_check_consumption import ActionCheckConsumption
from actions.action_check_contract_expiry import ActionCheckContractExpiry
from actions.action_check_payment import ActionCheckPayment
from actions.action_make_small_talk import ActionMakeSmallTalk
from actions.action_offer_payment import ActionOfferPayment
from actions.action_renew_contract import ActionRenewContract
from actions.action_resume_errand import ActionResumeErrand
from actions.action_show_contract import ActionShowContract
from actions.action_submit_meter_reading import ActionSubmitMeterReading
from actions.action_tell_payment_terms import ActionTellPaymentTerms
from bot.periods import find_periods
from tests.actions.conftest import NOW
from tests.actions.fake_payments import NO_PLAN, with_payments

if TYPE_CHECKING:
    from rasa_sdk import Action

    from tests.actions.conftest import Result, Stage
    from tests.actions.fake_backend import FakeBackend

PREVIEW = ("GET", "/payment-plans/preview")


@pytest.fixture
def owing(backend: FakeBackend) -> FakeBackend:
    with_payments(backend)
    backend.invoices[0] |= {"state": "overdue", "due_on": "2026-11-03"}
    return backend


def periods(text: str) -> dict[str, Any]:
    from datetime import date

    period = next((mention.value for mention in find_periods(text, date(2026, 11, 21))), None)
    return {"period": period} if period else {}


def turn_of(text: str, language: str = "en") -> Turn:
    from rasa_sdk import Tracker

    entities = [{"entity": name, "value": value} for name, value in periods(text).items()]
    message = {"text": text, "intent": {"name": "x"}, "entities": entities, "metadata": {"now": NOW}}
    return Turn.of(Tracker("c", {"language": language}, message, [], False, None, {}, "action_listen"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("can you wait till Friday", "2026-11-27"),
        ("like on the 10th", "2026-12-10"),
        ("kann erst am 15. zahlen", "2026-12-15"),
        ("bis 15. Dezember", "2026-12-15"),
        ("erst am 20.12.", "2026-12-20"),
        ("moge po 10tym?", "2026-12-10"),
        ("zapłacę dopiero w piątek", "2026-11-27"),
        ("in 4 instalments", None),
        ("the bill of 3 October", None),
        ("rozłóż na 4", None),
    ],
)
def test_a_day_to_come(text: str, day: str | None) -> None:
    found = day_to_come(turn_of(text))
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("intent", "text", "language"),
    [
        ("make_payment", "kann erst am 15. zahlen", "de"),
        ("make_payment", "mogę zapłacić po 10-tym?", "pl"),
        ("make_payment", "could I pay on the 10th instead", "en"),
    ],
)
def test_a_day_is_answered_with_a_plan_from_then(
    stage: Stage, owing: FakeBackend, intent: str, text: str, language: str
) -> None:
    told = stage.run(ActionOfferPayment, intent, text, language=language)
    assert told.responses == ["utter_payment_later"]
    assert owing.calls[-1].url.params["first_due_on"][8:] in ("15", "10")
    assert "was due on 3 November 2026" in told.texts["en"]
    begun = stage.run(ActionMakeSmallTalk, "affirm", "ja bitte", slots=told.slots)
    assert begun.next_action == "action_agree_payment_plan"


@pytest.mark.parametrize("text", ["ja bitte bis 15. dezember", "yes please, by 15 December", "tak, do 15 grudnia"])
def test_a_yes_with_a_day_begins_the_plan_and_no_new_tariff(stage: Stage, owing: FakeBackend, text: str) -> None:
    told = stage.run(ActionOfferPayment, "make_payment", "can i pay next month")
    slots, said = told.slots, periods(text)
    went = stage.run(ActionRenewContract, "renew_contract", text, confidence=0.8, slots=slots, **said)
    assert went.next_action == "action_agree_payment_plan"
    asked = stage.run(ActionAgreePaymentPlan, "renew_contract", text, slots=slots, **said)
    assert asked.responses == ["utter_ask_plan_months"]
    stage.answer(asked, "give_details", "3", number="3")
    assert owing.calls[-1].url.params["first_due_on"] == "2026-12-15"


@pytest.mark.parametrize(
    ("text", "language"), [("no dobra niech będzie, 3", "pl"), ("fine, 3 then", "en"), ("na gut, dann 3", "de")]
)
def test_a_number_takes_the_plan_and_changes_no_order(
    stage: Stage, owing: FakeBackend, text: str, language: str
) -> None:
    told = stage.run(ActionOfferPayment, "make_payment", "can i pay on the 10th")
    went = stage.run(ActionChangeOrder, "change_order", text, slots=told.slots, language=language, number="3")
    assert went.next_action == "action_agree_payment_plan"


@pytest.mark.parametrize(
    ("text", "language"),
    [("fine, 3 then", "en"), ("yes 6", "en"), ("ja, 3", "de"), ("ja in 4 raten", "de"), ("tak, 3", "pl")],
)
@pytest.mark.parametrize("intent", ["affirm", "change_order", "give_details"])
def test_the_number_said_beside_the_yes_is_not_asked_for_again(
    stage: Stage, owing: FakeBackend, text: str, language: str, intent: str
) -> None:
    told = stage.run(ActionOfferPayment, "make_payment", "can i pay on the 10th")
    summed = stage.run(ActionAgreePaymentPlan, intent, text, language=language, slots=told.slots)
    assert summed.responses == ["utter_plan_summary"]
    offered = told.slots["options"][0]["view"].removeprefix("plan:")
    assert owing.calls[-1].url.params["first_due_on"] == offered


@pytest.mark.parametrize("text", ["nee doch nich", "ach ne doch nich", "lieber nich"])
@pytest.mark.parametrize("intent", ["deny", "nlu_fallback", "cancel_order"])
def test_a_second_thought_at_the_number_of_rates_leaves(
    stage: Stage, owing: FakeBackend, text: str, intent: str
) -> None:
    asked = stage.run(ActionAgreePaymentPlan, "make_payment", "raten bitte", language="de")
    assert stage.answer(asked, intent, text, language="de").next_action == "action_drop_matter"


def test_a_day_before_the_bill_is_due_is_in_time(stage: Stage, backend: FakeBackend) -> None:
    with_payments(backend)
    told = stage.run(ActionOfferPayment, "make_payment", "can i pay on Friday?")
    assert "27 November 2026 is in time" in told.texts["en"]
    assert "der 27. November 2026 passt also" in told.texts["de"]
    assert "27 listopada 2026 to jeszcze w terminie" in told.texts["pl"]


def test_without_a_plan_a_person_is_named(stage: Stage, owing: FakeBackend) -> None:
    owing.answers[PREVIEW] = NO_PLAN
    told = stage.run(ActionOfferPayment, "make_payment", "im skint till friday can u hold off")
    assert [button["title_key"] for button in told.messages[0]["buttons"]] == ["button_person"]
    assert "auch nicht auf den 27. November 2026" in told.texts["de"]
    assert stage.run(ActionMakeSmallTalk, "affirm", "yes", slots=told.slots).next_action != "action_agree_payment_plan"


@pytest.mark.parametrize(
    ("action", "intent", "text"),
    [
        (ActionAdmitMisunderstanding, "nlu_fallback", "no cash before payday, could you hold off a bit"),
        (ActionAdmitMisunderstanding, "out_of_scope", "Können Sie mit dem Geld noch warten bis Ende des Monats"),
        (ActionAdmitMisunderstanding, "nlu_fallback", "poczekajcie z tą zapłatą do wypłaty"),
    ],
)
def test_the_wish_is_heard_by_its_words(stage: Stage, action: type[Action], intent: str, text: str) -> None:
    assert stage.run(action, intent, text, confidence=0.7).next_action == "action_offer_payment"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("und für die andere brauch ich noch zeit bis ende jänner", "de"),
        ("and the rest after new year?", "en"),
        ("a resztę mogę po nowym roku?", "pl"),
    ],
)
@pytest.mark.parametrize("told", ["check_bill", "get_invoice", "payment_status"])
def test_after_a_bill_it_needs_no_word_for_paying(
    stage: Stage, owing: FakeBackend, text: str, language: str, told: str
) -> None:
    slots = {"last_matter": told}
    went = stage.run(ActionCheckContractExpiry, "contract_expiry", text, slots=slots, language=language)
    assert went.next_action == "action_offer_payment"
    assert stage.run(ActionOfferPayment, "make_payment", text, language=language).responses == ["utter_payment_later"]


def test_a_day_after_the_bank_data_changes_no_order(stage: Stage, owing: FakeBackend) -> None:
    told = stage.run(ActionOfferPayment, "make_payment", "how do I pay")
    went = stage.run(ActionChangeOrder, "change_order", "no i mean later, like on the 10th", slots=told.slots)
    assert went.next_action == "action_offer_payment"


@pytest.mark.parametrize(
    "text",
    [
        "i'd pay a little every month",
        "can i give you a bit per month",
        "ich würd gern jeden Monat ein bisschen was zahlen",
        "mogę płacić po trochu",
        "co miesiąc trochę bym spłacał",
    ],
)
def test_a_bit_each_month_is_a_plan(stage: Stage, owing: FakeBackend, text: str) -> None:
    went = stage.run(ActionChangeInstallment, "change_installment", text)
    assert went.next_action == "action_agree_payment_plan"


@pytest.mark.parametrize("text", ["a bit less every month", "jeden Monat etwas mehr", "co miesiąc trochę mniej"])
def test_a_bit_less_is_the_regular_payment(stage: Stage, owing: FakeBackend, text: str) -> None:
    went = stage.run(ActionChangeInstallment, "change_installment", text)
    assert went.next_action != "action_agree_payment_plan"


def test_who_has_no_instalment_hears_what_is_open(stage: Stage, owing: FakeBackend) -> None:
    owing.answers["GET", "/installments"] = {"items": []}
    told = stage.run(ActionChangeInstallment, "change_installment", "lower my instalment")
    assert "€104.40 is open" in told.texts["en"]
    assert [button["title_key"] for button in told.messages[0]["buttons"]] == ["button_payment_plan"]


def planned(stage: Stage) -> Result:
    asked = stage.run(ActionAgreePaymentPlan, "make_payment", "can I pay in instalments")
    return stage.answer(asked, "give_details", "4", number="4")


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("affirm", "sure but could the first be on the 15th"),
        ("change_order", "pierwsza dopiero 15go"),
        ("change_order", "die erste bitte am 15."),
    ],
)
def test_another_first_day_at_the_summary(stage: Stage, owing: FakeBackend, intent: str, text: str) -> None:
    changed = stage.answer(planned(stage), intent, text, confidence=0.9, ordinal="15")
    assert changed.responses == ["utter_plan_summary"]
    assert dict(owing.calls[-1].url.params) == {"months": "4", "first_due_on": "2026-12-15"}


@pytest.mark.parametrize(
    ("text", "language"), [("make that 3", "en"), ("dobra, niech będzie 3", "pl"), ("dann halt 3", "de")]
)
def test_a_number_is_for_the_plan(stage: Stage, owing: FakeBackend, text: str, language: str) -> None:
    changed = stage.answer(planned(stage), "change_order", text, confidence=0.9, number="3", language=language)
    assert changed.responses == ["utter_plan_summary"]
    assert owing.calls[-1].url.params["months"] == "3"


@pytest.mark.parametrize("text", ["auf 4 mal abstottern", "in 4 goes, split it", "rozłożyć na 4 razy"])
def test_the_number_beside_the_wish(stage: Stage, owing: FakeBackend, text: str) -> None:
    begun = stage.run(ActionAgreePaymentPlan, "make_payment", text, number="4")
    assert begun.responses == ["utter_plan_summary"]


@pytest.mark.parametrize("text", ["ok aber nur die alte Rechnung", "only the old one", "nie, tylko ta stara faktura"])
def test_one_bill_of_several(stage: Stage, owing: FakeBackend, text: str) -> None:
    told = stage.answer(planned(stage), "deny", text)
    assert told.responses[0] == "utter_plan_for_all"
    again = stage.answer(told, "deny", text)
    assert again.responses[0] == "utter_plan_for_all"


PLAN = {
    "number": "P-640211",
    "invoice_numbers": ["R-2026-004711", "R-2026-004712"],
    "next_due_on": "2026-12-04",
    "next_due": {"amount": "20.77", "currency": "EUR"},
}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kann ich die Rechnung später zahlen", "I cannot move that day."),
        ("can I pay on the 15th instead", "I cannot move that day to 15 December 2026."),
        ("can I pay it later, on the 2nd", "2 December 2026 is in time"),
    ],
)
def test_a_bill_in_a_plan_is_due_with_its_next_rate(stage: Stage, owing: FakeBackend, text: str, words: str) -> None:
    owing.account["payment_plan"] = PLAN
    told = stage.run(ActionOfferPayment, "make_payment", text)
    assert told.responses == ["utter_payment_later_in_plan"]
    assert "€20.77, to be paid by 4 December 2026" in told.texts["en"]
    assert words in told.texts["en"]
    assert "3 November" not in told.texts["en"]


@pytest.mark.parametrize(
    "text", ["zapłacę resztę po wypłacie 10 grudnia ok?", "reszta po wypłacie", "do wypłaty nie mam z czego zapłacić"]
)
def test_payday_is_no_pay_out(stage: Stage, owing: FakeBackend, text: str) -> None:
    assert stage.run(ActionOfferPayment, "make_payment", text, language="pl").responses == ["utter_payment_later"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ile jeszcze zostało", "contract_expiry"),
        ("how much is left", "check_consumption"),
        ("wie viel ist noch offen", "nlu_fallback"),
        ("und was bleibt dann noch", "contract_details"),
    ],
)
@pytest.mark.parametrize("told", ["payment_status", "make_payment"])
def test_what_is_left_after_payments_is_money(
    stage: Stage, owing: FakeBackend, text: str, intent: str, told: str
) -> None:
    action = {
        "contract_expiry": ActionCheckContractExpiry,
        "check_consumption": ActionCheckConsumption,
        "contract_details": ActionShowContract,
    }.get(intent, ActionAdmitMisunderstanding)
    went = stage.run(action, intent, text, confidence=0.9, slots={"last_matter": told})
    assert went.next_action == "action_check_bill"


@pytest.mark.parametrize(
    "text", ["ich brauche eine Mahnsperre bis Ende Januar", "proszę wstrzymać te wezwania do zapłaty"]
)
def test_a_stop_of_reminders_is_paying_later(stage: Stage, owing: FakeBackend, text: str) -> None:
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text).next_action == "action_offer_payment"


@pytest.mark.parametrize("text", ["no wait, both", "nie czekaj, obie", "nein, beide bitte"])
def test_all_bills_is_what_a_plan_is_for(stage: Stage, owing: FakeBackend, text: str) -> None:
    told = stage.answer(planned(stage), "deny", text)
    assert told.responses[0] == "utter_plan_for_all"
    assert told.slots["draft"]["asking"] == "confirmation"


def test_the_overdue_one_alone_is_explained(stage: Stage, owing: FakeBackend) -> None:
    asked = stage.run(ActionAgreePaymentPlan, "make_payment", "can I pay in instalments")
    told = stage.answer(asked, "give_details", "ta zaległa na 3", number="3")
    assert told.responses == ["utter_plan_for_all", "utter_plan_summary"]


def test_a_question_for_interest_after_a_no_keeps_the_plan(stage: Stage, owing: FakeBackend) -> None:
    refused = stage.answer(planned(stage), "deny", "no wait")
    told = stage.run(ActionTellPaymentTerms, "nlu_fallback", "how much interest do you charge", slots=refused.slots)
    assert told.next_action == "action_resume_errand"
    back = stage.run(ActionResumeErrand, "nlu_fallback", "how much interest do you charge", slots=told.slots)
    assert back.slots["draft"]["matter"] == "payment_plan"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("actually make it 2", "change_order"),
        ("can i change it to 6", "change_order"),
        ("doch lieber 6 Raten", "change_order"),
        ("jednak wolę 6 rat", "change_installment"),
        ("where do i see my payment plan", "payment_status"),
        ("wo sehe ich meinen Ratenplan", "payment_status"),
    ],
)
def test_another_plan_after_one_was_agreed(stage: Stage, owing: FakeBackend, text: str, intent: str) -> None:
    done = stage.answer(planned(stage), "affirm", "yes")
    action = {
        "change_order": ActionChangeOrder,
        "payment_status": ActionCheckPayment,
        "change_installment": ActionChangeInstallment,
    }[intent]
    assert stage.run(action, intent, text, slots=done.slots).next_action == "action_agree_payment_plan"


@pytest.mark.parametrize(
    "text",
    [
        "ich brauche eine Mahnsperre bis Ende Januar",
        "can i pay the bill later, after payday",
        "zapłacę po wypłacie, ok?",
    ],
)
def test_paying_later_is_heard_while_an_amount_is_asked_for(stage: Stage, owing: FakeBackend, text: str) -> None:
    asked = stage.run(ActionChangeInstallment, "change_installment", "change my instalment")
    assert stage.answer(asked, "give_details", text, confidence=0.5).next_action == "action_offer_payment"


@pytest.mark.parametrize(
    "text",
    [
        "hmm actually could I have instalments for the house gas bill first",
        "kann ich die Gasrechnung in Raten zahlen",
        "a rachunek za gaz na raty można?",
    ],
)
@pytest.mark.parametrize("action", [ActionCancelContract, ActionSubmitMeterReading])
def test_instalments_are_heard_while_something_else_is_open(
    stage: Stage, owing: FakeBackend, action: type[Action], text: str
) -> None:
    owing.answers["GET", "/readings"] = {"items": [], "registers": []}
    asked = stage.run(action, action.matter, "for one of them")
    went = stage.answer(asked, "place_order", text, confidence=0.5, commodity="gas")
    assert went.next_action == "action_agree_payment_plan"
