"""Whatever anybody writes stays text, in the component and in the plain form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e.hostile_texts import ALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Dialog, Page

    from tests.e2e.conftest import Watch
    from tests.e2e.fake_gateway import FakeGateway

pytestmark = pytest.mark.browser
SENDERS = ("bot", "agent", "customer", "system")
ALARM = "window.alarms = 0; window.alarm = () => { window.alarms += 1; };"


def flood(gateway: FakeGateway) -> int:
    """Every text as message, button title and file title, from everybody; returns how many messages that makes."""
    chat, conversation = gateway.chat, gateway.chat.newest

    def add_all() -> None:
        for number, text in enumerate(ALL):
            sender = SENDERS[number % len(SENDERS)]
            more: dict[str, Any] = {}
            if sender == "bot":
                more = {"buttons": [{"title": text, "payload": text}]}
            file = chat.attach(conversation, f"{text}.pdf")
            picture = chat.attach(conversation, f"{text}.png", text)
            chat.add(conversation, sender, text, attachments=[file, picture], **more)

    gateway.run(add_all)
    return len(conversation.messages)


@pytest.mark.parametrize("written_before", [True, False], ids=["history", "live"])
def test_the_component_shows_hostile_texts_and_runs_none(
    open_page: Callable[..., Page], gateway: FakeGateway, *, written_before: bool
) -> None:
    page = open_page()
    page.add_init_script(ALARM)
    page.reload()
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    expect(page.locator(".from-bot")).to_be_visible()
    count = flood(gateway)
    if written_before:
        page.reload()
    expect(page.locator(".message")).to_have_count(count, timeout=20_000)
    shown = page.locator(".bubble").evaluate_all("nodes => nodes.map(node => node.textContent)")
    assert shown[1:] == list(ALL)
    inside = page.locator(".bubble :not(div):not(a):not(span)")
    expect(inside).to_have_count(0)
    expect(page.locator(".bubble a")).to_have_count(0)
    assert page.evaluate("window.alarms") == 0
    assert dialogs == []


def test_links_to_allowed_hosts_can_be_followed(open_page: Callable[..., Page], gateway: FakeGateway) -> None:
    page = open_page()
    expect(page.locator(".from-bot")).to_be_visible()
    gateway.say("See https://127.0.0.1/prices?a=1, or https://evil.example/x.")
    link = page.locator(".bubble a")
    expect(link).to_have_text("127.0.0.1/prices?a=1")
    expect(link).to_have_attribute("href", "https://127.0.0.1/prices?a=1")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_the_links_by_which_a_chat_goes_on_can_be_followed(
    open_page: Callable[..., Page], gateway: FakeGateway
) -> None:
    page = open_page()
    expect(page.locator(".from-bot")).to_be_visible()
    demo, telegram = f"{gateway.url}/demo/telegram?start=a_b-c", "https://t.me/ZorzaEnergyBot?start=a_b-c"
    gateway.say(f"Open this link to go on there: {demo}")
    gateway.say(f"Open this link to go on there: {telegram}")
    gateway.say(f"http://t.me/x http://127.0.0.1:{gateway.port + 1}/x {gateway.url}@evil.example/x javascript:alarm()")
    expect(page.locator(".bubble", has_text="javascript:")).to_be_visible()
    links = page.locator(".bubble a")
    expect(links).to_have_count(2)
    for link, address in zip((links.first, links.last), (demo, telegram), strict=True):
        expect(link).to_have_attribute("href", address)
        expect(link).to_have_text(address.partition("://")[2])
        expect(link).to_have_attribute("target", "_blank")
        expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_the_plain_form_shows_hostile_texts_and_runs_none(
    open_context: Callable[..., BrowserContext], gateway: FakeGateway, watch: Watch
) -> None:
    page = open_context().new_page()  # with JavaScript, so that a text that got through could run
    page.add_init_script(ALARM)
    watch.follow(page)
    page.goto(f"{gateway.url}/chat/plain")
    page.get_by_role("button", name="Start the chat").click()
    expect(page.locator(".message")).to_have_count(1)
    count = flood(gateway)
    page.reload()
    expect(page.locator(".message")).to_have_count(count)
    shown = page.locator(".bubble").evaluate_all("nodes => nodes.map(node => node.textContent)")
    assert shown[1:] == list(ALL)
    expect(page.locator(".bubble *")).to_have_count(0)
    assert page.evaluate("window.alarms") == 0
    assert watch.hosts == {f"127.0.0.1:{gateway.port}"}
    assert watch.complaints == []
