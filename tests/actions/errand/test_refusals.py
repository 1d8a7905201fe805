"""What follows a no to a summary: the errand ends with the next wish and never comes back by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions.action_resume_errand import ActionResumeErrand
from tests.actions.fake_orders import begin, ready_to_order

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage


@pytest.fixture(autouse=True)
def customer(stage: Stage) -> None:
    ready_to_order(stage.backend)


def refused(stage: Stage, text: str = "no", **fields: Any) -> Result:
    """An order that was summed up and refused."""
    instead = stage.answer(begin(stage, "the router R7"), "deny", text, **fields)
    assert instead.responses == ["utter_errand_what_instead"]
    return instead


def ordered(stage: Stage) -> bool:
    return any(call.method == "POST" and call.url.path.endswith("/orders") for call in stage.backend.calls)


@pytest.mark.parametrize(
    "text", ["I would rather go to another firm", "ich will zu einem anderen Anbieter", "chcę przejść do innej sieci"]
)
def test_another_wish_ends_it_however_little_of_it_is_our_business(stage: Stage, text: str) -> None:
    left = stage.answer(refused(stage), "out_of_scope", text, confidence=0.98)
    assert left.responses == ["utter_errand_left"]
    assert left.slots["draft"] is None
    assert left.next_action == "action_admit_misunderstanding"


@pytest.mark.parametrize(("intent", "confidence"), [("contract_details", 0.3), ("update_contact", 0.45)])
def test_another_wish_ends_it_however_unsure_it_is_heard(stage: Stage, intent: str, confidence: float) -> None:
    after = refused(stage)
    assert stage.answer(after, intent, "do I have to sign something", confidence=confidence).events == []
    assert stage.run(ActionResumeErrand, intent, slots=after.slots).responses == ["utter_errand_left"]


def test_an_address_that_nothing_of_it_needs_ends_it(stage: Stage) -> None:
    plan = {"value": "MOBIL-L", "label": "Mobil L", "kind": "plan", "commodity": "mobile", "price": {}, "words": []}
    draft = {
        "matter": "place_order",
        "is_prepared": True,
        "asking": "confirmation",
        "values": {"product": "MOBIL-L", "point": "p"},
        "known": {"products": [plan], "points": [], "company": False, "refused": True},
    }
    text = "change of address: Lindenweg 4, 50667 Köln"
    assert stage.answer(refused(stage), "submit_meter_reading", text, slots={"draft": draft}).events == []


@pytest.mark.parametrize(
    ("intent", "text"), [("nlu_fallback", "hm tja"), ("place_order", "I want away from you"), ("give_details", "so so")]
)
def test_words_that_change_nothing_bring_back_no_summary_and_the_second_end_it(
    stage: Stage, intent: str, text: str
) -> None:
    again = stage.answer(refused(stage), intent, text, confidence=0.7)
    assert again.responses == ["utter_errand_what_instead"]
    assert "what should be different" in again.texts["en"]
    assert stage.answer(again, "affirm", "yes").responses == ["utter_errand_question"]
    assert stage.answer(again, intent, text, confidence=0.7).responses == ["utter_errand_left"]
    assert not ordered(stage)


def test_a_yes_after_a_no_and_then_another_wish_ends_it_all_the_same(stage: Stage) -> None:
    asked = stage.answer(refused(stage), "affirm", "tak", language="pl")
    assert asked.responses == ["utter_errand_question"]
    assert stage.run(ActionResumeErrand, "check_bill", slots=asked.slots).responses == ["utter_errand_left"]
    assert stage.answer(asked, "affirm", "tak", language="pl").responses == ["utter_order_placed"]


@pytest.mark.parametrize("text", ["show me again", "jeszcze raz", "noch mal"])
def test_the_summary_is_shown_again_to_whoever_wants_it(stage: Stage, text: str) -> None:
    shown = stage.answer(refused(stage), "nlu_fallback", text)
    assert shown.responses == ["utter_order_summary"]
    assert stage.answer(shown, "affirm", "yes").responses == ["utter_errand_question"]


def test_what_shall_be_different_is_taken(stage: Stage) -> None:
    other = stage.answer(refused(stage), "nlu_fallback", "two of them", number={"value": "2"})
    assert other.responses == ["utter_order_summary"]
    assert stage.answer(other, "affirm", "yes").responses == ["utter_order_placed"]


@pytest.mark.parametrize("text", ["no thanks", "nein danke", "nie, dziękuję"])
def test_a_no_with_thanks_is_not_asked_what_shall_be_different(stage: Stage, text: str) -> None:
    dropped = stage.answer(begin(stage, "the router R7"), "deny", text)
    assert dropped.responses == ["utter_matter_dropped"]
    assert dropped.slots["draft"] is None
    assert not ordered(stage)
