"""The gateway's own routes and pages around a fake chat, served on a free port for a browser."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from pydantic import SecretStr
from starlette.staticfiles import StaticFiles

from channels import error_responses
from channels.adapters import web_chat
from channels.limits import Limits
from channels.pages.routes import create_router
from channels.security import Security
from channels.settings import Settings
from tests.e2e.fake_chat import FakeChat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from channels.chat import Chat

STATIC = Path(web_chat.__file__).parent.parent / "static"
RATE = "1000/second"
EMBEDDING_PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>A supplier's page</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/static/icon.svg"></head>
<body><main><h1>A supplier's page</h1><p>What suppliers publish.</p><a href="#" data-wattline-open>Ask us</a></main>
<script src="/static/wattline-chat.js" type="module" data-name="Zorza" data-language="{language}"{more}></script>
</body></html>"""


def settings() -> Settings:
    """The gateway's settings, as far as routes and pages read them."""
    secret = SecretStr("-" * 32)
    return Settings(gateway_secret=secret, engine_secret=secret, token_key=secret, supplier_name="Zorza")


async def embedding_page(language: str = "en", account: str = "", *, opened: bool = False) -> str:
    """A page of a supplier that has nothing but the script tag."""
    more = f' data-account="{account}" data-proof="proof of {account}"' if account.isalnum() else ""
    more += " data-open" if opened else ""
    return EMBEDDING_PAGE.format(language=language, more=more)


def app_around(chat: FakeChat, origin: str) -> FastAPI:
    """The gateway's routes, pages and protection around a chat."""
    app = FastAPI()
    error_responses.install(app)
    limits = Limits(session=RATE, message=RATE, address=RATE, attachment=RATE)
    given = settings()
    bounds = web_chat.Bounds(given.longest_text, given.longest_wait_seconds, given.attachment_bytes)
    app.include_router(web_chat.router(cast("Chat", chat), limits, bounds))
    app.mount("/static", StaticFiles(directory=STATIC))
    app.include_router(create_router(chat, limits, given))
    app.add_api_route("/embedding", embedding_page, response_class=HTMLResponse)
    app.add_middleware(
        Security, origins=frozenset({origin}), embedding_origins=(), attachment_bytes=given.attachment_bytes
    )
    return app


class FakeGateway:
    """A running server; its chat is steered from the test by `chat` and `run`."""

    def __init__(self) -> None:
        self.chat = FakeChat()
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._loop = asyncio.new_event_loop()
        config = uvicorn.Config(
            app_around(self.chat, self.url), log_level="critical", lifespan="off", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._server.serve([self._socket]))

    @contextlib.contextmanager
    def serving(self) -> Iterator[FakeGateway]:
        """Serve until the block ends."""
        self._thread.start()
        try:
            yield self
        finally:
            self._server.should_exit = True
            self._thread.join(10)
            self._loop.close()

    def run(self, work: Callable[..., Any], *values: Any, **named: Any) -> Any:
        """Call something of the chat where the server runs."""

        async def call() -> Any:
            return work(*values, **named)

        return asyncio.run_coroutine_threadsafe(call(), self._loop).result(5)

    def say(self, text: str, sender: str = "bot", **more: Any) -> Any:
        """Send a message to the newest conversation."""
        return self.run(self.chat.add, self.chat.newest, sender, text, **more)

    def show_typing(self, on: bool = True) -> None:
        """Show or hide the typing sign, once somebody is there to see it."""
        self.wait_until_heard()
        self.run(self.chat.typing, on)

    def wait_until_read(self, seq: int) -> None:
        """Wait until the page has told that everything up to a message was shown."""
        while self.chat.reads.get(timeout=5) < seq:
            pass

    def wait_until_heard(self) -> None:
        """Wait until a socket listens; a page says that it is connected a little before."""
        assert self.chat.listened_to.wait(5), "no socket listens"

    def drop_sockets(self) -> None:
        """Close every open socket, as a restart would."""
        self.wait_until_heard()
        self.chat.listened_to.clear()
        self.run(self.chat.live.hang_up_all)
