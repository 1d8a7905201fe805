"""axe-core finds nothing to object to, in any state a customer can bring the page into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browsing import DESKTOP, PHONE, violations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

    from tests.e2e.conftest import Watch
    from tests.e2e.fake_gateway import FakeGateway

pytestmark = pytest.mark.browser
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])
SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])


@pytest.fixture(autouse=True)
def axe_measures_with_inline_styles(watch: Watch) -> None:
    """The page's own policy refuses them, and says so."""
    watch.expected = ("Applying inline style",)


def talk(page: Page, gateway: FakeGateway) -> None:
    """Bring everything into view that a conversation can hold."""
    gateway.chat.replies["Everything"] = [
        {"text": "Here:\n• one\n• two", "buttons": ["The flat", "The workshop"]},
        {"text": "A picture", "attachments": [("use.png", "Columns"), ("bill.pdf",)], "buttons": ["Yes", "No"]},
    ]
    page.get_by_label("Write a message").fill("Everything")
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="Columns")).to_be_visible()
    gateway.say("I am Anna's colleague.", "agent")
    gateway.say("An advisor has taken over.", "system")
    gateway.run(gateway.chat.change_state, "with_agent")
    gateway.show_typing()
    expect(page.locator("#typing")).to_be_visible()


@THEMES
@SIZES
@pytest.mark.parametrize("path", ["/chat", "/embedding"])
def test_a_conversation(
    open_page: Callable[..., Page], gateway: FakeGateway, theme: str, size: dict[str, int], path: str
) -> None:
    page = open_page(path, color_scheme=theme, viewport=size, reduced_motion="reduce")
    if path == "/embedding":
        expect(page.locator("#launcher")).to_be_visible()
        assert violations(page) == []
        page.locator("#launcher").click()
    talk(page, gateway)
    assert violations(page) == []


@THEMES
@SIZES
def test_settings_and_dialogs(
    open_page: Callable[..., Page], gateway: FakeGateway, theme: str, size: dict[str, int]
) -> None:
    page = open_page(color_scheme=theme, viewport=size, reduced_motion="reduce")
    talk(page, gateway)
    page.get_by_role("button", name="Enlarge: use.png").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Settings").click()
    assert violations(page) == []
    page.get_by_role("button", name="End chat and sign out").click()
    assert violations(page) == []
    page.get_by_role("button", name="End chat", exact=True).click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    assert violations(page) == []


@THEMES
def test_failures(open_page: Callable[..., Page], theme: str, tmp_path: Path) -> None:
    page = open_page("/embedding", color_scheme=theme, reduced_motion="reduce")
    page.locator("#launcher").click()
    expect(page.locator(".from-bot")).to_be_visible()
    huge = tmp_path / "huge.png"
    huge.write_bytes(b"0" * 5_000_001)
    page.locator("input[type=file]").set_input_files(huge)
    expect(page.locator(".upload.failed")).to_be_visible()
    page.evaluate("""() => {
      const chat = document.querySelector("wattline-chat");
      const node = chat.shadowRoot.querySelector(".message");
      chat.rendering.mark(node, "failed");
    }""")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert violations(page) == []


@THEMES
@SIZES
def test_the_plain_form(
    open_context: Callable[..., BrowserContext], gateway: FakeGateway, theme: str, size: dict[str, int]
) -> None:
    gateway.chat.replies["Everything"] = [
        {"text": "Here", "buttons": ["Yes"], "attachments": [("use.png", "Columns"), ("bill.pdf",)]}
    ]
    page = open_context(color_scheme=theme, viewport=size).new_page()
    page.goto(f"{gateway.url}/chat/plain")
    assert violations(page) == []
    page.get_by_role("button", name="Start the chat").click()
    page.get_by_label("Your message").fill("Everything")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("img", name="Columns")).to_be_visible()
    assert violations(page) == []
