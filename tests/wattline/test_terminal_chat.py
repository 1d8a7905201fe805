"""The chat in the terminal."""

import io
import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from rich.console import Console

from wattline import terminal_chat

BUTTON = {"title": "The flat", "payload": "token-1"}


def message(seq: int, text: str, **more: Any) -> dict[str, Any]:
    return {"seq": seq, "sender": "bot", "text": text, "buttons": [], "attachments": []} | more


def said(monkeypatch: pytest.MonkeyPatch, inputs: list[str], answer: Callable[[dict[str, Any]], list[Any]]) -> str:
    """What the terminal shows when the customer types these lines."""
    conversation = [message(1, "Which one?", buttons=[BUTTON])]

    def gateway(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/chat/sessions":
            return httpx2.Response(200, json={"token": "t", "conversation_id": "c"})
        if request.method == "GET":
            after = int(request.url.params["after"])
            return httpx2.Response(200, json={"messages": [m for m in conversation if m["seq"] > after]})
        found = answer(json.loads(request.content))
        conversation.extend(found)
        return httpx2.Response(200, json={"messages": found, "state": "with_bot"})

    client = httpx2.Client
    monkeypatch.setattr(
        terminal_chat.httpx2, "Client", lambda **options: client(transport=httpx2.MockTransport(gateway), **options)
    )
    shown = io.StringIO()
    console = Console(file=shown, width=200)
    lines = iter([*inputs, "/quit"])
    monkeypatch.setattr(console, "input", lambda _prompt: next(lines))
    terminal_chat.talk("http://gateway", "en", console)
    return shown.getvalue()


def test_a_number_picks_a_button(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, Any]] = []

    def answer(body: dict[str, Any]) -> list[Any]:
        sent.append(body)
        return [message(2, "The flat it is.")]

    shown = said(monkeypatch, ["1"], answer)
    assert sent[0]["payload"] == "token-1"
    assert "The flat it is." in shown
    assert "takes longer" not in shown


def test_an_answer_that_takes_longer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Stored. The answer takes longer" in said(monkeypatch, ["hello"], lambda _body: [])
