"""A tiny project of its own: a domain, rules and a keyword classifier that train in seconds.

Rasa takes seconds to import, so only the fixtures that need it do.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

os.environ["RASA_TELEMETRY_ENABLED"] = "false"

from bot.turn_request import TurnRequest

if TYPE_CHECKING:
    from bot.turn import Engine

NOW = "2026-03-14T10:00:00+01:00"


class Talk:
    """A conversation with an engine, as the gateway leads it: only the state goes from turn to turn."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.state: dict[str, Any] | None = None
        self.language = "en"
        self.turns = 0
        self.last: dict[str, Any] = {}

    def send(self, message: dict[str, Any], **fields: Any) -> dict[str, Any]:
        self.turns += 1
        body = {
            "turn_id": f"turn-{self.turns}",
            "now": NOW,
            "state": self.state,
            "message": message,
            "fact": None,
            "language": self.language,
            "abilities": {"buttons": True},
            **fields,
        }
        self.last = asyncio.run(self.engine.run(TurnRequest.from_json(body)))
        self.state, self.language = self.last["state"], self.last["language"]
        return self.last

    def say(self, text: str, **fields: Any) -> list[str]:
        return [reply["text"] for reply in self.send({"text": text}, **fields)["replies"]]

    def press(self, intent: str, **entities: Any) -> list[str]:
        return [reply["text"] for reply in self.send({"intent": intent, "entities": entities})["replies"]]


@pytest.fixture(scope="session")
def tiny_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.bot.tiny_project import write_project

    return write_project(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def tiny_model(tiny_project: Path) -> Path:
    from rasa.model_training import train

    result = train(
        domain=str(tiny_project / "domain.yml"),
        config=str(tiny_project / "config.yml"),
        training_files=[str(tiny_project / "data")],
        output=str(tiny_project / "models"),
        force_training=True,
    )
    assert result.code == 0
    return Path(result.model)


@pytest.fixture(scope="session")
def engine(tiny_model: Path, tiny_project: Path) -> Engine:
    from bot.action_runner import StrictActionExecutor
    from bot.replies import ReplyGenerator
    from bot.reply_catalog import ReplyCatalog
    from bot.turn import Engine
    from tests.bot import tiny_actions

    executor = StrictActionExecutor()
    for action in tiny_actions.ACTIONS:
        executor.register_action(action)
    return Engine(
        tiny_model,
        executor=executor,
        generator=ReplyGenerator(catalog=ReplyCatalog(tiny_project / "replies")),
        fact=tiny_actions.fact,
        turn_id=tiny_actions.turn_id,
    )


@pytest.fixture
def talk(engine: Engine) -> Talk:
    return Talk(engine)
