"""The real thing: a customer who is signed in on the supplier's site asks in the page, with and without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from playwright.sync_api import expect

from tests.browsing import DESKTOP, PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    from tests.e2e.conftest import Watch
    from tests.system.running import System

pytestmark = [pytest.mark.browser, pytest.mark.system]
ANSWER_MS = 15_000


def persona_with_a_bill(system: System, language: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A persona, and a fact about money that needs no asking back."""
    personas = httpx2.get(f"{system.url}/demo/personas", timeout=30, trust_env=False).json()
    for persona in personas:
        money = [fact for fact in persona["facts"] if (fact["intent"], fact["kind"]) == ("check_bill", "money")]
        if persona["language"] == language and persona["customer_number"] and len(money) == 1:
            return persona, money[0]
    raise AssertionError(f"no persona with one bill speaks {language}")


def told(page: Page, fact: dict[str, Any], language: str) -> None:
    """The figure stands in what the assistant said."""
    figure = fact["must_contain"][language]
    expect(page.locator(".from-bot .bubble", has_text=figure).first).to_be_visible(timeout=ANSWER_MS)


@pytest.mark.parametrize("language", ["en", "de", "pl"])
def test_a_signed_in_customer_is_told_what_the_bill_says(
    system: System, open_context: Callable[..., BrowserContext], watch: Watch, language: str
) -> None:
    persona, fact = persona_with_a_bill(system, language)
    page = open_context(language=language, viewport=PHONE if language == "pl" else DESKTOP).new_page()
    watch.follow(page)
    page.goto(f"{system.url}/demo/account?persona={persona['key']}&language={language}")
    launcher = page.locator("#launcher")
    panel = page.locator("#panel")
    expect(launcher).to_be_attached()
    if not panel.is_visible():
        launcher.click()
    expect(page.locator(".from-bot").first).to_be_visible(timeout=ANSWER_MS)
    page.locator("textarea").fill(fact["ask"][language])
    page.keyboard.press("Enter")
    told(page, fact, language)
    assert watch.complaints == []
    assert watch.hosts == {system.url.removeprefix("http://")}


def test_the_plain_form_says_the_same(system: System, open_context: Callable[..., BrowserContext]) -> None:
    persona, fact = persona_with_a_bill(system, "de")
    context = open_context(language="de", java_script_enabled=False)
    proof = httpx2.get(f"{system.url}/demo/proof", params={"persona": persona["key"]}, trust_env=False).json()["proof"]
    signed_in = context.request.post(
        f"{system.url}/chat/plain/sessions",
        form={"proof": proof, "language": "de"},
        headers={"Origin": system.url},
        max_redirects=0,
    )
    assert signed_in.status == 303
    page = context.new_page()
    page.goto(f"{system.url}/chat/plain")
    page.get_by_label("Ihre Nachricht").fill(fact["ask"]["de"])
    page.get_by_role("button", name="Senden").click()
    told(page, fact, "de")


def test_an_anonymous_customer_is_greeted_and_can_change_the_language(
    system: System, open_context: Callable[..., BrowserContext], watch: Watch
) -> None:
    page = open_context(language="de").new_page()
    watch.follow(page)
    page.goto(f"{system.url}/chat")
    expect(page.locator(".from-bot .bubble").first).to_be_visible(timeout=ANSWER_MS)
    page.get_by_role("button", name="Einstellungen").click()
    page.get_by_role("radio", name="Polski").check()
    expect(page.get_by_label("Napisz wiadomość", exact=True)).to_be_visible()
    expect(page.locator(".from-bot .bubble").first).to_contain_text("Dzień dobry", timeout=ANSWER_MS)
    page.locator("textarea").fill("Ile mam do zapłaty?")
    page.keyboard.press("Enter")
    expect(page.locator(".from-bot .bubble").nth(1)).to_be_visible(timeout=ANSWER_MS)
    assert watch.complaints == []
