"""What a customer does in the chat: write, press, look, send files, and get over failures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from channels.errors import NOT_STORED, TOO_LARGE, GatewayError
from tests.e2e.fake_chat import PICTURE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.e2e.conftest import Watch
    from tests.e2e.fake_gateway import FakeGateway

pytestmark = pytest.mark.browser


def ask(page: Page, text: str) -> None:
    page.get_by_label("Write a message").fill(text)
    page.keyboard.press("Enter")


def test_greets_takes_a_message_and_shows_the_answer(open_page: Callable[..., Page]) -> None:
    page = open_page()
    expect(page.get_by_role("log")).to_contain_text("digital assistant, not a person")
    ask(page, "What do I owe?")
    expect(page.locator(".from-customer .bubble")).to_have_text("What do I owe?")
    expect(page.locator(".from-bot .bubble").last).to_have_text("You said: What do I owe?")
    expect(page.get_by_text("Replies straight away")).to_be_visible()
    expect(page.locator(".day")).to_have_text("Today")
    expect(page.get_by_label("Write a message")).to_have_value("")


def test_keeps_line_breaks_and_begins_a_line_with_shift(open_page: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_page()
    box = page.get_by_label("Write a message")
    box.fill("one")
    box.press("Shift+Enter")
    box.press_sequentially("two")
    box.press("Enter")
    expect(page.locator(".from-customer .line")).to_have_text(["one", "two"])
    expect(page.locator(".from-bot")).to_have_count(2)
    assert gateway.chat.newest.messages[1]["text"] == "one\ntwo"


def test_a_pressed_button_sends_its_token_and_shows_its_title(
    open_page: Callable[..., Page], gateway: FakeGateway
) -> None:
    gateway.chat.replies["Which bills?"] = [{"text": "Which one?", "buttons": ["The flat", "The workshop"]}]
    page = open_page()
    ask(page, "Which bills?")
    # the question before may still be on its way; the press is the request that carries a token
    with page.expect_request(lambda request: "payload" in (request.post_data or "")) as sent:
        page.get_by_role("button", name="The workshop").click()
    body = json.loads(sent.value.post_data or "")
    assert body["payload"] == "token of The workshop"
    assert "text" not in body
    expect(page.locator(".from-customer .bubble").last).to_have_text("The workshop")
    expect(page.locator(".from-bot .bubble").last).to_have_text("You said: The workshop")


def test_pictures_are_fetched_with_the_token_named_and_enlarged(
    open_page: Callable[..., Page], gateway: FakeGateway
) -> None:
    gateway.chat.replies["Show me"] = [{"text": "Here", "attachments": [("use.png", "Columns, one per month")]}]
    page = open_page()
    ask(page, "Show me")
    image = page.get_by_role("img", name="Columns, one per month")
    expect(image).to_be_visible()
    assert (image.get_attribute("src") or "").startswith("blob:")
    page.get_by_role("button", name="Enlarge: use.png").click()
    expect(page.get_by_role("dialog", name="use.png")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="use.png")).to_be_hidden()


def test_a_picture_that_is_gone_says_so(open_page: Callable[..., Page], gateway: FakeGateway, watch: Watch) -> None:
    watch.expected = ("404",)
    gateway.chat.replies["Show me"] = [{"text": "Here", "attachments": [("use.png",)]}]
    page = open_page()
    page.route("**/chat/attachments/*", lambda route: route.fulfill(status=404, body="{}"))
    ask(page, "Show me")
    expect(page.get_by_text("use.png: Could not be loaded")).to_be_visible()


def test_files_are_downloaded_under_their_name(open_page: Callable[..., Page], gateway: FakeGateway) -> None:
    gateway.chat.replies["The bill"] = [{"text": "Here", "attachments": [("R-2026-004711.pdf",)]}]
    page = open_page()
    ask(page, "The bill")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download R-2026-004711.pdf").click()
    assert download.value.suggested_filename == "R-2026-004711.pdf"
    assert download.value.path().read_bytes() == PICTURE


def test_a_photo_is_uploaded_and_sent_with_the_text(
    open_page: Callable[..., Page], gateway: FakeGateway, tmp_path: Path
) -> None:
    photo = tmp_path / "meter.png"
    photo.write_bytes(PICTURE)
    page = open_page()
    page.locator("input[type=file]").set_input_files(photo)
    expect(page.locator(".upload.done")).to_contain_text("meter.png")
    ask(page, "My meter")
    expect(page.locator(".from-customer").get_by_role("img", name="meter.png")).to_be_visible()
    expect(page.locator(".upload")).to_have_count(0)
    expect(page.locator(".from-bot .bubble").last).to_have_text("You said: My meter")
    stored = gateway.chat.newest.messages[1]
    assert (stored["text"], [file["title"] for file in stored["attachments"]]) == ("My meter", ["meter.png"])


def test_an_upload_shows_how_far_it_is_and_can_be_taken_back(
    open_page: Callable[..., Page], gateway: FakeGateway, tmp_path: Path
) -> None:
    photo = tmp_path / "meter.png"
    photo.write_bytes(PICTURE)
    page = open_page()
    waiting: list[Any] = []
    page.route("**/chat/attachments", lambda route: waiting.append(route))  # noqa: PLW0108 - a bound method is not taken
    page.locator("input[type=file]").set_input_files(photo)
    expect(page.get_by_role("progressbar", name="Uploading meter.png")).to_be_visible()
    expect(page.get_by_role("button", name="Send")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Remove meter.png").click()
    expect(page.locator(".upload")).to_have_count(0)
    ask(page, "Never mind")
    expect(page.locator(".from-bot .bubble").last).to_have_text("You said: Never mind")
    waiting[0].abort()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("notes.txt", b"plain words", "Only pictures and PDF files, please"),
        ("huge.png", PICTURE + b"0" * 5_000_001, "This file is too large (5 MB at most)"),
    ],
)
def test_a_file_that_is_not_taken_says_why(
    open_page: Callable[..., Page], watch: Watch, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    watch.expected = ("415",)
    file = tmp_path / name
    file.write_bytes(content)
    page = open_page()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".upload.failed")).to_contain_text(words)
    page.get_by_role("button", name=f"Remove {name}").click()
    expect(page.locator(".upload")).to_have_count(0)


def test_a_message_that_did_not_arrive_is_sent_again_under_the_same_id(
    open_page: Callable[..., Page], gateway: FakeGateway, watch: Watch
) -> None:
    watch.expected = ("503",)
    page = open_page()
    expect(page.locator(".from-bot")).to_be_visible()
    gateway.chat.refusing.append(GatewayError(NOT_STORED))
    with page.expect_request("**/chat/messages") as first:
        ask(page, "Hello?")
    expect(page.get_by_text("Not sent")).to_be_visible()
    with page.expect_request("**/chat/messages") as second:
        page.get_by_role("button", name="Try again").click()
    assert first.value.post_data == second.value.post_data
    expect(page.get_by_text("Not sent")).to_be_hidden()
    expect(page.locator(".from-bot .bubble").last).to_have_text("You said: Hello?")
    expect(page.locator(".from-customer")).to_have_count(1)


def test_a_message_that_never_will_be_taken_offers_no_second_try(
    open_page: Callable[..., Page], gateway: FakeGateway, watch: Watch
) -> None:
    watch.expected = ("413",)
    page = open_page()
    expect(page.locator(".from-bot")).to_be_visible()
    gateway.chat.refusing.append(GatewayError(TOO_LARGE))
    ask(page, "Hello?")
    expect(page.get_by_text("This could not be taken")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)


def test_typing_and_the_change_to_a_person_are_shown(open_page: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_page()
    expect(page.get_by_text("Replies straight away")).to_be_visible()
    gateway.show_typing()
    expect(page.get_by_text("The assistant is writing")).to_be_attached()
    expect(page.locator("#typing")).to_be_visible()
    gateway.run(gateway.chat.change_state, "with_agent")
    expect(page.get_by_text("You are talking to a person")).to_be_visible()
    gateway.say("Good morning, how can I help?", "agent")
    expect(page.locator(".from-agent .bubble")).to_have_text("Good morning, how can I help?")
    expect(page.locator("#typing")).to_be_hidden()


def test_older_messages_stand_under_their_days(open_page: Callable[..., Page], gateway: FakeGateway) -> None:
    from datetime import timedelta

    page = open_page()
    expect(page.locator(".from-bot")).to_be_visible()
    conversation = gateway.chat.newest
    conversation.messages.clear()
    for days in (9, 1, 0):
        gateway.run(gateway.chat.add, conversation, "bot", f"{days} days ago", ago=timedelta(days=days))
    page.reload()
    expect(page.locator(".day")).to_have_count(3)
    expect(page.locator(".day").nth(1)).to_have_text("Yesterday")
    expect(page.locator(".day").nth(2)).to_have_text("Today")


def test_new_messages_do_not_pull_a_reader_away(open_page: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_page()
    expect(page.locator(".from-bot")).to_be_visible()
    gateway.say("\n".join(f"line {number}" for number in range(80)))
    expect(page.get_by_text("line 79")).to_be_in_viewport()
    page.get_by_role("log").evaluate(
        "log => new Promise(done => { log.scrollTop = 0; log.addEventListener('scroll', done, {once: true}); })"
    )
    gateway.say("the newest")
    page.get_by_role("button", name="New messages").click()
    expect(page.get_by_text("the newest")).to_be_in_viewport()
    expect(page.get_by_role("button", name="New messages")).to_be_hidden()
