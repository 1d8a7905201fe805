"""A fake gateway for each test, and pages that notice what a customer never should."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browsing import DESKTOP
from tests.e2e.fake_gateway import FakeGateway

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

LOCALES = {"en": "en-GB", "de": "de-DE", "pl": "pl-PL"}
WAIT_MS = 10_000
expect.set_options(timeout=WAIT_MS)


@pytest.fixture
def gateway() -> Iterator[FakeGateway]:
    with FakeGateway().serving() as serving:
        yield serving


class Watch:
    """Keeps what a page complains about and whom it asks."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.hosts: set[str] = set()
        self.expected: tuple[str, ...] = ()
        """Parts of complaints that the test brings about."""

    def follow(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("websocket", lambda socket: self.hosts.add(urlsplit(socket.url).netloc))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"}:
            self.hosts.add(parts.netloc)

    def unexpected(self) -> list[str]:
        return [text for text in self.complaints if not any(part in text for part in self.expected)]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    contexts: list[BrowserContext] = []

    def open_one(language: str = "en", **more: Any) -> BrowserContext:
        options: dict[str, Any] = {"viewport": DESKTOP, "locale": LOCALES[language], "color_scheme": "light"} | more
        context = browser.new_context(**options)
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(
    gateway: FakeGateway, watch: Watch, open_context: Callable[..., BrowserContext]
) -> Iterator[Callable[..., Page]]:
    """Opens an address of the fake gateway; afterwards nothing may have gone wrong or elsewhere."""

    def open_one(path: str = "/chat", **more: Any) -> Page:
        page = open_context(**more).new_page()
        watch.follow(page)
        page.goto(gateway.url + path)
        return page

    yield open_one
    assert watch.unexpected() == []
    assert watch.hosts <= {f"127.0.0.1:{gateway.port}"}
