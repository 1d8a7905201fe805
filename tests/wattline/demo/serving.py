"""The demo on a real port in a thread, with the gateway's static files and its policy, for a browser."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Coroutine, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx2
import uvicorn
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from backend_api.app import create_app
from backend_api.settings import Settings
from channels.app import STATIC
from channels.security import Security
from wattline.demo.app import create_demo_app
from wattline.demo.devices.bot_api import Webhook
from wattline.demo.devices.gateway import Answer, Door
from wattline.demo.devices.phone import STATUS_PATH
from wattline.demo.devices.standins import StandIns
from wattline.demo.inbox import Inbox, InboxButton, InboxMessage
from wattline.demo.settings import DemoSettings
from wattline.layout import HOST


class AnsweringDoor:
    """A gateway that takes everything and answers on the same device."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        if url.endswith(STATUS_PATH):
            return Answer(204)
        kept = (await self._inbox.latest_of_each())[0]
        buttons = (InboxButton("Yes, please", "tok-yes"), InboxButton("No", "tok-no"))
        answer = InboxMessage(
            kept.address, kept.channel, None, f"You wrote: {kept.text}", datetime.now(UTC), buttons=buttons
        )
        await self._inbox.add(answer)
        return Answer(200)


class DemoServer:
    """Serves until the block of `serving` ends."""

    def __init__(
        self, stand_ins: StandIns, door: Door, demo_settings: DemoSettings, backend_settings: Settings
    ) -> None:
        self.stand_ins = stand_ins
        stand_ins.bot_api.webhook = Webhook("http://gateway.example/telegram/updates", None)
        self._socket = socket.socket()
        self._socket.bind((HOST, 0))
        self._socket.listen()
        self.url = f"http://{HOST}:{self._socket.getsockname()[1]}"
        self._loop = asyncio.new_event_loop()
        self._backend = create_app(backend_settings)
        app = FastAPI(lifespan=self._backend.router.lifespan_context)
        app.mount("/static", StaticFiles(directory=STATIC))
        app.mount("/demo", create_demo_app(stand_ins, door, demo_settings, httpx2.ASGITransport(app=self._backend)))
        app.add_middleware(Security, origins=frozenset({self.url}), embedding_origins=(), attachment_bytes=1_000)
        self._server = uvicorn.Server(uvicorn.Config(app, log_config=None, ws="none"))
        self._thread = threading.Thread(target=self._serve)

    def run(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something where the server runs."""
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._server.serve([self._socket]))

    @contextlib.contextmanager
    def serving(self) -> Iterator["DemoServer"]:
        """Serve until the block ends."""
        self._thread.start()
        try:
            yield self
        finally:
            self._server.should_exit = True
            self._thread.join(10)
            self._loop.close()
