"""The staff pages of the real thing: signed in from the demo, used by keyboard, fit for a phone, fine for axe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browsing import DESKTOP, PHONE, violations
from tests.system.running import Chat

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    from tests.e2e.conftest import Watch
    from tests.system.running import System

pytestmark = [pytest.mark.browser, pytest.mark.system]
ASKED = {"en": "What did it mean?", "de": "Was war gemeint?", "pl": "O co chodziło?"}
RIDDLES = {"en": "☂ ✂ ♜", "de": "✂ ♜ ☂", "pl": "♜ ☂ ✂"}
"""What no model can understand, whatever it has learnt."""
SIZES = {"en": DESKTOP, "de": PHONE, "pl": PHONE}


def is_fine(page: Page, size: dict[str, int]) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("language", ["en", "de", "pl"])
def test_a_misunderstood_message_is_found_taught_and_replayed(
    system: System, open_context: Callable[..., BrowserContext], watch: Watch, language: str
) -> None:
    watch.expected = ("Applying inline style", "403")
    words = RIDDLES[language]
    with Chat(system.url, language=language) as chat:
        chat.say(words)
    size = SIZES[language]
    page = open_context(language=language, viewport=size).new_page()
    watch.follow(page)
    page.goto(f"{system.url}/staff/understanding?language={language}")
    expect(page.get_by_role("alert")).to_be_visible()
    is_fine(page, size)
    page.locator("main a").click()
    page.locator("form[action^='/staff/sessions'] button").first.click()
    card = page.locator(".lesson", has_text=words)
    expect(card).to_contain_text(ASKED[language])
    is_fine(page, size)
    card.get_by_role("combobox").focus()
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".lesson", has_text=words)).to_have_count(0)
    page.goto(f"{system.url}/staff/understanding?language={language}&taught=yes")
    card = page.locator(".lesson", has_text=words)
    expect(card.locator(".note strong")).to_be_visible()
    card.locator("a").click()
    expect(page.locator(".from-customer .why")).to_be_visible()
    is_fine(page, size)
