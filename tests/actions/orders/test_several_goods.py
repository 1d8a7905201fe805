"""Several goods in one order: each with its own number, added, left out and corrected before the yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.actions.fake_orders import begin, checked, ready_to_order, sent

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage


@pytest.fixture(autouse=True)
def customer(stage: Stage) -> None:
    ready_to_order(stage.backend)


def lines(stage: Stage, path: str = "/order-checks") -> dict[str, int]:
    return {line["product_number"]: line["quantity"] for line in sent(stage, path)["lines"]}


def both_checked() -> dict[str, Any]:
    """What the backend says to a router and two chargers."""
    one, other = checked("R7"), checked("CHARGER-20", quantity=2)
    return {**one, "lines": [*one["lines"], {**other["lines"][0], "position": 2}]}


def both(stage: Stage) -> Result:
    """A router and two chargers, summed up."""
    return begin(stage, "the router R7 and 2 chargers", entities={"number": "2"})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2 chargers and a router R7", "en"),
        ("two chargers plus the R7", "en"),
        ("zwei Ladegeräte und einen Router R7", "de"),
        ("einen R7, dazu 2 Netzteile", "de"),
        ("chcę 2 ładowarki i router R7", "pl"),
        ("router R7 oraz dwie ładowarki", "pl"),
    ],
)
def test_each_thing_keeps_its_own_number(stage: Stage, text: str, language: str) -> None:
    stage.backend.answers["POST", "/order-checks"] = both_checked()
    asked = begin(stage, text, language=language, entities={"number": "2"})
    assert asked.responses == ["utter_order_summary"]
    assert lines(stage) == {"R7": 1, "CHARGER-20": 2}
    assert sent(stage, "/order-checks")["kind"] == "device"
    assert "together" in asked.texts["en"]
    stage.answer(asked, "affirm", "yes")
    assert lines(stage, "/orders") == {"R7": 1, "CHARGER-20": 2}


@pytest.mark.parametrize(
    "text", ["2 chargers and a router", "zwei Ladegeräte und einen Router", "router i 2 ładowarki"]
)
def test_only_the_sort_that_is_not_clear_is_asked_for(stage: Stage, text: str) -> None:
    asked = begin(stage, text, entities={"number": "2"})
    assert asked.responses == ["utter_order_with", "utter_ask_order_product"]
    assert "2 × 20 W charger" in asked.texts["en"]
    assert "Router R9 Pro" in asked.texts["en"]
    stage.answer(asked, "nlu_fallback", "R9")
    assert lines(stage) == {"R9": 1, "CHARGER-20": 2}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("no, 3 chargers and one router", "place_order"),
        ("nein, drei Ladegeräte und einen Router", "deny"),
        ("nie, 3 ładowarki i jeden router", "nlu_fallback"),
        ("3 chargers", "give_details"),
        ("noch ein Ladegerät", "place_order"),
    ],
)
def test_a_number_is_corrected_where_it_belongs(stage: Stage, text: str, intent: str) -> None:
    again = stage.answer(both(stage), intent, text, entities={"number": "3"})
    assert again.responses == ["utter_order_summary"]
    assert lines(stage) == {"R7": 1, "CHARGER-20": 3}


@pytest.mark.parametrize(
    "text",
    ["without the charger", "only the router", "nur den Router", "ohne das Ladegerät", "bez ładowarki", "tylko router"],
)
@pytest.mark.parametrize("intent", ["nlu_fallback", "return_goods", "cancel_order"])
def test_one_of_them_is_left_out(stage: Stage, text: str, intent: str) -> None:
    stage.answer(both(stage), intent, text, confidence=0.4)
    assert lines(stage) == {"R7": 1}


@pytest.mark.parametrize(
    ("text", "count"), [("also a charger", 1), ("und dazu zwei Netzteile", 2), ("i jeszcze 2 ładowarki", 2)]
)
def test_one_more_thing_is_ordered_with_it(stage: Stage, text: str, count: int) -> None:
    stage.answer(begin(stage, "the router R7"), "place_order", text)
    assert lines(stage) == {"R7": 1, "CHARGER-20": count}


def test_a_correction_after_a_no_is_heard(stage: Stage) -> None:
    refused = stage.answer(both(stage), "deny", "no")
    again = stage.answer(refused, "nlu_fallback", "2 routers R7 and 1 charger")
    assert lines(stage) == {"R7": 2, "CHARGER-20": 1}
    assert stage.answer(again, "affirm", "yes").responses == ["utter_order_placed"]


@pytest.mark.parametrize("text", ["is the charger included?", "what does a charger cost", "ile kosztuje ładowarka"])
def test_a_question_orders_nothing_more(stage: Stage, text: str) -> None:
    before = both(stage)
    stage.answer(before, "ask_price", text, confidence=0.9)
    assert lines(stage) == {"R7": 1, "CHARGER-20": 2}


@pytest.mark.parametrize(("text", "numbers"), [("an R7 and a charger to Hauptstr. 5, 50667 Köln", ["5"])])
def test_a_house_number_counts_nothing(stage: Stage, text: str, numbers: list[Any]) -> None:
    begin(stage, text, repeated=[("number", number) for number in numbers])
    assert lines(stage) == {"R7": 1, "CHARGER-20": 1}
    assert sent(stage, "/order-checks")["details"]["address"]["postcode"] == "50667"


@pytest.mark.parametrize("text", ["no, the router R7 instead", "nein, lieber den R7", "nie, jednak R7"])
def test_another_thing_is_counted_anew_and_another_sort_is_not(stage: Stage, text: str) -> None:
    chargers = begin(stage, "3 chargers", entities={"number": "3"})
    stage.answer(chargers, "deny", text)
    assert lines(stage) == {"R7": 1}
    stage.answer(begin(stage, "3 routers R9", entities={"number": "3"}), "deny", text)
    assert lines(stage) == {"R7": 3}
