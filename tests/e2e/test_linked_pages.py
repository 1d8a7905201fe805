"""Pages behind the links of our messages: on a phone and a screen, by day and night, without a script, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browsing import DESKTOP, PHONE, violations
from tests.e2e.conftest import LOCALES
from tests.e2e.linked_gateway import ANSWERS, LinkedGateway
from tests.e2e.pictures import take_picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import BrowserContext, Page

    from tests.e2e.conftest import Watch

pytestmark = pytest.mark.browser
_BY_DAY_ON_A_PHONE = (("phone", PHONE, "light"), ("wide", DESKTOP, "dark"))
_BY_NIGHT_ON_A_PHONE = (("phone", PHONE, "dark"), ("wide", DESKTOP, "light"))
LOOKS = {"en": _BY_DAY_ON_A_PHONE, "de": _BY_NIGHT_ON_A_PHONE, "pl": _BY_DAY_ON_A_PHONE}
"""Every text in both sizes and on both grounds, every page in all four looks."""
END = {"en": "Send me no more notices", "de": "Keine Mitteilungen mehr", "pl": "Nie chcę więcej powiadomień"}
AGAIN = {
    "en": "Send me notices again",
    "de": "Wieder Mitteilungen erhalten",
    "pl": "Chcę znów otrzymywać powiadomienia",
}


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LinkedGateway]:
    with LinkedGateway(tmp_path_factory.mktemp("linked")).serving() as serving:
        yield serving


@pytest.fixture(autouse=True)
def nothing_else_is_asked(linked: LinkedGateway, watch: Watch) -> Iterator[None]:
    watch.expected = ("Applying inline style",)
    yield
    assert watch.unexpected() == []
    assert watch.hosts <= {f"127.0.0.1:{linked.port}"}


def is_fine(page: Page, name: str, size: dict[str, int]) -> None:
    """Everybody can use it, nothing sticks out, and there is a picture of it for people to look at."""
    take_picture(page, name, full_page=True)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("language", LOCALES)
def test_the_message(
    linked: LinkedGateway, open_context: Callable[..., BrowserContext], watch: Watch, language: str
) -> None:
    link = linked.link_to_message(language)
    text, choices, alt, name = ANSWERS[language]
    for place, size, theme in LOOKS[language]:
        page = open_context(viewport=size, color_scheme=theme).new_page()
        watch.follow(page)
        page.goto(link)
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("div.told")).to_have_text(text, use_inner_text=True)
        expect(page.locator("ol.told li")).to_have_text(list(choices))
        assert page.get_by_role("img", name=alt).evaluate("picture => picture.naturalWidth") == 960
        is_fine(page, f"message-{place}-{theme}-{language}", size)
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    assert download.value.path().read_bytes() == b"%PDF-1.7"


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("path", ["/m/forged", "/unsubscribe/forged"])
def test_a_link_that_opens_nothing_leads_to_the_chat(
    linked: LinkedGateway, open_context: Callable[..., BrowserContext], watch: Watch, language: str, path: str
) -> None:
    watch.expected += ("404",)
    for place, size, theme in LOOKS[language]:
        page = open_context(language=language, viewport=size, color_scheme=theme).new_page()
        watch.follow(page)
        page.goto(linked.url + path)
        expect(page.locator("html")).to_have_attribute("lang", language)
        is_fine(page, f"gone-{path.split('/')[1]}-{place}-{theme}-{language}", size)
        expect(page.locator("main a.strong")).to_have_attribute("href", f"/chat?language={language}")


@pytest.mark.parametrize("language", LOCALES)
def test_notices_end_and_begin_by_keyboard(
    linked: LinkedGateway, open_context: Callable[..., BrowserContext], watch: Watch, language: str
) -> None:
    link = linked.link_to_notices(language)
    for place, size, theme in LOOKS[language]:
        page = open_context(viewport=size, color_scheme=theme).new_page()
        watch.follow(page)
        page.goto(link)
        for step, button in (("on", END), ("off", AGAIN)):
            expect(page.get_by_role("button")).to_have_text(button[language])
            is_fine(page, f"notices-{step}-{place}-{theme}-{language}", size)
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            expect(page.get_by_role("status")).to_be_visible()
        expect(page.get_by_role("button")).to_have_text(END[language])
        is_fine(page, f"notices-begun-{place}-{theme}-{language}", size)


def test_no_script_is_needed(linked: LinkedGateway, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(linked.link_to_message("en"))
    expect(page.get_by_role("heading", name="Your message from Zorza")).to_be_visible()
    page.goto(linked.link_to_notices("en"))
    page.get_by_role("button", name=END["en"]).click()
    expect(page.get_by_role("heading", name="You will get no more notices")).to_be_visible()
    page.get_by_role("button", name=AGAIN["en"]).click()
    expect(page.get_by_role("heading", name="You will get our notices again")).to_be_visible()
