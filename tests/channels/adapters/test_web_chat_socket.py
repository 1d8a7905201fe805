"""The web chat's socket."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from channels.adapters.web_chat import CLOSE_BROKEN, CLOSE_SESSION
from channels.app import create_app
from channels.chat import Chat, Shown
from channels.errors import SESSION_INVALID, GatewayError
from channels.gateway import Transports
from channels.settings import Settings
from tests.channels.fakes import Customers, FakeBackend, FakeEngine


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    transports = Transports(FakeEngine(), httpx2.MockTransport(FakeBackend(Customers())))
    with TestClient(create_app(settings, transports=transports), base_url="http://127.0.0.1:8000") as opened:
        yield opened


def token(client: TestClient) -> str:
    return str(client.post("/chat/sessions", json={}).json()["token"])


def until(socket: Any, kind: str, sender: str | None = None) -> dict[str, Any]:
    while True:
        frame: dict[str, Any] = socket.receive_json()
        if frame["type"] == kind and (sender is None or frame["message"]["sender"] == sender):
            return frame


def test_talks(client: TestClient) -> None:
    with client.websocket_connect("/chat/ws") as socket:
        socket.send_json({"type": "auth", "token": token(client), "after": 0})
        assert socket.receive_json()["message"]["seq"] == 1
        assert socket.receive_json() == {"type": "state", "state": "with_bot"}
        socket.send_json({"type": "message", "id": "m1", "text": "hello"})
        assert socket.receive_json()["message"]["sender"] == "customer"
        assert socket.receive_json() == {"type": "typing", "sender": "bot", "on": True}
        assert socket.receive_json() == {"type": "typing", "sender": "bot", "on": False}
        answer = socket.receive_json()["message"]
        assert (answer["seq"], answer["reply_to"], answer["text"]) == (3, "m1", "echo hello")
        socket.send_json({"type": "read", "seq": 3})
        assert socket.receive_json() == {"type": "read", "seq": 3}
        socket.send_json({"type": "state"})
        assert socket.receive_json() == {"type": "state", "state": "with_bot"}
        socket.send_json({"type": "typing"})
        socket.send_json({"type": "message", "id": "m1", "text": "other"})
        assert socket.receive_json()["code"] == "message_id_reused"


def test_resumes_without_gaps_or_repeats(client: TestClient) -> None:
    session = token(client)
    headers = {"Authorization": f"Bearer {session}"}
    with client.websocket_connect("/chat/ws") as socket:
        socket.send_json({"type": "auth", "token": session, "after": 0})
        until(socket, "state")
    client.post("/chat/messages?wait=5", json={"id": "a", "text": "missed"}, headers=headers)
    with client.websocket_connect("/chat/ws") as socket:
        socket.send_json({"type": "auth", "token": session, "after": 1})
        assert [socket.receive_json()["message"]["seq"] for _ in range(2)] == [2, 3]
        assert socket.receive_json()["type"] == "state"


@pytest.mark.parametrize(
    ("first", "code"),
    [
        ('{"type": "auth", "token": "wrong"}', 4401),
        ('{"type": "message", "text": "x"}', 4400),
        ("no json", 4400),
        ("[]", 4400),
        ('{"type": "auth"}', 4400),
    ],
)
def test_turned_away(client: TestClient, first: str, code: int) -> None:
    with client.websocket_connect("/chat/ws") as socket:
        socket.send_text(first)
        assert socket.receive_json()["type"] == "error"
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
        assert closed.value.code == code


def test_bad_frames_are_refused_one_by_one(client: TestClient) -> None:
    with client.websocket_connect("/chat/ws") as socket:
        socket.send_json({"type": "auth", "token": token(client)})
        until(socket, "state")
        for frame in (
            "no json",
            "[]",
            "{}",
            '{"type": "dance"}',
            '{"type": "message"}',
            '{"type": "read", "seq": "x"}',
            "[" * 60_000,
        ):
            socket.send_text(frame)
            assert socket.receive_json()["code"] == "request_invalid"
        socket.send_text("x" * 70_000)
        with pytest.raises(WebSocketDisconnect):
            socket.receive_json()


def test_logging_out_closes_the_socket(client: TestClient) -> None:
    session = token(client)
    with client.websocket_connect("/chat/ws") as socket:
        socket.send_json({"type": "auth", "token": session})
        until(socket, "state")
        client.delete("/chat/sessions", headers={"Authorization": f"Bearer {session}"})
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
        assert closed.value.code == 4401


@pytest.mark.parametrize(
    ("broken", "code"),
    [(GatewayError(SESSION_INVALID), CLOSE_SESSION), (OperationalError("SELECT", None, OSError()), CLOSE_BROKEN)],
    ids=["session ended meanwhile", "database gone"],
)
def test_who_can_be_told_nothing_more_is_not_left_waiting(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, broken: Exception, code: int
) -> None:
    async def fails(_chat: Chat, _token: str, _seq: int) -> Shown:
        raise broken

    session = token(client)
    monkeypatch.setattr(Chat, "after", fails)
    with client.websocket_connect("/chat/ws") as socket:
        socket.send_json({"type": "auth", "token": session})
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
        assert closed.value.code == code


def test_foreign_origin_gets_no_socket(client: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/chat/ws", headers={"Origin": "https://evil.example"}),
    ):
        pass


def test_slow_reader_is_cut_off() -> None:
    from channels.conversations.live import LONGEST_QUEUE, Listener

    listener = Listener()
    for number in range(LONGEST_QUEUE + 5):
        listener.put({"type": "typing", "number": number})
    frames = [listener._frames.get_nowait() for _ in range(LONGEST_QUEUE + 1)]
    assert frames[-1] is None
    assert json.dumps(frames[0]) == '{"type": "typing", "number": 0}'


def test_frames_are_counted(settings: Settings) -> None:
    tight = settings.model_copy(update={"message_rate": "3/minute"})
    transports = Transports(FakeEngine(), httpx2.MockTransport(FakeBackend(Customers())))
    with TestClient(create_app(tight, transports=transports), base_url="http://127.0.0.1:8000") as client:
        session = token(client)
        with client.websocket_connect("/chat/ws") as socket:
            socket.send_json({"type": "auth", "token": session})
            until(socket, "state")
            for _ in range(4):
                socket.send_json({"type": "typing"})
                socket.send_json({"type": "read", "seq": 1})
            assert [socket.receive_json()["type"] for _ in range(4)] == ["read"] * 3 + ["error"]
