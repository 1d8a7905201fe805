"""Whatever somebody says to an errand before it is clear who he is, he is asked that, and nothing breaks."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from actions._errand.errand_action import ERRANDS

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

for path in sorted((Path(__file__).parents[2] / "actions").glob("action_*.py")):
    importlib.import_module(f"actions.{path.stem}")

TEXTS = [
    "I do not have one, I am not a customer yet",
    "I want the router R7 and a charger",
    "the second one",
    "not the garage",
    "to 12 Elm Road, 3 of them",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("matter", sorted(ERRANDS))
def test_an_unknown_customer_breaks_no_errand(stage: Stage, matter: str, text: str) -> None:
    said = {"ordinal": "2", "number": "3"} if text == "the second one" else {}
    asked = stage.run(ERRANDS[matter], matter, text, level="anonymous", entities=said)
    assert asked.responses or asked.next_action
    again = stage.run(ERRANDS[matter], matter, text, level="anonymous", slots=asked.slots, entities=said)
    assert again.responses or again.next_action
