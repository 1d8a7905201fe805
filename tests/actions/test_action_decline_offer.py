"""A no to an offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions.action_decline_offer import ActionDeclineOffer
from tests.actions.fake_offers import FLEX, OEKO, OFFERS, add_offers

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage


@pytest.fixture(autouse=True)
def offers(stage: Stage) -> None:
    add_offers(stage.backend)


def begin(stage: Stage, text: str = "not interested", **fields: Any) -> Result:
    return stage.run(ActionDeclineOffer, "decline_offer", text, **fields)


def declined(stage: Stage) -> list[str]:
    return [call.url.path.split("/")[2] for call in stage.backend.calls if call.url.path.endswith("/decline")]


def test_which_one_is_asked_and_a_no_needs_a_yes(stage: Stage) -> None:
    asked = begin(stage)
    assert asked.responses == ["utter_ask_offer_to_decline"]
    assert len(asked.messages[0]["buttons"]) == 3
    summed = stage.answer(asked, "give_details", "the second", ordinal="2")
    assert "Zorza Strom Flex, offer F-500002" in summed.texts["en"]
    assert "does not end any contract" in summed.texts["en"]
    assert declined(stage) == []
    done = stage.answer(summed, "affirm", "yes")
    assert declined(stage) == [FLEX]
    assert "Offer F-500002 (Zorza Strom Flex) is declined." in done.texts["en"]
    assert "Offer F-500001 (Zorza Ökostrom 12) is still open until 20 December 2026." in done.texts["en"]


@pytest.mark.parametrize("entities", [{"ordinal": "all"}, {"ordinal": "both"}, {"step": "offer", "answer": "all"}])
def test_all_of_them_can_be_declined(stage: Stage, entities: dict[str, Any]) -> None:
    summed = stage.answer(begin(stage), "give_details", "both", entities=entities)
    assert summed.responses == ["utter_decline_summary"]
    assert "They cannot be accepted" in summed.texts["en"]
    stage.answer(summed, "affirm", "yes")
    assert declined(stage) == [OEKO, FLEX]
    keys = {call.headers["Idempotency-Key"] for call in stage.backend.calls if call.url.path.endswith("/decline")}
    assert len(keys) == 2


def test_the_other_one_is_the_other_offer_and_not_all(stage: Stage) -> None:
    summed = stage.answer(begin(stage), "give_details", "the first", ordinal="1")
    assert "F-500001" in summed.texts["en"]
    other = stage.answer(summed, "deny", "no, the other one", ordinal="other")
    assert "F-500002" in other.texts["en"]
    stage.answer(other, "affirm", "yes")
    assert declined(stage) == [FLEX]


def test_the_only_offer_is_not_asked_for(stage: Stage) -> None:
    add_offers(stage.backend, OFFERS[:1])
    assert begin(stage).responses == ["utter_decline_summary"]


def test_an_offer_named_by_its_number_is_not_asked_for(stage: Stage) -> None:
    assert "F-500002" in begin(stage, "no to F-500002").texts["en"]


def test_keeping_it_after_all_changes_nothing(stage: Stage) -> None:
    summed = begin(stage, "no to F-500002")
    assert stage.answer(summed, "deny", "no").responses == ["utter_errand_what_instead"]
    assert declined(stage) == []


def test_without_an_open_offer_there_is_nothing_to_decline(stage: Stage) -> None:
    add_offers(stage.backend, [{**OFFERS[0], "state": "accepted"}])
    assert begin(stage).responses == ["utter_no_open_offers"]


def test_an_offer_that_is_over_says_so(stage: Stage) -> None:
    answer = {"code": "offer_not_open", "message": "", "details": {"state": "expired"}}
    stage.backend.answers["POST", f"/offers/{FLEX}/decline"] = (409, answer)
    result = stage.answer(begin(stage, "no to F-500002"), "affirm", "yes")
    assert "The time for this offer is over" in result.texts["en"]


def test_a_counter_offer_leaves_the_notice_standing(stage: Stage) -> None:
    add_offers(stage.backend, [{**OFFERS[0], "kind": "counter_offer"}])
    assert "Your notice stands." in stage.answer(begin(stage), "affirm", "yes").texts["en"]


def test_the_name_of_an_offer_is_no_emergency(stage: Stage) -> None:
    summed = stage.answer(begin(stage), "report_emergency", "strom flex")
    assert "F-500002" in summed.texts["en"]
    assert stage.answer(begin(stage), "report_emergency", "strom brennt").events == []


@pytest.mark.parametrize("text", ["wieso abgelehnt die hütte", "why was it rejected", "dlaczego odrzucone"])
def test_what_somebody_else_rejected_is_no_offer(stage: Stage, text: str) -> None:
    assert begin(stage, text).next_action == "action_check_switch"
