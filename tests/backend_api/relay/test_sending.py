"""One try has one outcome, whatever the receiver does."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest

from backend_api.relay import sending
from backend_api.relay.sending import Message, Outcome, Sender, event_body

NOW = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
EVENT = UUID("0192f0c1-0000-7000-8000-000000000001")
MESSAGE = Message(EVENT, "https://hooks.example/in", [b"secret"], b"{}")


async def resolver(host: str, port: int) -> list[str]:
    del host, port
    return ["8.8.8.8"]


async def tried(answer: Any, message: Message = MESSAGE) -> Outcome:
    client = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
    async with Sender(client, resolver=resolver) as sender:
        return await sender.send(message, now=NOW)


async def test_any_2xx_is_through_and_the_receiver_knows_itself_by_its_name() -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204)

    assert await tried(answer) == Outcome(True)
    request = seen[0]
    assert str(request.url) == "https://8.8.8.8/in"
    assert request.headers["host"] == "hooks.example"
    assert request.extensions["sni_hostname"] == "hooks.example"
    assert request.headers["webhook-id"] == str(EVENT)


@pytest.mark.parametrize(
    ("status", "down", "gone"),
    [
        (301, False, False),
        (400, False, False),
        (404, False, False),
        (410, False, True),
        (429, True, False),
        (500, True, False),
    ],
)
async def test_anything_else_is_not(status: int, down: bool, gone: bool) -> None:
    outcome = await tried(lambda request: httpx2.Response(status, headers={"location": "http://10.0.0.1/"}))
    assert outcome == Outcome(False, f"status_{status}", receiver_down=down, gone=gone)


@pytest.mark.parametrize(("wish", "granted"), [("30", timedelta(seconds=30)), ("soon", None), ("9" * 40, None)])
async def test_the_receiver_may_ask_for_time(wish: str, granted: timedelta | None) -> None:
    outcome = await tried(lambda request: httpx2.Response(503, headers={"retry-after": wish}))
    assert outcome.retry_after == granted


async def test_failures_of_the_network_are_outcomes() -> None:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused", request=request)

    def hang(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ReadTimeout("slow", request=request)

    assert await tried(refuse) == Outcome(False, "connection", receiver_down=True)
    assert await tried(hang) == Outcome(False, "timeout", receiver_down=True)


async def test_a_receiver_that_never_ends_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "TIMEOUT_SECONDS", 0.05)

    async def stuck(request: httpx2.Request) -> httpx2.Response:
        del request
        await asyncio.sleep(30)
        raise AssertionError

    assert await tried(stuck) == Outcome(False, "timeout", receiver_down=True)


async def test_a_private_address_is_never_asked() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        raise AssertionError(request.url)

    outcome = await tried(answer, Message(EVENT, "https://10.0.0.1/in", [b"secret"], b"{}"))
    assert outcome == Outcome(False, "private_address", receiver_down=True)


async def test_our_own_notifications_may_be_anywhere() -> None:
    message = Message(EVENT, "http://127.0.0.1:8030/events", [b"secret"], b"{}", trusted=True)
    assert await tried(lambda request: httpx2.Response(202), message) == Outcome(True)


def test_the_body_is_the_same_on_every_try() -> None:
    about = {"invoice_number": "R-2026-000001", "due_on": "2026-12-01"}
    first = event_body(EVENT, "invoice_issued", UUID(int=7), about, NOW)
    assert first == event_body(EVENT, "invoice_issued", UUID(int=7), dict(reversed(about.items())), NOW)
    assert json.loads(first) == {
        "type": "invoice_issued",
        "timestamp": "2026-11-20T10:15:00Z",
        "data": {"event_id": str(EVENT), "customer_id": str(UUID(int=7)), "about": about},
    }
