"""The line to the gateway: it breaks, comes back, survives reloads, and ends when it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.conftest import Watch
    from tests.e2e.fake_gateway import FakeGateway

pytestmark = pytest.mark.browser
NEWS = "**/chat/messages?after=*"


def test_what_was_said_while_the_line_was_broken_arrives_once(
    open_page: Callable[..., Page], gateway: FakeGateway, watch: Watch
) -> None:
    watch.expected = ("ERR_FAILED",)
    page = open_page()
    expect(page.get_by_text("Replies straight away")).to_be_visible()
    page.route(NEWS, lambda route: route.abort())
    gateway.drop_sockets()
    expect(page.get_by_text("Connecting again …")).to_be_visible()
    gateway.say("Said in between")
    page.unroute(NEWS)
    expect(page.get_by_text("Said in between")).to_have_count(1)
    expect(page.get_by_text("Replies straight away")).to_be_visible()
    gateway.say("Said afterwards")
    expect(page.locator(".from-bot .bubble")).to_have_text([page_greeting(page), "Said in between", "Said afterwards"])


def page_greeting(page: Page) -> str:
    return page.locator(".from-bot .bubble").first.text_content() or ""


def test_many_breaks_lose_and_double_nothing(open_page: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_page()
    expect(page.get_by_text("Replies straight away")).to_be_visible()
    for number in range(3):
        gateway.drop_sockets()
        gateway.say(f"message {number}")
        expect(page.get_by_text(f"message {number}")).to_have_count(1)
    expect(page.locator(".from-bot")).to_have_count(4)


def test_a_reload_resumes_the_same_conversation(open_page: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_page()
    page.get_by_label("Write a message").fill("Remember me")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You said: Remember me")).to_be_visible()
    page.reload()
    expect(page.get_by_text("You said: Remember me")).to_be_visible()
    expect(page.locator(".message")).to_have_count(3)
    assert len(gateway.chat.conversations) == 1


def test_nothing_is_opened_before_the_customer_opens_it(open_page: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_page("/embedding")
    expect(page.get_by_role("button", name="Chat with us")).to_be_visible()
    assert gateway.chat.conversations == {}


def test_the_launcher_counts_what_was_not_read(open_page: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_page("/embedding")
    page.get_by_role("button", name="Chat with us").click()
    expect(page.locator(".from-bot")).to_be_visible()
    expect(page.get_by_text("Replies straight away")).to_be_visible()
    page.locator("#launcher").click()
    gateway.say("first")
    gateway.say("second")
    expect(page.get_by_role("button", name="2 new messages")).to_be_visible()
    expect(page.locator("#badge")).to_have_text("2")
    page.reload()
    expect(page.locator("#badge")).to_have_text("2")
    page.locator("#launcher").click()
    expect(page.get_by_text("second")).to_be_visible()
    expect(page.locator("#badge")).to_be_hidden()
    page.locator("#launcher").click()
    gateway.wait_until_read(3)


def test_what_was_read_while_the_line_was_down_is_told_afterwards(
    open_page: Callable[..., Page], gateway: FakeGateway, watch: Watch
) -> None:
    watch.expected = ("ERR_FAILED",)
    page = open_page()
    expect(page.get_by_text("Replies straight away")).to_be_visible()
    gateway.wait_until_read(1)
    page.route(NEWS, lambda route: route.abort())
    gateway.drop_sockets()
    expect(page.get_by_text("Connecting again …")).to_be_visible()
    gateway.say("Said in between")
    page.unroute(NEWS)
    expect(page.get_by_text("Said in between")).to_be_visible()
    gateway.wait_until_read(2)


def test_the_open_panel_stays_open_on_the_next_page(open_page: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_page("/embedding")
    page.get_by_role("link", name="Ask us").click()
    expect(page.locator(".from-bot")).to_be_visible()
    page.goto(f"{gateway.url}/embedding?language=en")
    expect(page.locator(".from-bot")).to_be_visible()
    assert len(gateway.chat.conversations) == 1


def test_signing_out_ends_the_session_and_a_new_chat_can_begin(
    open_page: Callable[..., Page], gateway: FakeGateway
) -> None:
    page = open_page()
    expect(page.locator(".from-bot")).to_be_visible()
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="End chat and sign out").click()
    page.get_by_role("button", name="End chat", exact=True).click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    expect(page.locator(".message")).to_have_count(0)
    assert gateway.chat.conversations == {}
    assert "token" not in (page.evaluate("JSON.stringify(sessionStorage)").replace('\\"token\\":null', ""))
    page.get_by_role("button", name="Start a new chat").click()
    expect(page.locator(".from-bot")).to_have_count(1)
    assert len(gateway.chat.conversations) == 1


def test_a_session_that_ended_on_the_server_is_said_to_have_ended(
    open_page: Callable[..., Page], gateway: FakeGateway, watch: Watch
) -> None:
    watch.expected = ("401",)
    page = open_page()
    gateway.wait_until_heard()
    gateway.chat.conversations.clear()
    gateway.drop_sockets()
    expect(page.get_by_text("For your safety this chat has ended.")).to_be_visible()
    page.get_by_role("button", name="Start a new chat").click()
    expect(page.locator(".from-bot")).to_have_count(1)


def test_an_unreachable_gateway_is_said_and_tried_again(
    open_page: Callable[..., Page], gateway: FakeGateway, watch: Watch
) -> None:
    watch.expected = ("ERR_FAILED",)
    page = open_page("/embedding")
    page.route("**/chat/sessions", lambda route: route.abort())
    page.locator("#launcher").click()
    expect(page.get_by_text("The chat cannot be reached at the moment.").last).to_be_visible()
    page.unroute("**/chat/sessions")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".from-bot")).to_be_visible()


def test_another_customer_of_the_site_never_sees_this_ones_chat(
    open_page: Callable[..., Page], gateway: FakeGateway
) -> None:
    page = open_page("/embedding?account=anna")
    page.locator("#launcher").click()
    page.get_by_label("Write a message").fill("My secret")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You said: My secret")).to_be_visible()
    page.goto(f"{gateway.url}/embedding?account=bert")
    expect(page.locator(".from-bot")).to_be_visible()
    expect(page.locator(".message")).to_have_count(1)
    assert gateway.chat.proofs == ["proof of anna", "proof of bert"]
    assert [conversation.id for conversation in gateway.chat.conversations.values()] == ["conversation-1"]
