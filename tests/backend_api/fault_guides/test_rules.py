"""A guide is whole when every step can be reached, every way ends, and every language is there."""

from typing import Any

import pytest

from backend_api.fault_guides.rules import problems
from backend_api.fault_guides.schemas import GuideIn

WORDS = {"en": "A", "de": "B", "pl": "C"}


def step(key: str, *outcomes: tuple[str, str | None]) -> dict[str, Any]:
    """Outcomes: a key, and the step it leads to (none: a ticket)."""
    return {
        "key": key,
        "text": WORDS,
        "outcomes": [
            {"key": name, "text": WORDS} | ({"ends_in": "ticket"} if to is None else {"next_step": to})
            for name, to in outcomes
        ],
    }


def guide(*steps: dict[str, Any], **changes: Any) -> GuideIn:
    given = {"device": "router", "fault": "no_internet", "title": WORDS, "steps": list(steps)}
    return GuideIn.model_validate(given | changes)


def test_a_whole_guide_has_no_problems() -> None:
    assert problems(guide(step("a", ("yes", "b"), ("no", "c")), step("b", ("on", "c")), step("c", ("end", None)))) == []


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (guide(step("a", ("x", "b"))), "step a leads to b, which is not there"),
        (guide(step("a", ("x", None)), step("b", ("x", None))), "nothing leads to step b"),
        (guide(step("a", ("x", "b")), step("b", ("x", "a"))), "step a leads back to itself"),
        (guide(step("a", ("x", "a"))), "step a leads back to itself"),
        (guide(step("a", ("x", None)), step("a", ("x", None))), "step a is there twice"),
        (guide(step("a", ("x", None), ("x", None))), "outcome x of step a is there twice"),
        (guide(step("a", ("x", None)), title={"en": "A"}), "the title is not written in every language"),
    ],
)
def test_what_is_not_whole_is_named(made: GuideIn, problem: str) -> None:
    assert problem in problems(made)


def test_a_long_chain_is_walked_without_getting_lost() -> None:
    steps = [step(f"s{n}", ("on", f"s{n + 1}"), ("skip", f"s{n + 2}")) for n in range(37)]
    steps += [step("s37", ("on", "s38")), step("s38", ("end", None))]
    assert problems(guide(*steps)) == []
