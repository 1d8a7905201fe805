"""The HTTP face: secret, errors, nothing leaks."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx2
import pytest

from bot import server
from bot.server import SECRET_SETTING, answer, create_app, main
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
BODY = {"turn_id": "t", "now": "2026-03-14T10:00:00Z", "state": None, "message": {"text": "my bill"}}


@pytest.fixture(scope="module")
def address(engine):
    """The real server on a free port, in a thread; Sanic's signal handlers need the main thread and are left out."""
    port = free_port()
    app = create_app(engine, "right", name="engine-under-test")
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def serve():
        running = await app.create_server(host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False)
        await running.startup()
        await running.start_serving()
        ready.set()

    def run():
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    yield f"http://127.0.0.1:{port}"
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)


def _post(address, body, secret="right"):
    headers = {} if secret is None else {"Wattline-Secret": secret}
    return httpx2.post(f"{address}/turn", content=json.dumps(body), headers=headers)


def test_health_needs_no_secret(address, engine):
    reply = httpx2.get(f"{address}/healthz")
    assert (reply.status_code, reply.json()["model"]) == (200, engine.model_id)


@pytest.mark.parametrize("secret", [None, "", "wrong", "righ", "rightt", "r\u00efght"])
def test_a_wrong_secret_is_refused_before_anything_is_read(address, secret):
    headers = {} if secret is None else {"Wattline-Secret": secret.encode("utf-8")}
    reply = httpx2.post(f"{address}/turn", content=b"{not json", headers=headers)
    assert reply.status_code == 401
    assert set(reply.json()) == {"code", "message"}


def test_a_turn_over_http(address):
    reply = _post(address, BODY)
    assert reply.status_code == 200
    assert reply.json()["replies"][0]["text"] == "You owe €84.20 (1)."


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"turn_id": "t"}', b"\xff"])
def test_a_bad_request_is_400(address, content):
    reply = httpx2.post(f"{address}/turn", content=content, headers={"Wattline-Secret": "right"})
    assert reply.status_code == 400
    assert reply.json()["code"] == "bad_request"


def test_a_failed_turn_is_500_and_tells_nothing(address, caplog):
    with caplog.at_level(logging.INFO):
        reply = _post(address, {**BODY, "message": {"text": "break Eva"}})
    assert reply.status_code == 500
    assert reply.json()["code"] == "turn_failed"
    assert "secret words" not in reply.text
    assert not any("Eva" in record.getMessage() for record in caplog.records)


def test_a_megabyte_is_answered_without_blocking(address):
    reply = _post(address, {**BODY, "message": {"text": "my bill " + "x" * 1_000_000}})
    assert reply.json()["replies"][0]["text"] == "You owe €84.20 (1)."


def test_an_unknown_route_is_404_in_our_form(address):
    reply = httpx2.get(f"{address}/nothing")
    assert (reply.status_code, set(reply.json())) == (404, {"code", "message"})


def test_without_a_secret_the_engine_does_not_start(monkeypatch):
    monkeypatch.delenv(SECRET_SETTING, raising=False)
    monkeypatch.setattr(server, "configure_logs", lambda: None)
    assert main([]) == 2


def test_the_engine_binds_to_this_machine_only(monkeypatch):
    monkeypatch.setenv(SECRET_SETTING, "s")
    monkeypatch.setattr(server, "configure_logs", lambda: None)
    assert main(["--host", "0.0.0.0"]) == 2


def test_answer_never_raises(engine):
    assert asyncio.run(answer(engine, b"null"))[0] == 400


def _healthy(client: httpx2.Client) -> bool:
    """Whether the server answers within ten seconds after it has said that it is ready."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx2.TransportError):
            return client.get("/healthz").status_code == 200
    return False


@pytest.mark.prove
def test_the_process_serves_on_a_socket_and_ends_politely(tiny_model, tmp_path):
    path = tmp_path / "engine.sock"
    command = [sys.executable, "-m", "bot.server", "--unix", str(path), "--model", str(tiny_model)]
    environment = {**os.environ, SECRET_SETTING: "right", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        assert any('"ready"' in line for line in process.stderr)
        with httpx2.Client(transport=httpx2.HTTPTransport(uds=str(path)), base_url="http://engine") as client:
            assert _healthy(client)
            assert path.stat().st_mode & 0o777 == 0o600
            body = {**BODY, "message": {"text": "something nobody understands"}}
            reply = client.post("/turn", json=body, headers={"Wattline-Secret": "right"})
            assert len(reply.json()["replies"]) == 1
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
        assert not path.exists()
        log = process.stderr.read()
        assert "nobody understands" not in log
        assert '"event": "turn"' in log
    finally:
        process.kill()
        process.wait()
