"""Languages, colours, sizes, and the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browsing import DESKTOP, PHONE
from tests.e2e.conftest import LOCALES
from tests.e2e.pictures import take_picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.fake_gateway import FakeGateway

pytestmark = pytest.mark.browser
PLACEHOLDERS = {"en": "Write a message", "de": "Nachricht schreiben", "pl": "Napisz wiadomość"}
LONG = "Lieferantenwechselbestätigungsschreiben" * 4 + " https://www.evil.example/" + "x" * 300
GROUND = "element => getComputedStyle(element).backgroundColor"


def brightness(colour: str) -> int:
    """Sum of red, green and blue of `rgb(…)`."""
    return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))


@pytest.mark.parametrize("language", LOCALES)
def test_the_page_speaks_the_browsers_language(
    open_page: Callable[..., Page], gateway: FakeGateway, language: str
) -> None:
    page = open_page(language=language)
    expect(page.get_by_label(PLACEHOLDERS[language], exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".from-bot")).to_be_visible()
    assert gateway.chat.newest.language == language


def test_another_language_before_the_first_word_greets_anew(
    open_page: Callable[..., Page], gateway: FakeGateway
) -> None:
    page = open_page()
    expect(page.locator(".from-bot")).to_be_visible()
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("radio", name="Deutsch").check()
    expect(page.locator(".from-bot .bubble")).to_contain_text("Guten Tag!")
    expect(page.get_by_label(PLACEHOLDERS["de"], exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Was möchten Sie wissen?")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert [conversation.language for conversation in gateway.chat.conversations.values()] == ["de"]


def test_another_language_later_is_told_to_the_assistant(open_page: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_page()
    page.get_by_label("Write a message").fill("Hello")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You said: Hello")).to_be_visible()
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("radio", name="Polski").check()
    expect(page.locator(".from-customer .bubble").last).to_have_text("Po polsku, proszę.")
    expect(page.locator(".day")).to_have_text("Dzisiaj")
    expect(page.locator(".message")).to_have_count(5)
    page.reload()
    expect(page.get_by_label(PLACEHOLDERS["pl"], exact=True)).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_follow_the_system_and_the_customers_choice(open_page: Callable[..., Page], theme: str) -> None:
    page = open_page(color_scheme=theme)
    panel = page.locator("#panel")
    expect(panel).to_be_visible()
    assert (brightness(panel.evaluate(GROUND)) > 380) is (theme == "light")
    page.get_by_role("button", name="Settings").click()
    other = {"light": "Dark", "dark": "Light"}[theme]
    page.get_by_role("radio", name=other).check()
    assert (brightness(panel.evaluate(GROUND)) > 380) is (theme == "dark")
    page.reload()
    expect(panel).to_be_visible()
    assert (brightness(panel.evaluate(GROUND)) > 380) is (theme == "dark")


@pytest.mark.parametrize("path", ["/chat", "/embedding"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_scrolls_sideways(open_page: Callable[..., Page], gateway: FakeGateway, path: str, width: int) -> None:
    gateway.chat.replies["Long"] = [
        {"text": LONG, "buttons": [LONG[:150], "Short"], "attachments": [("a" * 100 + ".pdf",), ("use.png",)]}
    ]
    page = open_page(path, viewport={"width": width, "height": 844})
    if path == "/embedding":
        page.locator("#launcher").click()
    page.get_by_label("Write a message").fill("Long")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Short")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.get_by_role("log").evaluate("log => log.scrollWidth <= log.clientWidth")


def test_on_a_phone_the_panel_fills_the_screen_and_keeps_the_focus(open_page: Callable[..., Page]) -> None:
    page = open_page("/embedding", viewport=PHONE, reduced_motion="reduce")
    page.locator("#launcher").click()
    expect(page.locator(".from-bot")).to_be_visible()
    box = page.locator("#panel").bounding_box()
    assert box == {"x": 0, "y": 0, **PHONE}
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "WATTLINE-CHAT"
    page.get_by_role("button", name="Close the chat").click()
    expect(page.locator("#panel")).to_be_hidden()


def test_on_a_phone_the_launcher_is_round_and_keeps_its_name_and_badge(
    open_page: Callable[..., Page], gateway: FakeGateway
) -> None:
    page = open_page("/embedding", viewport=PHONE)
    launcher = page.get_by_role("button", name="Chat with us")
    box = launcher.bounding_box()
    assert box is not None
    assert box["width"] == box["height"] <= 60
    launcher.click()
    expect(page.get_by_text("Replies straight away")).to_be_visible()
    page.get_by_role("button", name="Close the chat").click()
    gateway.say("first")
    expect(page.get_by_role("button", name="Chat with us (1 new message)")).to_be_visible()
    expect(page.locator("#badge")).to_be_in_viewport(ratio=1)


def test_beside_the_open_panel_the_launcher_shows_no_second_cross(open_page: Callable[..., Page]) -> None:
    page = open_page("/embedding", viewport=DESKTOP)
    page.locator("#launcher").click()
    expect(page.locator("#panel .top .icon-close")).to_be_visible()
    expect(page.locator("#launcher .icon-close")).to_have_count(0)
    expect(page.locator("#launcher .icon-fold")).to_be_visible()
    page.locator("#launcher").click()
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#launcher")).to_be_focused()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_only_a_wide_page_opens_the_chat_by_itself(open_page: Callable[..., Page], size: dict[str, int]) -> None:
    page = open_page("/embedding?opened=true&account=anna", viewport=size)
    expect(page.locator("#launcher")).to_be_visible()
    expect(page.locator("#panel")).to_be_visible(visible=size == DESKTOP)
    if size == PHONE:
        page.locator("#launcher").click()
    expect(page.locator(".from-bot")).to_be_visible()


def test_everything_can_be_done_with_the_keyboard(open_page: Callable[..., Page], gateway: FakeGateway) -> None:
    gateway.chat.replies["Bills"] = [{"text": "Which one?", "buttons": ["The flat"]}]
    page = open_page("/embedding", viewport=DESKTOP)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Write a message")).to_be_focused()
    page.keyboard.type("Bills")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="The flat")).to_be_visible()
    expect(page.get_by_label("Write a message")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="The flat")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You said: The flat")).to_be_visible()
    page.get_by_role("button", name="Settings").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#settings")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#settings")).to_be_hidden()
    expect(page.get_by_role("button", name="Settings")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.get_by_role("button", name="Chat with us")).to_be_focused()


def test_nothing_moves_for_those_who_asked_for_stillness(open_page: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_page("/embedding", reduced_motion="reduce")
    page.locator("#launcher").click()
    expect(page.locator(".from-bot")).to_be_visible()
    gateway.show_typing()
    expect(page.locator("#typing")).to_be_visible()
    assert page.evaluate("document.getAnimations().length") == 0


def test_an_example_beside_the_chat_is_asked(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.get_by_role("button", name="What do I owe?").click()
    expect(page.get_by_text("You said: What do I owe?")).to_be_visible()


@pytest.mark.prove
@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pictures_of_the_page_for_people_to_look_at(
    open_page: Callable[..., Page], language: str, theme: str, size: dict[str, int]
) -> None:
    page = open_page(language=language, color_scheme=theme, viewport=size, reduced_motion="reduce")
    expect(page.locator(".from-bot")).to_be_visible()
    picture = take_picture(page, f"{size['width']}-{theme}-{language}")
    assert picture.stat().st_size > 10_000
