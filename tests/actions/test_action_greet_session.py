"""The first message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_greet_session import ActionGreetSession

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.mark.parametrize(
    ("language", "bot", "person"),
    [
        ("en", "a bot, not a person", "+49 30 5550 100"),
        ("de", "ein Bot, kein Mensch", "+49 30 5550 100"),
        ("pl", "bot, nie człowiek", "+49 30 5550 100"),
    ],
)
def test_it_is_a_bot_and_how_to_reach_a_person(stage: Stage, language: str, bot: str, person: str) -> None:
    text = stage.run(ActionGreetSession, "session_started", level="anonymous").texts[language]
    assert bot in text
    assert person in text


def test_who_is_signed_in_is_greeted_by_name(stage: Stage) -> None:
    assert "Anna Nowak" in stage.run(ActionGreetSession, "session_started").texts["en"]


def test_without_a_backend_it_still_greets(stage: Stage) -> None:
    stage.backend.failure = 503
    text = stage.run(ActionGreetSession, "session_started").texts["en"]
    assert "a bot, not a person" in text
    assert "a person, please" in text
