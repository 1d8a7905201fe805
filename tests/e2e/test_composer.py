"""The line to write in shows all of what is in it, or whole lines of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browsing import DESKTOP, PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
SMALLEST = {"width": 320, "height": 568}
SIZES = pytest.mark.parametrize("size", [SMALLEST, PHONE, DESKTOP], ids=["smallest", "phone", "desktop"])
MEASURE = """box => ({shown: box.clientHeight, whole: box.scrollHeight, from: box.scrollTop,
  line: parseFloat(getComputedStyle(box).lineHeight)})"""


def opened(page: Page, path: str) -> Locator:
    """The box of a chat that has just been opened."""
    if path == "/embedding":
        page.locator("#launcher").click()
    expect(page.locator("#write")).to_be_visible()
    return page.locator("#write")


def measured(box: Locator) -> dict[str, Any]:
    """Heights in CSS pixels, once the stylesheet is there and the page was drawn with it."""
    box.page.wait_for_function("box => !isNaN(parseFloat(getComputedStyle(box).lineHeight))", arg=box.element_handle())
    box.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    heights: dict[str, Any] = box.evaluate(MEASURE)
    return heights


@SIZES
@pytest.mark.parametrize("path", ["/chat", "/embedding"])
def test_the_empty_box_shows_its_whole_placeholder(
    open_page: Callable[..., Page], path: str, size: dict[str, int]
) -> None:
    page = open_page(f"{path}?language=de", viewport=size, language="de")
    heights = measured(opened(page, path))
    assert heights["shown"] >= heights["whole"] >= heights["line"] > 0


@pytest.mark.parametrize("path", ["/chat", "/embedding"])
def test_the_box_fits_as_well_when_the_stylesheet_comes_late(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(path)
    late: list[Any] = []
    page.route("**/wattline-chat.css", lambda route: late.append(route))  # noqa: PLW0108 - a bound method is not taken
    page.reload(wait_until="commit")
    page.locator("#write").wait_for(state="attached")
    if path == "/embedding":
        page.evaluate("document.querySelector('wattline-chat').show()")
    late[0].continue_()
    heights = measured(opened(page, "/chat"))
    assert heights["shown"] >= heights["whole"] >= heights["line"] > 0


@SIZES
def test_a_long_text_grows_the_box_and_then_scrolls_by_whole_lines(
    open_page: Callable[..., Page], size: dict[str, int]
) -> None:
    box = opened(open_page(viewport=size), "/chat")
    box.fill("one\ntwo\nthree")
    heights = measured(box)
    assert heights["shown"] == heights["whole"] == 3 * heights["line"]
    box.fill("\n".join(f"line {number}" for number in range(20)))
    box.press("End")
    heights = measured(box)
    assert heights["shown"] < heights["whole"]
    assert heights["shown"] % heights["line"] == 0
    assert heights["from"] % heights["line"] == 0
    box.fill("")
    assert measured(box)["shown"] == heights["line"]


def test_a_text_begun_in_another_language_keeps_its_height(open_page: Callable[..., Page]) -> None:
    page = open_page()
    opened(page, "/chat").fill("one\ntwo\nthree")
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("radio", name="Deutsch").check()
    box = page.get_by_label("Nachricht schreiben")
    expect(box).to_have_value("one\ntwo\nthree")
    heights = measured(box)
    assert heights["shown"] == heights["whole"] == 3 * heights["line"]


def test_a_text_hidden_while_the_window_narrows_fits_when_shown(open_page: Callable[..., Page]) -> None:
    page = open_page("/embedding", viewport=DESKTOP)
    box = opened(page, "/embedding")
    box.fill("A sentence that needs more lines in a narrower window.")
    page.get_by_role("button", name="Close the chat").first.click()
    page.set_viewport_size(SMALLEST)
    page.locator("#launcher").click()
    heights = measured(box)
    assert heights["shown"] >= heights["whole"] > heights["line"]
