"""The demo in a browser: axe finds nothing, nothing is refused by the policy or asked elsewhere, and it works."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pydantic import SecretStr

from backend_api.settings import Settings
from tests.browsing import DESKTOP, PHONE, violations
from tests.channels.fakes import PNG
from tests.wattline.demo.conftest import SECRET, mailed, stand_ins_of
from tests.wattline.demo.serving import AnsweringDoor, DemoServer
from wattline.demo.devices.owners import STRANGER, all_owners
from wattline.demo.inbox import Inbox, InboxButton, InboxFile, InboxMessage
from wattline.demo.settings import DemoSettings
from wattline.layout import Layout

pytestmark = pytest.mark.browser
CHAT = "wattline-chat"
"""Has its own tests."""
JULIA = next(owner for owner in all_owners() if owner.key == "meier-doubled-bill")
NOW = datetime.now(UTC)
BUTTONS = (InboxButton("Yes, please", "tok-1"), InboxButton("No", "tok-2"))
LAYOUT = '<html lang="en"><head><title>Bill</title></head><body><h1>Your bill</h1><p>412.80 EUR</p></body></html>'
EXPECTED = ("Applying inline style", "403", "404")
"""Complaints of axe's own measuring, and of the chat, whose gateway is not here."""


@pytest.fixture(scope="module")
def server(layout: Layout, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    backend_settings = Settings(
        backend_database_url=layout.backend_database_url,
        gateway_secret=SecretStr(SECRET),
        actions_secret=SecretStr("another secret for tests"),
        identity_public_key_file=layout.keys / "identity.pub.json",
    )
    demo_settings = DemoSettings(
        gateway_secret=SecretStr(SECRET),
        identity_key_file=layout.keys / "identity.json",
        site_key_file=layout.keys / "site.json",
    )
    inbox = Inbox(tmp_path_factory.mktemp("inbox") / "demo-inbox.db")
    with DemoServer(stand_ins_of(inbox), AnsweringDoor(inbox), demo_settings, backend_settings).serving() as serving:
        fill(serving)
        yield serving


@pytest.fixture
def open_page(browser: Browser, server: DemoServer) -> Iterator[Callable[..., Page]]:
    """Opens an address; afterwards nothing may have gone wrong or elsewhere."""
    complaints: list[str] = []
    hosts: set[str] = set()
    contexts = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(part in message.text for part in EXPECTED):
            complaints.append(message.text)

    def open_one(path: str, **more: Any) -> Page:
        options = {
            "viewport": DESKTOP,
            "reduced_motion": "reduce",
            "permissions": ["clipboard-write", "clipboard-read"],
        }
        context = browser.new_context(**options | more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.goto(server.url + path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []
    assert hosts == {urlsplit(server.url).netloc}


PAGES = (
    "/demo/?language=en",
    "/demo/account?persona=meier-doubled-bill&language=de",
    "/demo/inbox?language=pl",
    f"/demo/inbox?language=de&address={quote(str(JULIA.phone))}",
    f"/demo/inbox?language=en&address={quote(str(JULIA.mailbox))}",
    f"/demo/inbox?language=pl&address={JULIA.telegram}",
    "/demo/telegram?language=en&start=token",
)


def fill(server: DemoServer) -> None:
    """Something on each of Julia's devices."""
    picture = InboxFile("meter.png", "image/png", PNG)
    paper = InboxFile("Rechnung 2026-10.pdf", "application/pdf", b"%PDF-1.7")
    server.run(server.stand_ins.phones.send(str(JULIA.phone), subject=None, text="Zorza: 482913\n1. Ja\n2. Nein"))
    for message in (
        InboxMessage(JULIA.telegram, "telegram", None, "Hello", NOW, written=True, status=200),
        InboxMessage(JULIA.telegram, "telegram", None, "Your bill", NOW, files=(paper,), buttons=BUTTONS),
        InboxMessage(JULIA.telegram, "telegram", None, "", NOW, written=True, status=503, files=(picture,)),
        InboxMessage(str(JULIA.mailbox), "email", "Your bill", "plain", NOW, html=LAYOUT, files=(paper,)),
        InboxMessage(str(JULIA.mailbox), "email", "Re: Your bill", "why?", NOW, written=True, status=451),
    ):
        server.run(server.stand_ins.inbox.add(message))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_objects_to_nothing(open_page: Callable[..., Page], path: str, size: dict[str, int], theme: str) -> None:
    page = open_page(path, viewport=size, color_scheme=theme)
    expect(page.locator("h1")).to_be_visible()
    assert violations(page, without=CHAT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_new_message_appears_by_itself_and_its_code_is_copied(
    open_page: Callable[..., Page], server: DemoServer
) -> None:
    page = open_page("/demo/inbox?language=en&address=kim@post.example")
    expect(page.get_by_text("No mail in this mailbox yet.")).to_be_visible()
    server.run(mailed(server.stand_ins.inbox, "kim@post.example", subject="Your code", text="It is 731904."))
    page.get_by_role("link", name="Your code").click()
    expect(page.locator(".code b")).to_have_text("731904")
    page.get_by_role("button", name="Copy code 731904").click()
    assert page.evaluate("navigator.clipboard.readText()") == "731904"


def test_the_overview_says_whom_a_new_message_is_for(open_page: Callable[..., Page], server: DemoServer) -> None:
    page = open_page("/demo/inbox?language=en")
    server.run(server.stand_ins.phones.send("+4917604069001", subject=None, text="Your code is 845120."))
    expect(page.locator(".arrivals .newest .code b")).to_have_text("845120")
    expect(page.locator("#said")).to_have_text("New message for +4917604069001")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_text_message_is_written_and_answered_on_the_page(
    open_page: Callable[..., Page], size: dict[str, int]
) -> None:
    page = open_page("/demo/inbox?language=en&address=%2B4917604069002", viewport=size)
    field = page.get_by_role("textbox", name="Message")
    field.fill("What do I owe?")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".bubble.mine")).to_contain_text("What do I owe?")
    expect(page.locator(".bubble.theirs")).to_contain_text("You wrote: What do I owe?")
    expect(field).to_have_value("")


def test_a_chat_is_started_and_a_button_pressed_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page(f"/demo/inbox?language=en&address={STRANGER.telegram}&start=token_1")
    page.get_by_role("button", name="Start", exact=True).press("Enter")
    expect(page.locator(".bubble.mine")).to_contain_text("/start token_1")
    page.get_by_role("button", name="Yes, please").press("Enter")
    expect(page.get_by_text("Pressed: Yes, please")).to_be_visible()
    page.get_by_role("textbox", name="Message").press_sequentially("thanks")
    page.keyboard.press("Enter")
    expect(page.locator(".bubble.theirs").last).to_contain_text("You wrote: thanks")


def test_a_picture_is_sent_and_the_bot_is_blocked(open_page: Callable[..., Page]) -> None:
    account = "7000000042"
    page = open_page(f"/demo/inbox?language=en&address={account}")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_label("Add files").set_input_files({"name": "meter.png", "mimeType": "image/png", "buffer": PNG})
    expect(page.get_by_text("Files chosen: 1")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("img", name="meter.png")).to_be_visible()
    page.locator("summary", has_text="More you can do").click()
    page.get_by_role("button", name="Block the bot").click()
    expect(page.get_by_text("You have blocked this bot.")).to_be_visible()


def test_without_a_script_one_writes_as_well(open_page: Callable[..., Page]) -> None:
    page = open_page("/demo/inbox?language=en&address=%2B4917604069003", java_script_enabled=False)
    page.get_by_role("textbox", name="Message").fill("Hello")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".bubble.theirs")).to_contain_text("You wrote: Hello")


def test_a_mailbox_shows_the_list_first_on_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page(f"/demo/inbox?language=en&address={quote(str(JULIA.mailbox))}", viewport=PHONE)
    expect(page.locator(".mail-open")).to_be_hidden()
    page.locator(".mail-list a", has_text="plain").click()
    expect(page.frame_locator("iframe").get_by_role("heading", name="Your bill")).to_be_visible()
    page.get_by_role("link", name="All mails").click()
    expect(page.locator(".mail-list")).to_be_visible()


def test_customers_are_shown_by_language_without_a_script(open_page: Callable[..., Page]) -> None:
    page = open_page("/demo/?language=de", java_script_enabled=False)
    expect(page.get_by_text("Julia Meier", exact=True)).to_be_visible()
    expect(page.get_by_text("Ravi Patel", exact=True)).to_be_hidden()
    page.get_by_text("Englisch", exact=True).click()
    expect(page.get_by_text("Ravi Patel", exact=True)).to_be_visible()


@pytest.mark.parametrize("scripted", [True, False])
def test_only_with_a_script_the_inbox_promises_to_renew_itself(
    open_page: Callable[..., Page], *, scripted: bool
) -> None:
    page = open_page("/demo/inbox?language=de", java_script_enabled=scripted)
    expect(page.get_by_text("Neue Nachrichten erscheinen automatisch.")).to_be_visible(visible=scripted)
    expect(page.get_by_role("link", name="Neue Nachrichten laden")).to_be_visible(visible=not scripted)


@pytest.mark.parametrize("language", ["en", "de", "pl"])
@pytest.mark.parametrize("width", [390, 360, 320])
def test_a_phone_shows_the_whole_menu(open_page: Callable[..., Page], language: str, width: int) -> None:
    page = open_page(
        f"/demo/account?persona=meier-doubled-bill&language={language}",
        viewport={"width": width, "height": 800},
        java_script_enabled=False,
    )
    for link in page.locator(".top a").all():
        box = link.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_signing_in_leads_to_a_page_with_the_chat_open(open_page: Callable[..., Page]) -> None:
    page = open_page("/demo/?language=de")
    page.get_by_role("link", name="Als Julia Meier anmelden").click()
    expect(page.get_by_role("heading", name="Guten Tag, Julia Meier")).to_be_visible()
    expect(page.locator("wattline-chat")).to_have_attribute("proof-url", "/demo/proof?persona=meier-doubled-bill")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_question_on_the_home_page_opens_the_chat(open_page: Callable[..., Page]) -> None:
    page = open_page("/demo/?language=en")
    page.get_by_role("button", name="My bill What it comes to").click()
    expect(page.get_by_role("dialog")).to_be_visible()
