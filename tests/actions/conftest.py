"""Runs one action on a tracker, against the backend in memory, and renders what it says in every language."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions import _backend
from actions.validate_errand_form import ValidateErrandForm
from bot.reply_catalog import ReplyCatalog
from tests.actions.fake_backend import FakeBackend, fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rasa_sdk import Action

NOW = "2026-11-21T18:00:00+00:00"
LANGUAGES = ("en", "de", "pl")
CATALOG = ReplyCatalog(Path(__file__).parents[2] / "bot" / "replies")

ActionExecutor().register_package("actions")  # as the engine does: an errand hands over to any other


@dataclass
class Result:
    """What an action said and did."""

    events: list[dict[str, Any]]
    messages: list[dict[str, Any]]
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def responses(self) -> list[str]:
        return [message["response"] for message in self.messages if message["response"]]

    @property
    def requests(self) -> list[dict[str, Any]]:
        return [message["custom"]["request"] for message in self.messages if "request" in message["custom"]]

    @property
    def attachments(self) -> list[dict[str, Any]]:
        return [message["custom"]["attachment"] for message in self.messages if "attachment" in message["custom"]]

    @property
    def slots(self) -> dict[str, Any]:
        return {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}

    @property
    def form(self) -> str | None:
        loops = [event["name"] for event in self.events if event["event"] == "active_loop"]
        return loops[-1] if loops else None

    @property
    def next_action(self) -> str | None:
        return next((event["name"] for event in reversed(self.events) if event["event"] == "followup"), None)


class Stage:
    """Where an action is run."""

    def __init__(self, backend: FakeBackend) -> None:
        self.backend = backend

    def run(
        self,
        action: type[Action],
        intent: str,
        text: str = "",
        *,
        level: str = "verified",
        bound_to: str | None = None,
        slots: dict[str, Any] | None = None,
        form: str | None = None,
        gateway: bool = True,
        earlier: tuple[str, str] | None = None,
        earlier_entities: dict[str, Any] | None = None,
        confidence: float = 1.0,
        ranking: dict[str, float] | None = None,
        before: str | None = None,
        data: dict[str, Any] | None = None,
        language: str = "en",
        foreign: str | None = None,
        abilities: dict[str, Any] | None = None,
        attachments: list[dict[str, Any]] | None = None,
        entities: dict[str, Any] | None = None,
        repeated: Sequence[tuple[str, Any]] = (),
        **more_entities: Any,
    ) -> Result:
        """Run an action for one message.

        ``earlier`` is a message before it, with its ``earlier_entities``, ``before`` the action that answered;
        ``repeated`` holds entities of which there are several.
        """
        found = [*{**(entities or {}), **more_entities}.items(), *repeated]
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "language": {"code": language, "foreign": foreign},
            "intent_ranking": [{"name": name, "confidence": value} for name, value in (ranking or {}).items()],
            "entities": [{"entity": name, "value": value} for name, value in found],
            "metadata": {
                "now": NOW,
                "language": language,
                "data": data or {},
                "abilities": {"images": True, **(abilities or {})},
                "attachments": attachments or [],
            },
        }
        events = []
        if earlier:
            told = [{"entity": name, "value": value} for name, value in (earlier_entities or {}).items()]
            parsed = {"intent": {"name": earlier[0]}, "entities": told}
            events.append({"event": "user", "text": earlier[1], "parse_data": parsed})
        if before:
            events += [{"event": "action", "name": before}, {"event": "action", "name": "action_listen"}]
        events.append({"event": "user", "text": text, "parse_data": message})
        loop = {"name": form} if form else {}
        tracker = Tracker("conversation", slots or {}, message, events, False, None, loop, "action_listen")
        return asyncio.run(self._run(action, tracker, fact(level, bound_to) if gateway else None))

    def answer(self, before: Result, intent: str, text: str = "", **fields: Any) -> Result:
        """Run the open errand for one more message, after what a result left."""
        slots = before.slots | fields.pop("slots", {})
        return self.run(ValidateErrandForm, intent, text, form="errand_form", slots=slots, **fields)

    async def _run(self, action: type[Action], tracker: Tracker, token: str | None) -> Result:
        _backend.identity_fact.set(token)
        _backend.turn_id.set("turn-1" if token else None)
        dispatcher = CollectingDispatcher()
        events = await action().run(dispatcher, tracker, {})
        result = Result(events, dispatcher.messages)
        result.texts = {language: rendered(dispatcher.messages, language) for language in LANGUAGES}
        return result


def rendered(messages: list[dict[str, Any]], language: str) -> str:
    """What the customer reads; fails when words miss a value."""
    texts = []
    for message in messages:
        if message["response"]:
            values = {"slots": {}, "now": NOW, "language": language, **message}
            texts.append(CATALOG.render(message["response"], language, values)["text"])
            for button in message.get("buttons") or []:
                if button.get("title_key"):
                    assert CATALOG.title(button["title_key"], language, {**values, **button})
    return "\n".join(texts)


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> FakeBackend:
    fake = FakeBackend()
    monkeypatch.setenv("WATTLINE_ACTIONS_SECRET", "a secret")
    monkeypatch.setattr(_backend, "transport", fake.transport)
    return fake


@pytest.fixture
def stage(backend: FakeBackend) -> Iterator[Stage]:
    yield Stage(backend)
    _backend._clients.clear()


@pytest.fixture
def proven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every code that is asked for was given."""
    monkeypatch.setattr(_backend, "is_fresh_for", lambda _thing: True)
