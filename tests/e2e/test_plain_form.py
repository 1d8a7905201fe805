"""The chat in a browser without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from channels.security import SESSION_COOKIE
from tests.browsing import PHONE
from tests.e2e.conftest import LOCALES
from tests.e2e.fake_chat import PICTURE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.e2e.fake_gateway import FakeGateway

pytestmark = pytest.mark.browser


@pytest.fixture
def open_plain(open_page: Callable[..., Page]) -> Callable[..., Page]:
    def open_one(path: str = "/chat/plain", *, start: bool = True, **more: Any) -> Page:
        page = open_page(path, java_script_enabled=False, **more)
        if start:
            page.get_by_role("button", name="Start the chat").click()
        return page

    return open_one


def ask(page: Page, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send").click()


def test_the_chat_page_leads_to_it(open_plain: Callable[..., Page]) -> None:
    page = open_plain("/chat", start=False)
    expect(page.get_by_role("button", name="Start the chat")).to_be_visible()
    assert page.url.endswith("/chat/plain?language=en")


def test_asks_and_answers_in_one_conversation_held_by_a_cookie(
    open_plain: Callable[..., Page], gateway: FakeGateway
) -> None:
    page = open_plain()
    ask(page, "What do I owe?")
    ask(page, "And when?")
    expect(page.locator(".bubble")).to_have_text(
        [
            gateway.chat.newest.messages[0]["text"],
            "What do I owe?",
            "You said: What do I owe?",
            "And when?",
            "You said: And when?",
        ]
    )
    assert len(gateway.chat.conversations) == 1
    cookie = next(cookie for cookie in page.context.cookies() if cookie["name"] == SESSION_COOKIE)
    assert (cookie["secure"], cookie["httpOnly"], cookie["path"]) == (True, True, "/")


def test_buttons_pictures_and_files_work(open_plain: Callable[..., Page], gateway: FakeGateway, tmp_path: Path) -> None:
    gateway.chat.replies["Show me"] = [
        {"text": "Here", "buttons": ["The flat"], "attachments": [("use.png", "Columns"), ("bill.pdf",)]}
    ]
    page = open_plain()
    ask(page, "Show me")
    image = page.get_by_role("img", name="Columns")
    expect(image).to_be_visible()
    assert image.bounding_box() is not None
    with page.expect_download() as download:
        page.get_by_role("link", name="Download: bill.pdf").click()
    assert download.value.suggested_filename == "bill.pdf"
    page.get_by_role("button", name="The flat").click()
    expect(page.locator(".bubble").last).to_have_text("You said: The flat")
    photo = tmp_path / "meter.png"
    photo.write_bytes(PICTURE)
    page.get_by_label("Photos or files").set_input_files(photo)
    ask(page, "My meter")
    expect(page.locator(".from-customer").get_by_role("img", name="meter.png")).to_be_visible()


def test_while_the_answer_is_on_its_way_one_can_look_again(
    open_plain: Callable[..., Page], gateway: FakeGateway
) -> None:
    page = open_plain()
    gateway.chat.silent = True
    ask(page, "Hello?")
    expect(page.get_by_text("The answer is on its way.")).to_be_visible()
    for said in ("Here I am", "Still here"):
        gateway.say(said)
        page.get_by_role("main").get_by_role("link", name="Look again").first.click()
        expect(page.locator(".bubble").last).to_have_text(said)
    expect(page.get_by_text("The answer is on its way.")).to_be_hidden()


def test_a_form_sent_twice_is_one_message(open_plain: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_plain()
    page.get_by_label("Your message").fill("Once")
    shown = page.locator("form.writing input[name=message_id]").get_attribute("value")
    page.get_by_role("button", name="Send").click()
    answer = page.context.request.post(
        f"{gateway.url}/chat/plain/messages",
        form={"message_id": shown or "", "text": "Once"},
        headers={"Origin": gateway.url},
    )
    assert answer.ok
    assert [message["text"] for message in gateway.chat.newest.messages].count("Once") == 1


def test_the_language_can_be_chosen(open_plain: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_plain()
    page.get_by_label("Language").select_option("pl")
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_label("Wiadomość")).to_be_visible()
    expect(page.locator(".from-customer .bubble")).to_have_text("Po polsku, proszę.")


def test_signing_out_forgets_the_conversation(open_plain: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_plain()
    ask(page, "Secret")
    page.get_by_role("button", name="End chat and sign out").click()
    expect(page.get_by_role("button", name="Start the chat")).to_be_visible()
    expect(page.get_by_text("Secret")).to_have_count(0)
    assert gateway.chat.conversations == {}


def test_an_ended_session_is_explained(open_plain: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_plain()
    gateway.chat.conversations.clear()
    ask(page, "Hello?")
    expect(page.get_by_role("alert")).to_have_text("For your safety this chat has ended. You can start a new one.")


@pytest.mark.parametrize("language", LOCALES)
def test_nothing_scrolls_sideways_on_a_phone(open_plain: Callable[..., Page], language: str) -> None:
    page = open_plain(language=language, viewport=PHONE, start=False)
    page.locator("main button.strong").click()
    width = page.locator("body").bounding_box()
    assert width is not None
    assert width["width"] <= PHONE["width"]
    box = page.locator("form.writing textarea").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= PHONE["width"]
