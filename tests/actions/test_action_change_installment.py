"""Another amount of the regular payment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from actions._bills.payment_plans import wishes_instalments
from actions.action_change_installment import ActionChangeInstallment
from actions.action_resume_errand import ActionResumeErrand
from tests.actions.fake_backend import FakeBackend, money
from tests.actions.fake_payments import installment, rule, with_payments

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

MATTER = "change_installment"
CHANGES = "/installments/i1/changes"


@pytest.fixture
def paying(backend: FakeBackend) -> FakeBackend:
    with_payments(backend)
    backend.answers["POST", CHANGES] = (201, installment("i1", "Flat", "90.00", fair="80.50"))
    return backend


def begin(stage: Stage, text: str = "change my instalment", **more: Any) -> Result:
    return stage.run(ActionChangeInstallment, MATTER, text, **more)


def test_it_asks_how_much_with_the_range(stage: Stage, paying: FakeBackend) -> None:
    result = begin(stage)
    assert result.responses == ["utter_ask_installment_amount"]
    for words in ("€100.00", "€60.00 to €160.00", "€80.50"):
        assert words in result.texts["en"]
    assert "100,00\xa0€" in result.texts["de"]
    assert result.messages[0]["buttons"][0]["entities"] == {"step": "amount", "answer": "fair"}


def test_the_question_is_asked_again_with_its_button_after_something_else(stage: Stage, paying: FakeBackend) -> None:
    asked = begin(stage)
    again = stage.run(ActionResumeErrand, "ask_price", "does it cost anything?", slots=asked.slots)
    assert again.responses == ["utter_back_to_errand"]
    assert again.messages[0]["buttons"][0]["title_key"] == "button_installment_fair"


def test_an_amount_at_once_leads_to_the_summary_and_a_yes_writes_it(stage: Stage, paying: FakeBackend) -> None:
    summary = begin(stage, "90 euros from now on", amount={"amount": "90", "currency": "EUR"})
    assert summary.responses == ["utter_installment_summary"]
    assert "from €100.00 to €90.00 a month" in summary.texts["en"]
    done = stage.answer(summary, "affirm", "yes")
    assert done.responses == ["utter_installment_changed"]
    assert json.loads(paying.calls[-1].content) == {"amount": {"amount": "90.00", "currency": "EUR"}}
    assert "1 grudnia 2026" in done.texts["pl"]
    assert done.slots["draft"] is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 euro less please", "€80.00"),
        ("um 20 Euro senken", "€80.00"),
        ("o 20 zł więcej", "€120.00"),
        ("raise it by 20 euros", "€120.00"),
    ],
)
def test_so_much_more_or_less(stage: Stage, paying: FakeBackend, text: str, expected: str) -> None:
    summary = stage.answer(begin(stage), "give_details", text, amount={"amount": "20", "currency": "EUR"})
    assert f"to {expected} a month" in summary.texts["en"]


@pytest.mark.parametrize(
    ("intent", "text"),
    [("affirm", "yes, the one you suggest"), ("give_details", "der passende, bitte"), ("affirm", "tak, zaproponowaną")],
)
def test_words_for_the_fitting_amount_take_it(stage: Stage, paying: FakeBackend, intent: str, text: str) -> None:
    assert "to €80.50" in stage.answer(begin(stage), intent, text).texts["en"]


@pytest.mark.parametrize("text", ["yes", "no, four instead", "ja", "tak", "ja, drei"])
def test_a_yes_names_no_amount(stage: Stage, paying: FakeBackend, text: str) -> None:
    again = stage.answer(begin(stage), "affirm", text)
    assert again.responses == ["utter_ask_installment_amount"]
    assert "did not find an amount" in again.texts["en"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my instalment is too low put it up to eighty euros", "€80.00"),
        ("bitte auf achtzig Euro hochsetzen", "€80.00"),
        ("erhöh den Abschlag auf neunzig", "€90.00"),
        ("raise it by twenty euros", "€120.00"),
    ],
)
def test_an_amount_in_a_word(stage: Stage, paying: FakeBackend, text: str, expected: str) -> None:
    summary = begin(stage, text)
    assert summary.responses == ["utter_installment_summary"]
    assert f"to {expected} a month" in summary.texts["en"]


def test_zlotys_in_a_word_are_another_currency(stage: Stage, paying: FakeBackend) -> None:
    assert "is paid in EUR" in stage.answer(begin(stage), "give_details", "na osiemdziesiąt złotych").texts["en"]


def test_the_button_takes_the_fitting_amount(stage: Stage, paying: FakeBackend) -> None:
    summary = stage.answer(begin(stage), "choose", step="amount", answer="fair")
    assert "to €80.50" in summary.texts["en"]


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("30", "EUR", "too little"),
        ("500", "EUR", "more than we may take"),
        ("100", "EUR", "what you pay already"),
        ("90", "PLN", "is paid in EUR"),
    ],
)
def test_what_cannot_be_taken_is_asked_again(
    stage: Stage, paying: FakeBackend, amount: str, currency: str, words: str
) -> None:
    again = stage.answer(begin(stage), "give_details", amount, amount={"amount": amount, "currency": currency})
    assert again.responses == ["utter_ask_installment_amount"]
    assert words in again.texts["en"]
    assert "€60.00 to €160.00" in again.texts["en"]


def test_a_range_that_moved_meanwhile(stage: Stage, paying: FakeBackend) -> None:
    paying.answers["POST", CHANGES] = rule(
        422,
        "installment_out_of_range",
        lowest=money("95.00"),
        highest=money("160.00"),
        fair=money("98.00"),
        basis="use",
    )
    summary = begin(stage, "90 euros", amount={"amount": "90", "currency": "EUR"})
    again = stage.answer(summary, "affirm", "yes")
    assert again.responses == ["utter_ask_installment_amount"]
    assert again.slots["draft"]["key"] is None


def test_of_two_the_named_one_and_a_correction_keeps_the_difference(stage: Stage, paying: FakeBackend) -> None:
    paying.answers["GET", "/installments"] = {
        "items": [installment("i1", "Flat", "100.00", fair="80.50"), installment("i2", "Garage", "70.00", fair="65.00")]
    }
    which = begin(stage, "10 euros less", amount={"amount": "10", "currency": "EUR"})
    assert which.responses == ["utter_ask_installment"]
    assert "2. Garage, €70.00" in which.texts["en"]
    flat = stage.answer(which, "give_details", "the flat", place="flat")
    assert "from €100.00 to €90.00" in flat.texts["en"]
    garage = stage.answer(flat, "get_invoice", "no, the garage", confidence=0.9, place="garage")
    assert "from €70.00 to €60.00" in garage.texts["en"]


def test_somebody_without_any(stage: Stage, paying: FakeBackend) -> None:
    paying.answers["GET", "/installments"] = {"items": []}
    result = begin(stage)
    assert result.responses == ["utter_installment_none"]
    assert result.slots["draft"] is None


@pytest.mark.parametrize(
    "text", ["can I pay the bill in three instalments", "three instalments", "3 monthly instalments", "trzy raty"]
)
def test_a_bill_in_rates_is_another_matter(stage: Stage, paying: FakeBackend, text: str) -> None:
    assert begin(stage, text).next_action == "action_agree_payment_plan"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("no, by half", "€50.00"),
        ("nein, um die Hälfte", "€50.00"),
        ("nie, o połowę", "€50.00"),
        ("as low as possible", "€60.00"),
        ("so niedrig wie möglich", "€60.00"),
        ("to ile się da najniżej", "€60.00"),
    ],
)
def test_half_and_the_least_are_amounts(stage: Stage, paying: FakeBackend, text: str, amount: str) -> None:
    asked = stage.answer(begin(stage), "ask_price", text, confidence=0.4)
    assert amount in asked.texts["en"]


@pytest.fixture
def two(paying: FakeBackend) -> FakeBackend:
    gas = installment("i2", "Garage", "70.00", fair="65.00") | {"service_point_name": "Gas", "commodity": "gas"}
    paying.answers["GET", "/installments"] = {"items": [installment("i1", "Flat", "100.00", fair="80.50"), gas]}
    paying.answers["POST", "/installments/i2/changes"] = (201, gas)
    return paying


def said(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


@pytest.mark.parametrize(
    ("text", "amount", "words"),
    [
        ("raise my instalment to 90 euros", "90", "less than now, not more"),
        ("Abschlag bitte erhöhen auf 90 Euro", "90", "less than now, not more"),
        ("obniżcie zaliczkę do 120 zł", "120", "more than now, not less"),
        ("podnieście zaliczkę do 90 zł", "90", "less than now, not more"),
    ],
)
def test_a_raise_that_would_lower_is_said(
    stage: Stage, paying: FakeBackend, text: str, amount: str, words: str
) -> None:
    assert words in begin(stage, text, amount=said(amount)).texts["en"]


@pytest.mark.parametrize("text", ["raise it to 120 euros", "120 euros please", "erhöhen auf 120 €"])
def test_a_raise_that_raises_needs_no_word(stage: Stage, paying: FakeBackend, text: str) -> None:
    assert "now" not in begin(stage, text, amount=said("120")).texts["en"]


@pytest.mark.parametrize(
    "text", ["and the electricity to 90 too", "und für Strom auch auf 90", "i za prąd też na 90", "oraz prąd na 90"]
)
def test_a_second_payment_is_added_and_both_are_written(stage: Stage, two: FakeBackend, text: str) -> None:
    first = begin(stage, "gas to 80 euros", amount=said("80"), commodity="gas")
    both = stage.answer(first, "give_details", text, number="90")
    assert "for Gas:\n• from €70.00 to €80.00" in both.texts["en"]
    assert "for Flat:\n• from €100.00 to €90.00" in both.texts["en"]
    done = stage.answer(both, "affirm", "yes")
    assert done.responses == ["utter_installment_changed", "utter_installment_changed"]
    written = [(call.url.path, json.loads(call.content)["amount"]["amount"]) for call in two.calls[-2:]]
    assert written == [("/installments/i2/changes", "80.00"), ("/installments/i1/changes", "90.00")]
    assert len({call.headers["Idempotency-Key"] for call in two.calls[-2:]}) == 2


@pytest.mark.parametrize("text", ["no, the electricity instead", "nein, nicht Gas sondern Strom", "nie, prąd zamiast"])
def test_another_payment_instead_replaces_the_first(stage: Stage, two: FakeBackend, text: str) -> None:
    first = begin(stage, "gas to 80 euros", amount=said("80"), commodity="gas")
    other = stage.answer(first, "give_details", text)
    assert "Gas" not in other.texts["en"]


def test_an_added_payment_without_an_amount_is_asked_for_it(stage: Stage, two: FakeBackend) -> None:
    first = begin(stage, "gas to 80 euros", amount=said("80"), commodity="gas")
    asked = stage.answer(first, "place_order", "und für strom auch", confidence=0.3)
    assert asked.responses == ["utter_ask_installment_amount"]
    both = stage.answer(asked, "give_details", "90 euros", amount=said("90"))
    assert "to €80.00" in both.texts["en"]
    assert "to €90.00" in both.texts["en"]


def test_an_amount_of_one_of_two_is_corrected(stage: Stage, two: FakeBackend) -> None:
    first = begin(stage, "gas to 80 euros", amount=said("80"), commodity="gas")
    both = stage.answer(first, "give_details", "and the electricity to 90 too", number="90")
    corrected = stage.answer(both, "deny", "no, gas 75 euros", amount=said("75"))
    assert "from €70.00 to €75.00" in corrected.texts["en"]
    assert "from €100.00 to €90.00" in corrected.texts["en"]
    assert "€80.00" not in corrected.texts["en"]


@pytest.mark.parametrize(
    "text",
    ["gas and electricity to 90 euros each", "Gas und Strom auf 90 Euro", "gaz i prąd na 90 euro", "both to 90 euros"],
)
def test_both_at_once(stage: Stage, two: FakeBackend, text: str) -> None:
    summary = begin(stage, text, amount=said("90"))
    assert "from €100.00 to €90.00" in summary.texts["en"]
    assert "from €70.00 to €90.00" in summary.texts["en"]


def test_both_without_an_amount_are_asked_one_by_one(stage: Stage, two: FakeBackend) -> None:
    first = stage.answer(begin(stage), "choose", "beide", ordinal="both")
    assert "For Flat you pay €100.00" in first.texts["en"]
    second = stage.answer(first, "give_details", "90 euros", amount=said("90"))
    assert "For Gas you pay €70.00" in second.texts["en"]
    summary = stage.answer(second, "give_details", "80 euros", amount=said("80"))
    assert "from €100.00 to €90.00" in summary.texts["en"]
    assert "from €70.00 to €80.00" in summary.texts["en"]


@pytest.mark.parametrize(("text", "left", "gone"), [("only the gas", "Gas", "Flat"), ("nur Strom", "Flat", "Gas")])
def test_of_both_only_one_after_all(stage: Stage, two: FakeBackend, text: str, left: str, gone: str) -> None:
    both = begin(stage, "both to 90 euros", amount=said("90"))
    one = stage.answer(both, "give_details", text)
    assert f"for {left}" in one.texts["en"]
    assert "to €90.00" in one.texts["en"]
    assert gone not in one.texts["en"]


def test_an_added_payment_that_is_so_already_leaves_the_first(stage: Stage, two: FakeBackend) -> None:
    first = begin(stage, "gas to 90 euros", amount=said("90"), commodity="gas")
    both = stage.answer(first, "give_details", "and the electricity to 100 too", number="100")
    assert both.responses == ["utter_installment_same", "utter_installment_summary"]
    assert "for Gas:\n• from €70.00 to €90.00" in both.texts["en"]
    stage.answer(both, "affirm", "yes")
    assert [call.url.path for call in two.calls if call.method == "POST"] == ["/installments/i2/changes"]


@pytest.mark.parametrize("text", ["to raty 12", "dann lieber 12 Raten", "no, a payment plan of 12 months"])
def test_rates_are_no_amount(stage: Stage, paying: FakeBackend, text: str) -> None:
    told = stage.answer(begin(stage), "give_details", text, number="12")
    assert told.next_action == "action_agree_payment_plan"


@pytest.mark.parametrize("text", ["gaz, czemu 21 zł zostało", "warum sind das 21 €", "why is 21 left"])
def test_a_sum_that_is_asked_about_is_no_amount(stage: Stage, paying: FakeBackend, text: str) -> None:
    told = stage.answer(begin(stage), "give_details", text, number="21")
    assert "amount" not in told.slots["draft"]["values"]


@pytest.mark.parametrize(
    ("text", "noted"),
    [("200", "Noted. Which payment"), ("auf 200", "Notiert. "), ("200 zł", "Zapisane. ")],
)
def test_an_amount_before_the_place_is_noted_and_the_list_not_read_twice(
    stage: Stage, two: FakeBackend, text: str, noted: str
) -> None:
    asked = begin(stage)
    assert asked.responses == ["utter_ask_installment"]
    early = stage.answer(asked, "give_details", text, amount=said("80"))
    assert early.responses == ["utter_errand_noted"]
    assert any(words.startswith(noted[:8]) for words in early.texts.values())
    assert [button["title"] for button in early.messages[0]["buttons"]]
    again = stage.answer(early, MATTER, text, amount=said("80"))
    lost = stage.answer(again, MATTER, text, amount=said("80"))
    assert lost.responses[0] == "utter_errand_stuck"
    summary = stage.answer(early, "choose", "the flat", place="flat")
    assert "from €100.00 to €80.00" in summary.texts["en"]


@pytest.mark.parametrize("text", ["instalments pls", "raten bitte", "poprosze raty"])
def test_who_has_no_regular_payment_means_what_is_open(text: str) -> None:
    assert wishes_instalments(text)
    assert not wishes_instalments("lower my instalments")
