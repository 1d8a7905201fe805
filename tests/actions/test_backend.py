"""The client of the backend."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx2
import pytest

from actions import _backend
from actions._backend import tickets
from tests.actions.fake_backend import fact

if TYPE_CHECKING:
    from tests.actions.fake_backend import FakeBackend


def call(coroutine: object, level: str = "verified") -> object:
    async def run() -> object:
        _backend.identity_fact.set(fact(level))
        return await coroutine  # type: ignore[misc]

    return asyncio.run(run())


def test_calls_carry_the_secret_and_the_fact(backend: FakeBackend) -> None:
    call(_backend.account())
    headers = backend.calls[0].headers
    assert headers["Wattline-Secret"] == "a secret"
    assert headers["Wattline-Identity"] == fact("verified")


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_broken_backend_is_unavailable(backend: FakeBackend, status: int) -> None:
    backend.failure = status
    with pytest.raises(_backend.BackendUnavailable):
        call(_backend.account())


@pytest.mark.parametrize("error", [httpx2.ConnectError("no"), httpx2.ReadTimeout("slow")])
def test_an_unreachable_backend_is_unavailable(backend: FakeBackend, error: Exception) -> None:
    backend.failure = error
    with pytest.raises(_backend.BackendUnavailable):
        call(_backend.account())


def test_without_a_secret_nothing_is_asked(backend: FakeBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WATTLINE_ACTIONS_SECRET")
    with pytest.raises(_backend.BackendUnavailable):
        call(_backend.account())
    assert backend.calls == []


@pytest.mark.usefixtures("backend")
def test_refusal_names_the_level() -> None:
    with pytest.raises(_backend.Refused) as caught:
        call(_backend.account(), level="channel")
    assert caught.value.needed == "verified"


@pytest.mark.parametrize(("status", "code"), [(401, "secret_invalid"), (403, "scope_missing")])
def test_refusal_of_the_service_is_not_the_customers(monkeypatch: pytest.MonkeyPatch, status: int, code: str) -> None:
    """More proof of identity would not help, so nobody is asked for it."""
    answer = httpx2.Response(status, json={"code": code, "message": "x"})
    monkeypatch.setattr(_backend, "transport", httpx2.MockTransport(lambda _request: answer))
    monkeypatch.setenv("WATTLINE_ACTIONS_SECRET", "another secret")
    with pytest.raises(_backend.BackendUnavailable):
        call(_backend.account())


@pytest.mark.usefixtures("backend")
def test_not_found() -> None:
    with pytest.raises(_backend.NotFound):
        call(_backend.comparison("R-2026-000000"))


def test_a_callback_is_asked_for_once_per_turn(backend: FakeBackend) -> None:
    async def twice() -> None:
        _backend.identity_fact.set(fact("channel"))
        _backend.turn_id.set("turn-7")
        await tickets.ask_callback("check_bill", text=None, after=None, key=_backend.key_of("callback"))
        await tickets.ask_callback("check_bill", text=None, after=None, key=_backend.key_of("callback"))

    asyncio.run(twice())
    assert {call.headers["Idempotency-Key"] for call in backend.calls} == {"turn-7/callback/1"}


@pytest.mark.parametrize("token", [None, "", "x", "a.b.c", "e30.bnVsbA.x"])
def test_a_fact_that_cannot_be_read_is_anonymous(token: str | None) -> None:
    async def level() -> str:
        _backend.identity_fact.set(token)
        return _backend.identity_level()

    assert asyncio.run(level()) == "anonymous"
