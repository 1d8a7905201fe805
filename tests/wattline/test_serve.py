"""Demo mode as it is served: every device reaches the real gateway, and its answers come back to the device."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from joserfc.jwk import OKPKey

from channels.database import upgrade
from channels.gateway import Transports
from tests.channels.fakes import PNG, Customers, FakeBackend, FakeEngine
from tests.ports import free_port
from wattline.demo.devices.owners import STRANGER
from wattline.serve import create_app


def keys(folder: Path) -> None:
    for name in ("identity", "site"):
        key = OKPKey.generate_key("Ed25519")
        (folder / f"{name}.json").write_text(json.dumps(key.as_dict(private=True)))
        (folder / f"{name}.pub.json").write_text(json.dumps(key.as_dict(private=False)))


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
async def gateway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: FakeEngine) -> AsyncIterator[FastAPI]:
    keys(tmp_path)
    url = f"sqlite+aiosqlite:///{tmp_path / 'gateway.db'}"
    upgrade(url)
    settings = {
        "VAR": tmp_path,
        "DEMO": "true",
        "GATEWAY_DATABASE_URL": url,
        "GATEWAY_SECRET": "gateway-secret",
        "ENGINE_SECRET": "engine-secret",
        "TOKEN_KEY": "k" * 40,
        "ENGINE_URLS": "http://engine",
        "MAIL_PORT": free_port(),
        "IDENTITY_KEY_FILE": tmp_path / "identity.json",
        "SITE_KEY_FILE": tmp_path / "site.json",
        "SITE_PUBLIC_KEY_FILE": tmp_path / "site.pub.json",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"WATTLINE_{name}", str(value))
    app = create_app(Transports(engine, httpx2.MockTransport(FakeBackend(Customers()))))
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def demo(gateway: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(gateway)
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000/demo") as client:
        yield client


async def until[T](look: Callable[[], Awaitable[T]]) -> T:
    """What is there after a while."""
    async with asyncio.timeout(15):
        while not (found := await look()):  # noqa: ASYNC110 - a gateway tells nobody
            await asyncio.sleep(0.02)
    return found


async def write(demo: httpx2.AsyncClient, **fields: Any) -> int:
    answer = await demo.post("/inbox/messages", json=fields)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["status"])


@pytest.mark.parametrize(
    ("address", "taken"), [(STRANGER.phone, 200), (STRANGER.telegram, 200), (STRANGER.mailbox, 250)]
)
async def test_a_question_from_any_device_is_answered_there(
    demo: httpx2.AsyncClient, engine: FakeEngine, address: str, taken: int
) -> None:
    # The mail server opens, and the bot says where it listens, beside the requests.
    async def sent() -> bool:
        return await write(demo, address=address, text="Was kostet Strom?") == taken

    await until(sent)

    async def answer() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await demo.get("/inbox", params={"address": address})).json()
        return [message for message in found if "echo Was kostet Strom?" in message["text"]]

    [message] = (await until(answer))[:1]
    assert message["address"] == address
    assert engine.texts() == ["Was kostet Strom?"]


async def test_a_photo_comes_through_every_limit_in_front(demo: httpx2.AsyncClient, engine: FakeEngine) -> None:
    content = base64.b64encode(PNG + bytes(200_000)).decode()

    async def sent() -> bool:
        files = [{"name": "meter.png", "content": content}]
        return await write(demo, address=STRANGER.telegram, text="Mein Zähler", files=files) == 200

    await until(sent)

    async def asked() -> list[str]:
        return engine.texts()

    assert await until(asked) == ["Mein Zähler"]


async def test_pages_of_other_sites_cannot_write(demo: httpx2.AsyncClient) -> None:
    body = {"address": STRANGER.phone, "text": "hello"}
    answer = await demo.post("/inbox/messages", json=body, headers={"Origin": "https://evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
