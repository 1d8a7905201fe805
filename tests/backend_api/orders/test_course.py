"""Random histories on the pure machines: no illegal state, no lost line, one effect per key."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend_api.orders.course import Course, CourseLine, LineWish
from backend_api.orders.errors import OrderMoveRefusedError, OrderNotChangeableError
from backend_api.orders.machine import GATES, Mover
from backend_api.orders.registry import KINDS

MOVERS: tuple[Mover, ...] = get_args(Mover)
HISTORIES = 10_000


@dataclass(frozen=True)
class Deed:
    """One thing somebody tries: a move (by place in the list of states), or a change of a line."""

    number: int
    mover: Mover
    key: int
    position: int
    quantity: int
    moves: bool
    removes: bool


DEEDS = st.builds(
    Deed,
    number=st.integers(0, 31),
    mover=st.sampled_from(MOVERS),
    key=st.integers(0, 5),
    position=st.integers(1, 4),
    quantity=st.integers(0, 4),
    moves=st.booleans(),
    removes=st.booleans(),
)


def histories(course: Course, deeds: list[Deed]) -> Iterator[tuple[Deed, Course, Course]]:
    """Try every deed; half of the moves take an arrow that exists, so that histories get far."""
    for deed in deeds:
        before = course
        try:
            if deed.moves:
                arrows = course.machine.moves_from(course.state)
                if arrows and deed.number % 2:
                    arrow = arrows[deed.number % len(arrows)]
                    to, mover = arrow.to, arrow.by[deed.quantity % len(arrow.by)]
                else:
                    to, mover = course.machine.states[deed.number % len(course.machine.states)], deed.mover
                course = course.moved(to, mover, f"k{deed.key}")
            else:
                course = course.changed([LineWish(deed.position, "X", deed.quantity or None, deed.removes)])
        except (OrderMoveRefusedError, OrderNotChangeableError):
            pass
        yield deed, before, course


CASES = {
    "word": st.sampled_from(sorted(KINDS)),
    "gate": st.sampled_from([None, *GATES]),
    "quantities": st.lists(st.integers(1, 3), max_size=3),
    "deeds": st.lists(DEEDS, max_size=12),
}
_QUIET: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "print_blob": True,
    "suppress_health_check": [HealthCheck.too_slow],
}


@settings(max_examples=500, **_QUIET)
@given(**CASES)
def test_random_histories(word: str, gate: str | None, quantities: list[int], deeds: list[Deed]) -> None:
    check_history(word, gate, quantities, deeds)


@pytest.mark.prove
@pytest.mark.timeout(180)
@settings(max_examples=HISTORIES, **_QUIET)
@given(**CASES)
def test_ten_thousand_random_histories(word: str, gate: str | None, quantities: list[int], deeds: list[Deed]) -> None:
    check_history(word, gate, quantities, deeds)


def check_history(word: str, gate: str | None, quantities: list[int], deeds: list[Deed]) -> None:
    """No illegal state, no lost line, one effect per key."""
    machine = KINDS[word].machine
    lines = tuple(CourseLine(position, "P", quantity) for position, quantity in enumerate(quantities, start=1))
    course = Course(machine, gate or machine.start, lines)
    effects: dict[str, int] = {}
    for deed, before, after in histories(course, deeds):
        assert after.state in machine.states
        if before.state != after.state:
            assert any((arrow.source, arrow.to) == (before.state, after.state) for arrow in machine.all_transitions)
            assert before.state not in machine.terminal
        if after.steps > before.steps:
            effects[f"k{deed.key}"] = effects.get(f"k{deed.key}", 0) + 1
        if before.lines != after.lines:
            assert before.can_change
        assert [line.position for line in after.lines] == [line.position for line in lines]
        assert not lines or any(not line.removed for line in after.lines)
        assert all(0 < line.quantity <= old.quantity for line, old in zip(after.lines, lines, strict=True))
        course = after
    assert all(count == 1 for count in effects.values())
    assert course.keys == set(effects)
    assert course.steps == 1 + len(effects)


def test_a_step_taken_before_has_no_effect() -> None:
    course = Course(KINDS["device"].machine, "placed").moved("confirmed", "erp", "erp-1")
    assert course.moved("confirmed", "erp", "erp-1") is course
    with pytest.raises(OrderMoveRefusedError):
        course.moved("confirmed", "erp", "erp-2")


def test_lines_change_in_the_window_only() -> None:
    course = Course(KINDS["device"].machine, "packed", (CourseLine(1, "P5", 1),))
    with pytest.raises(OrderNotChangeableError) as caught:
        course.changed([LineWish(1, product_number="P5-BLAU")])
    assert caught.value.problem == "window_over"


@pytest.mark.parametrize(
    ("wish", "problem"),
    [
        (LineWish(1, quantity=3), "more_than_ordered"),
        (LineWish(7), "unknown_line"),
        (LineWish(1, remove=True), "no_line_left"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(wish: LineWish, problem: str) -> None:
    course = Course(KINDS["device"].machine, "placed", (CourseLine(1, "P5", 2),))
    with pytest.raises(OrderNotChangeableError) as caught:
        course.changed([wish])
    assert caught.value.problem == problem
